"""How well feeds were heard: so that a source that said nothing and one that could not be heard are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Literal

from tocsin.model import Visit

State = Literal["new", "silent", "blind", "unasked"]
STATES: dict[State, str] = {
    "new": "heard, with new entries",
    "silent": "heard, nothing new",
    "blind": "asked, could not be heard",
    "unasked": "not asked",
}
"""What may be known of a feed in a stretch of time."""

DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A stretch of time and how a feed was heard in it. asked, failed, new: visits, failed ones, new entries."""

    start: str
    state: State
    asked: int = 0
    failed: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A feed over the last week.

    state: of the last day; blind also when the last visit failed. since: of that failure in a row, or "".
    reason: why the last visit failed. heard, asked, new: when last, None for never. entries: how many it named
    when it last named any. day, week: the share of visits that worked, None without any. slots: the week,
    oldest first.
    """

    feed: str
    state: State
    since: str
    reason: str
    asked: str
    heard: str | None
    new: str | None
    entries: int
    day: float | None
    week: float | None
    slots: tuple[Slot, ...]


def healths(visits: Iterable[Visit], now: datetime, slot: timedelta) -> tuple[Health, ...]:
    """The health of each feed, by its URL. visits: of the last week and, for "when last", all before."""
    ordered = sorted(visits, key=lambda visit: (visit.feed, visit.at))
    return tuple(
        _health(feed, tuple(own), now, slot) for feed, own in groupby(ordered, key=lambda visit: visit.feed)
    )


def share(visits: Sequence[Visit]) -> float | None:
    """The share of visits that worked."""
    return sum(v.outcome != "failed" for v in visits) / len(visits) if visits else None


def _health(feed: str, visits: tuple[Visit, ...], now: datetime, slot: timedelta) -> Health:
    heard = [v for v in visits if v.outcome != "failed"]
    lost = visits[len(visits) - _failing(visits) :]
    today = _since(visits, now - DAY)
    return Health(
        feed=feed,
        state="blind" if lost and today else _state(today),
        since=lost[0].at if lost else "",
        reason=visits[-1].reason,
        asked=visits[-1].at,
        heard=heard[-1].at if heard else None,
        new=next((v.at for v in reversed(heard) if v.new), None),
        entries=next((v.entries for v in reversed(heard) if v.outcome == "changed"), 0),
        day=share(today),
        week=share(_since(visits, now - WEEK)),
        slots=tuple(_slots(visits, now, slot)),
    )


def _failing(visits: Sequence[Visit]) -> int:
    """How many of the last visits failed in a row."""
    return next((n for n, visit in enumerate(reversed(visits)) if visit.outcome != "failed"), len(visits))


def _since(visits: Sequence[Visit], start: datetime) -> tuple[Visit, ...]:
    return tuple(v for v in visits if datetime.fromisoformat(v.at) > start)


def _slots(visits: Sequence[Visit], now: datetime, length: timedelta) -> Iterable[Slot]:
    number = round(WEEK / length)
    bins: list[list[Visit]] = [[] for _ in range(number)]
    for visit in visits:
        back = (now - datetime.fromisoformat(visit.at)) // length
        if 0 <= back < number:
            bins[number - 1 - back].append(visit)
    for place, own in enumerate(bins):
        yield Slot(
            start=(now - (number - place) * length).astimezone(UTC).isoformat(timespec="seconds"),
            state=_state(own),
            asked=len(own),
            failed=sum(v.outcome == "failed" for v in own),
            new=sum(v.new for v in own),
        )


def _state(visits: Sequence[Visit]) -> State:
    """The best that can be said: one visit that worked is enough not to be blind."""
    if not visits:
        return "unasked"
    if all(v.outcome == "failed" for v in visits):
        return "blind"
    return "new" if any(v.new for v in visits) else "silent"
