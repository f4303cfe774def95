"""When: time expressions of a text with their values, and the dates of mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from tocsin.know.times import time_words
from tocsin.model import Document, Mention, Missing, Span
from tocsin.resolve.when_days import interval
from tocsin.resolve.when_patterns import rules
from tocsin.resolve.when_values import Anchor, TimeType, Value, value_of

CUE_WORDS = 9  # how many words before and after an expression are asked for its tense
_WORD = re.compile(r"['’]ll\b|\w+(?:['’]t)?")
_JOINED = re.compile(r"\s*(?:and|to|through|until|till|-|–)\s*(?:the\s)?")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[A-Z\"“])|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|Gen|Gov|Sen|St))\.$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression. value, mod: TIMEX3. start, end: first and last day, None where unknown."""

    span: Span
    text: str
    type: TimeType
    value: str
    mod: str = ""
    start: str | None = None
    end: str | None = None


def find_times(text: str, *, anchor: str | None) -> tuple[Time, ...]:
    """Time expressions in text order, not overlapping.

    anchor: ISO 8601 date (or date and time) that relative words are counted from, mostly the day of
    publication; None leaves them without days ("XXXX-WXX-5").
    """
    day = _anchor_day(anchor)
    return tuple(_times(text, day, None))


def time_record(time: Time) -> dict[str, Any]:
    """A time in the shape of the gold: start, end, surface, type, value, mod."""
    return {
        "start": time.span.start,
        "end": time.span.end,
        "surface": time.text,
        "type": time.type,
        "value": time.value,
        "mod": time.mod or None,
    }


def fill(document: Document, mention: Mention) -> Mention:
    """The mention with its date, from the words of `date_span`; without a date, the reason why.

    The mention's status says whether "Sunday" is the last or the next one. Never the day of publication
    by default.
    """
    if mention.date_span is None:
        return _undated(mention, "the text says no date for it")
    span = mention.date_span
    sentence = _sentence(document.text, span)
    anchor = _document_day(document)
    future = {"future": True, "hypothetical": None}.get(mention.status, False)
    found = [
        time
        for time in _times(document.text[sentence.start : sentence.end], anchor, future)
        if time.span.start + sentence.start < span.end and span.start < time.span.end + sentence.start
    ]
    dated = [time for time in found if time.start is not None]
    if dated:
        words = document.text[sentence.start : sentence.end]
        return replace(
            mention, date=_range(words, dated) or _date_of(max(dated, key=_exactness), anchor, future)
        )
    return _undated(mention, _why_not(document.text[span.start : span.end], found, anchor))


def _undated(mention: Mention, reason: str) -> Mention:
    if mention.date is not None or any(one.field == "date" for one in mention.missing):
        return mention
    return replace(mention, missing=(*mention.missing, Missing(field="date", reason=reason)))


def _why_not(words: str, found: list[Time], anchor: date | None) -> str:
    if any("X" in time.value and time.type in ("DATE", "TIME") for time in found) and anchor is None:
        return "no publication date to anchor on"
    if any(time.type in ("DURATION", "SET") for time in found):
        return f"{words!r} tells how long or how often, not when"
    return f"{words!r} tells no day, month or year"


def _exactness(time: Time) -> tuple[int, int]:
    """The narrower the interval the better, then the longer wording."""
    if time.start is None or time.end is None:
        return -10_000_000, 0
    days = (date.fromisoformat(time.end) - date.fromisoformat(time.start)).days
    return -days, time.span.end - time.span.start


def _range(words: str, dated: list[Time]) -> str:
    """ "from Monday to Friday" as first/last day; "" when the times are not joined so."""
    for first, last in pairwise(dated):
        joined = _JOINED.fullmatch(words[first.span.end : last.span.start])
        if joined and first.start and last.end and first.start < last.end:
            return f"{first.start}/{last.end}"
    return ""


def _date_of(time: Time, published: date | None, future: bool | None) -> str:
    """A day, month or year as such; anything else as first/last day, not beyond publication if it is over."""
    day = time.value.split("T", 1)[0]
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", day):
        return day
    end = time.end or ""
    if published and future is False and (time.start or "") <= published.isoformat() < end:
        end = published.isoformat()
    return f"{time.start}/{end}"


# --- anchors -------------------------------------------------------------------------------------


