"""Labelled stretches of text to a document's text and blocks, with exact offsets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.model import Block, BlockKind, Span
from tocsin.parse.comment import Comment

_GAP = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A block before it has a place. comment: its record, for kind "comment"."""

    kind: BlockKind
    text: str
    comment: Comment | None = None


def compose(parts: Iterable[Part]) -> tuple[str, tuple[Block, ...]]:
    """The parts' texts joined by blank lines, and where each stands in it."""
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for part in parts:
        span = Span(start=at, end=at + len(part.text))
        blocks.append(block(part.kind, span, part.comment))
        texts.append(part.text)
        at = span.end + len(_GAP)
    return _GAP.join(texts), tuple(blocks)


def block(kind: BlockKind, span: Span, comment: Comment | None = None) -> Block:
    """A block, with a comment's record where there is one."""
    if comment is None:
        return Block(kind=kind, span=span)
    return Block(
        kind=kind,
        span=span,
        id=comment.id,
        parent=comment.parent,
        depth=comment.depth,
        author=comment.author,
        time=comment.time,
        likes=comment.likes,
    )
