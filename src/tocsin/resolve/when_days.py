"""From a TIMEX3 value to days of the calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

# First and last month, northern half of the world.
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


def interval(value: str) -> tuple[str, str] | None:
    """First and last day (ISO 8601) of a DATE or TIME value; None for what has none (PAST_REF, XXXX)."""
    day = value.split("T", 1)[0]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return day, day
    for pattern, maker in _INTERVALS:
        if match := re.fullmatch(pattern, day):
            first, last = maker(match)
            return first.isoformat(), last.isoformat()
    return None


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    total = year * 12 + first - 1 + count - 1
    last_year, last_month = total // 12, total % 12 + 1
    return date(year, first, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def _week(match: re.Match[str], first: int) -> tuple[date, date]:
    year, week = int(match[1]), int(match[2])
    return date.fromisocalendar(year, week, first), date.fromisocalendar(year, week, 7)


_INTERVALS: tuple[tuple[str, Callable[[re.Match[str]], tuple[date, date]]], ...] = (
    (r"(\d{4})", lambda m: _months(int(m[1]), 1, 12)),
    (r"(\d{4})-(\d\d)", lambda m: _months(int(m[1]), int(m[2]), 1)),
    (r"(\d{4})-W(\d\d)", lambda m: _week(m, 1)),
    (r"(\d{4})-W(\d\d)-WE", lambda m: _week(m, 6)),
    (r"(\d{4})-Q([1-4])", lambda m: _months(int(m[1]), int(m[2]) * 3 - 2, 3)),
    (r"(\d{4})-H([12])", lambda m: _months(int(m[1]), int(m[2]) * 6 - 5, 6)),
    (r"(\d{4})-(SP|SU|FA|WI)", lambda m: _months(int(m[1]), SEASON_MONTHS[m[2]][0], 3)),
    (r"([12]\d\d)", lambda m: _months(int(m[1]) * 10, 1, 120)),
    (r"(1\d|20)", lambda m: _months(int(m[1]) * 100, 1, 1200)),
)
