"""How alike two parts of mentions are: parties, places, words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Any

from tocsin.model import Entity, Mention, Place
from tocsin.text import fold

EARTH_KM = 6371.0
COPY = 0.8  # Jaccard similarity of three-word shingles from which a sentence is a copy
_WORD = re.compile(r"\w+")
_ENDINGS = ("ations", "ation", "ings", "ing", "ed", "es", "s", "e")


@lru_cache(maxsize=50_000)
def stems(text: str) -> frozenset[str]:
    """The words of four letters or more, and numbers, without case, accents and common English endings."""
    return frozenset(_stem(w) for w in _WORD.findall(fold(text)) if len(w) > 3 or w.isdigit())


def trigger_words(mention: Mention) -> frozenset[str]:
    """What two triggers must share to be the same word: a stem, or all of one that has only short words."""
    return _trigger_words(mention.trigger_text)


@lru_cache(maxsize=50_000)
def _trigger_words(text: str) -> frozenset[str]:
    return stems(text) or frozenset({fold(text)})


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=50_000)
def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of three words; of a shorter text the text itself."""
    words = _WORD.findall(fold(text))
    return frozenset(tuple(words[n : n + 3]) for n in range(max(1, len(words) - 2))) if words else frozenset()


def jaccard(a: frozenset[Any], b: frozenset[Any]) -> float:
    """Shared over all; 0 for two empty sets."""
    return len(a & b) / len(a | b) if a | b else 0.0


def same_party(a: Entity, b: Entity) -> bool:
    """Whether two entities can be the same: the same row of the pack, a name in common, or equal codes."""
    if a.row and a.row == b.row:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    if stems(a.text) & stems(b.text):
        return True
    return bool(a.country) and (a.country, a.sector) == (b.country, b.sector)


def parties(a: Sequence[Entity], b: Sequence[Entity]) -> float | None:
    """Share of the shorter side that is on the other, too; None when either side is empty."""
    if not a or not b:
        return None
    short, long = sorted((a, b), key=len)
    return sum(any(same_party(x, y) for y in long) for x in short) / len(short)


def countries(entities: Sequence[Entity]) -> frozenset[str]:
    return frozenset(e.country for e in entities if e.country)


def kilometres(a: Place, b: Place) -> float | None:
    """Great-circle distance (haversine); None when either place has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat1, lon1, lat2, lon2 = map(radians, (a.lat, a.lon, b.lat, b.lon))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))


def same_place(a: Place, b: Place) -> bool | None:
    """Same words, or one inside the other's radius; None when that cannot be said."""
    if a.text == b.text or fold(a.text) == fold(b.text):
        return True
    distance = kilometres(a, b)
    if distance is None:
        return None
    return distance <= max(a.radius_m or 0, b.radius_m or 0, 10_000) / 1000


def places(a: Mention, b: Mention) -> bool | None:
    """Whether any two places agree; None when there is nothing to compare."""
    answers = [same_place(x, y) for x in a.place for y in b.place]
    known = [answer for answer in answers if answer is not None]
    return any(known) if known else None
