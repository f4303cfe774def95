"""Which events belong to a watch."""

from __future__ import annotations

import pytest

from tests.factories import entity, event, place
from tocsin.config import Config
from tocsin.model import Event, Watch
from tocsin.situate import make_situate
from tocsin.situate.group import belonging

WATCH = Watch(name="lenn", title="Lenn", countries=("LEN", "DRV"), actors=("Brenn",), places=("Port Lenn",))


def belongs(e: Event, watch: Watch = WATCH) -> bool:
    return [*belonging([e], watch)] == [e]


@pytest.mark.parametrize(
    "e",
    [
        event("a", actors=(entity("the army", "DRV", "MIL"),)),
        event("a", recipients=(entity("villagers", "LEN"),)),
        event("a", place=(place("the border", "LEN"),)),
        event("a", actors=(entity("Governor Ilja Brenn"),)),
        event("a", place=(place("the harbour of Port Lenn"),)),
    ],
)
def test_whatever_touches_what_is_watched_belongs(e: Event) -> None:
    assert belongs(e)


@pytest.mark.parametrize(
    "e",
    [
        event("a"),
        event("a", actors=(entity("France", "FRA"),), place=(place("Paris", "FRA"),)),
        event("a", actors=(entity("Ilja Brennhof"),)),
        event("a", actors=(entity("the army", "DRV"),), status="historical"),
        event("a", actors=(entity("the army", "DRV"),), date="2021-01"),
    ],
)
def test_the_rest_and_history_do_not(e: Event) -> None:
    assert not belongs(e)


def test_half_a_year_is_still_the_story() -> None:
    assert belongs(event("a", actors=(entity("the army", "DRV"),), date="2021-04"))


def test_what_nobody_dates_the_telling_of_is_history_when_nothing_was_told_soon_after() -> None:
    army = (entity("the army", "DRV"),)
    news = event("a", actors=army)
    old = event("b", actors=army, date="1912-05-03", first_told=None)
    fresh = event("c", actors=army, date="2021-09-20", first_told=None)
    assert [*belonging([news, old, fresh], WATCH)] == [news, fresh]


def test_days_of_the_watch() -> None:
    watch = Watch(name="lenn", title="Lenn", countries=("DRV",), start="2021-09-26", end="2021-09-27")
    army = (entity("the army", "DRV"),)
    assert belongs(event("a", actors=army, date="2021-09-26"), watch)
    assert belongs(event("a", actors=army), watch)
    assert not belongs(event("a", actors=army, date="2021-09-25"), watch)
    assert not belongs(event("a", actors=army, first_told="2021-09-28"), watch)
    assert not belongs(event("a", actors=army, first_told=None), watch)


def test_situation_lists_its_events_by_day() -> None:
    army = (entity("the army", "DRV"),)
    events = [
        event("b", actors=army, date="2021-09-26"),
        event("a", actors=army),
        event("c", actors=army, first_told=None),
        event("d"),
    ]
    situation = make_situate(Config())(events, WATCH)
    assert (situation.name, situation.title, situation.events) == ("lenn", "Lenn", ("b", "a", "c"))
    assert [day.date for day in situation.days] == ["2021-09-26", "2021-09-27"]


def test_situation_without_events() -> None:
    situation = make_situate(Config())([], WATCH)
    assert situation.events == () and situation.days == ()
