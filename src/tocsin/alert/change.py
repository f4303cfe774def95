"""When the bell rings: the index is high, and much higher than in the days before.

A day is loud when its index is at least `FLOOR` and at least `FACTOR` times the mean of the `BEFORE` days
before it. The days before the first one count as 0: a situation that starts with a bang is loud at once.
One alert a rise: the bell rings on the first loud day, and again only after a day that is not loud, or when the
index has grown to `FACTOR` times what it last rang for.
"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.model import Alert, Day, Situation

FLOOR = 15.0  # about two violent acts with one origin each, or one that several report independently
FACTOR = 2.0
BEFORE = 7  # days


def ring(situation: Situation) -> tuple[Alert, ...]:
    """The alerts of a situation, oldest first; the reason is in words, the events are those of the day."""
    alerts: list[Alert] = []
    rung_for = 0.0  # the index of the last alert while the rise goes on
    for at, day in enumerate(situation.days):
        before = mean_before(situation.days, at)
        loud = day.index >= FLOOR and day.index >= FACTOR * before
        if loud and day.index >= FACTOR * rung_for:
            alerts.append(_alert(situation, day, before))
            rung_for = day.index
        elif not loud:
            rung_for = 0.0
    return tuple(alerts)


def mean_before(days: Sequence[Day], at: int) -> float:
    """The mean index of the `BEFORE` days before day `at`; those before the first day are 0."""
    return round(sum(day.index for day in days[max(0, at - BEFORE) : at]) / BEFORE, 3)


def _alert(situation: Situation, day: Day, before: float) -> Alert:
    return Alert(
        situation=situation.name,
        date=day.date,
        index=day.index,
        before=before,
        reason=_reason(day, before),
        events=day.events,
    )


def _reason(day: Day, before: float) -> str:
    rise = f"{day.index / before:.1f} times the mean of" if before else "after nothing in"
    events = "1 event" if len(day.events) == 1 else f"{len(day.events)} events"
    return f"{rise} the {BEFORE} days before; {events} that day"
