"""Words around names in bylines, datelines and credits (pack `english`, page_names.toml; all languages)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from tocsin.errors import PackError
from tocsin.know.packs import find

_PACK = "english"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """What joins names, follows them, or tells that they are no person's; in lower case, as the file explains."""

    joiners: tuple[str, ...]
    degrees: frozenset[str]
    bodies: frozenset[str]
    no_names: frozenset[str]
    placing: frozenset[str]
    domains: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditWords:
    """What tells a picture's credit, a link-back and a site's own imprint; in lower case."""

    photo: tuple[str, ...]
    holders: tuple[str, ...]
    original: tuple[str, ...]
    contributed: tuple[str, ...]
    lead_ins: tuple[str, ...]
    marks: tuple[str, ...]
    own: tuple[str, ...]


@cache
def name_words() -> NameWords:
    """Raises PackError when a list is missing."""
    table = _table("names", NameWords)
    return NameWords(
        joiners=tuple(table["joiners"]),
        degrees=frozenset(table["degrees"]),
        bodies=frozenset(table["bodies"]),
        no_names=frozenset(table["no_names"]),
        placing=frozenset(table["placing"]),
        domains=frozenset(table["domains"]),
    )


@cache
def credit_words() -> CreditWords:
    """Longest first. Raises PackError when a list is missing."""
    table = _table("credits", CreditWords)
    return CreditWords(**{key: tuple(sorted(words, key=len, reverse=True)) for key, words in table.items()})


def _table(section: str, kind: type[Any]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = find(_PACK).toml("page_names.toml").get(section, {})
    missing = {field.name for field in fields(kind)} - set(table)
    if missing:
        raise PackError(
            f"pack {_PACK!r}: page_names.toml: section [{section}] is without {sorted(missing)}; add them"
        )
    return table
