"""Documents and mentions from plain words: spans are looked up in the text, never counted by hand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tocsin.model import (
    Block,
    BlockKind,
    Count,
    Document,
    Entity,
    Equipment,
    EquipmentKind,
    EventType,
    Mention,
    Missing,
    Place,
    Precision,
    Source,
    Span,
    Status,
)

CODER = "rules/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One block of a page in words; the rest as in `Block`."""

    kind: BlockKind
    text: str
    id: str | None = None
    parent: str | None = None
    depth: int | None = None
    author: str | None = None
    time: str | None = None
    likes: int | None = None


def part(kind: BlockKind, text: str) -> Part:
    return Part(kind=kind, text=text)


def document(
    name: str,
    parts: Sequence[Part],
    *,
    outlet: str = "",
    url: str = "",
    authors: tuple[str, ...] = (),
    published: str | None = None,
    language: str = "en",
    reply_to: str | None = None,
) -> Document:
    """A document whose blocks are `parts`, an empty line between them."""
    blocks: list[Block] = []
    text = ""
    for p in parts:
        span = Span(start=len(text), end=len(text) + len(p.text))
        blocks.append(
            Block(
                kind=p.kind,
                span=span,
                id=p.id,
                parent=p.parent,
                depth=p.depth,
                author=p.author,
                time=p.time,
                likes=p.likes,
            )
        )
        text += p.text + "\n\n"
    title = next((p.text for p in parts if p.kind == "title"), "")
    return Document(
        page=hashlib.sha256(text.encode()).hexdigest(),
        name=name,
        url=url,
        media="text/plain",
        text=text,
        blocks=tuple(blocks),
        title=title,
        authors=authors,
        published=published,
        language=language,
        outlet=outlet,
        reply_to=reply_to,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place of the story: where it is and how large (metres)."""

    words: str
    country: str
    lat: float | None
    lon: float | None
    precision: Precision | None
    radius_m: int | None


class Teller:
    """Makes mentions of one document from the words of its sentences."""

    def __init__(self, document: Document, *sources: Source) -> None:
        self.document = document
        self.sources = sources

    def span(self, words: str, within: Span | None = None) -> Span:
        """Where `words` stand first, as whole words."""
        pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        found = pattern.search(self.document.text, within.start if within else 0)
        assert found, f"{words!r} does not stand in {self.document.name}"
        return Span(start=found.start(), end=found.end())

    def who(
        self, words: str, country: str = "", sector: str = "", second: str = "", *, means: str = ""
    ) -> Entity:
        return Entity(
            span=self.span(words),
            text=words,
            country=country,
            sector=sector,
            second_sector=second,
            refers_to=self.span(means) if means else None,
            row=f"actors.tsv: {words}" if country else "",
            reason="" if country or sector else "no row names it",
        )

    def spot(self, spot: Spot, within: Span) -> Place:
        return Place(
            span=self.span(spot.words, within),
            text=spot.words,
            country=spot.country,
            lat=spot.lat,
            lon=spot.lon,
            precision=spot.precision,
            radius_m=spot.radius_m,
            reason="" if spot.lat is not None else "no gazetteer has it",
        )

    def source(self, kind: str, words: str, cue: str, role: str = "") -> Source:
        span = self.span(words)
        return Source(kind=kind, span=span, name=words, cue=cue, role=role)  # pyright: ignore[reportArgumentType]

    def _here(self, entities: tuple[Entity, ...], around: Span) -> tuple[Entity, ...]:
        return tuple(replace(e, span=self.span(e.text, around)) for e in entities)

    def told(
        self,
        type: EventType,
        sentence: str,
        trigger: str,
        *,
        modes: tuple[str, ...] = (),
        about: str = "",
        actors: tuple[Entity, ...] = (),
        recipients: tuple[Entity, ...] = (),
        status: Status = "actual",
        date: str | None = None,
        when: str = "",
        place: Spot | None = None,
        equipment: tuple[str, EquipmentKind] | None = None,
        killed: Count | None = None,
        injured: Count | None = None,
        sources: tuple[Source, ...] = (),
        missing: tuple[tuple[str, str], ...] = (),
    ) -> Mention:
        """One act, told in `sentence`, by the words `trigger`."""
        around = self.span(sentence)
        act = self.span(trigger, around)
        gear: tuple[Equipment, ...] = ()
        if equipment:
            gear = (Equipment(span=self.span(equipment[0], around), text=equipment[0], kind=equipment[1]),)
        return Mention(
            id=f"{self.document.page[:8]}-{type.lower()}-{act.start}",
            page=self.document.page,
            type=type,
            trigger=act,
            trigger_text=trigger,
            sentence=around,
            sentence_text=sentence,
            status=status,
            coder=CODER,
            modes=modes,
            about=about,
            actors=self._here(actors, around),
            recipients=self._here(recipients, around),
            date=date,
            date_span=self.span(when, around) if when else None,
            date_approx=bool(date) and not when,
            place=(self.spot(place, around),) if place else (),
            equipment=gear,
            killed=killed,
            injured=injured,
            sources=self.sources + sources,
            told=self.document.published,
            confidence=0.8,
            missing=tuple(Missing(field=f, reason=r) for f, r in missing),
        )
