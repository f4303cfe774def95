"""The pack `actors`: who is who, as typed tables. docs/actors.md tells how to add a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Literal

from tocsin.errors import PackError
from tocsin.know.ontology import ontology
from tocsin.know.packs import Pack, find

RoleKind = Literal["office", "position", "body", "force", "people", "kin", "part", "thing"]
Bare = Literal["", "state", "story", "main"]

BODY_TABLES = (
    "international.tsv",
    "institutions.tsv",
    "armed.tsv",
    "parties.tsv",
    "outlets.tsv",
    "organisations.tsv",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation:
    """A state or territory; `sector` is PRE for those that only some recognise."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    sector: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Towns:
    """Towns or regions of a country; `speaks` is a code above states that their names stand for."""

    country: str
    kind: Literal["city", "region"]
    names: tuple[str, ...]
    speaks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A named body: organisation, force, party, outlet. start, end: ISO 8601, as coarse as known, "" = open."""

    name: str
    aliases: tuple[str, ...] = ()
    country: str = ""
    sector: str = ""
    second_sector: str = ""
    start: str = ""
    end: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An ethnic or religious group as people; `leaders` is the sector of those who lead it."""

    name: str
    aliases: tuple[str, ...] = ()
    country: str = ""
    kind: Literal["ethnic", "religious"]
    sector: str
    leaders: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A word that says what an actor is. `kind` and `bare` are explained at the top of roles.tsv."""

    name: str
    aliases: tuple[str, ...] = ()
    sector: str = ""
    second_sector: str = ""
    kind: RoleKind
    bare: Bare = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What an office makes of its holder; `after`: the sector once the term is over."""

    office: str
    sector: str
    second_sector: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of a person in an office. start, end: ISO 8601, as coarse as known, "" = unknown or open."""

    name: str
    aliases: tuple[str, ...] = ()
    country: str
    office: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The function words of words.toml, each list as a set of folded words."""

    belongs: frozenset[str]
    apart: frozenset[str]
    part_of: frozenset[str]
    former: frozenset[str]
    toward: frozenset[str]
    backed: frozenset[str]
    ethnic: frozenset[str]
    counted: frozenset[str]
    pronouns: frozenset[str]
    titles: frozenset[str]
    openers: frozenset[str]
    nothing: frozenset[str]
    family_first: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    famous: frozenset[str]
    well_known: frozenset[str]
    offices_end_in_eli: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actors:
    """The whole pack. `bodies` pairs each row with its table; `ranks`: place of an office in offices.tsv."""

    nations: tuple[Nation, ...]
    towns: tuple[Towns, ...]
    bodies: tuple[tuple[str, Body], ...]
    groups: tuple[Group, ...]
    roles: tuple[Role, ...]
    offices: dict[str, Office]
    ranks: dict[str, int]
    terms: tuple[Term, ...]
    words: Words
    source_roles: dict[str, str]


@cache
def actors() -> Actors:
    """The installed pack. Raises PackError, see `read`."""
    return read(find("actors"))


def read(pack: Pack) -> Actors:
    """The tables of a pack. Raises PackError for a code, sector or office that is not known, naming the row."""
    offices = {office.office: office for office in pack.rows("offices.tsv", Office)}
    data = pack.toml("words.toml")
    words = Words(**{field.name: frozenset(data[field.name]) for field in fields(Words)})
    tables = Actors(
        nations=(*pack.rows("countries.tsv", Nation), *pack.rows("disputed.tsv", Nation)),
        towns=tuple(pack.rows("places.tsv", Towns)),
        bodies=tuple(_bodies(pack)),
        groups=tuple(pack.rows("groups.tsv", Group)),
        roles=tuple(pack.rows("roles.tsv", Role)),
        offices=offices,
        ranks={office: rank for rank, office in enumerate(offices)},
        terms=tuple(pack.rows("people.tsv", Term)),
        words=words,
        source_roles=data["source_roles"],
    )
    _check(tables)
    return tables


def _bodies(pack: Pack) -> Iterator[tuple[str, Body]]:
    for table in BODY_TABLES:
        for body in pack.rows(table, Body):
            yield table, body


def _check(tables: Actors) -> None:
    """Every code that a row names must be one that is known."""
    countries = {nation.code for nation in tables.nations} | ontology().above_states.keys() | {""}
    sectors = ontology().sectors.keys() | {""}
    rows: list[tuple[str, str, Iterable[str]]] = []
    for table, body in tables.bodies:
        rows.append((f"{table}: {body.name}", body.country, (body.sector, body.second_sector)))
    rows += [(f"groups.tsv: {row.name}", row.country, (row.sector, row.leaders)) for row in tables.groups]
    rows += [(f"roles.tsv: {row.name}", "", (row.sector, row.second_sector)) for row in tables.roles]
    rows += [(f"places.tsv: {row.names[0]}", row.country, ()) for row in tables.towns]
    rows += [(f"people.tsv: {row.name}", row.country, ()) for row in tables.terms]
    for row, country, codes in rows:
        if country not in countries:
            raise PackError(f"pack 'actors', {row}: {country!r} is no country code of countries.tsv")
        if wrong := set(codes) - sectors:
            raise PackError(f"pack 'actors', {row}: {sorted(wrong)[0]!r} is no PLOVER sector")
    for term in tables.terms:
        if term.office not in tables.offices:
            raise PackError(
                f"pack 'actors', people.tsv: {term.name}: no office {term.office!r} in offices.tsv"
            )
