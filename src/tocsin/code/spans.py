"""Stretches of text: found, widened, compared."""

from __future__ import annotations

from tocsin.model import Span

Range = tuple[int, int]
_OPEN = "“„«\"'‘([-–—,.;:"
_CLOSE = "”»\"'’)]-–—,.;:"


def places_of(text: str, actor: str, recipient: str) -> tuple[Range | None, Range | None]:
    """Where the two parties stand: the first pair of places that do not overlap."""
    mine = _find(text, actor, None)
    return mine, _find(text, recipient, mine)


def _find(text: str, words: str, taken: Range | None) -> Range | None:
    start = text.find(words) if words else -1
    while start >= 0:
        if taken is None or start >= taken[1] or start + len(words) <= taken[0]:
            return start, start + len(words)
        start = text.find(words, start + 1)
    return None


def whole_words(text: str, span: Span) -> Span:
    """The span widened to whole words, without quotation marks and punctuation at its ends."""
    start, end = span.start, span.end
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start < end - 1 and text[start] in _OPEN:
        start += 1
    while end - 1 > start and text[end - 1] in _CLOSE:
        end -= 1
    return Span(start=start, end=end)


def overlap(a: Span, b: Span) -> bool:
    """Whether the two share a character."""
    return a.start < b.end and b.start < a.end
