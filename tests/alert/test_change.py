"""When the bell rings."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.alert import make_ring
from tocsin.alert.change import BEFORE, FLOOR, mean_before
from tocsin.config import Config
from tocsin.model import Day, Situation

ring = make_ring(Config())


def situation(indices: Sequence[float]) -> Situation:
    days = tuple(Day(date=f"2021-09-{n:02}", index=i, events=(f"e{n}",)) for n, i in enumerate(indices, 1))
    return Situation(name="lenn", title="Lenn", events=tuple(e for d in days for e in d.events), days=days)


def rung(indices: Sequence[float]) -> list[str]:
    return [alert.date[-2:] for alert in ring(situation(indices))]


def test_quiet_situations_do_not_ring() -> None:
    assert rung([]) == [] and rung([1, 2, 3, 2, 1]) == []


def test_below_the_floor_no_rise_is_enough() -> None:
    assert rung([0, 0, 0, FLOOR - 0.1]) == [] and rung([0, 0, 0, FLOOR]) == ["04"]


def test_high_but_steady_does_not_ring_again() -> None:
    assert rung([40.0] * 12) == ["01"]


def test_one_alert_a_rise() -> None:
    assert rung([1, 1, 20, 30, 39, 20, 10, 8, 6, 5, 4, 40]) == ["03", "12"]


def test_a_rise_that_doubles_rings_again() -> None:
    assert rung([1, 1, 20, 30, 40, 41, 79]) == ["03", "05"]


def test_alert_says_what_it_rests_on() -> None:
    (alert,) = ring(situation([2.0] * 7 + [20.0]))
    assert (alert.situation, alert.date, alert.index, alert.before) == ("lenn", "2021-09-08", 20.0, 2.0)
    assert alert.events == ("e8",)
    assert "10.0 times the mean" in alert.reason
    assert "1 event that day" in alert.reason


def test_days_before_the_first_are_zero() -> None:
    days = situation([7.0, 7.0, 7.0]).days
    assert mean_before(days, 0) == 0 and mean_before(days, 2) == round(14 / BEFORE, 3)
