"""A light line, each stage tiny and deterministic, for tests of what carries it; and a program that runs it.

A line of a page `Arland accuse Borland` is a mention; one that begins with # is left out; a page that
contains `lingua` is left out whole; `unparsable`, `uncodable` make the stage fail.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import pbkdf2_hmac, sha256
from pathlib import Path

from tocsin.config import Config
from tocsin.errors import ParseError, ReadError
from tocsin.flow import Line
from tocsin.ledger import open_ledger
from tocsin.model import (
    Alert,
    Block,
    Coding,
    Day,
    Document,
    Drop,
    Entity,
    Event,
    Judgement,
    Mention,
    Page,
    Polled,
    Situation,
    Source,
    Span,
    Watch,
)
from tocsin.read import make_expand, make_read
from tocsin.run.local import run

TYPES = {"accuse": "ACCUSE", "aid": "AID", "threaten": "THREATEN"}
WATCHES = (Watch(name="arland", title="Arland", actors=("Arland",)),)


def parse(page: Page, /) -> Document:
    """The first line is the title, the rest the body."""
    text = page.body.decode()
    if "unparsable" in text:
        raise ParseError(f"{page.name} cannot be parsed; mend it")
    title = text.partition("\n")[0]
    body = Block(kind="body", span=Span(start=len(title), end=len(text)))
    return Document(
        page=page.id,
        name=page.name,
        url=page.url,
        media=page.media,
        text=text,
        blocks=(Block(kind="title", span=Span(start=0, end=len(title))), body),
        title=title,
        authors=(),
        published=title[-10:],
        outlet=page.name.split("/")[0],
    )


class Coder:
    """Finds mentions; takes as long as `rounds` of hashing do."""

    name = "light 1"

    def __init__(self, rounds: int = 1) -> None:
        self._rounds = rounds

    def __call__(self, document: Document, /) -> Coding:
        pbkdf2_hmac("sha256", document.text.encode(), b"salt", self._rounds)
        if "lingua" in document.text:
            return Coding(drops=(Drop(stage="code", reason="language"),))
        if "uncodable" in document.text:
            raise ZeroDivisionError("no such verb")
        lines = [*_lines(document.text)]
        mentions = tuple(_mention(document, *line) for line in lines if not line[1].startswith("#"))
        drops = (
            Drop(stage="code", reason="comment", span=_span(*line)) for line in lines if line[1][0] == "#"
        )
        return Coding(mentions=mentions, drops=tuple(drops))

    def classify(self, text: str, actor: str, recipient: str, /) -> tuple[str, float | None]:
        """Not asked for here."""
        return "", None


def attribute(document: Document, mentions: Sequence[Mention], /) -> tuple[Mention, ...]:
    """The outlet says so."""
    return tuple(replace(m, sources=(Source(kind="outlet", name=document.outlet),)) for m in mentions)


def resolve(document: Document, mentions: Sequence[Mention], /) -> tuple[Mention, ...]:
    """A country is the first three letters of its name; the day is that of the page."""
    coded = (tuple(replace(a, country=a.text[:3].upper()) for a in m.actors) for m in mentions)
    return tuple(replace(m, actors=a, date=document.published) for m, a in zip(mentions, coded, strict=True))


def merge(mentions: Sequence[Mention], /) -> Iterator[Judgement]:
    """Two mentions of one sentence on one day are the same."""
    for place, left in enumerate(mentions):
        for right in mentions[place + 1 :]:
            same = (left.sentence_text, left.date) == (right.sentence_text, right.date)
            if left.date == right.date:
                verdict = "same" if same else "different"
                yield Judgement(left=left.id, right=right.id, verdict=verdict, score=1.0, by="light/1")


def group(mentions: Sequence[Mention], judgements: Iterable[Judgement], /) -> tuple[Event, ...]:
    """Mentions that were judged the same, by their smallest id."""
    first = {mention.id: mention.id for mention in mentions}
    for judgement in sorted(judgements, key=lambda each: (each.left, each.right)):
        if judgement.verdict == "same" and first.keys() >= {judgement.left, judgement.right}:
            first[judgement.right] = min(first[judgement.right], first[judgement.left])
    return tuple(
        _event(m, [o for o in mentions if first[o.id] == m.id]) for m in mentions if first[m.id] == m.id
    )


def situate(events: Sequence[Event], watch: Watch, /) -> Situation:
    """The index of a day is the number of its events."""
    mine = [event for event in events if any(actor.text in watch.actors for actor in event.actors)]
    days = sorted({event.date or "" for event in mine})
    ids = {day: tuple(event.id for event in mine if event.date == day) for day in days}
    return Situation(
        name=watch.name,
        title=watch.title,
        events=tuple(event.id for event in mine),
        days=tuple(Day(date=day, index=float(len(ids[day])), events=ids[day]) for day in days),
    )


def ring(situation: Situation, /) -> tuple[Alert, ...]:
    """A day with more events than the one before."""
    pairs = zip(situation.days, situation.days[1:], strict=False)
    return tuple(
        Alert(
            situation=situation.name,
            date=day.date,
            index=day.index,
            before=before.index,
            reason="more",
            events=day.events,
        )
        for before, day in pairs
        if day.index > before.index
    )


def poll(feed: str, etag: str = "", modified: str = "", /) -> Polled:
    """No feed is asked here."""
    raise ReadError(f"{feed} is no feed")


def light_line(rounds: int = 1) -> Line:
    """The line."""
    return Line(
        expand=make_expand(Config()),
        read=make_read(Config()),
        poll=poll,
        parse=parse,
        code=Coder(rounds),
        attribute=attribute,
        resolve=resolve,
        merge=merge,
        group=group,
        situate=situate,
        ring=ring,
    )


def write_pages(folder: Path, number: int) -> Path:
    """Pages about a few days, some with the same lines, one that fails and one in another language."""
    verbs = (*TYPES,)
    for n in range(number):
        day = f"2021-09-{20 + n % 7}"
        lines = [f"Arland {verbs[k % 3]} Borland{k}" for k in range(n % 5, n % 5 + n % 7 + 2)]
        extra = {11: "unparsable", 23: "lingua"}.get(n, f"# remark {n}")
        path = folder / ("wire" if n % 2 else "local") / f"{n:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join((f"Report {n} of {day}", *lines, extra)))
    return folder


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line but the first, with the offset of its beginning."""
    start = 0
    for place, line in enumerate(text.split("\n")):
        if place and line:
            yield start, line
        start += len(line) + 1


