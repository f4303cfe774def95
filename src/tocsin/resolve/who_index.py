"""Names of the pack `actors` as an index of folded words, so that a text is matched in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from tocsin.know.actors import Actors, Body, Group, Nation, Role, Term, Towns, actors
from tocsin.text import fold

Kind = Literal["nation", "capital", "town", "body", "group", "role", "person", "surname"]
Part = Literal["", "name", "adjective", "people"]

_PARTS: dict[Part, frozenset[Part]] = {
    "": frozenset(),
    "name": frozenset({"name"}),
    "adjective": frozenset({"adjective"}),
    "people": frozenset({"people"}),
}
# Names of so many letters, all capitals, are acronyms: "US" is no "us".
_ACRONYM = 6

# Letters that Unicode does not take apart but that English news writes plainly.
_PLAIN = str.maketrans("ıøØæÆðÞþəƏʻʼ", "ioOaAdTtaA''")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[&'’][^\W_]+|\.[a-z]{2,4}\b)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """All terms of one person. key: the folded full name."""

    key: str
    name: str
    terms: tuple[Term, ...]


Row = Nation | Towns | Body | Group | Role | Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One name of one row. cased: must be capitalised; acronym: must stand in capitals throughout."""

    kind: Kind
    row: Row
    name: str
    table: str
    parts: frozenset[Part] = frozenset()
    cased: bool = False
    acronym: bool = False

    @property
    def label(self) -> str:
        """How an answer names the row."""
        return f"{self.table}: {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word of a text. norm: folded, without possessive; gap: the characters between it and the word before."""

    norm: str
    raw: str
    start: int
    end: int
    gap: str
    possessive: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.raw[0].isupper()


@dataclass(slots=True)
class Index:
    """Forms by their folded words, and by first word the lengths that names have, longest first."""

    forms: dict[str, tuple[Form, ...]] = field(default_factory=dict[str, tuple[Form, ...]])
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])

    def add(self, words: list[str], form: Form) -> None:
        """Store a form; the same row under the same words is stored once, with the parts of both."""
        if not words:
            return
        key = " ".join(words)
        known = self.forms.get(key, ())
        for at, other in enumerate(known):
            if other.row is form.row and other.kind == form.kind:
                self.forms[key] = (*known[:at], _merged(other, form), *known[at + 1 :])
                return
        self.forms[key] = (*known, form)
        have = self.lengths.get(words[0], ())
        if len(words) not in have:
            self.lengths[words[0]] = tuple(sorted((*have, len(words)), reverse=True))

    def name(
        self, kind: Kind, table: str, row: Row, label: str, names: Iterable[str], part: Part = ""
    ) -> None:
        """Store names of a row as they are written; their case says what case a text must have."""
        for name in names:
            caps = not name.islower()
            form = Form(
                kind=kind,
                row=row,
                name=label or name,
                table=table,
                parts=_PARTS[part],
                cased=caps,
                acronym=caps and name.isupper() and sum(map(str.isalpha, name)) <= _ACRONYM,
            )
            self.add(norms(name), form)


def _merged(one: Form, other: Form) -> Form:
    return Form(
        kind=one.kind,
        row=one.row,
        name=one.name,
        table=one.table,
        parts=one.parts | other.parts,
        cased=one.cased and other.cased,
        acronym=one.acronym and other.acronym,
    )


def tokens(text: str) -> list[Token]:
    """The words of a text with their offsets; punctuation is kept as the gap before a word."""
    found: list[Token] = []
    before = 0
    for match in _WORD.finditer(text):
        raw = match.group()
        norm, possessive = _norm(raw)
        if norm:
            start, end = match.span()
            gap = text[before:start]
            found.append(Token(norm=norm, raw=raw, start=start, end=end, gap=gap, possessive=possessive))
            before = end
        elif found and raw in ("s", "S"):
            before = match.end()
    return found


def _norm(raw: str) -> tuple[str, bool]:
    possessive = raw[-2:] in ("'s", "’s", "'S", "’S")
    bare = raw[:-2] if possessive else raw
    if not bare.isascii():
        bare = fold(bare.translate(_PLAIN))
    return bare.lower().replace("'", "").replace("’", "").replace(".", ""), possessive


def norms(text: str) -> list[str]:
    """The folded words of a name."""
    return [norm for raw in _WORD.findall(text) if (norm := _norm(raw)[0])]


@cache
def index() -> Index:
    """The index over the installed pack."""
    pack, made = actors(), Index()
    for nation in pack.nations:
        _add_nation(made, nation)
    for towns in pack.towns:
        made.name("town", "places.tsv", towns, "", towns.names)
    for table, body in pack.bodies:
        made.name("body", table, body, body.name, (body.name, *body.aliases))
    for group in pack.groups:
        made.name("group", "groups.tsv", group, group.name, (group.name, *group.aliases))
    for role in pack.roles:
        names = (variant for name in (role.name, *role.aliases) for variant in _plurals(name))
        made.name("role", "roles.tsv", role, role.name, names)
    _add_people(made, pack)
    return made


def _add_nation(made: Index, nation: Nation) -> None:
    table = "disputed.tsv" if nation.sector else "countries.tsv"
    made.name("nation", table, nation, nation.name, (nation.name, *nation.aliases), "name")
    made.name("nation", table, nation, nation.name, nation.adjectives, "adjective")
    made.name("nation", table, nation, nation.name, nation.people, "people")
    made.name("capital", table, nation, "", nation.capital)


def _add_people(made: Index, pack: Actors) -> None:
    for person, names in _people(pack.terms):
        made.name("person", "people.tsv", person, person.name, names)
        form = Form(kind="surname", row=person, name=person.name, table="people.tsv", cased=True)
        for name in names:
            for surname in _surnames(name, person.terms[0].country, pack):
                made.add(surname, form)


def _plurals(name: str) -> tuple[str, ...]:
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name, name[:-1] + "ies"
    if name.endswith(("s", "x", "ch", "sh")):
        return name, name + "es"
    return name, name + "s"


def _people(terms: Iterable[Term]) -> list[tuple[Person, set[str]]]:
    """Terms of the same full name are one person; every spelling of any of them names that person."""
    held: dict[str, list[Term]] = {}
    for term in terms:
        held.setdefault(" ".join(norms(term.name)), []).append(term)
    return [
        (
            Person(key=key, name=own[0].name, terms=tuple(own)),
            {own[0].name, *(alias for term in own for alias in term.aliases)},
        )
        for key, own in held.items()
    ]


def _surnames(name: str, country: str, pack: Actors) -> list[list[str]]:
    """The words by which the news names a person the second time: "Salman" and "bin Salman"."""
    words = [word for word in norms(name) if word not in pack.words.suffixes]
    if len(words) < 2:
        return []
    if country in pack.words.family_first:
        return [words[:1]]
    found = [words[-1:]]
    at = len(words) - 1
    while at > 1 and words[at - 1] in pack.words.particles:
        at -= 1
        found.append(words[at:])
    return found
