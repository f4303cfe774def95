"""The gazetteer (pack `places`): cities of GeoNames in SQLite, the own table, and words about places.

Look-ups are cached and may come from several threads. Nothing is read before the first look-up.
"""

from __future__ import annotations

import os
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import sqrt
from threading import Lock
from typing import Any

from tocsin.errors import PackError
from tocsin.know.packs import find

_FOLD = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"})
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_LOCK = Lock()
_QUERY = """
SELECT p.id, p.name, p.country, p.admin, p.lat, p.lon, p.population, p.capital, p.kind, n.main
FROM name n JOIN place p ON p.id = n.place WHERE n.norm = ? ORDER BY p.capital DESC, p.population DESC LIMIT 60
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of places.tsv; its head explains the columns."""

    name: str
    kind: str
    country: str
    lat: float
    lon: float
    radius_km: float
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    code: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a name can stand for.

    row: "places.tsv:NAME (COUNTRY)" or "geonames:ID NAME". admin: admin1 code of GeoNames, "" where unknown. lat,
    lon: WGS 84 degrees, None for counties. population: 0 where unknown. main: it is the place's first
    name. demonym: the name is that of its people.
    """

    row: str
    name: str
    kind: str
    country: str
    other: str = ""
    admin: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_m: int | None = None
    population: int = 0
    capital: bool = False
    main: bool = True
    demonym: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """words.toml: what tells a place name from other names, and phrases that describe places.

    directions: word to degrees clockwise from north.
    """

    before_place: frozenset[str]
    strong_before_place: frozenset[str]
    place_nouns: frozenset[str]
    place_heads: frozenset[str]
    other_heads: frozenset[str]
    unit_heads: frozenset[str]
    street_heads: frozenset[str]
    county_heads: frozenset[str]
    abbreviated: frozenset[str]
    before_longer: frozenset[str]
    after_longer: frozenset[str]
    titles: frozenset[str]
    person_verbs: frozenset[str]
    common: frozenset[str]
    people: frozenset[str]
    connectors: frozenset[str]
    border: tuple[str, ...]
    crossing: tuple[str, ...]
    own_country: tuple[str, ...]
    abroad: tuple[str, ...]
    outside: tuple[str, ...]
    capital: tuple[str, ...]
    directions: dict[str, int]


@lru_cache(maxsize=20_000)
def normalise(name: str) -> str:
    """Lower case, no accents, no punctuation, one space between words, saint/mount/fort as st/mt/ft."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_FOLD))
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʻʼ‘`.")
    words = "".join(c if c.isalnum() else " " for c in kept).split()
    return " ".join(_SHORT.get(word, word) for word in words)


@lru_cache(maxsize=20_000)
def lookup(name: str) -> tuple[Entry, ...]:
    """All places of that name: first the own table's, then cities, capitals and the largest first.

    Abbreviations of the own table ("US", "Ky.") match only as they are written there.
    """
    norm = normalise(name)
    own = _exact().get(name, ()) + _by_name().get(norm, ())
    return own + tuple(_cities(norm)) if norm else ()


@cache
def table() -> tuple[Row, ...]:
    """The rows of places.tsv."""
    return tuple(find("places").rows("places.tsv", Row))


@cache
def country_entry(code: str) -> Entry | None:
    """The country or territory with that ISO 3166-1 alpha-3 code (XKX for Kosovo)."""
    rows = (row for row in table() if row.kind == "country" and row.country == code)
    return next((_entry(row) for row in rows), None)


@cache
def capital_entry(code: str) -> Entry | None:
    """The capital of a country, where cities500 has it."""
    with _LOCK:
        found = _connection(os.getpid()).execute(
            "SELECT id, name, country, admin, lat, lon, population, capital, kind, 1 FROM place "
            "WHERE capital AND country = ? ORDER BY population DESC LIMIT 1",
            (code,),
        )
        return next((_city(cells) for cells in found), None)


@cache
def between(kind: str, first: str, second: str = "") -> tuple[Entry, ...]:
    """Places of a kind (border, crossing) that touch a country, or two of them."""
    wanted = {first, second} - {""}
    rows = (row for row in table() if row.kind == kind and wanted <= {row.country, row.other})
    return tuple(_entry(row) for row in rows)


@cache
def states_of_usa() -> dict[str, Entry]:
    """The states of the USA by their two-letter code."""
    return {row.code.removeprefix("US."): _entry(row) for row in table() if row.code.startswith("US.")}


@cache
def words() -> Words:
    """The English words about places."""
    data = find("places").toml("words.toml")
    phrases = data.pop("phrases")
    directions = phrases.pop("directions")
    lists: dict[str, Any] = {key: frozenset(value) for key, value in data.items()}
    lists |= {key: tuple(value) for key, value in phrases.items()}
    return Words(**lists, directions=directions)


def _entry(row: Row, *, main: bool = True, demonym: bool = False) -> Entry:
    return Entry(
        row=f"places.tsv:{row.name} ({row.country})" if row.country else f"places.tsv:{row.name}",
        name=row.name,
        kind=row.kind,
        country=row.country,
        other=row.other,
        admin=row.code.partition(".")[2],
        lat=row.lat,
        lon=row.lon,
        radius_m=round(row.radius_km * 1000),
        main=main,
        demonym=demonym,
    )


def _names(row: Row) -> Iterator[tuple[str, Entry]]:
    yield row.name.partition(" (")[0], _entry(row)
    for alias in row.aliases:
        yield alias, _entry(row, main=False)
    for demonym in row.demonyms:
        yield demonym, _entry(row, main=False, demonym=True)


def _is_abbreviation(name: str) -> bool:
    return name.endswith(".") or (name.isupper() and len(name) <= 4)


@cache
def _exact() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for row in table():
        for name, entry in _names(row):
            if _is_abbreviation(name):
                found[name] = (*found.get(name, ()), entry)
    return found


@cache
def _by_name() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for row in table():
        for name, entry in _names(row):
            norm = normalise(name)
            known = found.get(norm, ())
            if not _is_abbreviation(name) and all(entry.row != other.row for other in known):
                found[norm] = (*known, entry)
    return found


@cache
def _connection(process: int) -> sqlite3.Connection:
    """A read-only connection. One a process (id), as SQLite's must not cross a fork."""
    path = find("places").file("places.sqlite")
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _cities(norm: str) -> Iterator[Entry]:
    try:
        with _LOCK:
            rows = _connection(os.getpid()).execute(_QUERY, (norm,)).fetchall()
    except sqlite3.DatabaseError as error:
        raise PackError(
            f"the gazetteer of pack 'places' is damaged ({error}); install the pack again"
        ) from error
    return (_city(cells) for cells in rows)


def _city(cells: tuple[Any, ...]) -> Entry:
    id, name, country, admin, lat, lon, population, capital, kind, main = cells
    return Entry(
        row=f"geonames:{id} {name}" if id > 0 else f"county:{-id:05d} {name}",
        name=name,
        kind=kind,
        country=country,
        admin=admin,
        lat=lat,
        lon=lon,
        radius_m=_city_radius(population) if lat is not None else None,
        population=population,
        capital=bool(capital),
        main=bool(main),
    )


def _city_radius(population: int) -> int:
    """Metres: 10 m times the root of the population, as if 3,200 people lived on a square kilometre."""
    return int(round(min(max(10 * sqrt(population), 1_000), 30_000), -2))
