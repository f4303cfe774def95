"""The escalation index; expected values follow from the formula in the module."""

from __future__ import annotations

from math import log2

import pytest

from tests.factories import event
from tocsin.model import Status
from tocsin.situate.heat import COOPERATION, HALF_LIFE, day_of, index, weight


def test_an_attack_of_one_origin_weighs_its_score() -> None:
    assert weight(event("a", "ASSAULT")) == 9.0
    assert weight(event("a", "ACCUSE")) == 3.0
    assert weight(event("a", "PROTEST", modes=("riot",))) == 7.0


def test_origins_count_by_their_logarithm() -> None:
    assert weight(event("a", origin_names=("x", "y", "z"))) == pytest.approx(9.0 * log2(4))


@pytest.mark.parametrize(
    ("status", "share"),
    [("actual", 1), ("future", 0.5), ("hypothetical", 0.25), ("negated", 0), ("historical", 0)],
)
def test_status(status: Status, share: float) -> None:
    assert weight(event("a", status=status)) == 9.0 * share


def test_cooperation_cools_at_a_smaller_weight() -> None:
    assert weight(event("a", "AID")) == -COOPERATION * 10
    assert weight(event("a", "CONSULT", modes=("visit",))) == -COOPERATION * 4


def test_heat_halves_in_three_days_without_gaps() -> None:
    days = index([event("a", date="2021-09-20"), event("b", "REQUEST", date="2021-09-23")])
    assert [day.date for day in days] == ["2021-09-20", "2021-09-21", "2021-09-22", "2021-09-23"]
    assert HALF_LIFE == 3 and days[0].index == 9.0
    assert days[1].index == pytest.approx(9.0 / 2 ** (1 / 3), abs=1e-3)
    assert days[3].index == pytest.approx(4.5, abs=1e-3)
    assert [day.events for day in days] == [("a",), (), (), ("b",)]


def test_index_is_never_below_zero() -> None:
    assert [day.index for day in index([event("a", "AID")])] == [0.0]


def test_order_of_events_does_not_matter() -> None:
    events = [event(id, date=f"2021-09-2{n}") for n, id in enumerate("abcd")]
    assert index(events) == index(events[::-1])


def test_no_day_no_index() -> None:
    assert index([]) == () and index([event("a", first_told=None)]) == ()


@pytest.mark.parametrize(
    ("date", "told", "day"),
    [
        ("2021-09-26", "2021-09-27T18:00:00+02:00", "2021-09-26"),
        ("2021-09", "2021-09-27", "2021-09-27"),
        (None, "2021-09-27", "2021-09-27"),
        ("2021-10-15", "2021-09-27", "2021-09-27"),  # a plan counts when it becomes known
        ("2021-09-26", None, "2021-09-26"),
        ("2021-02-30", None, None),
        ("2021-09/2021-10", None, None),
        (None, "soon", None),
    ],
)
def test_day_of_an_event(date: str | None, told: str | None, day: str | None) -> None:
    assert day_of(event("a", date=date, first_told=told)) == day
