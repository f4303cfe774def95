"""The timeline of a situation as numbers to draw: across in per cent, down in pixels.

Across is a share of the width, so that the same drawing fills a telephone and a wide screen while its
letters and dots keep their size; only the curve is stretched.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tocsin.model import Alert, Day, Event

MOST_DAYS = 366
DAY_WIDTH = 20
BAND = 150
TOP = 26
DOT = 13
MOST_DOTS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """An event on its day. x: per cent. y: pixels below the axis."""

    x: float
    y: float
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Bell:
    """An alert on its day. x: per cent. y: pixels from the top."""

    x: float
    y: float
    alert: Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A label on an axis. at: per cent across, or pixels from the top. major: shown on narrow screens too."""

    at: float
    label: str
    major: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All that is drawn. line, area: SVG paths in a box of 100 by 100. more: events of a day past the last dot."""

    width: int
    height: int
    line: str
    area: str
    peak: Day
    dots: tuple[Dot, ...]
    more: tuple[Tick, ...]
    bells: tuple[Bell, ...]
    days: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    cut: int


def timeline(days: Sequence[Day], events: Mapping[str, Event], alerts: Sequence[Alert]) -> Timeline | None:
    """The drawing of the last 366 days; None when there is no day. `events`: those to be shown, by id."""
    shown = _latest(days)
    if not shown:
        return None
    across = _across(shown)
    top = nice_top(max(day.index for day in shown))
    points = [(across[day.date], 100 - 100 * max(day.index, 0) / top) for day in shown]
    stacks = {day.date: [events[id] for id in day.events if id in events] for day in shown}
    deepest = min(MOST_DOTS + 1, max(len(stack) for stack in stacks.values()))
    return Timeline(
        width=DAY_WIDTH * _length(shown),
        height=TOP + BAND + 24 + deepest * DOT + 6,
        line=path(points),
        area=f"{path(points)} L{points[-1][0]:.3f} 100 L{points[0][0]:.3f} 100 Z",
        peak=max(shown, key=lambda day: day.index),
        dots=tuple(dot for day, stack in stacks.items() for dot in _dots(across[day], stack)),
        more=tuple(
            Tick(at=across[day], label=f"+{len(stack) - MOST_DOTS}")
            for day, stack in stacks.items()
            if len(stack) > MOST_DOTS
        ),
        bells=tuple(_bell(alert, shown, across, top) for alert in alerts if alert.date in across),
        days=_day_ticks(shown, across),
        levels=tuple(
            Tick(at=TOP + BAND * (1 - level / top), label=f"{level:g}") for level in (top, top / 2, 0.0)
        ),
        cut=len(days) - len(shown),
    )


def sparkline(days: Sequence[Day]) -> str:
    """The index as an SVG path in a box of 100 by 100; "" with fewer than two days."""
    shown = _latest(days)
    if len(shown) < 2:
        return ""
    across, top = _across(shown), nice_top(max(day.index for day in shown))
    left, right = across[shown[0].date], across[shown[-1].date]
    stretch = 100 / (right - left)
    return path([((across[d.date] - left) * stretch, 100 - 100 * max(d.index, 0) / top) for d in shown])


def path(points: Sequence[tuple[float, float]]) -> str:
    """Straight lines through the points; a single point becomes a short dash, so that it can be seen."""
    if len(points) == 1:
        points = [(points[0][0] - 1, points[0][1]), (points[0][0] + 1, points[0][1])]
    return "M" + " L".join(f"{x:.3f} {y:.3f}" for x, y in points)


def nice_top(highest: float) -> float:
    """The least round number that is not below `highest`; 1 for nothing."""
    if highest <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(highest))
    return next(step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * power >= highest)


def _across(days: Sequence[Day]) -> dict[str, float]:
    """Each day's middle in per cent of the width, gaps in the days kept."""
    first, length = date.fromisoformat(days[0].date), _length(days)
    return {d.date: 100 * ((date.fromisoformat(d.date) - first).days + 0.5) / length for d in days}


def _length(days: Sequence[Day]) -> int:
    return (date.fromisoformat(days[-1].date) - date.fromisoformat(days[0].date)).days + 1


def _dots(x: float, stack: Sequence[Event]) -> list[Dot]:
    return [Dot(x=x, y=DOT * (row + 0.5), event=event) for row, event in enumerate(stack[:MOST_DOTS])]


def _bell(alert: Alert, days: Sequence[Day], across: Mapping[str, float], top: float) -> Bell:
    index = next(day.index for day in days if day.date == alert.date)
    return Bell(x=across[alert.date], y=TOP + BAND * (1 - max(index, 0) / top), alert=alert)


def _day_ticks(days: Sequence[Day], across: Mapping[str, float]) -> tuple[Tick, ...]:
    """A label on each day, each Monday or each first of a month, whichever leaves room for the words."""
    length = _length(days)
    dates = [(day.date, date.fromisoformat(day.date)) for day in days]
    if length <= 21:
        return tuple(
            Tick(at=across[iso], label=f"{d.day} {d:%b}", major=n % max(1, round(length / 5)) == 0)
            for n, (iso, d) in enumerate(dates)
        )
    if length <= 120:
        mondays = [(iso, d) for iso, d in dates if d.weekday() == 0]
        return tuple(Tick(at=across[iso], label=f"{d.day} {d:%b}") for iso, d in mondays)
    return tuple(Tick(at=across[iso], label=f"{d:%b %Y}") for iso, d in dates if d.day == 1)


def _latest(days: Sequence[Day]) -> list[Day]:
    """The days that are less than MOST_DAYS before the last one."""
    if not days:
        return []
    last = date.fromisoformat(days[-1].date)
    return [day for day in days if (last - date.fromisoformat(day.date)).days < MOST_DAYS]