def _anchor_day(anchor: str | None) -> date | None:
    match = re.match(r"\d{4}-\d\d-\d\d", anchor or "")
    if match is None:
        return None
    try:
        day = date.fromisoformat(match.group())
    except ValueError:
        return None
    # A page that says "0001-01-01" has no date; and steps from there would leave the calendar.
    return day if 1500 <= day.year <= 2200 else None


def _document_day(document: Document) -> date | None:
    """The day of publication, else a full date in the dateline."""
    if day := _anchor_day(document.published):
        return day
    for block in document.blocks:
        if block.kind == "dateline":
            for time in _times(document.text[block.span.start : block.span.end], None, None):
                if re.fullmatch(r"\d{4}-\d\d-\d\d", time.value):
                    return date.fromisoformat(time.value)
    return None


def _sentence(text: str, span: Span) -> Span:
    """The sentence around a span."""
    start, end = 0, len(text)
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[max(0, match.start() - 6) : match.start()]):
            continue
        if match.end() <= span.start:
            start = match.end()
        elif match.start() >= span.end:
            end = match.start()
            break
    return Span(start=start, end=end)


# --- finding -------------------------------------------------------------------------------------


def _times(text: str, day: date | None, future: bool | None) -> Iterator[Time]:
    """Matches of all rules, the earliest and longest first. future: None = tell by the words around."""
    matches = [(rule, match) for rule, pattern in rules().items() for match in pattern.finditer(text)]
    matches.sort(key=lambda pair: (pair[1].start(), -pair[1].end()))
    end = 0
    for rule, match in matches:
        if match.start() < end or not _meant(rule, match, text):
            continue
        tense = "" if future is not None else _tense_near(text, match.start(), match.end())
        ahead = tense == "future" if future is None else future
        groups = match.groupdict()
        told = future is False
        value = value_of(
            rule,
            match.group(),
            groups,
            Anchor(day=day, future=ahead, open=future is None and not tense, over=told),
        )
        end = match.end()
        if value is not None:
            yield _time(match, value)


def _time(match: re.Match[str], value: Value) -> Time:
    days = interval(value.value) if value.type in ("DATE", "TIME") else None
    return Time(
        span=Span(start=match.start(), end=match.end()),
        text=match.group(),
        type=value.type,
        value=value.value,
        mod=value.mod,
        start=days[0] if days else None,
        end=days[1] if days else None,
    )


def _meant(rule: str, match: re.Match[str], text: str) -> bool:
    """Whether a match that could be something else (a count, the verb "may") is a time."""
    before = (_WORD.findall(text[max(0, match.start() - 20) : match.start()]) or [""])[-1].casefold()
    after = (_WORD.findall(text[match.end() : match.end() + 20]) or [""])[0].casefold()
    known = time_words()
    if rule == "year" and not match["mod"]:
        if match.start() and text[match.start() - 1] in "$£€#-–.,:/":
            return False
        return after not in known.counted
    if rule == "duration":
        fraction = match["unit"] in ("second", "quarter") and match["number"] in ("a", "an", "three")
        return not match["old"] and not fraction
    if rule == "month" and len(match.group()) == 3 and match.group() != "May":
        return False
    if rule == "month" and match.group().casefold() in ("may", "march"):
        return before in known.before_date
    return not (rule == "weekday" and match.group() in ("Sun.", "Sat.", "Wed."))


def _tense_near(text: str, start: int, end: int) -> str:
    """The nearest cue of tense, first before the expression, then after it: "future", "past" or ""."""
    offset = max(0, start - 250)
    here = Span(start=start - offset, end=end - offset)
    sentence = _sentence(text[offset : end + 150], here)
    before = _WORD.findall(text[offset + sentence.start : start])
    after = _WORD.findall(text[end : offset + sentence.end])
    tenses = [
        *(_tense(before, at) for at in range(len(before) - 1, max(-1, len(before) - 1 - CUE_WORDS), -1)),
        *(_tense(after, at) for at in range(min(CUE_WORDS, len(after)))),
    ]
    return next((tense for tense in tenses if tense), "")


def _tense(sequence: list[str], at: int) -> str:
    """What a word says of the tense; a participle after "be" ("will be held") says nothing."""
    known, low = time_words(), sequence[at].casefold()
    if low in known.future_cues:
        return "future"
    if low in known.past_cues or (low.endswith("ed") and len(low) > 4):
        return "" if at and sequence[at - 1].casefold() == "be" else "past"
    return ""
