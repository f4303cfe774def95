"""Comments that the page's markup does not show as such, but that its site or its JSON-LD tells in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tocsin.model import Block, Document, Span
from tocsin.parse.comment import Comment
from tocsin.parse.compose import block
from tocsin.parse.dom import parse_html, walk
from tocsin.text import squeeze

_GAP = "\n\n"
_MIN_PLACED = 3  # words by which a comment is looked for in the page's text
_MAX_PLACED = 400  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A comment and its text. Its parent need not be among those told; its depth is not looked at."""

    comment: Comment
    text: str


def shown(html: str, name: str) -> str:
    """The visible text of a stretch of HTML, a line a paragraph. name: for the error. Raises ParseError."""
    if "<" not in html and "&" not in html:
        return html.strip()
    return "\n".join(walk(parse_html(f"<body>{html}</body>", name), {}, name).texts)


def with_told(document: Document, told: Sequence[Told]) -> Document:
    """The document with the comments that it lacks, where they stand in its text, else after it.

    A document that has as many comments of its own is left as it is.
    """
    own = {_key(document, block): block for block in document.blocks if block.kind == "comment"}
    if len(own) >= len(told):
        return document
    same = {one.comment.id: own[key].id for one in told if (key := squeeze(one.text)) in own}
    known = {block.id: block.depth or 1 for block in own.values()}
    for one in told:
        if one.text.strip() and one.comment.id not in same and one.comment.id not in known:
            parent = same.get(one.comment.parent or "", one.comment.parent)
            parent = parent if parent in known else None
            known[one.comment.id] = depth = known[parent] + 1 if parent else 1
            comment = replace(one.comment, parent=parent, depth=depth)
            document = _placed(document, comment, one.text.strip())
    return document


def _key(document: Document, block: Block) -> str:
    return squeeze(document.text[block.span.start : block.span.end])


def _placed(document: Document, comment: Comment, text: str) -> Document:
    span = _find(document, text)
    if span is None:
        start = len(document.text) + len(_GAP)
        new = block("comment", Span(start=start, end=start + len(text)), comment)
        return replace(document, text=f"{document.text}{_GAP}{text}", blocks=(*document.blocks, new))
    rest = [piece for old in document.blocks for piece in _without(document.text, old, span)]
    blocks = sorted([*rest, block("comment", span, comment)], key=lambda one: one.span.start)
    return replace(document, blocks=tuple(blocks))


def _find(document: Document, text: str) -> Span | None:
    """Where the text stands on the page already, but for white space, and not in a comment or the title."""
    words = text.split()
    if not _MIN_PLACED <= len(words) <= _MAX_PLACED:
        return None
    for found in re.finditer(r"\s+".join(map(re.escape, words)), document.text):
        span = Span(start=found.start(), end=found.end())
        kinds = {one.kind for one in document.blocks if _overlap(one.span, span)}
        if kinds and kinds.isdisjoint(("comment", "title")):
            return span
    return None


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _without(text: str, old: Block, span: Span) -> Iterator[Block]:
    """What is left of a block when a span is taken out of it."""
    if not _overlap(old.span, span):
        yield old
        return
    for start, end in (
        (old.span.start, min(old.span.end, span.start)),
        (max(old.span.start, span.end), old.span.end),
    ):
        part = text[start:end] if start < end else ""
        if part.strip():
            left = start + len(part) - len(part.lstrip())
            yield replace(old, span=Span(start=left, end=start + len(part.rstrip())))
