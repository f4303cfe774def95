"""Documents, mentions and events for tests, made from short texts of our own.

    d = document("Army moves", ["On Sunday the army closed the bridge."], outlet="Dravia Post")
    m = mention(d, "closed", "COERCE", actors=[entity("the army", "DRV", "MIL")], date="2021-09-26")

Offsets are looked up in the document; a word that stands there more than once is taken at its first place.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tocsin.model import (
    Block,
    BlockKind,
    Document,
    Entity,
    Event,
    EventType,
    Mention,
    Origin,
    Place,
    Source,
    Span,
)
from tocsin.parse.credit import with_credits

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|$)")


def document(
    title: str = "Title",
    body: Sequence[str] = ("Body.",),
    *,
    credit: str = "",
    byline: str = "",
    comments: Sequence[str] = (),
    page: str = "",
    outlet: str = "",
    published: str | None = "2021-09-27",
    **rest: Any,
) -> Document:
    """A plain-text document, its blocks one below the other with a blank line between."""
    parts: list[tuple[BlockKind, str]] = [
        ("title", title),
        ("byline", byline),
        *(("body", paragraph) for paragraph in body),
        ("credit", credit),
        *(("comment", comment) for comment in comments),
    ]
    blocks: list[Block] = []
    text = ""
    for kind, part in parts:
        if not part:
            continue
        text += "\n\n" if text else ""
        blocks.append(Block(kind=kind, span=Span(start=len(text), end=len(text) + len(part))))
        text += part
    made = Document(
        page=page or hashlib.sha256(f"{outlet} {text}".encode()).hexdigest(),
        name="page.txt",
        url="",
        media="text/plain",
        text=text,
        blocks=tuple(blocks),
        title=title,
        authors=(),
        published=published,
        language="en",
        outlet=outlet,
    )
    return with_credits(replace(made, **rest), "")


def entity(text: str, country: str = "", sector: str = "", **rest: Any) -> Entity:
    """An entity without a place in the text yet; `mention` finds its span."""
    return Entity(span=Span(start=0, end=0), text=text, country=country, sector=sector, **rest)


def place(
    text: str, country: str = "", lat: float | None = None, lon: float | None = None, **rest: Any
) -> Place:
    """A place without a span yet."""
    return Place(span=Span(start=0, end=0), text=text, country=country, lat=lat, lon=lon, **rest)


def mention(
    document: Document,
    trigger: str,
    type: EventType = "ASSAULT",
    *,
    actors: Sequence[Entity] = (),
    recipients: Sequence[Entity] = (),
    places: Sequence[Place] = (),
    sources: Sequence[Source] | None = None,
    coder: str = "test/1",
    **rest: Any,
) -> Mention:
    """A mention at the first place where `trigger` stands; by default only the outlet is its source."""
    at = find(document, trigger)
    sentence = _sentence(document, at)
    made = Mention(
        id=hashlib.sha256(f"{document.page} {coder} {type} {at.start}".encode()).hexdigest()[:16],
        page=document.page,
        type=type,
        trigger=at,
        trigger_text=trigger,
        sentence=sentence,
        sentence_text=document.text[sentence.start : sentence.end],
        status="actual",
        coder=coder,
        actors=tuple(replace(e, span=find(document, e.text)) for e in actors),
        recipients=tuple(replace(e, span=find(document, e.text)) for e in recipients),
        place=tuple(replace(p, span=find(document, p.text)) for p in places),
        sources=tuple(sources) if sources is not None else (Source(kind="outlet", name=document.outlet),),
        told=document.published,
    )
    return replace(made, **rest)


def event(
    id: str, type: EventType = "ASSAULT", *, origin_names: Sequence[str] = ("Courier",), **rest: Any
) -> Event:
    """An event that one mention told on 27 September 2021, unless `rest` says otherwise."""
    made = Event(
        id=id,
        type=type,
        modes=(),
        status="actual",
        date=None,
        date_approx=False,
        actors=(),
        recipients=(),
        place=(),
        equipment=(),
        killed=None,
        injured=None,
        mentions=(id,),
        pages=(f"page of {id}",),
        outlets=tuple(origin_names),
        origins=tuple(Origin(name=name, kind="outlet", mentions=(id,)) for name in origin_names),
        first_told="2021-09-27",
        last_told="2021-09-27",
        headline=f"Headline of {id}.",
    )
    return replace(made, **rest)


def find(document: Document, words: str) -> Span:
    """The first place of `words` in the text."""
    start = document.text.find(words)
    assert start >= 0, f"{words!r} is not in the text"
    return Span(start=start, end=start + len(words))


def _sentence(document: Document, at: Span) -> Span:
    for block in document.blocks:
        for found in _SENTENCE.finditer(document.text, block.span.start, block.span.end):
            if found.start() <= at.start < found.end():
                start = found.start() + len(found.group()) - len(found.group().lstrip())
                return Span(start=start, end=found.end())
    raise AssertionError(f"{document.text[at.start : at.end]!r} is in no sentence")
