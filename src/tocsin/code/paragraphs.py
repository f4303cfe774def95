"""Text to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tocsin.model import Span

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_END = re.compile(r"(?<=[.!?:;\"”’)])[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A stretch of text without a paragraph break, at `start` of the document."""

    number: int
    start: int
    text: str
    title: bool


def paragraphs(text: str, blocks: Iterable[tuple[Span, bool]]) -> Iterator[Paragraph]:
    """The paragraphs of the given blocks (span, is it a title), in order.

    A blank line ends one, and so does a line break after closing punctuation: hard-wrapped text keeps
    its sentences whole, headings on a line of their own end with the line.
    """
    number = 0
    for span, title in blocks:
        for start, end in _cut(text, span):
            if text[start:end].strip():
                yield Paragraph(number=number, start=start, text=text[start:end], title=title)
                number += 1


def _cut(text: str, span: Span) -> Iterator[tuple[int, int]]:
    piece = text[span.start : span.end]
    breaks = sorted({m.span() for rule in (_BLANK_LINE, _LINE_END) for m in rule.finditer(piece)})
    position = 0
    for left, right in breaks:
        if left >= position:
            yield span.start + position, span.start + left
            position = right
    yield span.start + position, span.end
