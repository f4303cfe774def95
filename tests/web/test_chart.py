from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.web.fake import FakeLedger
from tocsin.model import Day
from tocsin.web.chart import BAND, MOST_DAYS, MOST_DOTS, TOP, nice_top, path, sparkline, timeline


def days(*index: float, start: str = "2021-09-20") -> list[Day]:
    first = date.fromisoformat(start)
    return [Day(date=(first + timedelta(n)).isoformat(), index=i, events=()) for n, i in enumerate(index)]


@pytest.mark.parametrize(
    ("highest", "top"),
    [(0, 1), (0.07, 0.08), (1, 1), (1.2, 1.5), (9.5, 10), (24.6, 25), (101, 150), (810, 1000)],
)
def test_the_axis_ends_at_a_round_number_not_below_the_highest(highest: float, top: float) -> None:
    assert nice_top(highest) == pytest.approx(top)  # pyright: ignore[reportUnknownMemberType]


def test_days_lie_in_the_middle_of_their_share_of_the_width() -> None:
    chart = timeline(days(0, 10, 5, 10), {}, ())
    assert chart
    assert [tick.at for tick in chart.days] == [12.5, 37.5, 62.5, 87.5]
    assert chart.line == "M12.500 100.000 L37.500 0.000 L62.500 50.000 L87.500 0.000"
    assert chart.area == chart.line + " L87.500 100 L12.500 100 Z"
    assert [tick.label for tick in chart.levels] == ["10", "5", "0"]
    assert [tick.at for tick in chart.levels] == [TOP, TOP + BAND / 2, TOP + BAND]


def test_a_gap_in_the_days_stays_a_gap() -> None:
    chart = timeline([*days(1), *days(1, start="2021-09-29")], {}, ())
    assert chart
    assert [tick.at for tick in chart.days] == [5, 95]


def test_no_day_no_drawing() -> None:
    assert timeline((), {}, ()) is None
    assert sparkline(()) == ""
    assert sparkline(days(3)) == ""


def test_a_sparkline_fills_its_box() -> None:
    assert sparkline(days(0, 5, 10)) == "M0.000 100.000 L50.000 50.000 L100.000 0.000"


def test_a_single_point_can_be_seen() -> None:
    assert path([(50.0, 20.0)]) == "M49.000 20.000 L51.000 20.000"


def test_dots_stack_under_their_day_and_the_rest_is_counted(ledger: FakeLedger) -> None:
    events = ledger.derived().events[:12]
    day = Day(date="2021-09-20", index=1, events=tuple(e.id for e in events))
    chart = timeline([day], {e.id: e for e in events}, ())
    assert chart
    assert len(chart.dots) == MOST_DOTS
    assert len({dot.y for dot in chart.dots}) == MOST_DOTS
    assert [tick.label for tick in chart.more] == ["+3"]


def test_bells_hang_at_the_height_of_the_index(ledger: FakeLedger) -> None:
    derived = ledger.derived()
    chart = timeline(derived.situations[0].days, {}, derived.alerts)
    assert chart
    lower, higher = chart.bells
    assert (lower.alert.date, higher.alert.date) == ("2021-09-25", "2021-09-26")
    assert higher.x > lower.x
    assert TOP <= higher.y < lower.y < TOP + BAND


def test_only_the_last_year_is_drawn_and_what_is_cut_is_counted() -> None:
    chart = timeline([*days(9, start="2008-02-17"), *days(*range(400))], {}, ())
    assert chart
    assert chart.cut == 401 - MOST_DAYS
    assert chart.peak.index == 399
    assert all(" 20" in tick.label for tick in chart.days)


@pytest.mark.parametrize(("length", "labels"), [(13, 13), (60, 9), (366, 12)])
def test_labels_leave_room_for_each_other(length: int, labels: int) -> None:
    chart = timeline(days(*range(length)), {}, ())
    assert chart
    assert len(chart.days) == labels
