"""Places that are described, not only named: "three border posts in the north of the country"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import atan2, cos, degrees, radians, sin

from tocsin.know.places import Entry, between, capital_entry, country_entry, words
from tocsin.know.times import time_words
from tocsin.resolve.where_choose import EARTH_KM, Chosen, km

DEFAULT_OFFSET_KM = 20.0  # "north of Kyiv", with no distance said
OUTSIDE_RADIUS_M = 15_000  # "near Kyiv"
MILE_KM = 1.609344
# Of a part of a country ("the north of Serbia"): its middle lies half a radius off, and so wide it is.
PART = 0.5
CONTEXT_COUNTRIES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """The words for a place, the names in them, and the names of the page before and after.

    sentence: [start, end) of the sentence. page: all names of the page, in text order.
    """

    start: int
    end: int
    text: str
    names: tuple[Chosen, ...]
    sentence: tuple[int, int]
    page: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """entry: None where it cannot be known. reason: why this, or why nothing."""

    entry: Entry | None
    reason: str


def resolve(phrase: Phrase) -> Answer:
    """The place that the words mean. Empty beats wrong."""
    known = words()
    low = phrase.text.casefold()
    if kind := _line_kind(low):
        return _line(phrase, kind)
    if phrase.names:
        return _named(phrase, low)
    country = _antecedent(phrase) if _has(low, (*known.own_country, *known.capital)) else None
    if country is None:
        return Answer(
            entry=None, reason="no name of the gazetteer, and the words do not say which place is meant"
        )
    if _has(low, known.capital):
        return Answer(
            entry=capital_entry(country.country), reason=f"the capital of {country.name}, named before"
        )
    return _part(country, _direction(low), f"{country.name}, named before")


def _has(low: str, phrases: Iterable[str]) -> bool:
    return any(re.search(rf"\b{re.escape(phrase)}\b", low) for phrase in phrases)


def _line_kind(low: str) -> str:
    """Whether the words speak of a crossing or of a border; "" when of neither."""
    known = words()
    if _has(low, known.crossing):
        return "crossing"
    return "border" if _has(low, known.border) else ""


def _direction(low: str) -> int | None:
    """Degrees clockwise from north; the longest word wins ("northeast" over "north")."""
    found = [word for word in words().directions if re.search(rf"\b{word}\b", low)]
    return words().directions[max(found, key=len)] if found else None


# --- a name is there -----------------------------------------------------------------------------


def _named(phrase: Phrase, low: str) -> Answer:
    places = [name for name in phrase.names if not name.entry.demonym]
    if not places and _has(low, words().abroad):
        return Answer(entry=None, reason="an embassy stands in another country than its adjective says")
    chosen = min(places or phrase.names, key=lambda name: name.entry.radius_m or 0)
    around = (
        phrase.text[: chosen.found.start - phrase.start].casefold()
        if chosen.found.start > phrase.start
        else ""
    )
    if chosen.entry.kind in ("country", "region", "disputed", "area", "island"):
        return _part(chosen.entry, _direction(around), chosen.reason)
    return _beside(chosen, around)


def _part(entry: Entry, direction: int | None, reason: str) -> Answer:
    """A country or region, or the part of it that lies in a direction from its middle."""
    if direction is None or entry.lat is None or entry.radius_m is None:
        return Answer(entry=entry, reason=reason)
    moved = _moved(entry, direction, entry.radius_m / 1000 * PART)
    part = replace(moved, radius_m=round(entry.radius_m * PART), kind="region")
    return Answer(entry=part, reason=f"a part of {entry.name}: half a radius off its middle; {reason}")


def _beside(chosen: Chosen, around: str) -> Answer:
    """A town, or what lies near it, or in a direction from it."""
    entry, direction = chosen.entry, _direction(around)
    if entry.lat is None or entry.radius_m is None:
        return Answer(entry=entry, reason=chosen.reason)
    if direction is not None and re.search(r"\bof\s+(the\s+)?(\w+\s+)*$", around):
        offset = _distance(around)
        moved = _moved(entry, direction, offset)
        radius = round(max(OUTSIDE_RADIUS_M, offset * 500))
        return Answer(
            entry=replace(moved, radius_m=radius, kind="area"), reason=f"{offset:g} km off {entry.name}"
        )
    if _has(around, words().outside):
        near = replace(entry, radius_m=max(entry.radius_m, OUTSIDE_RADIUS_M), kind="area")
        return Answer(entry=near, reason=f"near {entry.name}: {chosen.reason}")
    return Answer(entry=entry, reason=chosen.reason)


def _distance(low: str) -> float:
    """Km said before a direction, e.g. "30 miles north of"."""
    match = re.search(r"(\d+(?:\.\d+)?)\s*(km|kilomet|mile)", low)
    if not match:
        return DEFAULT_OFFSET_KM
    return float(match[1]) * (MILE_KM if match[2] == "mile" else 1.0)


def _moved(entry: Entry, bearing: float, distance_km: float) -> Entry:
    """The entry's point moved along the sphere; a flat step is exact enough below 2,000 km."""
    if entry.lat is None or entry.lon is None:
        return entry
    north = distance_km * cos(radians(bearing)) / EARTH_KM
    east = distance_km * sin(radians(bearing)) / EARTH_KM / max(0.05, cos(radians(entry.lat)))
    return replace(entry, lat=round(entry.lat + degrees(north), 4), lon=round(entry.lon + degrees(east), 4))


