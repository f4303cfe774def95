"""Text that was not fetched: a passage that is all body (`--text`), or a plain-text page (`--batch`)."""

from __future__ import annotations

import hashlib
import re

from tocsin.model import Block, Document, Page, Span
from tocsin.parse.credit import with_credits

_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=\s*(?:\n\s*\n|\Z))", re.DOTALL)


def passage(text: str, *, name: str = "text", published: str | None = None, language: str = "") -> Document:
    """A document with one body block a paragraph. published: ISO 8601; language: ISO 639-1 or ""."""
    blocks = tuple(
        Block(kind="body", span=Span(start=m.start(), end=m.end())) for m in _PARAGRAPH.finditer(text)
    )
    made = Document(
        page=_hash(text),
        name=name,
        url="",
        media="text/plain",
        text=text,
        blocks=blocks,
        title="",
        authors=(),
        published=published,
        language=language,
    )
    return with_credits(made, "")


def page_of_text(text: str, name: str) -> Page:
    """A plain-text page of this text."""
    body = text.encode("utf-8", "surrogatepass")
    return Page(id=_hash(text), name=name, url="", fetched="", media="text/plain", charset="utf-8", body=body)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
