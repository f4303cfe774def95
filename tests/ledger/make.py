"""Facts to put into a ledger."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from tocsin.config import Config
from tocsin.ledger import SqliteLedger, open_ledger
from tocsin.model import (
    Alert,
    Block,
    Coding,
    Count,
    Day,
    Derived,
    Document,
    Drop,
    Entity,
    Event,
    Judgement,
    Mention,
    Missing,
    Origin,
    Page,
    Place,
    Reading,
    Situation,
    Source,
    Span,
)

TOLD = "2021-09-27T10:00:00+02:00"


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        open_ledger(Config(ledger=str(path))).close()
        return path.read_bytes()


def new_ledger(path: Path) -> SqliteLedger:
    """An empty ledger in a new file; the migrations, which take a while, are run for the first one alone."""
    path.write_bytes(_empty())
    return open_ledger(Config(ledger=str(path)))


def page(number: int) -> Page:
    """A small page, another one for each number."""
    body = f"Talks {number} began in Raška.".encode()
    return Page(
        id=sha256(body).hexdigest(),
        name=f"wire/{number:03}.txt",
        url="",
        fetched=f"2021-09-27T10:00:{number % 60:02}+00:00",
        media="text/plain",
        charset="",
        body=body,
    )


def reading(number: int, coder: str = "light 1", mentions: int = 2) -> Reading:
    """What a coder found in the page of that number."""
    its = page(number)
    text = its.body.decode()
    document = Document(
        page=its.id,
        name=its.name,
        url="",
        media="text/plain",
        text=text,
        blocks=(Block(kind="body", span=Span(start=0, end=len(text)), likes=3),),
        title=f"Talks {number}",
        authors=("A. Writer",),
        published=TOLD,
    )
    found = tuple(mention(document, coder, place) for place in range(mentions))
    drops = (
        Drop(stage="code", reason="no act", span=Span(start=0, end=5)),
        Drop(stage="code", reason="comment"),
    )
    return Reading(page=its, document=document, coder=coder, coding=Coding(mentions=found, drops=drops))


def mention(document: Document, coder: str, place: int) -> Mention:
    """A mention with every field filled."""
    span = Span(start=place, end=place + 5)
    return Mention(
        id=sha256(f"{document.page} {coder} {place}".encode()).hexdigest()[:16],
        page=document.page,
        type="CONSULT",
        modes=("visit",),
        trigger=span,
        trigger_text=document.text[span.start : span.end],
        sentence=Span(start=0, end=len(document.text)),
        sentence_text=document.text,
        status="actual",
        coder=coder,
        actors=(Entity(span=span, text="Talks", country="SRB", refers_to=Span(start=0, end=1)),),
        place=(Place(span=span, text="Raška", lat=43.28, lon=20.61, precision="town", radius_m=5000),),
        killed=Count(low=3, high=None),
        sources=(Source(kind="agency", name="Example Wire"),),
        told=TOLD,
        confidence=0.5,
        missing=(Missing(field="date", reason="not said"),),
    )


def judgement(left: str, right: str, verdict: str = "same", by: str = "model 1") -> Judgement:
    """A verdict on two mentions, in whatever order they are given."""
    first, second = sorted((left, right))
    word = "same" if verdict == "same" else "different"
    return Judgement(left=first, right=second, verdict=word, score=0.75, by=by, why="same day")


def derived(*readings: Reading) -> Derived:
    """An event a reading, one situation and its alert."""
    events = tuple(_event(reading) for reading in readings)
    ids = tuple(event.id for event in events)
    day = Day(date="2021-09-27", index=12.5, events=ids)
    return Derived(
        events=events,
        situations=(Situation(name="border", title="The border", events=ids, days=(day,)),),
        alerts=(
            Alert(situation="border", date="2021-09-27", index=12.5, before=1.0, reason="up", events=ids),
        ),
    )


def _event(reading: Reading) -> Event:
    first = reading.coding.mentions[0]
    return Event(
        id=first.id,
        type=first.type,
        modes=first.modes,
        status=first.status,
        date="2021-09-27",
        date_approx=False,
        actors=first.actors,
        recipients=(),
        place=first.place,
        equipment=(),
        killed=first.killed,
        injured=None,
        mentions=tuple(mention.id for mention in reading.coding.mentions),
        pages=(reading.page.id,),
        outlets=("Example Wire",),
        origins=(Origin(name="Example Wire", kind="agency", mentions=(first.id,)),),
        first_told=TOLD,
        last_told=TOLD,
        headline=first.sentence_text,
    )
