"""Finding place names and demonyms in free text: capitals, the gazetteer, and the words around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from tocsin.know.places import Entry, Words, lookup, normalise, words

Verdict = Literal["yes", "no", "maybe"]
LONGEST = 6  # words in a place name
# Inhabitants from which a name alone, with nothing around that speaks for a place, is one: a single word, a
# name of several words, and either in a country that the text speaks of.
LARGE_WORD = 100_000
LARGE_PHRASE = 15_000
SMALLEST_IN_CONTEXT = 20_000
_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|W\.\s?Va\.|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*(?:['’](?=s\b))?")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: where it stands, and whether only one blank, hyphen or dot parts it from the word before."""

    start: int
    end: int
    text: str
    glued: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Found:
    """A name that may be a place, with all that it may stand for.

    inside: the name of what directly follows a comma ("Paris, Texas"), to be matched with.
    """

    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]
    inside: tuple[Entry, ...] = ()

    @property
    def norm(self) -> str:
        return normalise(self.text)


def tokens(text: str) -> list[Token]:
    """The words of a text, abbreviations such as "U.S." in one piece, possessive s left out."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match.group().rstrip("'’")
        if word == "s" and start and text[start - 1] in "'’":
            continue
        end = start + len(word)
        if text[end : end + 1] == "." and (word in words().abbreviated or lookup_abbreviation(f"{word}.")):
            end, word = end + 1, f"{word}."
        gap = text[found[-1].end : start] if found else "\n"
        found.append(Token(start, end, word, gap in (" ", "-", "–", " ", "")))
    return found


def lookup_abbreviation(word: str) -> bool:
    """Whether the word with its full stop is an abbreviated place ("Ky.")."""
    return word[0].isupper() and len(word) <= 6 and any(entry.kind == "region" for entry in lookup(word))


def find(text: str) -> list[Found]:
    """Place names and demonyms in text order, not overlapping.

    A name whose surroundings say nothing counts when it is a place elsewhere in the text, is written with
    letters that English lacks, or lies in a country that the text speaks of.
    """
    sure: list[Found] = []
    open_: list[Found] = []
    for found, verdict in _candidates(text):
        if verdict != "no":
            (sure if verdict == "yes" else open_).append(found)
    names = {found.norm for found in sure}
    about = {
        entry.country for found in sure for entry in found.entries[:1] if entry.row.startswith("places.tsv")
    }
    kept = [found for found in open_ if found.norm in names or _is_likely(found, about)]
    return _with_containers(text, sorted([*sure, *kept], key=lambda found: found.start))


def _is_likely(found: Found, about: set[str]) -> bool:
    if not found.text.isascii():
        return True
    return any(e.country in about and e.population >= SMALLEST_IN_CONTEXT for e in found.entries)


def _candidates(text: str) -> Iterator[tuple[Found, Verdict]]:
    """Every longest known name of the text, with what its surroundings say."""
    all_tokens = tokens(text)
    lower = frozenset(token.text for token in all_tokens if not token.capital)
    named = _named_people(all_tokens, words())
    position = 0
    while position < len(all_tokens):
        size, entries = _longest(text, all_tokens, position)
        if size:
            view = View(text, all_tokens, position, size, lower, named).with_unit(entries)
            size = view.size
            yield Found(view.start, view.end, view.name, view.county() or entries), judge(view, entries)
        position += size or 1


def _longest(text: str, all_tokens: list[Token], position: int) -> tuple[int, tuple[Entry, ...]]:
    """How many words from `position` on make the longest known name, and what it may be."""
    first = all_tokens[position]
    if not first.capital:
        return 0, ()
    last = position + 1
    while last < len(all_tokens) and last - position < LONGEST and all_tokens[last].glued:
        last += 1
    for end in range(last, position, -1):
        if all_tokens[end - 1].capital and (entries := lookup(_name(text, all_tokens[position:end]))):
            return end - position, entries
    return 0, ()


def _name(text: str, part: list[Token]) -> str:
    return text[part[0].start : part[-1].end]


def _named_people(all_tokens: list[Token], known: Words) -> frozenset[str]:
    """Last words of what is clearly a person's full name; alone, later, they are the person again."""
    return frozenset(
        last.text
        for first, last in pairwise(all_tokens)
        if last.glued and last.capital and first.text.casefold() in known.people and first.capital
    )


