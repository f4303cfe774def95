"""Whom a comment speaks to: the name after an "@" that opens it, which is no parent."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from tocsin.model import Block, Document

_HANDLE = re.compile(r"(?=\S*[^\W\d])\w[\w.\-’']*")  # "@7" is a comment's place


def with_addressees(document: Document) -> Document:
    """The document with `Block.addressed_to` of its comments filled."""
    if not any(_speaks(document, block) for block in document.blocks):
        return document
    names = sorted(
        {block.author for block in document.blocks if block.author}, key=lambda name: (-len(name), name)
    )
    return replace(document, blocks=tuple(_addressed(document, block, names) for block in document.blocks))


def _speaks(document: Document, block: Block) -> bool:
    return block.kind == "comment" and block.addressed_to is None and document.text[block.span.start] in "@＠"


def _addressed(document: Document, block: Block, names: Collection[str]) -> Block:
    if not _speaks(document, block):
        return block
    said = document.text[block.span.start + 1 : block.span.end].lstrip()
    name = _known(said, names) or _handle(said)
    return replace(block, addressed_to=name) if name else block


def _known(said: str, names: Collection[str]) -> str:
    """The longest name of somebody who wrote in the thread."""
    folded = said.casefold()
    for name in names:
        after = folded[len(name) : len(name) + 1]
        if folded.startswith(name.casefold()) and not after.isalnum():
            return said[: len(name)]
    return ""


def _handle(said: str) -> str:
    found = _HANDLE.match(said)
    return found[0].rstrip(".-’'") if found else ""
