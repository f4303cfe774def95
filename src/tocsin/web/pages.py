"""The HTML pages: what the templates need beside the view itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, get_args

from jinja2 import Environment, PackageLoader, StrictUndefined

from tocsin.model import Block, BlockKind, Document, Event, Mention, Span, Status
from tocsin.run.health import STATES
from tocsin.run.versions import Difference, Words
from tocsin.web import wording
from tocsin.web.chart import BAND, TOP, sparkline, timeline
from tocsin.web.geo import sites
from tocsin.web.lit import ROLES, Piece, pieces
from tocsin.web.strip import HEIGHTS, strip, week_ticks
from tocsin.web.thread import comments
from tocsin.web.views import DocumentView, EventView, FeedsView, IndexView, SituationView, pronouns

Context = dict[str, Any]

MOST_LISTED = 200
FIELDS = {
    "actors": "Who",
    "recipients": "To whom",
    "date": "When",
    "place": "Where",
    "equipment": "Equipment",
    "killed": "Killed",
    "injured": "Injured",
}
ASIDE = ("chrome", "form", "comment", "comment_meta")


@cache
def environment() -> Environment:
    """The templates, everything escaped, a name that is not there an error."""
    found = Environment(
        loader=PackageLoader("tocsin.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    known: dict[str, Any] = {"say": wording, "QUADS": wording.quads(), "ROLES": ROLES}
    found.globals |= known  # pyright: ignore[reportAttributeAccessIssue]
    return found


def render(template: str, context: Mapping[str, Any]) -> str:
    """A page. Raises jinja2's errors when template and context do not fit."""
    return environment().get_template(template).render(context)


def index_context(view: IndexView) -> Context:
    """The first page: a sparkline for each situation."""
    return {"view": view, "sparks": {s.name: sparkline(s.days) for s in view.situations}}


def situation_context(view: SituationView) -> Context:
    """A situation: its timeline, its places, and what can be filtered by."""
    shown = {event.id: event for event in view.events}
    dated = {id for day in view.situation.days for id in day.events}
    return {
        "view": view,
        "chart": timeline(view.situation.days, shown, view.alerts),
        "band": BAND,
        "top": TOP,
        "listed": view.events if view.filters.everything else view.events[:MOST_LISTED],
        "sites": sites(view.events),
        "off_chart": sum(event.id not in dated for event in view.events),
        "quad_counts": _count(wording.quad(event.type) for event in view.all_events),
        "types": _count(event.type for event in view.all_events),
        "statuses": {s: n for s, n in _status_counts(view.all_events).items() if n},
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One mention of an event as its page shows it. pieces: the sentence, its coded words marked."""

    mention: Mention
    document: Document | None
    pieces: tuple[Piece, ...]


def event_context(view: EventView) -> Context:
    """An event: each telling with its sentence, the pronouns resolved, the empty fields with reasons."""
    return {
        "view": view,
        "tellings": tuple(_telling(mention, view) for mention in view.mentions),
        "meant": {
            key: words for m in view.mentions for key, words in pronouns(m, view.documents.get(m.page))
        },
        "empty": {field: view.reasons.get(field, {}) for field in FIELDS},
        "blank": tuple(_blank(view)),
        "told_by": {m.id: _teller(m, view) for m in view.mentions},
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Neighbouring blocks of a document that are shown together. aside: not part of the article.

    comments: how many of the blocks are comments; they are shown as a tree elsewhere and are not in `parts`.
    """

    kind: str
    aside: bool
    comments: int
    parts: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sentence that changed, or a run of `kept` ones that did not (words are then none)."""

    kind: str
    words: tuple[Words, ...] = ()
    kept: int = 0


def document_context(view: DocumentView) -> Context:
    """A document: its text in stretches, coded words marked, and its comments as a tree."""
    roots = comments(view.document)
    text = view.document.text
    return {
        "view": view,
        "whole_drops": tuple(dict.fromkeys(d for d in view.drops if d.span is None)),
        "left_out": tuple((text[d.span.start : d.span.end], d.reason) for d in view.drops if d.span),
        "stretches": tuple(_stretches(view)),
        "comments": roots,
        "comment_count": sum(1 for root in roots for _ in root.walk()),
        "roles": [role for role in ROLES if any(role in p.roles for p in _all_pieces(view))],
        "meant": {key: words for m in view.mentions for key, words in pronouns(m, view.document)},
        "rows": tuple(_rows(view.difference)) if view.difference else (),
        "change_counts": tuple(_change_counts(view.difference)) if view.difference else (),
    }


def feeds_context(view: FeedsView) -> Context:
    """The feeds: a strip for each, and the days below."""
    return {
        "view": view,
        "strips": {health.feed: strip(health.slots) for health in view.feeds},
        "ticks": week_ticks(view.feeds[0].slots) if view.feeds else (),
        "STATES": STATES,
        "HEIGHTS": HEIGHTS,
    }


def _rows(difference: Difference) -> Iterator[Row]:
    for kept, run in groupby(difference.changes, key=lambda change: change.kind == "kept"):
        changes = tuple(run)
        if kept:
            yield Row(kind="kept", kept=len(changes))
        else:
            yield from (Row(kind=change.kind, words=change.words) for change in changes)


def _change_counts(difference: Difference) -> Iterator[str]:
    for kind in ("changed", "added", "removed"):
        if number := difference.count(kind):
            yield f"{wording.plural(number, 'sentence')} {kind}"


def _telling(mention: Mention, view: EventView) -> Telling:
    document = view.documents.get(mention.page)
    plain = (Piece(text=mention.sentence_text),)
    lit = pieces(document.text, mention.sentence, (mention,)) if document else plain
    return Telling(mention=mention, document=document, pieces=lit)


def _teller(mention: Mention, view: EventView) -> str:
    document = view.documents.get(mention.page)
    return (document.outlet or document.name) if document else ""


def _blank(view: EventView) -> Iterator[str]:
    """The fields that the event leaves empty and no mention gives a reason for, in words."""
    for field, label in FIELDS.items():
        if not getattr(view.event, field) and field not in view.reasons:
            yield label.lower()


def _stretches(view: DocumentView) -> Iterator[Stretch]:
    """The blocks in text order; what lies between two blocks is shown as chrome, so that nothing is hidden."""
    for kind, run in groupby(_gapless(view.document), key=lambda block: _shown_as(block.kind)):
        blocks = tuple(run)
        yield Stretch(
            kind=kind,
            aside=blocks[0].kind in ASIDE,
            comments=sum(block.kind == "comment" for block in blocks),
            parts=tuple(_lit(view, block.span) for block in blocks if block.kind != "comment"),
        )


def _shown_as(kind: BlockKind) -> str:
    return "comments" if kind in ("comment", "comment_meta") else kind


def _gapless(document: Document) -> Iterator[Block]:
    end = 0
    for block in (*document.blocks, None):
        start = block.span.start if block else len(document.text)
        if document.text[end:start].strip():
            yield Block(kind="chrome", span=Span(start=end, end=start))
        if block:
            yield block
            end = block.span.end


def _lit(view: DocumentView, span: Span) -> tuple[Piece, ...]:
    return pieces(view.document.text, span, view.mentions)


def _all_pieces(view: DocumentView) -> tuple[Piece, ...]:
    return pieces(view.document.text, Span(start=0, end=len(view.document.text)), view.mentions)


def _count(values: Iterator[Any]) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return dict(sorted(found.items()))


def _status_counts(events: Sequence[Event]) -> dict[str, int]:
    return {status: sum(e.status == status for e in events) for status in get_args(Status)}
