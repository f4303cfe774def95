"""Silence and blindness are told apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tocsin.model import Visit, VisitOutcome
from tocsin.run.health import Health, healths

NOW = datetime(2021, 9, 27, 12, tzinfo=UTC)
SLOT = timedelta(hours=4)


def visit(hours: float, outcome: VisitOutcome = "changed", new: int = 0, feed: str = "f") -> Visit:
    """An asking so many hours ago."""
    at = (NOW - timedelta(hours=hours)).isoformat()
    reason = "no answer" if outcome == "failed" else ""
    return Visit(
        feed=feed, at=at, outcome=outcome, entries=9 * (outcome == "changed"), new=new, reason=reason
    )


def only(*visits: Visit) -> Health:
    (found,) = healths(visits, NOW, SLOT)
    return found


def test_a_feed_with_news() -> None:
    found = only(visit(3, new=2), visit(1, "unchanged"))
    assert (found.state, found.since, found.reason) == ("new", "", "")
    assert (found.heard, found.new) == (visit(1).at, visit(3).at)
    assert (found.day, found.week, found.entries) == (1.0, 1.0, 9)


def test_a_silent_feed() -> None:
    found = only(visit(30, new=2), visit(3), visit(1, "unchanged"))
    assert (found.state, found.new) == ("silent", visit(30).at)


def test_a_blind_feed_says_since_when_and_why() -> None:
    found = only(visit(30, new=1), visit(26, "failed"), visit(3, "failed"), visit(1, "failed"))
    assert (found.state, found.since, found.reason) == ("blind", visit(26).at, "no answer")
    assert (found.heard, found.day, found.week) == (visit(30).at, 0.0, 0.25)
    assert only(visit(3, new=1), visit(1, "failed")).state == "blind"
    assert only(visit(3, "failed"), visit(1, new=1)).state == "new"


def test_a_feed_that_nobody_asks() -> None:
    found = only(visit(200, "failed"))
    assert (found.state, found.since, found.day, found.week) == ("unasked", visit(200).at, None, None)
    assert (found.heard, found.new) == (None, None)


def test_the_week_in_slots() -> None:
    found = only(
        visit(169),
        visit(167.5, new=1),
        visit(167, "failed"),
        visit(9, "failed"),
        visit(2, "unchanged"),
        visit(0),
    )
    slots = found.slots
    assert len(slots) == 42
    assert slots[0].start == "2021-09-20T12:00:00+00:00"
    assert (slots[0].state, slots[0].asked, slots[0].failed, slots[0].new) == ("new", 2, 1, 1)
    assert [slot.state for slot in slots[-3:]] == ["blind", "unasked", "silent"]
    assert slots[-1].asked == 2


def test_each_feed_on_its_own() -> None:
    found = healths([visit(1, feed="b"), visit(2, "failed", feed="a"), visit(3, new=1, feed="b")], NOW, SLOT)
    assert [(health.feed, health.state) for health in found] == [("a", "blind"), ("b", "new")]
    assert healths((), NOW, SLOT) == ()
