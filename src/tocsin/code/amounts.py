"""Numbers of people as the text gives them: "at least three", "two dozen", "1,200"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tocsin.know.lexicon import numbers, words
from tocsin.model import Count, Span

_WORD = re.compile(r"\d[\d,]*|[A-Za-z]+")
_BEFORE = 24  # characters before a number in which "at least" is looked for


def amounts(text: str, span: Span) -> Iterator[tuple[Span, Count]]:
    """The numbers in a stretch of text, in figures or words, with the counts they stand for."""
    run: list[tuple[re.Match[str], tuple[int, int | None]]] = []
    for found in _WORD.finditer(text, span.start, span.end):
        value = _value(found.group())
        if run and found.group() == "of":
            continue
        if value is None or (run and not _joined(text, run[-1][0], found, value)):
            if run:
                yield _amount(text, run)
            run = []
        if value is not None:
            run.append((found, value))
    if run:
        yield _amount(text, run)


def total(counts: list[Count]) -> Count | None:
    """The counts of several groups together, None for none."""
    if not counts:
        return None
    highs = [c.high for c in counts if c.high is not None]
    return Count(low=sum(c.low for c in counts), high=sum(highs) if len(highs) == len(counts) else None)


def _value(word: str) -> tuple[int, int | None] | None:
    if word[0].isdigit():
        number = int(word.replace(",", ""))
        return number, number
    return numbers().get(word.lower())


def _joined(
    text: str, before: re.Match[str], after: re.Match[str], value: tuple[int, int | None]
) -> bool:
    """Whether two number words are one number: "two hundred", "twenty-two", "tens of thousands"."""
    between = text[before.end() : after.start()]
    return between in (" ", "-") or (between == " of " and value[1] is None)


def _amount(text: str, run: list[tuple[re.Match[str], tuple[int, int | None]]]) -> tuple[Span, Count]:
    low, high = run[0][1]
    for _, (more_low, more_high) in run[1:]:
        if (more_low >= 100 and more_low > low) or more_low == 12:
            unit = more_low if more_high is not None else 10 ** (len(str(more_low)) - 1)
            low, high = low * unit, None if high is None or more_high is None else high * unit
        elif 20 <= low < 100 and low % 10 == 0 and more_low < 10:
            low, high = low + more_low, None if high is None else high + more_low
    span = Span(start=run[0][0].start(), end=run[-1][0].end())
    before = text[max(0, span.start - _BEFORE) : span.start].lower()
    if any(before.rstrip().endswith(cue) for cue in words("at_least")):
        return span, Count(low=low, high=None)
    if any(before.rstrip().endswith(cue) for cue in words("at_most")):
        return span, Count(low=1, high=high)
    return span, Count(low=low, high=high)
