"""Numbers of people as the text gives them: "at least three", "two dozen", "1,200", "10 to 15"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, partial

from tocsin.know.lexicon import numbers, words
from tocsin.model import Count, Span

_FIGURE = r"(?<![\w.])(?<!\d,)(?<![A-Za-z]-){}(?!\w|[.,]\d)"
_FIGURES = (r"\d{1,3}(?:,\d{2,3})*,\d{3}", r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+", r"\d+(?:\.\d+)?")
_WORD = r"(?<![\w.])[A-Za-z]+(?!\w|\.\w)"
_TOKEN = re.compile("|".join([*map(_FIGURE.format, _FIGURES), _WORD]))
# "12-year-old", "three-day": no count of people
_COMPOUND = re.compile(r"-[A-Za-z]")
_NEAR = 24  # characters before and after a number in which "at least", "or more" are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    """text[start:end] stands for `value`, or, when `open`, for that or more. room: what is added must be below
    ("two hundred" has room for 99)."""

    start: int
    end: int
    value: Decimal
    open: bool
    figure: bool
    room: int


_Rule = Callable[[_Number, _Number], _Number | None]


def amounts(text: str, span: Span) -> Iterator[tuple[Span, Count]]:
    """The numbers in a stretch of text, in figures or words, with the counts they stand for; those of none
    ("no one") are left out."""
    found = _fold(_tokens(text, span), partial(_nobody, text))
    found = _fold(found, partial(_article, text))
    for scale in sorted({10, *_units().values()}):
        found = _fold(found, partial(_times, text, scale))
        found = _fold(found, partial(_plus, text, scale))
    for low, high in _ranges(text, found):
        at = Span(start=low.start, end=high.end)
        whole = low.value % 1 == high.value % 1 == 0
        if whole and (high.value or high.open) and not _COMPOUND.match(text, at.end):
            yield at, _bounded(text, at, int(low.value), None if high.open else int(high.value))


def total(counts: list[Count]) -> Count | None:
    """The counts of several groups together, None for none."""
    if not counts:
        return None
    highs = [c.high for c in counts if c.high is not None]
    return Count(low=sum(c.low for c in counts), high=sum(highs) if len(highs) == len(counts) else None)


# --- numbers of several words ----------------------------------------------------------------------


def _tokens(text: str, span: Span) -> Iterator[_Number]:
    for found in _TOKEN.finditer(text, span.start, span.end):
        word = found.group().lower()
        figure = word[0].isdigit()
        low, high = (Decimal(re.sub(r"[^\d.]", "", word)), 0) if figure else numbers().get(word, (None, 0))
        if low is not None:
            yield _Number(
                start=found.start(),
                end=found.end(),
                value=Decimal(low),
                open=high is None,
                figure=figure,
                room=1 if figure else _room(word, int(low)),
            )


def _room(word: str, value: int) -> int:
    if _units().get(word, 1) % 10 == 0:
        return _units()[word]
    return 10 if value in range(20, 100, 10) else 1


@cache
def _units() -> dict[str, int]:
    """Words that multiply the number before them, also in the plural: "hundred", "thousands"."""
    return {form: numbers()[word][0] for word in words("number_units") for form in (word, f"{word}s")}


def _fold(found: Iterable[_Number], rule: _Rule) -> list[_Number]:
    """Each number made one with that before it, where the rule says so."""
    kept: list[_Number] = []
    for number in found:
        one = rule(kept[-1], number) if kept else None
        if one:
            kept[-1] = one
        else:
            kept.append(number)
    return kept


def _joint(text: str, a: _Number, b: _Number) -> str:
    return text[a.end : b.start].strip().lower()


def _nobody(text: str, a: _Number, b: _Number) -> _Number | None:
    """ "no one" is no one."""
    return replace(a, end=b.end) if not a.value and _joint(text, a, b) in ("", "-") else None


def _article(text: str, a: _Number, b: _Number) -> _Number | None:
    """ "a couple" is two."""
    bare = text[b.start : b.end].lower() not in _units() and not b.figure
    article = text[a.start : a.end].lower() in words("one") and not _joint(text, a, b)
    return replace(b, start=a.start) if bare and article else None


def _times(text: str, scale: int, a: _Number, b: _Number) -> _Number | None:
    """ "two hundred", "1.5 million", "tens of thousands"."""
    joint = _joint(text, a, b)
    joined = joint in ("", "-") or (joint in words("number_of") and (a.open or not b.open))
    if not joined or _units().get(text[b.start : b.end].lower()) != scale or not 0 < a.value < scale:
        return None
    return replace(b, start=a.start, value=a.value * scale, open=a.open or b.open)


def _plus(text: str, scale: int, a: _Number, b: _Number) -> _Number | None:
    """ "twenty-two", "one hundred and twenty"."""
    joint = _joint(text, a, b)
    joined = joint in ("", "-") or (joint in words("number_and") and scale > 10)
    if not joined or a.room != scale or not 0 < b.value < scale or a.open or b.open or b.figure:
        return None
    return replace(b, start=a.start, value=a.value + b.value, room=1)


# --- ranges and bounds -----------------------------------------------------------------------------


def _ranges(text: str, found: list[_Number]) -> Iterator[tuple[_Number, _Number]]:
    """Lowest and highest: of "10 to 15" both, of a number alone the same twice."""
    left = list(reversed(found))
    while left:
        low = left.pop()
        high = left[-1] if left else low
        if _is_range(text, low, high):
            yield _alike(text, low, left.pop()), high
        else:
            yield low, low


def _is_range(text: str, low: _Number, high: _Number) -> bool:
    """Whether two numbers in a row are the ends of one; "from 10 to 15" tells of a change."""
    joint, before = _joint(text, low, high), text[max(0, low.start - _NEAR) : low.start]
    joined = joint in words("number_to") and not _cue("from", before)
    between = joint in words("number_and") and bool(_cue("between", before))
    return low.value < high.value and (joined or between)


def _alike(text: str, low: _Number, high: _Number) -> _Number:
    """ "two" in "two to three hundred" is two hundred."""
    unit = _units().get(re.split(r"[\s-]", text[high.start : high.end].lower())[-1], 1)
    short = low.value < high.value / unit and text[low.start : low.end].lower() not in _units()
    return replace(low, value=low.value * unit) if short else low


def _bounded(text: str, at: Span, low: int, high: int | None) -> Count:
    """The count with the words of bounds around it: of several before it the longest ("no more than")."""
    before, after = text[max(0, at.start - _NEAR) : at.start], text[at.end : at.end + _NEAR]
    least, most = _cue("at_least", before), _cue("at_most", before)
    if least > most or _follows("at_least_after", after):
        return Count(low=low, high=None)
    return Count(low=1, high=high) if most or _follows("at_most_after", after) else Count(low=low, high=high)


def _cue(name: str, before: str) -> int:
    """The length of the longest phrase of a list that the text ends with, 0 for none."""
    found = re.search(rf"(?<!\w)(?:{_phrases(name)})\s*$", before, re.IGNORECASE)
    return len(found.group()) if found else 0


def _follows(name: str, after: str) -> bool:
    return bool(re.match(rf"\s*(?:{_phrases(name)})(?!\w)", after, re.IGNORECASE))


@cache
def _phrases(name: str) -> str:
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in words(name))


def agree(a: Count | None, b: Count | None) -> bool:
    """Whether two counts can be of the same people: "at least three" goes with five."""
    if a is None or b is None:
        return True
    return a.low == b.low or (a.high is None and b.low >= a.low) or (b.high is None and a.low >= b.low)
