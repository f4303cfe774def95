"""The comments of a page as the tree they form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tocsin.model import Block, Document


@dataclass(slots=True, kw_only=True)
class Comment:
    """A comment and the answers to it, in the order of the page."""

    block: Block
    text: str
    answers: list[Comment] = field(default_factory=list["Comment"])

    def walk(self) -> Iterator[Comment]:
        """This comment and all below it, top down."""
        yield self
        for answer in self.answers:
            yield from answer.walk()


def comments(document: Document) -> tuple[Comment, ...]:
    """The comments that answer no other, each with its answers.

    A comment hangs under the one its `parent` names; where it names none, under the last comment before
    it that is one level up. A comment whose parent is not on the page stands at the top.
    """
    roots: list[Comment] = []
    before: list[Comment] = []
    for block in document.blocks:
        if block.kind != "comment":
            continue
        span = block.span
        comment = Comment(block=block, text=document.text[span.start : span.end])
        above = _above(block, before)
        (above.answers if above else roots).append(comment)
        before.append(comment)
    return tuple(roots)


def _above(block: Block, before: Sequence[Comment]) -> Comment | None:
    if block.parent is not None:
        return next((c for c in before if c.block.id == block.parent), None)
    depth = (block.depth or 1) - 1
    for comment in reversed(before):
        level = comment.block.depth or 1
        if level == depth:
            return comment
        if level < depth:
            break
    return None
