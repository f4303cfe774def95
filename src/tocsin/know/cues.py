"""Words by which English news says according to whom (pack `english`: cues.tsv, cues.toml)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from tocsin.errors import PackError
from tocsin.know.packs import find


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingVerb:
    """A verb of telling with its forms.

    takes: say (clause or quotation), tell (a hearer, then a clause), object (noun phrase), to
    (infinitive). link: "yes" where the verb makes its subject a source of a fact.
    """

    base: str
    third: str
    past: str
    ing: str
    takes: tuple[str, ...]
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Phrases around a source; longest first."""

    before_source: tuple[str, ...]
    relays: tuple[str, ...]
    seen_on: tuple[str, ...]
    author_of: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Closed classes of words by which a sentence is cut; lower case."""

    auxiliaries: frozenset[str]
    passive: frozenset[str]
    adverbs: frozenset[str]
    boundaries: frozenset[str]
    joints: frozenset[str]
    time_prepositions: frozenset[str]
    conjunctions: frozenset[str]
    determiners: frozenset[str]
    quantifiers: frozenset[str]
    plurals: frozenset[str]
    pronouns: frozenset[str]
    persons: frozenset[str]
    things: frozenset[str]
    adjuncts: frozenset[str]
    objects_of: frozenset[str]
    ends_speaker: frozenset[str]
    leaves_speaker: frozenset[str]
    periods: frozenset[str]
    ends_hearer: frozenset[str]
    times: frozenset[str]
    finite: frozenset[str]
    clause_ends: frozenset[str]
    phrase_ends: frozenset[str]
    head_ends: frozenset[str]
    inside_names: frozenset[str]
    abbreviations: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Agencies and outlets by name, as written."""

    agencies: frozenset[str]
    outlets: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """Nouns that tell which of the nine kinds a source is; lower case."""

    media: frozenset[str]
    agency: frozenset[str]
    document: frozenset[str]
    social: frozenset[str]
    anonymous: frozenset[str]
    organisation: frozenset[str]
    person: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """How a page says whose text it carries; marks longest first."""

    marks: tuple[str, ...]
    pictures: tuple[str, ...]
    imprint: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """All of it. roles: role -> words, in the order in which they are tried."""

    verbs: tuple[TellingVerb, ...]
    telling: Telling
    grammar: Grammar
    names: Names
    kinds: Kinds
    roles: tuple[tuple[str, tuple[str, ...]], ...]
    credit: Credit


@cache
def cues() -> Cues:
    """The cues of the installed pack. Raises PackError when a list is missing or unknown."""
    pack = find("english")
    data = pack.toml("cues.toml")
    return Cues(
        verbs=tuple(pack.rows("cues.tsv", TellingVerb)),
        telling=_lists(data, "telling", Telling, _phrases),
        grammar=_lists(data, "grammar", Grammar, frozenset),
        names=_lists(data, "names", Names, frozenset),
        kinds=_lists(data, "kinds", Kinds, frozenset),
        roles=tuple((role, _phrases(words)) for role, words in data["roles"].items()),
        credit=_lists(data, "credit", Credit, _phrases),
    )


def _phrases(words: list[str]) -> tuple[str, ...]:
    """Longest first, so that the longer of two phrases is found."""
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _lists(data: dict[str, Any], section: str, kind: Any, make: Any) -> Any:
    """A section of word lists as the dataclass `kind`, each list made by `make`."""
    stored = data.get(section, {})
    if wrong := stored.keys() ^ {f.name for f in fields(kind)}:
        raise PackError(
            f"pack 'english', cues.toml [{section}]: missing or unknown list {sorted(wrong)[0]!r}"
        )
    return kind(**{name: make(words) for name, words in stored.items()})
