"""The escalation index: how hot a situation is, day by day.

    weight(event) = w(type, mode) * s(status) * log2(1 + origins)
        w   minus the PLOVER score for acts of conflict (quad 3 and 4: ACCUSE -3 gives 3, ASSAULT -9 gives 9),
            never below 0; minus `COOPERATION` times the score for acts of cooperation (quad 1 and 2)
        s   actual 1, future 0.5, hypothetical 0.25, negated and historical 0
        origins   the independent ones, so that copies of one report do not heat
    fresh(day) = sum of the weights of the events of that day
    index(day) = max(0, index(day before) * 2 ** (-1 / HALF_LIFE) + fresh(day))

The day of an event is its date where that is a day and not after the first telling, else the day on which
it was first told: a plan heats when it becomes known. Days run without a gap from the first to the last.
The index has no unit; compare it with itself over time, not between situations.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from math import log2

from tocsin.know.ontology import ontology
from tocsin.model import Day, Event, Status

HALF_LIFE = 3.0  # days after which the heat of an event has halved
COOPERATION = 0.25  # share of its score by which an act of cooperation cools
STATUS: dict[Status, float] = {
    "actual": 1.0, "future": 0.5, "hypothetical": 0.25, "negated": 0.0, "historical": 0.0,
}  # fmt: skip
_CONFLICT = (3, 4)  # PLOVER's quad classes: verbal and material conflict
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_COARSE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?$")


def index(events: Iterable[Event]) -> tuple[Day, ...]:
    """The index of each day from the first to the last event; events without any day are left out."""
    by_day: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        if day := day_of(event):
            by_day[day].append(event)
    if not by_day:
        return ()
    heat = 0.0
    found: list[Day] = []
    for day in _every_day(min(by_day), max(by_day)):
        fresh = sum(weight(event) for event in by_day[day])
        heat = max(0.0, heat * 2 ** (-1 / HALF_LIFE) + fresh)
        ids = tuple(sorted(event.id for event in by_day[day]))
        found.append(Day(date=day, index=round(heat, 3), events=ids))
    return tuple(found)


def weight(event: Event) -> float:
    """What one event adds to the index of its day; below 0 for cooperation."""
    kinds = ontology()
    score = kinds.score(event.type, event.modes)
    conflict = kinds.types[event.type].quad in _CONFLICT
    strength = max(0.0, -score) if conflict else -COOPERATION * max(0.0, score)
    return strength * STATUS[event.status] * log2(1 + len(event.origins))


def day_of(event: Event) -> str | None:
    """The day on which an event counts (ISO 8601); None when neither date nor telling gives one."""
    told = last_day(event.first_told)
    dated = last_day(event.date) if event.date and _DAY.fullmatch(event.date) else None
    day = min(dated, told) if dated and told else dated or told
    return day.isoformat() if day else None


def last_day(value: str | None) -> date | None:
    """The last day that an ISO 8601 date, time or interval names; None for anything else."""
    found = _COARSE.match((value or "").rpartition("/")[2])
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    month = month or 12
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None


def _every_day(first: str, last: str) -> Iterator[str]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return ((start + timedelta(days=n)).isoformat() for n in range((end - start).days + 1))
