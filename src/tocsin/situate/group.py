"""Which events belong to a watched situation.

An event belongs when it is not history, lies within the watch's days where these are given, and touches
what is watched: a country of an actor, a recipient or the place; a watched actor's name; a watched place.
History is what is told as such, and what ended more than `OLD` days before it was first told (codebook,
rule 3: "as a rule more than half a year earlier"). Where nobody knows when it was told, the nearest later
day on which anything was told stands in for it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from tocsin.model import Event, Watch
from tocsin.situate.heat import day_of, last_day
from tocsin.text import fold

OLD = 183  # days


def belonging(events: Iterable[Event], watch: Watch) -> Iterator[Event]:
    """The events of a situation, in the order given."""
    known = tuple(events)
    told = sorted({day for e in known if (day := last_day(e.first_told))})
    return (e for e in known if not is_history(e, told) and within(e, watch) and touches(e, watch))


def is_history(event: Event, told: Sequence[date] = ()) -> bool:
    """Whether an event was over before the story that tells it. told: days on which anything was told, sorted."""
    if event.status == "historical":
        return True
    done = last_day(event.date)
    if done is None:
        return False
    later = told[bisect_left(told, done) :]
    when = last_day(event.first_told) or (later[0] if later else None)
    return when is not None and when - done > timedelta(days=OLD)


def within(event: Event, watch: Watch) -> bool:
    """Whether the event's day lies from `start` to `end`, both included; without a day only in an open watch."""
    day = day_of(event)
    if day is None:
        return watch.start is None and watch.end is None
    return (watch.start or "") <= day and (watch.end is None or day <= watch.end)


def touches(event: Event, watch: Watch) -> bool:
    """Whether anything watched takes part or is where it happens."""
    parties = (*event.actors, *event.recipients)
    countries = {e.country for e in parties} | {p.country for p in event.place}
    return (
        not countries.isdisjoint(watch.countries)
        or _named([e.text for e in parties], watch.actors)
        or _named([p.text for p in event.place], watch.places)
    )


def _named(texts: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a watched name stands in one of the texts as whole words."""
    folded = [f" {fold(text)} " for text in texts]
    return any(f" {fold(name)} " in text for name in names if fold(name) for text in folded)
