"""Words that tell a time (pack `english`, time.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from tocsin.know.packs import find


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """Words to what they tell; all keys are in lower case.

    numbers: a number in digits or "X". units, seasons, parts_of_day, modifiers, sets, references:
    codes of TIMEX3. shifts, days: steps from the anchor. holidays: month-day.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, str]
    numbers: dict[str, str]
    ordinals: dict[str, int]
    seasons: dict[str, str]
    parts_of_day: dict[str, str]
    days: dict[str, int]
    modifiers: dict[str, str]
    shifts: dict[str, int]
    sets: dict[str, str]
    references: dict[str, str]
    holidays: dict[str, str]
    future_cues: frozenset[str]
    past_cues: frozenset[str]
    before_date: frozenset[str]
    counted: frozenset[str]


@cache
def time_words() -> TimeWords:
    """The words of the installed pack. Raises PackError."""
    data: dict[str, Any] = dict(find("english").toml("time.toml"))
    cues: dict[str, list[str]] = data.pop("cues")
    return TimeWords(
        **data,
        future_cues=frozenset(cues["future"]),
        past_cues=frozenset(cues["past"]),
        before_date=frozenset(cues["before_date"]),
        counted=frozenset(cues["counted"]),
    )


def is_time_word(word: str) -> bool:
    """Whether the word is a weekday, a month, a day such as "today", or a unit of time."""
    known, low = time_words(), word.casefold()
    tables = (known.months, known.weekdays, known.days, known.units)
    return any(low in table or low.removesuffix("s") in table for table in tables)
