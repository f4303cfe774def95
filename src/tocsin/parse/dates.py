"""Times as pages give them, to ISO 8601 as precise as they are; what is ambiguous stays unread."""

from __future__ import annotations

import re
from datetime import date, time
from email.utils import parsedate_to_datetime
from functools import cache
from unicodedata import decimal

from tocsin.know.phrases import phrases

_ISO = re.compile(
    r"(?P<y>\d{4})-?(?P<m>\d\d)-?(?P<d>\d\d)"
    r"(?:[T ]\s*(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|[+-]\d\d(?::?\d\d)?)?)?(?!\d)"
)
_RFC_2822 = re.compile(
    r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)?(?: [+-]\d{4}| [A-Z]{1,5})?"
)
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?|(?=\s*[ap]\.?m\b))"
    r"(?![\d:])\s*(?:(?P<half>[ap])\.?\s?m\b\.?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:UTC|GMT)\s*([+-])(\d{1,2})(?::?(\d\d))?")
_WORD = re.compile(r"\b[A-Z]{1,5}\b")
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DOTTED = re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?{_YEAR}(?!\d)")
_YEAR_FIRST = re.compile(
    rf"(?<![\d.]){_YEAR}(?P<mark>[./]\s?|\s?[年년]\s?)(?P<m>\d{{1,2}})"
    r"(?:(?P=mark)|\s?[月월]\s?)(?P<d>\d{1,2})(?:\s?[日일])?(?!\d)"
)
_SHORT = re.compile(r"(?<![\d.])(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>[0-3]\d)(?![\d.]\d)")
_SLASHED = re.compile(rf"(?<!\d)(?P<a>\d{{1,2}})[/-](?P<b>\d{{1,2}})[/-]{_YEAR}(?!\d)")
_AFTER_DATE = 40  # a clock time farther from its date than this belongs to something else


def from_attribute(value: str) -> str | None:
    """A time written for machines (ISO 8601, RFC 2822), else as `from_text` reads it."""
    value = _western(" ".join(value.split()))
    if found := _ISO.match(value):
        return _iso(found)
    if _RFC_2822.fullmatch(value):
        try:
            return parsedate_to_datetime(value).isoformat()
        except ValueError:
            return None
    return from_text(value)


def from_text(text: str) -> str | None:
    """The first date in a line written for people, with its clock time and zone where they stand by it."""
    text = _western(text)
    found = _date_in(text)
    if found is None:
        return None
    day, start, end = found
    for near in (text[end : end + _AFTER_DATE], text[max(0, start - _AFTER_DATE) : start]):
        if clock := _clock(near):
            return f"{day.isoformat()}T{clock}{_zone(near)}"
    return day.isoformat()


def _western(text: str) -> str:
    """The text with the digits of all scripts as 0 to 9, each at its place."""
    if text.isascii():
        return text
    return "".join(str(decimal(c)) if c.isdecimal() else c for c in text)


def _iso(found: re.Match[str]) -> str | None:
    day = _day(found["y"], found["m"], found["d"])
    if day is None:
        return None
    if found["hour"] is None:
        return day.isoformat()
    clock = _precise(int(found["hour"]), found["minute"], found["second"])
    if clock is None:
        return day.isoformat()
    zone = found["zone"] or ""
    if zone in ("Z", "UTC"):
        zone = "+00:00"
    elif zone:
        zone = f"{zone[:3]}:{zone[3:].lstrip(':') or '00'}"
    return f"{day.isoformat()}T{clock}{zone}"


def _date_in(text: str) -> tuple[date, int, int] | None:
    """The first full date: its value, and where it stands."""
    candidates: list[tuple[int, int, date]] = []
    for pattern in (_ISO, _DOTTED, _YEAR_FIRST, _SHORT, _SLASHED, *_worded()):
        for found in pattern.finditer(text):
            day = _value(found)
            if day is not None:
                candidates.append((found.start(), -(found.end("d") if pattern is _ISO else found.end()), day))
                break
    if not candidates:
        return None
    start, end, day = min(candidates)
    return day, start, -end


def _value(found: re.Match[str]) -> date | None:
    groups = found.groupdict()
    if "a" in groups:
        return _slashed(int(groups["a"]), int(groups["b"]), groups["y"])
    month, year = groups["m"], groups["y"]
    number = phrases().months.get(month.casefold()) if not month.isdigit() else int(month)
    return _day(year if len(year) > 2 else f"20{year}", number, groups["d"])


def _slashed(a: int, b: int, year: str) -> date | None:
    """Day and month in the order that leaves no doubt; 03/04/2021 is two dates, hence none."""
    if a > 12 or a == b:
        return _day(year, b, a)
    return _day(year, a, b) if b > 12 else None


def _day(year: str, month: str | int | None, day: str | int) -> date | None:
    try:
        return date(int(year), int(month or 0), int(day))
    except ValueError:
        return None


@cache
def _worded() -> tuple[re.Pattern[str], ...]:
    """ "26 September 2021", "le 1er mars 2021", "September 26, 2021", "2021 September 26"."""
    names = "|".join(sorted(map(re.escape, phrases().months), key=len, reverse=True))
    month = rf"(?P<m>{names})\b\.?"
    day = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
    return (
        re.compile(
            rf"(?<!\d){day}\s*(?:de\s+|of\s+)?{month},?\s*(?:de\s+|del\s+)?{_YEAR}(?!\d)", re.IGNORECASE
        ),
        re.compile(rf"\b{month}\s*{day},?\s*{_YEAR}(?!\d)", re.IGNORECASE),
        re.compile(rf"(?<!\d){_YEAR}\.?,?\s+{month}\s+{day}(?!\d)", re.IGNORECASE),
    )


def _clock(text: str) -> str | None:
    found = _CLOCK.search(text)
    if found is None:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return _precise(hour, found["minute"], found["second"])


def _precise(hour: int, minute: str | None, second: str | None) -> str | None:
    """A clock time to the minute, to the second where that is given; None when there is no such time."""
    try:
        clock = time(hour, int(minute or 0), int(second or 0))
    except ValueError:
        return None
    return clock.isoformat("seconds" if second else "minutes")


def _zone(text: str) -> str:
    """The offset named after a clock time, "" for none."""
    for word in _WORD.findall(text):
        if word in phrases().zones:
            return _shifted(text, phrases().zones[word])
    return ""


def _shifted(text: str, offset: str) -> str:
    """GMT+2 is an offset of its own."""
    found = _OFFSET.search(text)
    return f"{found[1]}{int(found[2]):02}:{found[3] or '00'}" if found else offset