@dataclass(frozen=True, slots=True)
class View:
    """A candidate name in its surroundings, asked by `judge`.

    size: words of the name. lower: all words of the text that stand there without a capital. named: see
    `_named_people`.
    """

    text: str
    tokens: list[Token]
    position: int
    size: int
    lower: frozenset[str]
    named: frozenset[str]

    @property
    def start(self) -> int:
        return self.tokens[self.position].start

    @property
    def end(self) -> int:
        return self.tokens[self.position + self.size - 1].end

    @property
    def name(self) -> str:
        return self.text[self.start : self.end]

    def before(self, steps: int = 1) -> str:
        """The word before the name; "" at a line's start or after other than one blank or hyphen."""
        at = self.position - steps
        return self.tokens[at].text if at >= 0 and self.tokens[at + 1].glued else ""

    def after(self, steps: int = 1) -> str:
        """The word after the name, within the same run of words."""
        at = self.position + self.size + steps - 1
        return self.tokens[at].text if at < len(self.tokens) and self.tokens[at].glued else ""

    def following(self) -> str:
        """The characters after the name."""
        return self.text[self.end : self.end + 40]

    def is_dateline(self) -> bool:
        """Whether the name opens its line as agencies write it: "OTTAWA (Reuters) -", "PARIS, Texas --"."""
        if self.text[max(0, self.start - 1) : self.start] not in ("", "\n"):
            return False
        if self.name.isupper() and len(self.name) > 4:
            return True
        return bool(re.match(r"(,\s[\w. ]{2,25})?\s*(\(|—|–|--|- )", self.following()))

    def county(self) -> tuple[Entry, ...]:
        """For "Adair County" the counties of that name."""
        name, _, head = self.name.casefold().rpartition(" ")
        if head not in words().county_heads:
            return ()
        full = "parish" if head == "parish" else "county"
        return tuple(entry for entry in lookup(f"{name} {full}") if entry.kind == "county")

    def with_unit(self, entries: tuple[Entry, ...]) -> View:
        """Let a generic noun that belongs to the name join it: "Plymouth" as "Plymouth County"."""
        whole = any(entry.demonym or entry.kind == "country" for entry in entries)
        if self.after() in words().unit_heads and not whole:
            return replace(self, size=self.size + 1)
        return self


def judge(view: View, entries: tuple[Entry, ...]) -> Verdict:
    """Whether the name means a place where it stands."""
    strong = any(entry.row.startswith("places.tsv") for entry in entries)
    if view.name.isupper() and len(view.name) <= 4 and not strong and not view.is_dateline():
        return "no"
    if _is_person(view, strong) or _is_other_name(view):
        return "no"
    if strong:
        return "no" if _is_longer(view) else "yes"
    if view.county():
        return "yes"
    return "no" if _is_common(view) else _support(view, entries)


def _is_person(view: View, strong: bool) -> bool:
    people, before, after = words().people, view.before(), view.after()
    before_name = before[:1].isupper() and before.casefold().rstrip(".") in people
    if before_name and view.before() not in words().titles:
        return True
    name = view.name.casefold()
    if before.rstrip(".") in words().titles and not strong:
        return True
    if strong and name not in people:
        return False
    if name in people and after[:1].isupper() and after not in words().place_heads:
        return True
    if view.name in view.named and not strong:
        return before not in words().strong_before_place
    return after in words().person_verbs and not strong


def _is_other_name(view: View) -> bool:
    """Whether the words after make it the name of something else: a street, a paper, a firm."""
    after = view.after()
    if after in words().other_heads and after not in words().place_heads:
        return True
    beyond = view.after(2)
    return after[:1].isupper() and beyond in words().street_heads


def _is_longer(view: View) -> bool:
    """Whether the word before or after shows the name to be a part of a longer, unknown one."""
    if view.tokens[view.position].text.endswith("."):
        return False
    return view.before() in words().before_longer or view.after() in words().after_longer


def _is_common(view: View) -> bool:
    name = view.name.casefold()
    if view.size > 1:
        return all(part in words().common for part in name.split())
    if name in words().common or (name in view.lower and len(name) < 12):
        return True
    if name in words().people:
        return not (_place_before(view) or _container_after(view) or view.is_dateline())
    return False


def _place_before(view: View) -> bool:
    before = view.before()
    return (
        before in words().strong_before_place
        or before in words().place_nouns
        or (before == "of" and view.before(2) in words().place_nouns)
    )


def _container_after(view: View) -> bool:
    """Whether ", Texas" or the like follows."""
    match = re.match(r",\s((?:[A-Z]\.){2,}|[A-Z][\w.]*(?:\s[A-Z]\w+){0,2})", view.following())
    return bool(match) and any(
        entry.kind in ("country", "region") and not entry.demonym
        for name in (match[1], match[1].split(" ")[0])
        for entry in lookup(name)
    )


def _support(view: View, entries: tuple[Entry, ...]) -> Verdict:
    """What the words around say of the name of a town."""
    if view.is_dateline() or _container_after(view):
        return "yes"
    before, after, known = view.before(), view.after(), words()
    joined = before[:1].isupper() and not _opens(before)
    if joined or (after[:1].isupper() and after not in known.place_heads):
        return "no"
    if before in known.before_place or _place_before(view) or after in known.place_nouns:
        return "yes"
    biggest = max(entry.population for entry in entries)
    return "yes" if biggest >= (LARGE_PHRASE if view.size > 1 else LARGE_WORD) else "maybe"


def _opens(before: str) -> bool:
    """Whether the capital before is a sentence's first word ("In Paris") or a word of direction."""
    return before.casefold() in words().before_place or before.casefold() in words().common


def _with_containers(text: str, found: list[Found]) -> list[Found]:
    """Give each name the place that stands right after a comma, or after "in": "Paris, Texas"."""
    following: list[Found | None] = [*found[1:], None]
    return [_linked(text, here, there) for here, there in zip(found, following, strict=False)]


def _linked(text: str, here: Found, there: Found | None) -> Found:
    if there is None or not re.fullmatch(r",\s|\s\(|,\sin\s|\sin\s(?:the\s)?", text[here.end : there.start]):
        return here
    is_country = any(entry.kind == "country" for entry in here.entries)
    # "Russia, Turkey and Iran" is a list, "Russia, Ohio" is a town
    kinds = ("region",) if is_country else ("country", "region", "county", "disputed")
    if is_country and text[here.end] != ",":
        return here
    bigger = tuple(entry for entry in there.entries if entry.kind in kinds and not entry.demonym)
    return replace(here, inside=bigger)