# --- borders and crossings -----------------------------------------------------------------------


def _line(phrase: Phrase, kind: str) -> Answer:
    """A border or crossings of it: of the countries named in the words, else of those the page is about."""
    exact = [name for name in phrase.names if name.entry.kind == kind]
    if exact:
        return Answer(entry=exact[0].entry, reason=exact[0].reason)
    towns = [
        n for n in phrase.names if n.entry.kind in ("town", "village", "crossing") and not n.entry.demonym
    ]
    if towns:
        return Answer(entry=towns[0].entry, reason=f"the {kind} at {towns[0].entry.name}: {towns[0].reason}")
    first = _home(phrase)
    for a, b in _pairs(phrase, first):
        if rows := between(kind, a, b) or between("border", a, b):
            return _together(rows, phrase, first, f"{kind} between {a} and {b}, the countries of the page")
    return Answer(entry=None, reason=f"a {kind}, and the page does not say between which countries")


def _home(phrase: Phrase) -> Entry | None:
    """The country in whose part the crossings lie: "in the north of the country"."""
    low = phrase.text.casefold()
    if _has(low, words().own_country):
        return _antecedent(phrase)
    return None


def _pairs(phrase: Phrase, first: Entry | None) -> Iterator[tuple[str, str]]:
    """Pairs of countries, the likeliest first."""
    named = list(dict.fromkeys(n.entry.country for n in phrase.names if n.entry.country))
    if first and first.country not in named:
        named.append(first.country)
    about = [code for code in _page_countries(phrase) if code not in named]
    if len(named) >= 2:
        yield named[0], named[1]
    for code in named:
        yield from ((code, other) for other in about)
    if not named:
        yield from ((a, b) for i, a in enumerate(about) for b in about[i + 1 :])


def _page_countries(phrase: Phrase) -> list[str]:
    """The countries the page is about: those of the sentence first, then by how often they are named."""
    start, end = phrase.sentence
    near = [n.entry.country for n in phrase.page if start <= n.found.start < end and n.entry.country]
    often = Counter(n.entry.country for n in phrase.page if n.entry.country)
    ranked = [*dict.fromkeys(near), *(code for code, _ in often.most_common())]
    return list(dict.fromkeys(ranked))[:CONTEXT_COUNTRIES]


def _together(rows: Sequence[Entry], phrase: Phrase, home: Entry | None, reason: str) -> Answer:
    """Several crossings as one place: their middle, with a circle that holds them all."""
    side = _direction(phrase.text.casefold())
    country = home or _side_country(phrase)
    kept = list(rows)
    if country and side is not None:
        kept = sorted(
            (row for row in rows if _lies(row, country, side)), key=lambda row: -_reach(row, country, side)
        )
        kept = (kept or list(rows))[: _count(phrase.text) or None]
    if len(kept) == 1:
        return Answer(entry=kept[0], reason=reason)
    points = [(row.lat, row.lon) for row in kept if row.lat is not None and row.lon is not None]
    lat = round(sum(point[0] for point in points) / len(points), 4)
    lon = round(sum(point[1] for point in points) / len(points), 4)
    middle = replace(kept[0], lat=lat, lon=lon, kind="area", name=", ".join(row.name for row in kept))
    radius = round(max(km(middle, row) for row in kept) * 1000) + 2_000
    entry = replace(middle, radius_m=radius, row="; ".join(row.row for row in kept))
    return Answer(entry=entry, reason=f"{reason}: the middle of {middle.name}")


def _count(text: str) -> int:
    """The number that the words begin with ("two border crossings"); 0 for none."""
    said = time_words().numbers.get(text.casefold().split(" ")[0], "")
    return int(said) if said.isdigit() else 0


def _reach(entry: Entry, country: Entry, side: int) -> float:
    """How far the entry lies from the country's middle in a direction, in degrees of latitude."""
    up, right = _offset(country, entry)
    return up * cos(radians(side)) + right * sin(radians(side))


def _side_country(phrase: Phrase) -> Entry | None:
    codes = [name.entry.country for name in phrase.names if name.entry.country]
    return country_entry(codes[0]) if codes else None


def _lies(entry: Entry, country: Entry, side: int) -> bool:
    """Whether the entry lies within 60 degrees of a direction, seen from the country's middle."""
    if None in (entry.lat, entry.lon, country.lat, country.lon):
        return False
    up, right = _offset(country, entry)
    bearing = degrees(atan2(right, up)) % 360
    return min(abs(bearing - side), 360 - abs(bearing - side)) <= 60


def _offset(start: Entry, end: Entry) -> tuple[float, float]:
    """Degrees of latitude to the north and, scaled to the same length, to the east."""
    lat, lon = (start.lat or 0.0), (start.lon or 0.0)
    return (end.lat or 0.0) - lat, ((end.lon or 0.0) - lon) * cos(radians(lat))


def _antecedent(phrase: Phrase) -> Entry | None:
    """What "the country" stands for: the country last named before it, in the same sentence if any is there."""
    before = [name for name in phrase.page if name.found.end <= phrase.start and name.entry.country]
    same = [name for name in before if name.found.start >= phrase.sentence[0]]
    if same:
        return country_entry(same[-1].entry.country)
    often = Counter(name.entry.country for name in before).most_common(1)
    return country_entry(often[0][0]) if often else None
