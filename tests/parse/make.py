"""Pages and documents for the tests of `tocsin.parse`."""

from __future__ import annotations

import hashlib

from tocsin.config import Config
from tocsin.model import Block, BlockKind, Document, Page
from tocsin.parse import make_parse


def page(body: bytes | str, *, media: str = "text/html", charset: str = "", name: str = "page.html") -> Page:
    stored = body.encode() if isinstance(body, str) else body
    return Page(
        id=hashlib.sha256(stored).hexdigest(),
        name=name,
        url="",
        fetched="2021-09-27T08:00:00+00:00",
        media=media,
        charset=charset,
        body=stored,
    )


def read_html(body: bytes | str) -> Document:
    return make_parse(Config())(page(body))


def read_text(text: str) -> Document:
    return make_parse(Config())(page(text, media="text/plain", name="page.txt"))


def texts(document: Document, kind: BlockKind) -> list[str]:
    return [text_of(document, block) for block in document.blocks if block.kind == kind]


def text_of(document: Document, block: Block) -> str:
    return document.text[block.span.start : block.span.end]


def comments(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind == "comment"]
