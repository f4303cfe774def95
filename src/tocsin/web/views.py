"""What each page shows, gathered from the ledger: the HTML page and its JSON twin are made of the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tocsin.model import Alert, Derived, Document, Drop, Entity, Event, Fault, Mention, Situation, Version
from tocsin.run.health import Health, healths
from tocsin.run.versions import Difference, compare
from tocsin.stages import Ledger
from tocsin.web import wording

LATEST_ALERTS = 12
SLOT = timedelta(hours=1)
FORGOTTEN = timedelta(days=30)
"""A feed that was not asked for so long is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which events of a situation are listed; empty = all. everything: the page lists them to the last."""

    quads: frozenset[int] = frozenset()
    type: str = ""
    status: str = ""
    everything: bool = False

    @classmethod
    def of(cls, query: Iterable[tuple[str, str]]) -> Filters:
        """From the pairs of a query string; what is no filter is left aside."""
        pairs = tuple(query)
        given = dict(pairs)
        quads = frozenset(int(v) for k, v in pairs if k == "quad" and v in ("1", "2", "3", "4"))
        return cls(
            quads=quads,
            type=given.get("type", ""),
            status=given.get("status", ""),
            everything="everything" in given,
        )

    def admit(self, event: Event) -> bool:
        return (
            (not self.quads or wording.quad(event.type) in self.quads)
            and self.type in ("", event.type)
            and self.status in ("", event.status)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """The first page: situations, latest alerts first, and how many rows the ledger has."""

    situations: tuple[Situation, ...]
    alerts: tuple[Alert, ...]
    titles: Mapping[str, str]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationView:
    """A situation. events: those the filters admit, latest first. all_events: before filtering.

    meant: the words that the pronouns among the events' actors and recipients stand for.
    """

    situation: Situation
    alerts: tuple[Alert, ...]
    events: tuple[Event, ...]
    all_events: tuple[Event, ...]
    filters: Filters
    meant: Mapping[Entity, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An event. mentions: those at hand, by time told; documents: their pages, by id.

    reasons: for each field that a mention leaves empty, why, and how many mentions say so. outdated: pages
    that a newer version has taken the place of.
    """

    event: Event
    mentions: tuple[Mention, ...]
    documents: Mapping[str, Document]
    situations: tuple[Situation, ...]
    reasons: Mapping[str, Mapping[str, int]]
    outdated: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document as one coder read it. events: the event of each mention, by the mention's id.

    versions: all of the document, the newest last. place: of this one among them, from 0. difference: from
    the version before, None for the first.
    """

    document: Document
    coder: str
    coders: tuple[str, ...]
    mentions: tuple[Mention, ...]
    events: Mapping[str, str]
    drops: tuple[Drop, ...]
    faults: tuple[Fault, ...]
    versions: tuple[Version, ...]
    place: int
    difference: Difference | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsView:
    """The feeds that are watched and how well they were heard until `at`."""

    at: str
    feeds: tuple[Health, ...]


def index_view(ledger: Ledger) -> IndexView:
    """The first page."""
    derived = ledger.derived()
    alerts = sorted(derived.alerts, key=lambda alert: alert.date, reverse=True)
    return IndexView(
        situations=derived.situations,
        alerts=tuple(alerts[:LATEST_ALERTS]),
        titles={s.name: s.title for s in derived.situations},
        counts=ledger.counts(),
    )


def situation_view(ledger: Ledger, name: str, filters: Filters) -> SituationView | None:
    """The situation of that name; None when none has it."""
    derived = ledger.derived()
    situation = next((s for s in derived.situations if s.name == name), None)
    if situation is None:
        return None
    members = frozenset(situation.events)
    events = sorted((e for e in derived.events if e.id in members), key=_when, reverse=True)
    return SituationView(
        situation=situation,
        alerts=tuple(alert for alert in derived.alerts if alert.situation == name),
        events=tuple(filter(filters.admit, events)),
        all_events=tuple(events),
        filters=filters,
        meant=dict(_meant(ledger, events)),
    )


def event_view(ledger: Ledger, id: str) -> EventView | None:
    """The event of that id, or of the mention of that id, also of an older version; None when there is none."""
    derived = ledger.derived()
    event = _event_of(id, derived) or _event_of(ledger.successor(id), derived)
    if event is None:
        return None
    mentions = tuple(sorted(_mentions(ledger, event), key=lambda m: m.told or ""))
    pages = {mention.page: ledger.document(mention.page) for mention in mentions}
    return EventView(
        event=event,
        mentions=mentions,
        documents={page: document for page, document in pages.items() if document},
        situations=tuple(s for s in derived.situations if event.id in s.events),
        reasons=_reasons(mentions),
        outdated=frozenset(page for page in pages if _newer(page, ledger)),
    )


def document_view(ledger: Ledger, page: str, coder: str = "") -> DocumentView | None:
    """The document of that page, as `coder` read it (default: the one whose events are in use)."""
    document = ledger.document(page)
    if document is None:
        return None
    mentions = tuple(ledger.mentions_of(page))
    coders = tuple(sorted({m.coder for m in mentions}))
    events = _events_of(ledger.derived(), mentions)
    versions = ledger.versions(page)
    place = next((n for n, version in enumerate(versions) if version.page == page), 0)
    before = ledger.document(versions[place - 1].page) if place else None
    if coder not in coders:
        in_use = [m.coder for m in mentions if m.id in events]
        coder = next(iter(in_use or coders[::-1]), "")
    return DocumentView(
        document=document,
        coder=coder,
        coders=coders,
        mentions=tuple(m for m in mentions if m.coder == coder),
        events=events,
        drops=tuple(ledger.drops(page)),
        faults=tuple(fault for fault in ledger.faults() if fault.page == page),
        versions=versions,
        place=place,
        difference=compare(before, document) if before else None,
    )


def feeds_view(ledger: Ledger, now: datetime) -> FeedsView:
    """All feeds that were asked in the last month."""
    visits = ledger.visits(since=(now - FORGOTTEN).astimezone(UTC).isoformat())
    return FeedsView(at=now.isoformat(timespec="seconds"), feeds=healths(visits, now, SLOT))


def pronouns(mention: Mention, document: Document | None) -> Iterator[tuple[Entity, str]]:
    """The actors and recipients of a mention that are pronouns, and the words they stand for."""
    for entity in (*mention.actors, *mention.recipients):
        if words := wording.meant(entity, document):
            yield entity, words


def _event_of(id: str, derived: Derived) -> Event | None:
    return next((e for e in derived.events if e.id == id or id in e.mentions), None)


def _newer(page: str, ledger: Ledger) -> bool:
    """Whether a newer version has taken the place of a page."""
    return any(version.page != page for version in ledger.versions(page)[-1:])


def _meant(ledger: Ledger, events: Iterable[Event]) -> Iterator[tuple[Entity, str]]:
    for event in events:
        if any(entity.refers_to for entity in (*event.actors, *event.recipients)):
            for mention in _mentions(ledger, event):
                yield from pronouns(mention, ledger.document(mention.page))


def _mentions(ledger: Ledger, event: Event) -> Iterator[Mention]:
    return (mention for id in event.mentions if (mention := ledger.mention(id)))


def _when(event: Event) -> tuple[bool, str, str]:
    """Sorts by date; an event without one comes before all that have one."""
    return bool(event.date), event.date or "", event.first_told or ""


def _events_of(derived: Derived, mentions: Sequence[Mention]) -> dict[str, str]:
    wanted = {mention.id for mention in mentions}
    return {id: event.id for event in derived.events for id in event.mentions if id in wanted}


def _reasons(mentions: Sequence[Mention]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for mention in mentions:
        for missing in mention.missing:
            reasons = found.setdefault(missing.field, {})
            reasons[missing.reason] = reasons.get(missing.reason, 0) + 1
    return found