def _span(start: int, words: str) -> Span:
    return Span(start=start, end=start + len(words))


def _mention(document: Document, start: int, line: str) -> Mention:
    actor, verb, _ = line.split()
    trigger = _span(start + len(actor) + 1, verb)
    return Mention(
        id=sha256(f"{document.page} {start}".encode()).hexdigest()[:16],
        page=document.page,
        type="AID" if verb == "aid" else "ACCUSE" if verb == "accuse" else "THREATEN",
        trigger=trigger,
        trigger_text=verb,
        sentence=_span(start, line),
        sentence_text=line,
        status="actual",
        coder=Coder.name,
        actors=(Entity(span=_span(start, actor), text=actor),),
    )


def _event(first: Mention, mentions: list[Mention]) -> Event:
    return Event(
        id=first.id,
        type=first.type,
        modes=(),
        status=first.status,
        date=first.date,
        date_approx=False,
        actors=first.actors,
        recipients=(),
        place=(),
        equipment=(),
        killed=None,
        injured=None,
        mentions=tuple(mention.id for mention in mentions),
        pages=tuple(mention.page for mention in mentions),
        outlets=tuple(sorted({source.name for m in mentions for source in m.sources})),
        origins=(),
        first_told=min(m.told or "" for m in mentions),
        last_told=max(m.told or "" for m in mentions),
        headline=first.sentence_text,
    )


def main(folder: str, ledger: str, leash: str) -> None:
    """Run the line over a folder; a line on stdout for each page that is stored.

    When `leash` of them are, it waits for a line on stdin, so that it can be killed before it ends.
    """

    def progress(done: int, total: int, name: str) -> None:
        sys.stdout.write(f"acknowledged {done} of {total} {name}\n")
        sys.stdout.flush()
        if done == int(leash):
            sys.stdin.readline()

    with open_ledger(Config(ledger=ledger)) as store:
        run((folder,), light_line(rounds=20_000), store, WATCHES, progress)


if __name__ == "__main__":
    main(*sys.argv[1:])
