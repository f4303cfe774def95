"""Feeds asked again and again, and what they name sent down the line.

Each asking is kept as a Visit. The ledger alone remembers: a watch that was stopped goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from tocsin.flow import Line, derive
from tocsin.ledger.address import normalised
from tocsin.model import Derived, Document, Entry, Page, Polled, Visit, Watch
from tocsin.run.feeds import Feed
from tocsin.run.local import Failure, attempt, take
from tocsin.run.tally import Count, Tally
from tocsin.stages import Ledger, Parse

LONGEST = timedelta(days=1)
"""However often a feed failed, it is asked again after this long (or its own interval, if longer)."""

_MEMORY = timedelta(days=8)
"""Visits older than this tell nothing about when a feed is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The time as the watch knows it. sleep: for so many seconds, or until stopped.

    stopped: asked after each page; once it says so, the watch ends.
    """

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    stopped: Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is watched, and when pages are read again. heard: called after each asking."""

    feeds: tuple[Feed, ...]
    watches: tuple[Watch, ...]
    again: tuple[timedelta, ...]
    heard: Callable[[Feed, Visit], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of askings. derived: what the ledger says after it."""

    visits: tuple[Visit, ...]
    tally: Tally
    derived: Derived


def watch(plan: Plan, line: Line, ledger: Ledger, clock: Clock, once: bool = False) -> Iterator[Round]:
    """Ask each feed when it is due, read what is new and what may have changed, derive; round after round.

    once: ask each feed now, and end. Raises LedgerError.
    """
    current: Derived | None = None
    while True:
        count = Count()
        visits = tuple(_visits(plan, line, ledger, clock, count, once))
        if current is None or count.entered:
            current = derive(ledger, line, plan.watches)
            count.derived(current)
            yield Round(visits=visits, tally=count.tally(), derived=current)
        elif visits:
            yield Round(visits=visits, tally=count.tally(), derived=current)
        if once or clock.stopped():
            return
        now = clock.now()
        clock.sleep(max(0.0, min((due(feed, ledger, now) - now).total_seconds() for feed in plan.feeds)))
        if clock.stopped():
            return


def due(feed: Feed, ledger: Ledger, now: datetime) -> datetime:
    """When a feed is to be asked again: after its interval, twice that for each failure in a row."""
    visits = [*ledger.visits(feed.url, _iso(now - _MEMORY))]
    if not visits:
        return now
    failures = next((n for n, visit in enumerate(reversed(visits)) if visit.outcome != "failed"), len(visits))
    wait = min(feed.every * 2 ** min(failures, 20), max(LONGEST, feed.every))
    return datetime.fromisoformat(visits[-1].at) + wait


def is_due(times: Sequence[str], now: datetime, again: Iterable[timedelta]) -> bool:
    """Whether a page that was read at these times is to be read again.

    again: how long after the first time; of several that were missed one reading makes up for all. A page
    older than the longest of these, and a day for a watch that stood still, is left alone.
    """
    first, last = (datetime.fromisoformat(time) for time in (times[0], times[-1]))
    return any(last < first + after <= now <= first + after + LONGEST for after in again)


def _visits(
    plan: Plan, line: Line, ledger: Ledger, clock: Clock, count: Count, once: bool
) -> Iterator[Visit]:
    for feed in plan.feeds:
        if clock.stopped():
            return
        if once or due(feed, ledger, clock.now()) <= clock.now():
            visit = _ask(feed, plan, line, ledger, clock, count)
            ledger.visit(visit)
            plan.heard(feed, visit)
            yield visit


def _ask(feed: Feed, plan: Plan, line: Line, ledger: Ledger, clock: Clock, count: Count) -> Visit:
    """Ask one feed, and take what it names and what is due again into the ledger."""
    at = _iso(clock.now())
    etag, modified = _last_answer(feed, ledger, clock.now())
    answer = attempt(partial(line.poll, feed.url, etag, modified), line, feed.url)
    if isinstance(answer, Failure):
        return Visit(feed=feed.url, at=at, outcome="failed", reason=answer.fault.reason)
    new = _new(answer.entries, ledger)
    urls = (*new, *_again(feed, answer, plan, ledger, clock.now()))
    whole = _take(urls, feed, line, ledger, clock, count)
    if answer.unchanged:
        answer = replace(answer, etag=answer.etag or etag, modified=answer.modified or modified)
    return Visit(
        feed=feed.url,
        at=at,
        outcome="unchanged" if answer.unchanged else "changed",
        entries=len(answer.entries),
        new=len(new),
        # a feed that was not followed to its end is to answer in full again
        etag=answer.etag if whole else "",
        modified=answer.modified if whole else "",
    )


def _take(urls: Iterable[str], feed: Feed, line: Line, ledger: Ledger, clock: Clock, count: Count) -> bool:
    """Whether all were taken, and the watch was not stopped before."""
    line = replace(line, parse=_naming(feed.outlet, line.parse)) if feed.outlet else line
    for url in urls:
        if clock.stopped():
            return False
        at = _iso(clock.now())
        pages = take(url, line, ledger, count)
        ledger.look(url, at, pages[-1] if pages else "", feed.url)
    return True


def _new(entries: Sequence[Entry], ledger: Ledger) -> tuple[str, ...]:
    """The URLs that were never read, each once."""
    urls = {normalised(entry.url): entry.url for entry in reversed(entries)}
    return tuple(url for url in reversed(urls.values()) if not ledger.looked(url))


def _again(feed: Feed, answer: Polled, plan: Plan, ledger: Ledger, now: datetime) -> tuple[str, ...]:
    """The URLs that are to be read again: those that the feed names, and those that it named before."""
    if not plan.again:
        return ()
    before = ledger.followed(feed.url, _iso(now - plan.again[-1] - LONGEST))
    urls = {normalised(url): url for url in (*before, *(entry.url for entry in answer.entries))}
    read = ((url, ledger.looked(url)) for url in urls.values())
    return tuple(url for url, times in read if times and is_due(times, now, plan.again))


def _last_answer(feed: Feed, ledger: Ledger, now: datetime) -> tuple[str, str]:
    """Etag and modified of the last visit that was answered."""
    visits = [v for v in ledger.visits(feed.url, _iso(now - _MEMORY)) if v.outcome != "failed"]
    return (visits[-1].etag, visits[-1].modified) if visits else ("", "")


def _naming(outlet: str, parse: Parse) -> Parse:
    """Parse, and the outlet for pages that do not name theirs."""

    def named(page: Page, /) -> Document:
        document = parse(page)
        return document if document.outlet else replace(document, outlet=outlet)

    return named


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="seconds")
