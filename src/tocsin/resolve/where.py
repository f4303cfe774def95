"""Where: places of a text with coordinates, and the places of mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from tocsin.know.places import Entry, lookup
from tocsin.know.times import is_time_word
from tocsin.model import Document, Mention, Missing, Place, Precision, Span
from tocsin.resolve.where_choose import Chosen, choose
from tocsin.resolve.where_find import Found, find
from tocsin.resolve.where_phrase import Phrase, resolve

_TOLD = ("title", "dateline", "body")
_DETERMINER = re.compile(r"^(?:the|a|an|its|their|his|her|our)\s+", re.IGNORECASE)

_PRECISION: dict[str, Precision] = {
    "country": "country",
    "continent": "region",
    "region": "region",
    "disputed": "region",
    "sea": "region",
    "county": "area",
    "town": "town",
    "village": "town",
    "crossing": "point",
    "base": "point",
    "point": "point",
}


def find_places(text: str, *, date: str | None = None) -> tuple[Place, ...]:
    """Place names and demonyms of a text, with coordinates, in text order.

    date: ISO 8601, when the text was published; the gazetteer has no dates yet, so it changes nothing.
    """
    return tuple(_place(chosen) for chosen in resolve_text(text))


@lru_cache(maxsize=32)
def resolve_text(text: str) -> tuple[Chosen, ...]:
    """All names of a text with what they stand for."""
    return tuple(choose(find(text)))


def place_record(place: Place) -> dict[str, Any]:
    """A place in the shape of the gold: start, end, name, lat, lon, geonames_id, gazetteer_name."""
    source, _, name = place.row.partition(":")
    id, _, city = name.partition(" ")
    from_geonames = source == "geonames"
    return {
        "start": place.span.start,
        "end": place.span.end,
        "name": place.text,
        "lat": place.lat,
        "lon": place.lon,
        "geonames_id": int(id) if from_geonames else None,
        "gazetteer_name": (city if from_geonames else name) or None,
    }


def fill(document: Document, mention: Mention) -> Mention:
    """The mention with its places resolved in the context of the whole page's title and body.

    A place that cannot be known keeps its words and gets a reason. Words that are no place at all are
    dropped, with a `Missing`. Never a capital or the place of publication by default.
    """
    kept = [place for place in mention.place if not _is_no_place(place.text)]
    dropped = [place for place in mention.place if _is_no_place(place.text)]
    page = _page(document, kept)
    missing = [Missing(field="place", reason=f"{place.text!r} is no place") for place in dropped]
    if not kept and not missing and all(one.field != "place" for one in mention.missing):
        missing.append(Missing(field="place", reason="the sentence names no place"))
    return replace(
        mention,
        place=tuple(_filled(place, mention.sentence, page) for place in kept),
        missing=mention.missing + tuple(missing),
    )


def _is_no_place(text: str) -> bool:
    """Whether the words are empty of letters, or tell a time."""
    parts = re.findall(r"[^\W_]+", text)
    return all(part.isdigit() or is_time_word(part) for part in parts)


def _page(document: Document, places: Sequence[Place]) -> tuple[Chosen, ...]:
    """The names of title and body, and the names that a coder took for places and the text alone did not tell."""
    told = _told_text(document)
    extra = [
        found for place in places if (found := _as_name(place)) and not _known(found, resolve_text(told))
    ]
    if not extra:
        return resolve_text(told)
    names = [*(chosen.found for chosen in resolve_text(told)), *extra]
    return tuple(choose(sorted(names, key=lambda found: found.start)))


def _told_text(document: Document) -> str:
    """The document's text with blanks where it is neither title nor body, so that offsets stay."""
    told = [block.span for block in document.blocks if block.kind in _TOLD]
    if not told:
        return document.text
    parts: list[str] = []
    end = 0
    for span in told:
        parts += ["\n" * (span.start - end), document.text[span.start : span.end]]
        end = span.end
    return "".join(parts)


def _as_name(place: Place) -> Found | None:
    """The words of a place, without an article, if the gazetteer has them as they stand."""
    text = _DETERMINER.sub("", place.text)
    start = place.span.end - len(text)
    entries = lookup(text) if text[:1].isupper() else ()
    return Found(start, place.span.end, text, entries) if entries else None


def _known(found: Found, chosen: Sequence[Chosen]) -> bool:
    return any(_overlap(found.start, found.end, one.found) for one in chosen)


def _overlap(start: int, end: int, found: Found) -> bool:
    return found.start < end and start < found.end


def _filled(place: Place, sentence: Span, page: tuple[Chosen, ...]) -> Place:
    start, end = place.span.start, place.span.end
    names = tuple(chosen for chosen in page if _overlap(start, end, chosen.found))
    answer = resolve(
        Phrase(
            start=start,
            end=end,
            text=place.text,
            names=names,
            sentence=(sentence.start, sentence.end),
            page=page,
        )
    )
    if answer.entry is None:
        return replace(place, reason=answer.reason)
    return place_of(place.span, place.text, answer.entry, answer.reason)


def _place(chosen: Chosen) -> Place:
    found = chosen.found
    return place_of(Span(start=found.start, end=found.end), found.text, chosen.entry, chosen.reason)


def place_of(span: Span, text: str, entry: Entry, reason: str) -> Place:
    """The words of `span` as the place `entry`."""
    return Place(
        span=span,
        text=text,
        country=entry.country,
        lat=entry.lat,
        lon=entry.lon,
        precision=_PRECISION.get(entry.kind, "area") if entry.lat is not None else None,
        radius_m=entry.radius_m,
        row=entry.row,
        reason=reason,
    )
