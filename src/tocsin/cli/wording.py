"""Mentions and events in words, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.model import Entity, Event, Mention, Place, Source


def describe(mention: Mention) -> Iterator[str]:
    """A mention in a few lines: what, who to whom, where, when, according to whom."""
    when = mention.date or "undated"
    yield f"  {kind(mention)}, {mention.status}, {when}: “{mention.trigger_text}”"
    yield f"      {parties(mention.actors, mention.recipients)}{at(mention.place)}"
    if mention.equipment:
        yield f"      with {'; '.join(f'{e.text} ({e.kind})' for e in mention.equipment)}"
    for name, count in (("killed", mention.killed), ("injured", mention.injured)):
        if count is not None:
            yield f"      {name}: {count.low}{' or more' if count.high is None else ''}"
    yield f"      according to {chain(mention.sources)}"


def because(mention: Mention) -> Iterator[str]:
    """Why the codes of a mention are what they are, and why what is empty is empty."""
    for named in (*mention.actors, *mention.recipients, *mention.place):
        if named.reason:
            yield f"      {named.text}: {named.reason}"
    for missing in mention.missing:
        yield f"      no {missing.field}: {missing.reason}"


def kind(act: Mention | Event) -> str:
    """Type and modes: "PROTEST demo obstruct"."""
    return " ".join((act.type, *act.modes))


def parties(actors: Sequence[Entity], recipients: Sequence[Entity]) -> str:
    """Who to whom: "Serbia [SRB] → Kosovo [XKX]"."""
    who = "; ".join(map(entity, actors)) or "somebody"
    return f"{who} → {'; '.join(map(entity, recipients))}" if recipients else who


def entity(named: Entity) -> str:
    """The words, and the codes in brackets."""
    codes = " ".join(filter(None, (named.country, named.sector, named.second_sector)))
    return f"{named.text} [{codes}]" if codes else named.text


def at(places: Sequence[Place]) -> str:
    """Where: " at Raska; Rudnica", or nothing."""
    return f", at {'; '.join(place.text for place in places)}" if places else ""


def chain(sources: Sequence[Source]) -> str:
    """The source chain from the outside in: "reposter → UAWire → TASS"."""
    return " → ".join(link.name or link.kind for link in sources) or "nobody named"
