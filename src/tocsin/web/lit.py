"""A document's text cut into pieces, each with what was coded of it: the words that are lit up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from tocsin.model import Mention, Span

Role = Literal["trigger", "actor", "recipient", "place", "date", "equipment", "source", "again"]
ROLES: dict[Role, str] = {
    "trigger": "the act",
    "actor": "who does it",
    "recipient": "to whom",
    "place": "where",
    "date": "when",
    "equipment": "weapon, vehicle or aircraft",
    "source": "according to whom",
    "again": "told again",
}
"""What each role means, the one that wins the colour first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A coded stretch of text and its role in a mention."""

    span: Span
    role: Role
    mention: Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text under the same marks throughout. anchors: ids of mentions whose act starts here."""

    text: str
    marks: tuple[Mark, ...] = ()
    anchors: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of the piece, the one that gives the colour first."""
        own = {mark.role for mark in self.marks}
        return tuple(role for role in ROLES if role in own)

    @property
    def title(self) -> str:
        """The tooltip: each role and the act it belongs to."""
        told = {f"{ROLES[m.role]}: {m.mention.type} ({m.mention.trigger_text})": None for m in self.marks}
        return "\n".join(told)

    @property
    def mentions(self) -> tuple[str, ...]:
        """The ids of the mentions that the piece belongs to."""
        return tuple(dict.fromkeys(mark.mention.id for mark in self.marks))


def marks_of(mention: Mention) -> Iterator[Mark]:
    """All coded stretches of a mention."""

    def mark(role: Role, span: Span | None) -> Iterator[Mark]:
        if span and span.end > span.start:
            yield Mark(span=span, role=role, mention=mention)

    yield from mark("trigger", mention.trigger)
    for actor in mention.actors:
        yield from mark("actor", actor.span)
    for recipient in mention.recipients:
        yield from mark("recipient", recipient.span)
    for place in mention.place:
        yield from mark("place", place.span)
    yield from mark("date", mention.date_span)
    for thing in mention.equipment:
        yield from mark("equipment", thing.span)
    for source in mention.sources:
        yield from mark("source", source.span)
    for span in mention.also_told:
        yield from mark("again", span)


def pieces(text: str, span: Span, mentions: Sequence[Mention]) -> tuple[Piece, ...]:
    """`text[span]` cut wherever a coded stretch starts or ends. Joined, the pieces are that text again."""
    marks = [m for mention in mentions for m in marks_of(mention) if _meet(m.span, span)]
    cuts = {span.start, span.end}
    for mark in marks:
        cuts |= {max(mark.span.start, span.start), min(mark.span.end, span.end)}
    edges = sorted(cuts)
    return tuple(
        Piece(
            text=text[start:end],
            marks=tuple(m for m in marks if m.span.start <= start and end <= m.span.end),
            anchors=tuple(m.mention.id for m in marks if m.role == "trigger" and m.span.start == start),
        )
        for start, end in pairwise(edges)
    )


def _meet(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end
