"""Choosing what each name of a text stands for, all names at once.

Each name gets the entry with the best sum of: what it is (countries before towns, large before small), the
place named after a comma, the countries and states that the text speaks of, and nearness to what the other
names stand for now. Repeated until nothing changes, as the names depend on each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import asin, cos, exp, log10, radians, sin, sqrt

from tocsin.know.places import Entry, states_of_usa
from tocsin.resolve.where_find import Found

EARTH_KM = 6371.0
ROUNDS = 3
# Points for what an entry is, on the scale of the logarithm of a town's population (0 to 7.4).
KIND_PRIOR = {
    "country": 8.0,
    "continent": 8.0,
    "region": 6.4,
    "disputed": 6.6,
    "sea": 6.5,
    "area": 6.3,
    "county": 5.0,
}
OWN_PRIOR = 5.6
CAPITAL = 1.2
FIRST_NAME = 0.6
CONTAINER = 8.0
COUNTRY_CONTEXT = 3.0
STATE_CONTEXT = 2.5
NEARNESS = 2.5
NEAR_KM = 150.0
COUNTY_RADIUS_M = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a found name stands for, and why."""

    found: Found
    entry: Entry
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the text speaks of: shares (0 to 1) of countries and of states, and settled places."""

    countries: Mapping[str, float]
    states: Mapping[str, float]
    settled: Mapping[tuple[str, str], Entry]


def km(a: Entry, b: Entry) -> float:
    """Great-circle distance in km on a sphere of 6,371 km; both need coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        raise ValueError(f"no coordinates: {a.row}, {b.row}")
    lat1, lon1, lat2, lon2 = map(radians, (a.lat, a.lon, b.lat, b.lon))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, h)))


def choose(found: Sequence[Found]) -> list[Chosen]:
    """One choice a name, in the order given."""
    groups = _groups(found)
    settled: dict[tuple[str, str], Entry] = {}
    for _ in range(ROUNDS):
        context = _context(groups, settled)
        now = {key: _best(members, context, key) for key, members in groups.items()}
        if now == settled:
            break
        settled = now
    placed = {key: _with_position(entry, settled) for key, entry in settled.items()}
    return [_chosen(one, placed[_key(one)], len(found)) for one in _shared(found)]


def _shared(found: Sequence[Found]) -> list[Found]:
    """Give a name that stands alone the container that it has elsewhere, when that is only one."""
    containers: dict[str, set[tuple[Entry, ...]]] = {}
    for one in found:
        if one.inside and _fits(one.entries, one.inside):
            containers.setdefault(one.norm, set()).add(one.inside)
    shared = {norm: next(iter(some)) for norm, some in containers.items() if len(some) == 1}
    return [one if one.inside else replace(one, inside=shared.get(one.norm, ())) for one in found]


def _fits(entries: Sequence[Entry], inside: Sequence[Entry]) -> bool:
    return any(_contains(container, entry) for container in inside for entry in entries)


def _key(found: Found) -> tuple[str, str]:
    return found.norm, "|".join(entry.row for entry in found.inside)


def _groups(found: Sequence[Found]) -> dict[tuple[str, str], list[Found]]:
    groups: dict[tuple[str, str], list[Found]] = {}
    for one in _shared(found):
        groups.setdefault(_key(one), []).append(one)
    return groups


def _context(
    groups: Mapping[tuple[str, str], Sequence[Found]], settled: Mapping[tuple[str, str], Entry]
) -> Context:
    countries: dict[str, float] = {}
    states: dict[str, float] = {}
    for key, members in groups.items():
        entry = settled.get(key) or _sure(members[0])
        if entry is None:
            continue
        # Ten mentions of one name say less than ten names: the root keeps one name from ruling the text.
        weight = sqrt(len(members))
        for code in {entry.country, entry.other} - {""}:
            countries[code] = countries.get(code, 0.0) + weight
        if entry.country == "USA" and entry.admin:
            states[entry.admin] = states.get(entry.admin, 0.0) + weight
    return Context(countries=_shares(countries), states=_shares(states), settled=settled)


