"""Stretches of text: found, widened, compared."""

from __future__ import annotations

import re

from tocsin.know.cues import cues
from tocsin.model import Span

Range = tuple[int, int]
_OPEN = "“„«\"'‘([-–—,.;:"
_CLOSE = "”»\"'’)]-–—,.;:"


def places_of(text: str, actor: str, recipient: str) -> tuple[Range | None, Range | None]:
    """Where the two parties stand: the first pair of places that do not overlap, whole words before parts."""
    mine = _find(text, actor, None)
    return mine, _find(text, recipient, mine)


def _find(text: str, words: str, taken: Range | None) -> Range | None:
    if not words:
        return None
    whole = rf"(?<!\w){re.escape(words)}(?!\w)"
    found = [m.span() for rule in (whole, re.escape(words)) for m in re.finditer(rule, text)]
    return next((r for r in found if taken is None or r[0] >= taken[1] or r[1] <= taken[0]), None)


def whole_words(text: str, span: Span) -> Span:
    """The span widened to whole words, without quotation marks and punctuation at its ends; the stop of an
    abbreviation ("U.S.", "Inc.") and a bracket that closes one inside belong to the words."""
    start, end = span.start, span.end
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    if end < len(text) and text[end] == "." and _abbreviated(text[start : end + 1]):
        end += 1
    while start < end - 1 and text[start] in _OPEN and not (text[start] == "(" and ")" in text[start:end]):
        start += 1
    while end - 1 > start and text[end - 1] in _CLOSE and not _belongs(text[start:end]):
        end -= 1
    return Span(start=start, end=end)


def _belongs(words: str) -> bool:
    """Whether the mark that the words end with is part of them."""
    return (words[-1] == ")" and "(" in words) or (words[-1] == "." and _abbreviated(words))


def _abbreviated(words: str) -> bool:
    last = words.split()[-1][:-1]
    return "." in last.strip(".") or last.lower() in cues().grammar.abbreviations


def overlap(a: Span, b: Span) -> bool:
    """Whether the two share a character."""
    return a.start < b.end and b.start < a.end
