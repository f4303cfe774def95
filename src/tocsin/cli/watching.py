"""Commands on sources that change: watch, feeds, versions."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from tocsin.alert.channels import Channel, send_new, to_file, to_stream
from tocsin.cli import output
from tocsin.cli.options import (
    Alerts,
    AsJson,
    LedgerFile,
    Private,
    Situations,
    must_exist,
    settings_for,
    show_tally,
    watched,
)
from tocsin.errors import InputError
from tocsin.ledger import open_ledger
from tocsin.model import Document, Version, Visit
from tocsin.records import Record, encode
from tocsin.run import watch as running
from tocsin.run.feeds import Feed, feeds, reread_after
from tocsin.run.health import STATES, Health, State, healths
from tocsin.run.line import make_line
from tocsin.run.versions import Change, Difference, Fate, Words, compare, difference_record
from tocsin.stages import Ledger

_SLOT = timedelta(hours=4)
_MARKS: dict[State, str] = {"new": "█", "silent": "▁", "blind": "×", "unasked": " "}


def watch(
    source: Annotated[
        Path | None, typer.Argument(metavar="FEEDS", help="TOML of feeds; default: the setting.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Ask each feed once, now, and end.")] = False,
    every: Annotated[
        float | None,
        typer.Option(
            "--every", metavar="MINUTES", min=1, help="For feeds that do not say; default: the setting."
        ),
    ] = None,
    ledger: LedgerFile = None,
    situations: Situations = None,
    allow_private: Private = False,
    alerts: Alerts = None,
    as_json: AsJson = False,
) -> None:
    """Ask feeds and news sitemaps again and again, and send what they name down the whole line.

    A file of feeds has a table a feed: `[[feed]]`, `url = "…"`, and where wanted `name`, `every = "15m"`
    and `outlet` (for pages that do not name theirs). New pages are read at once, and again some hours
    later (setting `reread_hours`): edits become a new version of the same document. Each asking is kept, see
    `tocsin feeds`. A feed that fails is asked less and less often. After each round new alerts are printed.

    Ctrl-C ends it after the current page, twice at once; started again, it goes on where it was. With `--json`
    a line is printed for each asking.

    **Examples**

    - `tocsin watch feeds.toml --ledger news.db --situations situations.toml`
    - `tocsin watch feeds.toml --once --alerts alerts.jsonl`
    """
    settings = settings_for(ledger, situations)
    settings = replace(settings, allow_private=allow_private or settings.allow_private)
    minutes = timedelta(minutes=every or settings.watch_minutes)
    plan = running.Plan(
        feeds=feeds(source or Path(settings.feeds), minutes),
        watches=watched(settings),
        again=reread_after(settings.reread_hours),
        heard=_write_visit if as_json else _say_visit,
    )
    channels = [to_stream(sys.stderr if as_json else sys.stdout), *([to_file(alerts)] if alerts else [])]
    line = make_line(settings)
    with open_ledger(settings) as store, _until_interrupted() as clock:
        failed = _follow(running.watch(plan, line, store, clock, once), store, channels, as_json, once)
    if once and failed:
        raise typer.Exit(1)


def show_feeds(ledger: LedgerFile = None, as_json: AsJson = False) -> None:
    """Show how well each feed was heard, so that silence and blindness are told apart.

    Silent: asked, and nothing was new. Blind: it could not be heard. Not asked: no watch was running. The
    strip shows the last week, four hours a mark: █ new entries, ▁ nothing new, × not heard, blank not asked.

    **Examples**

    - `tocsin feeds --ledger news.db`
    - `tocsin feeds --ledger news.db --json | jq 'select(.state == "blind").feed'`
    """
    settings = settings_for(ledger)
    must_exist(settings)
    with open_ledger(settings, read_only=True) as store:
        found = healths(store.visits(), datetime.now(UTC), _SLOT)
    if as_json:
        for health in found:
            output.write(encode(health))
    elif found:
        columns = ("feed", "now", "last heard", "last new", "24 h", "7 d", "the last week")
        output.table("", columns, map(_health_row, found))
    else:
        output.say("no feed was asked yet: write a file of feeds and run `tocsin watch FEEDS`")


def show_versions(
    of: Annotated[
        str, typer.Argument(metavar="PAGE", help="The page's id (SHA-256), or the URL of the document.")
    ],
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """List the versions of a document, and what changed in its article from each to the next.

    Pages of one address are versions of one document: the URL that they were fetched from, or the one that
    they give themselves. Events, counts and outlets come from the newest version alone.

    **Examples**

    - `tocsin versions https://example.org/story.html --ledger news.db`
    - `tocsin versions https://example.org/story.html --ledger news.db --json | jq .difference`
    """
    settings = settings_for(ledger)
    must_exist(settings)
    with open_ledger(settings, read_only=True) as store:
        versions = store.versions(of)
        if not versions:
            raise InputError(
                f"no page {of!r} in {settings.ledger}; give its id or URL as `tocsin read` says it"
            )
        shown = [*_compared(versions, store)]
    for place, (version, document, difference) in enumerate(shown, 1):
        if as_json:
            output.write(_version_record(place, version, document, difference))
        else:
            _say_version(place, version, document, difference)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(watch)
    app.command("feeds")(show_feeds)
    app.command("versions")(show_versions)


# --- watch ---------------------------------------------------------------------------------------


def _follow(
    rounds: Iterator[running.Round], store: Ledger, channels: Sequence[Channel], as_json: bool, once: bool
) -> int:
    """Tell of each round; how many feeds and pages failed."""
    known, failed = store.derived().alerts, 0
    for done in rounds:
        if once and not as_json:
            show_tally(done.tally, as_json=False)
        else:
            for fault in done.tally.faults:
                output.fault(fault)
        send_new(done.derived.alerts, known, channels)
        known = done.derived.alerts
        failed += done.tally.failed + sum(visit.outcome == "failed" for visit in done.visits)
    return failed


@dataclass(slots=True)
class _Interrupt:
    """What Ctrl-C does: the first one asks to stop and wakes a sleeper, the second one stops at once."""

    asked: bool = False
    asleep: bool = False

    def __call__(self, number: int, frame: object) -> None:
        del number, frame
        if self.asleep or self.asked:
            raise KeyboardInterrupt
        self.asked = True

    def sleep(self, seconds: float) -> None:
        """Sleep so long, or until Ctrl-C."""
        try:
            self.asleep = True
            if not self.asked:
                time.sleep(seconds)
        except KeyboardInterrupt:
            self.asked = True
        finally:
            self.asleep = False


@contextmanager
def _until_interrupted() -> Generator[running.Clock]:
    interrupt = _Interrupt()
    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield running.Clock(
            now=lambda: datetime.now(UTC), sleep=interrupt.sleep, stopped=lambda: interrupt.asked
        )
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _write_visit(feed: Feed, visit: Visit) -> None:
    output.write({"name": feed.name, **encode(visit)})


def _say_visit(feed: Feed, visit: Visit) -> None:
    if visit.outcome == "failed":
        told = f"could not be heard: {visit.reason}"
    elif visit.outcome == "unchanged":
        told = "nothing new, says its server"
    else:
        told = f"{visit.entries} {'entry' if visit.entries == 1 else 'entries'}, {visit.new} new"
    output.say(f"{_time(visit.at)}  {feed.name}: {told}")


# --- feeds ---------------------------------------------------------------------------------------


def _health_row(health: Health) -> tuple[str, ...]:
    state = STATES[health.state]
    if health.since:
        state = f"{state} since {_time(health.since)}: {health.reason}"
    strip = "".join(_MARKS[slot.state] for slot in health.slots)
    times = (_time(health.heard), _time(health.new))
    return health.feed, state, *times, _percent(health.day), _percent(health.week), strip


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _time(iso: str | None) -> str:
    return "never" if iso is None else iso[:16].replace("T", " ")


# --- versions ------------------------------------------------------------------------------------


def _compared(
    versions: Sequence[Version], store: Ledger
) -> Iterator[tuple[Version, Document, Difference | None]]:
    """Each version with its document, and how that differs from the one before."""
    before: Document | None = None
    for version in versions:
        document = store.document(version.page)
        if document is not None:
            yield version, document, compare(before, document) if before else None
            before = document


def _version_record(place: int, version: Version, document: Document, found: Difference | None) -> Record:
    return {
        "version": place,
        **encode(version),
        "title": document.title,
        "updated": document.updated,
        "difference": difference_record(found) if found else None,
    }


def _say_version(place: int, version: Version, document: Document, found: Difference | None) -> None:
    output.heading(f"version {place}, read {_time(version.first)}: {document.title or document.name}")
    output.say(f"    {version.page}")
    if found is None:
        return
    if not found.article_changed:
        output.say("    the article did not change")
    for change in found.changes:
        if change.kind != "kept":
            output.say(*(f"    {line}" for line in _say_change(change)))
    if found.comments_added or found.comments_removed:
        output.say(f"    comments: {found.comments_added} came, {found.comments_removed} went")


def _say_change(change: Change) -> Iterator[str]:
    """The sentence as it was and as it is; what changed of it in brackets."""
    if change.kind != "added":
        yield f"- {_marked(change, 'removed')}"
    if change.kind != "removed":
        yield f"+ {_marked(change, 'added')}"


def _marked(change: Change, fate: Fate) -> str:
    """The sentence of one side, the blank before a mark outside of it."""

    def marked(words: Words) -> str:
        bare = words.text.lstrip()
        return f"{words.text[: len(words.text) - len(bare)]}[{bare}]"

    shown = (words for words in change.words if words.fate in ("kept", fate))
    return "".join(
        marked(words) if change.kind == "changed" and words.fate == fate else words.text for words in shown
    )
