"""A week of a feed as a strip to draw: across in per cent, runs of the same state in one piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from tocsin.run.health import STATES, Slot, State
from tocsin.web import wording
from tocsin.web.chart import Tick

HEIGHTS: dict[State, int] = {"new": 100, "silent": 45, "blind": 100, "unasked": 8}
"""In per cent: what is to be told apart is not left to colour alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Neighbouring slots of one state. x, width, height: per cent. title: its tooltip."""

    state: State
    x: float
    width: float
    height: int
    title: str


def strip(slots: Sequence[Slot]) -> tuple[Stretch, ...]:
    """The drawing of a feed's slots."""
    found: list[Stretch] = []
    place = 0
    for state, run in groupby(slots, key=_state):
        own = tuple(run)
        share = 100 / len(slots)
        found.append(
            Stretch(
                state=state,
                x=place * share,
                width=len(own) * share,
                height=HEIGHTS[state],
                title=_title(own, state),
            )
        )
        place += len(own)
    return tuple(found)


def week_ticks(slots: Sequence[Slot]) -> tuple[Tick, ...]:
    """A label where each day (UTC) begins."""
    starts = [datetime.fromisoformat(slot.start) for slot in slots]
    ticks = [
        Tick(at=100 * n / len(starts), label=f"{start.day} {start:%b}")
        for n, start in enumerate(starts)
        if n and start.date() != starts[n - 1].date()
    ]
    return tuple(ticks)


def _state(slot: Slot) -> State:
    return slot.state


def _title(slots: Sequence[Slot], state: State) -> str:
    asked, failed, new = (sum(getattr(s, name) for s in slots) for name in ("asked", "failed", "new"))
    told = [f"from {wording.say_time(slots[0].start)}: {STATES[state]}"]
    if asked:
        told.append(f"asked {wording.plural(asked, 'time')}, {failed} failed, {new} new")
    return "; ".join(told)
