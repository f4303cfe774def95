"""Events to a watched situation: which belong to it, and how hot it is each day."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.config import Config
from tocsin.model import Event, Situation, Watch
from tocsin.situate.group import belonging
from tocsin.situate.heat import day_of, index
from tocsin.stages import Situate


def make_situate(config: Config) -> Situate:
    """The stage; it has no settings."""
    return situate


def situate(events: Sequence[Event], watch: Watch) -> Situation:
    """The situation of a watch: its events by day, those without a day last, and the index."""
    mine = sorted(belonging(events, watch), key=lambda e: (day_of(e) or "9999", e.id))
    return Situation(name=watch.name, title=watch.title, events=tuple(e.id for e in mine), days=index(mine))
