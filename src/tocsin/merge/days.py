"""Coarse ISO 8601 dates as stretches of days, so that "2021-09" and "2021-09-26" can agree."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

_PART = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?$")
Days = tuple[int, int]  # first and last day, as ordinals


@lru_cache(maxsize=50_000)
def days(value: str | None) -> Days | None:
    """First and last day that an ISO date or interval names; None for none or what is no such date."""
    if not value:
        return None
    start, _, end = value.partition("/")
    first, last = _one(start), _one(end or start)
    if first is None or last is None or last[1] < first[0]:
        return None
    return first[0], last[1]


def _one(value: str) -> Days | None:
    found = _PART.match(value.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first.toordinal(), first.toordinal()
    last = date(year, month or 12, monthrange(year, month or 12)[1])
    return first.toordinal(), last.toordinal()


def agree(a: Days, b: Days) -> bool:
    """Whether two stretches have a day in common."""
    return a[0] <= b[1] and b[0] <= a[1]


def gap(a: Days, b: Days) -> int:
    """Days between two stretches; 0 when they agree."""
    return max(0, a[0] - b[1], b[0] - a[1])
