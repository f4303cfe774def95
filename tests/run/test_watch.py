"""Feeds asked again and again: a site in memory, and a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from tests.ledger.make import new_ledger
from tests.run.light import WATCHES, light_line
from tocsin.errors import LedgerError, ReadError
from tocsin.flow import Line
from tocsin.ledger import SqliteLedger
from tocsin.model import Document, Entry, Judgement, Page, Polled, Visit
from tocsin.run.feeds import Feed
from tocsin.run.watch import Clock, Plan, Round, due, is_due, watch

START = datetime(2021, 9, 27, 8, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
FEED = Feed(url="https://wire.example/rss", name="Wire", every=15 * MINUTE)
OTHER = Feed(url="https://post.example/rss", name="Post", every=15 * MINUTE, outlet="The Post")
AGAIN = (HOUR, 6 * HOUR, 24 * HOUR)


@dataclass
class Site:
    """Feeds and pages, and what was asked of them. now: moved by sleeping.

    until: when the watch is stopped; stop_after: so many pages.
    """

    now: datetime = START
    until: datetime = START
    pages: dict[str, str] = field(default_factory=dict[str, str])
    feeds: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    read_at: list[tuple[str, timedelta]] = field(default_factory=list[tuple[str, timedelta]])
    slept: list[float] = field(default_factory=list[float])
    stop_after: int = 1000

    def poll(self, feed: str, etag: str = "", modified: str = "", /) -> Polled:
        self.asked.append((feed, etag))
        if feed not in self.feeds:
            raise ReadError(f"{feed} does not answer; try again later")
        mark = str(len(self.feeds[feed]))
        if etag == mark:
            return Polled(unchanged=True)
        return Polled(entries=tuple(Entry(url=url) for url in self.feeds[feed]), etag=mark)

    def read(self, address: str, /) -> Iterator[Page]:
        self.read_at.append((address, self.now - START))
        if address not in self.pages:
            raise ReadError(f"{address} is gone")
        body = self.pages[address].encode()
        yield Page(
            id=sha256(body).hexdigest(),
            name=address,
            url=address,
            fetched=self.now.isoformat(timespec="seconds"),
            media="text/plain",
            charset="",
            body=body,
        )

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def stopped(self) -> bool:
        return self.now > self.until or len(self.read_at) >= self.stop_after

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.now, sleep=self.sleep, stopped=self.stopped)

    @property
    def line(self) -> Line:
        return replace(light_line(), poll=self.poll, read=self.read)

    def put(self, feed: Feed, name: str, text: str) -> str:
        """A page that the feed names."""
        url = f"https://{feed.name.lower()}.example/{name}"
        self.pages[url] = text
        self.feeds.setdefault(feed.url, []).insert(0, url)
        return url

    def watch(self, ledger: SqliteLedger, *feeds: Feed, hours: float = 0, once: bool = False) -> list[Round]:
        """Watch for so long."""
        self.until = self.now + timedelta(hours=hours)
        plan = Plan(feeds=feeds or (FEED,), watches=WATCHES, again=AGAIN, heard=lambda feed, visit: None)
        return [*watch(plan, self.line, ledger, self.clock, once)]

    def reads(self, url: str) -> list[float]:
        """The hours at which a page was read."""
        return [at / HOUR for read, at in self.read_at if read == url]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    """An empty ledger."""
    with new_ledger(tmp_path / "new.db") as opened:
        yield opened


@pytest.fixture
def site() -> Site:
    return Site()


def first_story(site: Site) -> str:
    return site.put(FEED, "one", "Report 2021-09-27\nArland accuse Borland")


# --- one round -----------------------------------------------------------------------------------


def test_what_a_feed_names_goes_down_the_line(site: Site, ledger: SqliteLedger) -> None:
    url = first_story(site)
    site.put(FEED, "two", "Report 2021-09-27\nArland aid Borland\nArland threaten Borland")
    (done,) = site.watch(ledger, once=True)
    assert {found.type for found in ledger.mentions()} == {"ACCUSE", "AID", "THREATEN"}
    assert (len(done.derived.events), done.derived) == (3, ledger.derived())
    assert done.visits == tuple(ledger.visits())
    assert done.visits == (
        Visit(feed=FEED.url, at=START.isoformat(), outcome="changed", entries=2, new=2, etag="2"),
    )
    assert ledger.looked(url) == (START.isoformat(),)
    assert site.slept == []


def test_a_page_that_fails_is_a_fault_and_stops_nobody(site: Site, ledger: SqliteLedger) -> None:
    url = first_story(site)
    gone = site.put(FEED, "gone", "")
    site.put(FEED, "odd", "Report 2021-09-27\nunparsable")
    del site.pages[gone]
    (done,) = site.watch(ledger, once=True)
    assert [(fault.stage, fault.name) for fault in done.tally.faults] == [
        ("parse", "https://wire.example/odd"),
        ("read", gone),
    ]
    assert [document.url for document in ledger.documents()] == [url]
    assert ledger.looked(gone) == (START.isoformat(),)


def test_a_feed_that_fails_is_kept_with_its_reason(site: Site, ledger: SqliteLedger) -> None:
    site.put(OTHER, "one", "Report 2021-09-27\nArland aid Borland")
    (done,) = site.watch(ledger, FEED, OTHER, once=True)
    failed, worked = done.visits
    assert (failed.outcome, failed.reason) == ("failed", f"{FEED.url} does not answer; try again later")
    assert (worked.feed, worked.outcome, worked.new) == (OTHER.url, "changed", 1)


def test_the_outlet_of_a_feed_is_that_of_pages_that_name_none(site: Site, ledger: SqliteLedger) -> None:
    site.put(OTHER, "one", "Report 2021-09-27\nArland aid Borland")

    def parse(page: Page, /) -> Document:
        return replace(light_line().parse(page), outlet="")

    line = replace(site.line, parse=parse)
    plan = Plan(feeds=(OTHER,), watches=(), again=(), heard=lambda feed, visit: None)
    assert [*watch(plan, line, ledger, site.clock, once=True)]
    assert [document.outlet for document in ledger.documents()] == ["The Post"]


def test_one_url_in_many_writings_is_read_once(site: Site, ledger: SqliteLedger) -> None:
    url = first_story(site)
    site.feeds[FEED.url] += [f"{url}?utm_source=rss", f"{url}#more"]
    (done,) = site.watch(ledger, once=True)
    assert [read for read, _ in site.read_at] == [url]
    assert (done.visits[0].entries, done.visits[0].new) == (3, 1)


# --- round after round ---------------------------------------------------------------------------


def test_feeds_are_asked_when_they_are_due(site: Site, ledger: SqliteLedger) -> None:
    first_story(site)
    slow = replace(OTHER, every=HOUR)
    site.put(OTHER, "one", "Report 2021-09-27\nArland aid Borland")
    site.watch(ledger, FEED, slow, hours=2)
    asked = [feed for feed, _ in site.asked]
    assert (asked.count(FEED.url), asked.count(OTHER.url)) == (9, 3)
    assert set(site.slept) == {900.0}


def test_etags_are_sent_back_and_kept(site: Site, ledger: SqliteLedger) -> None:
    first_story(site)
    site.watch(ledger, hours=0.6)
    assert [etag for _, etag in site.asked] == ["", "1", "1"]
    assert [visit.outcome for visit in ledger.visits()] == ["changed", "unchanged", "unchanged"]
    site.put(FEED, "two", "Report 2021-09-27\nArland aid Borland")
    site.watch(ledger, hours=0.6)
    assert [visit.new for visit in ledger.visits()][-3:] == [1, 0, 0]


def test_a_feed_that_fails_is_asked_less_and_less_often(site: Site, ledger: SqliteLedger) -> None:
    site.watch(ledger, hours=60)
    times = [datetime.fromisoformat(visit.at) for visit in ledger.visits()]
    waits = [(later - earlier) // MINUTE for earlier, later in pairwise(times)]
    assert waits == [30, 60, 120, 240, 480, 960, 1440]
    first_story(site)
    site.watch(ledger, hours=25)
    assert [visit.outcome for visit in ledger.visits()][8:10] == ["changed", "unchanged"]
    assert site.slept[-1] == 900


def test_no_wait_is_longer_than_a_day_or_the_feeds_own(ledger: SqliteLedger) -> None:
    for hour in range(30):
        at = (START + hour * MINUTE).isoformat()
        ledger.visit(Visit(feed=FEED.url, at=at, outcome="failed", reason="gone"))
    last = START + 29 * MINUTE
    assert due(FEED, ledger, last) == last + timedelta(days=1)
    assert due(replace(FEED, every=timedelta(days=3)), ledger, last) == last + timedelta(days=3)
    assert due(OTHER, ledger, last) == last


def test_alerts_come_out_of_every_round(site: Site, ledger: SqliteLedger) -> None:
    site.put(FEED, "one", "Report 2021-09-26\nArland accuse Borland")
    assert site.watch(ledger, once=True)[-1].derived.alerts == ()
    site.put(FEED, "two", "Report 2021-09-27\nArland aid Borland\nArland threaten Borland")
    (alert,) = site.watch(ledger, once=True)[-1].derived.alerts
    assert (alert.date, alert.index) == ("2021-09-27", 2.0)


def test_a_ledger_that_fails_ends_the_watch(site: Site, ledger: SqliteLedger) -> None:
    first_story(site)
    with ledger.reader() as view, pytest.raises(LedgerError, match="readonly"):
        plan = Plan(feeds=(FEED,), watches=(), again=(), heard=lambda feed, visit: None)
        next(watch(plan, site.line, view, site.clock))


# --- read again ----------------------------------------------------------------------------------


def test_pages_are_read_again_also_when_the_feed_names_them_no_more(site: Site, ledger: SqliteLedger) -> None:
    url = first_story(site)
    hourly = replace(FEED, every=HOUR)
    site.watch(ledger, hourly, hours=3)
    site.feeds[FEED.url] = []
    site.watch(ledger, hourly, hours=40)
    assert site.reads(url) == [0, 1, 6, 24]


def test_an_edit_is_a_new_version_and_other_bytes_of_the_same_are_none(
    site: Site, ledger: SqliteLedger
) -> None:
    url = first_story(site)
    site.watch(ledger, once=True)
    site.now += HOUR
    site.pages[url] = site.pages[url].replace(" accuse ", "   accuse ")
    site.watch(ledger, once=True)
    assert site.reads(url) == [0, 1]
    assert len(ledger.versions(url)) == 1

    site.now += 6 * HOUR
    site.pages[url] = "Report 2021-09-27\nArland aid Borland"
    (done,) = site.watch(ledger, once=True)
    assert len(ledger.versions(url)) == 2
    assert [found.type for found in ledger.mentions()] == ["AID"]
    assert [event.type for event in done.derived.events] == ["AID"]


def test_what_was_taken_back_is_no_event(site: Site, ledger: SqliteLedger) -> None:
    url = first_story(site)
    site.watch(ledger, once=True)
    site.now += HOUR
    before, site.pages[url] = site.pages[url], "Report 2021-09-27\n# taken back"
    (done,) = site.watch(ledger, once=True)
    assert done.derived.events == ()
    site.now += 6 * HOUR
    site.pages[url] = before
    (done,) = site.watch(ledger, once=True)
    assert [event.type for event in done.derived.events] == ["ACCUSE"]


def test_what_the_ledger_had_before_is_not_new(site: Site, ledger: SqliteLedger) -> None:
    url = first_story(site)
    site.watch(ledger, once=True)
    again = replace(OTHER, url="https://wire.example/other-rss")
    site.feeds[again.url] = [url]
    (done,) = site.watch(ledger, again, once=True)
    assert (done.visits[0].entries, done.visits[0].new, site.reads(url)) == (1, 0, [0])


def test_when_a_page_is_due_again() -> None:
    def at(hours: float) -> str:
        return (START + hours * HOUR).isoformat()

    def again(now: float, *times: float) -> bool:
        return is_due([at(hours) for hours in times], START + now * HOUR, AGAIN)

    assert not again(0.9, 0)
    assert again(1, 0)
    assert not again(5, 0, 1)
    assert again(6, 0, 1)
    assert again(30, 0)  # one reading for all that were missed
    assert not again(31, 0, 30)
    assert not again(24 + 25, 0, 6)  # too old


# --- stopped and started -------------------------------------------------------------------------


def test_stopped_after_a_page_it_goes_on_where_it_was(site: Site, ledger: SqliteLedger) -> None:
    urls = [site.put(FEED, str(n), f"Report 2021-09-27\nArland aid Borland{n}") for n in range(4)]
    site.stop_after = 2
    (done,) = site.watch(ledger, hours=1)
    assert len([*ledger.documents()]) == len(done.derived.events) == 2
    assert [visit.etag for visit in ledger.visits()] == [""]

    site.stop_after = 1000
    site.now += 15 * MINUTE
    site.watch(ledger, hours=0.1)
    assert len([*ledger.documents()]) == 4
    assert sorted(read for read, _ in site.read_at) == sorted(urls)


def test_a_watch_that_starts_again_waits_till_a_feed_is_due(site: Site, ledger: SqliteLedger) -> None:
    first_story(site)
    site.watch(ledger, hours=0)
    site.now = START + 5 * MINUTE
    site.slept.clear()
    (round_,) = site.watch(ledger, hours=0.1)
    assert (round_.visits, site.slept) == ((), [600.0])
    assert len(site.asked) == 1


# --- what people said ----------------------------------------------------------------------------


def test_a_persons_verdict_outlives_an_edit(site: Site, ledger: SqliteLedger) -> None:
    url = first_story(site)
    site.put(FEED, "two", "Report 2021-09-26\nArland accuse Corland")
    (done,) = site.watch(ledger, once=True)
    assert len(done.derived.events) == 2
    left, right = sorted(event.id for event in done.derived.events)
    ledger.judge([Judgement(left=left, right=right, verdict="same", score=1.0, by="Ana")])

    site.now += HOUR
    site.pages[url] += "\nArland aid Borland"
    (done,) = site.watch(ledger, once=True)
    assert sorted((event.type, len(event.mentions)) for event in done.derived.events) == [
        ("ACCUSE", 2),
        ("AID", 1),
    ]

    site.now += 6 * HOUR
    site.pages[url] = "Report 2021-09-27\n# taken back"
    (done,) = site.watch(ledger, once=True)
    assert [(event.type, len(event.mentions)) for event in done.derived.events] == [("ACCUSE", 2)]
