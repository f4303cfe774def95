"""The feeds and how they were heard."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.web.client import Client
from tests.web.edited import BAD_FEED, GOOD_FEED, edited_ledger
from tests.web.fake import FakeLedger
from tests.web.test_pages import read
from tocsin.run.health import Slot
from tocsin.web import make_app
from tocsin.web.strip import strip, week_ticks
from tocsin.web.views import feeds_view

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(scope="module")
def pages() -> Client:
    return Client(app=make_app(edited_ledger(NOW)))


def test_silence_and_blindness_are_told_apart(pages: Client) -> None:
    page = read(pages, "/feeds")
    assert GOOD_FEED in page.text and BAD_FEED in page.text
    assert f"{BAD_FEED} cannot be fetched: connection refused" in page.text
    assert page.text.count("Not heard since") == 1
    chips = [name for name in page.attributes("span", "class") if name.startswith("chip state-")]
    assert chips == ["chip state-new", "chip state-blind"]
    assert set(page.attributes("rect", "class")) == {
        f"state-{state}" for state in ("new", "silent", "blind", "unasked")
    }


def test_the_twin_has_each_hour(pages: Client) -> None:
    record = pages.get("/feeds.json").json()
    assert [(feed["feed"], feed["state"]) for feed in record["feeds"]] == [
        (GOOD_FEED, "new"),
        (BAD_FEED, "blind"),
    ]
    assert all(len(feed["slots"]) == 168 for feed in record["feeds"])
    assert record["feeds"][0]["week"] == 1.0


def test_no_feed_was_asked(client: Client) -> None:
    assert "No feed was asked yet" in read(client, "/feeds").text


def test_a_feed_that_nobody_asks_any_more_is_forgotten() -> None:
    ledger: FakeLedger = edited_ledger(datetime(2021, 1, 1, tzinfo=UTC))
    assert feeds_view(ledger, NOW).feeds == ()


def slot(hour: int, **rest: object) -> Slot:
    return Slot(start=f"2021-09-26T{hour:02}:00:00+00:00", **({"state": "unasked"} | rest))  # pyright: ignore[reportArgumentType]


def test_slots_of_one_state_are_drawn_as_one() -> None:
    drawn = strip(
        [slot(21), slot(22, state="blind", asked=2, failed=2), slot(23, state="blind", asked=2, failed=1)]
    )
    assert [(piece.state, round(piece.x), round(piece.width)) for piece in drawn] == [
        ("unasked", 0, 33),
        ("blind", 33, 67),
    ]
    assert drawn[0].title == "from 26 Sep 2021, 21:00 UTC: not asked"
    assert drawn[1].title.endswith("asked, could not be heard; asked 4 times, 3 failed, 0 new")
    assert drawn[0].height < drawn[1].height
    assert strip(()) == ()


def test_a_label_where_a_day_begins() -> None:
    slots = [slot(22), slot(23), Slot(start="2021-09-27T00:00:00+00:00", state="new"), slot(1)]
    assert [(tick.at, tick.label) for tick in week_ticks(slots[:3])] == [
        (pytest.approx(66.67, abs=0.01), "27 Sep")
    ]  # pyright: ignore[reportUnknownMemberType]
