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

    def add(self, norms: list[str], form: Form) -> None:
        """Store a form; the same row under the same words is stored once, with the parts of both."""
        if not norms:
            return
        key = " ".join(norms)
        known = self.forms.get(key, ())
        for at, other in enumerate(known):
            if other.row is form.row and other.kind == form.kind:
                merged = Form(
                    kind=form.kind,
                    row=form.row,
                    name=other.name,
                    table=form.table,
                    parts=other.parts | form.parts,
                    cased=other.cased and form.cased,
                    acronym=other.acronym and form.acronym,
                )
                self.forms[key] = (*known[:at], merged, *known[at + 1 :])
                return
        self.forms[key] = (*known, form)
        have = self.lengths.get(norms[0], ())
        if len(norms) not in have:
            self.lengths[norms[0]] = tuple(sorted({*have, len(norms)}, reverse=True))


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
    return [token.norm for token in tokens(text)]


@cache
def index() -> Index:
    """The index over the installed pack."""
    pack = actors()
    made = Index()
    for nation in pack.nations:
        _add_nation(made, nation)
    for towns in pack.towns:
        for name in towns.names:
            _add(made, name, Form(kind="town", row=towns, name=name, table="places.tsv"))
    for table, body in pack.bodies:
        for name in (body.name, *body.aliases):
            _add(made, name, Form(kind="body", row=body, name=body.name, table=table))
    for group in pack.groups:
        for name in (group.name, *group.aliases):
            _add(made, name, Form(kind="group", row=group, name=group.name, table="groups.tsv"))
    for role in pack.roles:
        form = Form(kind="role", row=role, name=role.name, table="roles.tsv")
        for name in (role.name, *role.aliases):
            for variant in _plurals(name):
                _add(made, variant, form)
    for person, names in _people(pack.terms):
        form = Form(kind="person", row=person, name=person.name, table="people.tsv")
        for name in names:
            _add(made, name, form)
        for surname in _surnames(person, pack):
            made.add(
                surname, Form(kind="surname", row=person, name=person.name, table="people.tsv", cased=True)
            )
    return made


def _add_nation(made: Index, nation: Nation) -> None:
    table = "disputed.tsv" if nation.sector else "countries.tsv"
    parts: tuple[tuple[Part, tuple[str, ...]], ...] = (
        ("name", (nation.name, *nation.aliases)),
        ("adjective", nation.adjectives),
        ("people", nation.people),
    )
    for part, names in parts:
        for name in names:
            form = Form(kind="nation", row=nation, name=nation.name, table=table, parts=frozenset((part,)))
            _add(made, name, form)
    for name in nation.capital:
        _add(made, name, Form(kind="capital", row=nation, name=name, table=table))


def _add(made: Index, name: str, form: Form) -> None:
    letters = [c for c in name if c.isalpha()]
    caps = sum(c.isupper() for c in letters)
    acronym = len(letters) <= 6 and caps == len(letters) and bool(letters)
    made.add(
        norms(name),
        Form(
            kind=form.kind,
            row=form.row,
            name=form.name,
            table=form.table,
            parts=form.parts,
            cased=caps > 0,
            acronym=acronym,
        ),
    )


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


def _surnames(person: Person, pack: Actors) -> list[list[str]]:
    """The words by which the news names a person the second time: "Salman" and "bin Salman"."""
    words = [word for word in norms(person.name) if word not in pack.words.suffixes]
    if len(words) < 2:
        return []
    if person.terms[0].country in pack.words.family_first:
        return [words[:1]]
    found = [words[-1:]]
    at = len(words) - 1
    while at > 1 and words[at - 1] in pack.words.particles:
        at -= 1
        found.append(words[at:])
    return found
