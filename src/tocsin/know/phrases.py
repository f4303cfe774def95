"""What platforms print around an article, and how they mark it up (pack `english`, all languages in it).

Phrases are matched against whole lines: case, typographic quotes, and a full stop, colon or exclamation
mark at the end do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from tocsin.errors import PackError
from tocsin.know.packs import find

_PACK = "english"
_MAX_LINE = 500  # characters; no platform prints longer phrases
_NOTHING = r"(?!)"
_HOLES = {"{n}": r"(\d[\d.,]*)", "{name}": r"(.+)", "{any}": r".*"}
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Matcher:
    """Any of a list of phrases, against one whole line.

    openers: the first words of the phrases, because most lines open like none of them. loose: those phrases
    that a hole ("{n} comments") opens.
    """

    pattern: re.Pattern[str]
    openers: frozenset[str]
    loose: re.Pattern[str]

    def match(self, line: str) -> re.Match[str] | None:
        """The match of `plain(line)`; its group `lastindex`, if any, is what fills the phrase's {n} or {name}."""
        if len(line) > _MAX_LINE:
            return None
        text = _key(line)
        pattern = self.pattern if text.partition(" ")[0] in self.openers else self.loose
        return pattern.fullmatch(text)


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


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where an element says something: a selector ("" the comment itself), an attribute ("" its text), a pattern."""

    select: str
    attribute: str
    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentMarkup:
    """One comment system's selectors; the fields as `page_markup.toml` explains them."""

    system: str
    signs: tuple[str, ...]
    hints: re.Pattern[str] | None
    item: str
    text: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()
    meta: tuple[str, ...] = ()
    not_item: tuple[str, ...] = ()
    id: str = ""
    numbered: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    depth: str = ""
    indent: str = ""
    before: str = ""
    after: str = ""
    number: tuple[Pointer, ...] = ()
    parent: tuple[Pointer, ...] = ()
    level: tuple[Pointer, ...] = ()
    first_is_article: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadMarkup:
    """What all threads share; the fields as `page_markup.toml` explains them under `[thread]`."""

    look_in: tuple[str, ...]
    area: tuple[str, ...]
    form: tuple[str, ...]
    form_title: tuple[str, ...]
    permalink: re.Pattern[str]
    later_page: re.Pattern[str]
    relative: re.Pattern[str]
    edited: re.Pattern[str]
    votes: re.Pattern[str]
    written_by: tuple[str, ...]
    openers: tuple[str, ...]
    joins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessMarkup:
    """How comments in unknown markup are told; the fields as `page_markup.toml` explains them under `[guess]`."""

    comment: re.Pattern[str]
    number: re.Pattern[str]
    other: re.Pattern[str]
    around: re.Pattern[str]
    never_in: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptMarkup:
    """How a thread that a script would load is told: selectors, words and patterns in the page's source."""

    system: str
    present: tuple[str, ...]
    root: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    identifier: tuple[str, ...] = ()
    count: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """How platforms mark up a page. furniture, article: words of element names."""

    furniture: frozenset[str]
    article: frozenset[str]
    thread: ThreadMarkup
    guess: GuessMarkup
    comments: tuple[CommentMarkup, ...] = field(default=())
    scripted: tuple[ScriptMarkup, ...] = field(default=())


def plain(line: str) -> str:
    """A line as phrases are written: case folded, white space squeezed, plain quotes, no full stop at the end."""
    straight = line if line.isascii() else line.translate(_QUOTES)
    return " ".join(straight.split()).casefold().rstrip(".").rstrip()


@lru_cache(maxsize=4096)
def _key(line: str) -> str:
    """What phrases are compared with; kept, because a line is tried against a dozen matchers in a row."""
    return _unstopped(plain(line))


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
    elements, thread = data["elements"], data["thread"]
    try:
        return Markup(
            furniture=frozenset(elements["furniture"]),
            article=frozenset(elements["article"]),
            thread=_thread(thread),
            guess=GuessMarkup(**{key: re.compile(p, re.IGNORECASE) for key, p in data["guess"].items()}),
            comments=tuple(_comments(table) for table in data["comments"]),
            scripted=tuple(ScriptMarkup(**_tuples(table)) for table in data["scripted"]),
        )
    except (KeyError, TypeError) as error:
        raise PackError(f"pack {_PACK!r}: page_markup.toml: {error}") from error


def _thread(table: dict[str, Any]) -> ThreadMarkup:
    fields: dict[str, Any] = _tuples(table)
    for key in ("permalink", "later_page", "relative", "edited", "votes"):
        fields[key] = re.compile("|".join(table[key]), re.IGNORECASE)
    return ThreadMarkup(**fields)


def _comments(table: dict[str, Any]) -> CommentMarkup:
    """The table with its hints apart: selectors, and patterns."""
    fields: dict[str, Any] = _tuples(table)
    for key in ("number", "parent", "level"):
        fields[key] = tuple(Pointer(*map(str, row)) for row in table.get(key, ()))
    hints: tuple[str, ...] = fields.pop("hints")
    fields["signs"] = tuple(hint for hint in hints if hint[0] in ".#[")
    patterns = [hint for hint in hints if hint[0] not in ".#["]
    fields["hints"] = re.compile("|".join(patterns)) if patterns else None
    return CommentMarkup(**fields)


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value if isinstance(value, str | bool) else tuple(map(str, value))
        for key, value in table.items()
    }


def _matcher(written: Iterable[str]) -> Matcher:
    """Many phrases in one pattern."""
    every = list(written)
    openers = {phrase: _unstopped(plain(phrase)).partition(" ")[0] for phrase in every}
    loose = [_pattern(phrase) for phrase, opener in openers.items() if "{" in opener]
    return Matcher(
        pattern=re.compile("|".join(map(_pattern, every))),
        openers=frozenset(opener for opener in openers.values() if "{" not in opener),
        loose=re.compile("|".join(loose) or _NOTHING),
    )


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