def _shares(counts: Mapping[str, float]) -> dict[str, float]:
    total = sum(counts.values()) or 1.0
    return {key: value / total for key, value in counts.items()}


def _sure(found: Found) -> Entry | None:
    """The entry of a name that hardly needs a context."""
    own = [entry for entry in found.entries if entry.row.startswith("places.tsv")]
    return own[0] if len(own) == 1 else None


def _best(members: Sequence[Found], context: Context, key: tuple[str, str]) -> Entry:
    first = members[0]
    return max(first.entries, key=lambda entry: _points(entry, first, context, key))


def _points(entry: Entry, found: Found, context: Context, key: tuple[str, str]) -> float:
    points = _prior(entry)
    if any(_contains(container, entry) for container in found.inside):
        points += CONTAINER
    points += COUNTRY_CONTEXT * context.countries.get(entry.country, 0.0)
    if entry.country == "USA" and entry.admin and entry.kind != "region":
        points += STATE_CONTEXT * context.states.get(entry.admin, 0.0)
    return points + NEARNESS * _nearness(entry, context, key)


def _prior(entry: Entry) -> float:
    if entry.row.startswith("places.tsv"):
        return KIND_PRIOR.get(entry.kind, OWN_PRIOR)
    if entry.kind == "county":
        return KIND_PRIOR["county"]
    return log10(entry.population + 30) + CAPITAL * entry.capital + FIRST_NAME * entry.main


def _contains(container: Entry, entry: Entry) -> bool:
    """Whether a country, or a region by its code or else its circle, holds the entry."""
    if container.row == entry.row or container.country != entry.country:
        return False
    if container.kind == "country":
        return True
    if container.admin and entry.admin:
        return container.admin == entry.admin and entry.kind != "region"
    if entry.lat is None or container.lat is None:
        return False
    return km(container, entry) <= (container.radius_m or 0) / 1000 * 1.3


def _nearness(entry: Entry, context: Context, key: tuple[str, str]) -> float:
    """0 to 1: how close the two nearest other towns are."""
    if entry.lat is None or entry.kind in ("country", "continent"):
        return 0.0
    others = [
        other
        for name, other in context.settled.items()
        if name[0] != key[0] and other.lat is not None and other.kind not in ("country", "continent", "sea")
    ]
    closest = sorted((exp(-km(entry, other) / NEAR_KM) for other in others), reverse=True)[:2]
    return sum(closest) / 2


def _with_position(entry: Entry, settled: Mapping[tuple[str, str], Entry]) -> Entry:
    """A county's own middle is not in the gazetteer: the towns of its state named with it stand in for it."""
    if entry.lat is not None or entry.kind != "county":
        return entry
    towns = [
        (other.lat, other.lon)
        for other in settled.values()
        if other.admin == entry.admin and other.country == "USA" and other.kind == "town"
        if other.lat is not None and other.lon is not None
    ]
    if towns:
        lat, lon = sum(t[0] for t in towns) / len(towns), sum(t[1] for t in towns) / len(towns)
        return replace(entry, lat=round(lat, 4), lon=round(lon, 4), radius_m=COUNTY_RADIUS_M)
    state = states_of_usa().get(entry.admin)
    if state is None:
        return entry
    return replace(entry, lat=state.lat, lon=state.lon, radius_m=state.radius_m)


def _chosen(found: Found, entry: Entry, names: int) -> Chosen:
    if len(found.entries) == 1:
        reason = "the only place of that name in the gazetteer"
    elif any(_contains(container, entry) for container in found.inside):
        reason = "the one inside the place named after it"
    else:
        reason = (
            f"best of {len(found.entries)} places of that name, beside {names - 1} other names of the text"
        )
    if entry.kind == "county":
        reason += "; position from its state and the towns named with it"
    return Chosen(found=found, entry=entry, reason=reason)
