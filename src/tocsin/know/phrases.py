"""What platforms print around an article, and how they mark it up (pack `english`, all languages in it).

Phrases are matched against whole lines: case, typographic quotes, and a full stop, colon or exclamation
mark at the end do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tocsin.errors import PackError
from tocsin.know.packs import find

_PACK = "english"
_MAX_LINE = 500  # characters; no platform prints longer phrases
_HOLES = {"{n}": r"(\d[\d.,]*)", "{name}": r"(.+)", "{any}": r".*"}
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Matcher:
    """Any of a list of phrases, against one whole line."""

    pattern: re.Pattern[str]

    def match(self, line: str) -> re.Match[str] | None:
        """The match of `plain(line)`; its group `lastindex`, if any, is what fills the phrase's {n} or {name}."""
        return self.pattern.fullmatch(_unstopped(plain(line))) if len(line) <= _MAX_LINE else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The phrases of all languages; each field as `page_phrases.toml` explains it.

    months: spelling to 1..12. zones: name to offset. byline, published, updated: openers of a line.
    """

    reply_to: Matcher
    form_heading: Matcher
    form: Matcher
    cancel: tuple[str, ...]
    thread_heading: Matcher
    says: tuple[str, ...]
    liked: Matcher
    meta: Matcher
    byline: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    credit: Matcher
    staff: Matcher
    furniture: Matcher
    agencies: frozenset[str]
    months: dict[str, int]
    zones: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentMarkup:
    """One comment system's selectors; the fields as `page_markup.toml` explains them."""

    system: str
    item: str
    text: tuple[str, ...]
    author: tuple[str, ...]
    time: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()
    meta: tuple[str, ...] = ()
    not_item: tuple[str, ...] = ()
    id: str = ""
    depth: str = ""
    indent: str = ""
    first_is_article: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptMarkup:
    """How a thread that a script would load is told: selectors, words and patterns in the page's source."""

    system: str
    present: tuple[str, ...]
    source: tuple[str, ...]
    identifier: tuple[str, ...]
    count: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """How platforms mark up a page. furniture, article: words of element names."""

    furniture: frozenset[str]
    article: frozenset[str]
    headline: tuple[str, ...]
    headline_else: tuple[str, ...]
    byline: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    thread_area: tuple[str, ...]
    form: tuple[str, ...]
    form_title: tuple[str, ...]
    comments: tuple[CommentMarkup, ...] = field(default=())
    scripted: tuple[ScriptMarkup, ...] = field(default=())


def plain(line: str) -> str:
    """A line as phrases are written: case folded, white space squeezed, plain quotes, no full stop at the end."""
    straight = line if line.isascii() else line.translate(_QUOTES)
    return " ".join(straight.split()).casefold().rstrip(".").rstrip()


def _unstopped(line: str) -> str:
    return line.rstrip(" .:!…")


@cache
def phrases() -> Phrases:
    """The phrases of the installed pack. Raises PackError when a table is not complete."""
    data = find(_PACK).toml("page_phrases.toml")
    zones: dict[str, str] = data.pop("zones")
    agencies: list[str] = data.pop("agencies")["names"]
    languages: list[dict[str, list[str]]] = list(data.values())
    try:
        every = {key: tuple(p for table in languages for p in table[key]) for key in languages[0]}
        return Phrases(
            reply_to=_matcher(every["reply_to"]),
            form_heading=_matcher(every["form_heading"]),
            form=_matcher(every["form"]),
            cancel=_openers(every["cancel"]),
            thread_heading=_matcher(every["thread_heading"]),
            says=_openers(every["says"]),
            liked=_matcher(every["liked"]),
            meta=_matcher(every["meta"]),
            byline=_openers(every["byline"]),
            published=_openers(every["published"]),
            updated=_openers(every["updated"]),
            credit=_matcher(every["credit"]),
            staff=_matcher(every["staff"]),
            furniture=_matcher(every["furniture"]),
            agencies=frozenset(plain(name) for name in agencies),
            months=_months(table["months"] for table in languages),
            zones=zones,
        )
    except KeyError as error:
        raise PackError(f"pack {_PACK!r}: page_phrases.toml has a language without {error}") from error


@cache
def markup() -> Markup:
    """The markup tables of the installed pack. Raises PackError when a field is missing or unknown."""
    data = find(_PACK).toml("page_markup.toml")
    elements, head, thread = data["elements"], data["head"], data["thread"]
    try:
        return Markup(
            furniture=frozenset(elements["furniture"]),
            article=frozenset(elements["article"]),
            headline=tuple(head["headline"]),
            headline_else=tuple(head["headline_else"]),
            byline=tuple(head["byline"]),
            published=tuple(head["published"]),
            updated=tuple(head["updated"]),
            thread_area=tuple(thread["area"]),
            form=tuple(thread["form"]),
            form_title=tuple(thread["form_title"]),
            comments=tuple(CommentMarkup(**_tuples(table)) for table in data["comments"]),
            scripted=tuple(ScriptMarkup(**_tuples(table)) for table in data["scripted"]),
        )
    except (KeyError, TypeError) as error:
        raise PackError(f"pack {_PACK!r}: page_markup.toml: {error}") from error


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value if isinstance(value, str | bool) else tuple(map(str, value))
        for key, value in table.items()
    }


def _matcher(written: Iterable[str]) -> Matcher:
    """Many phrases in one pattern."""
    return Matcher(re.compile("|".join(map(_pattern, written))))


def _pattern(phrase: str) -> str:
    parts = re.split(r"(\{\w+\})", _unstopped(plain(phrase)))
    return "".join(_HOLES.get(part) or re.escape(part) for part in parts)


def _openers(written: Iterable[str]) -> tuple[str, ...]:
    """Longest first, so that "published on" is tried before "published"."""
    return tuple(sorted({plain(p) for p in written}, key=lambda p: (-len(p), p)))


def _months(tables: Iterable[list[str]]) -> dict[str, int]:
    """Spelling to number, without those that languages disagree on (listopad: October or November)."""
    found: dict[str, set[int]] = {}
    for table in tables:
        for number, spellings in enumerate(table, 1):
            for spelling in spellings.casefold().split():
                found.setdefault(spelling, set()).add(number)
    return {spelling: next(iter(numbers)) for spelling, numbers in found.items() if len(numbers) == 1}
