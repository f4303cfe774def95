"""Finding place names and demonyms in free text: capitals, the gazetteer, and the words around."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tocsin.know.places import Entry, Words, lookup, normalise, words

LONGEST = 6  # words in a place name
_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|W\.\s?Va\.|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*(?:['’](?=s\b))?")
_ABBREVIATED = frozenset({"St", "Ft", "Mt", "Co", "Ste"})


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
        if text[end : end + 1] == "." and (word in _ABBREVIATED or lookup_abbreviation(f"{word}.")):
            end, word = end + 1, f"{word}."
        gap = text[found[-1].end : start] if found else "\n"
        found.append(Token(start, end, word, gap in (" ", "-", "–", " ", "")))
    return found


def lookup_abbreviation(word: str) -> bool:
    """Whether the word with its full stop is an abbreviated place ("Ky.")."""
    return word[0].isupper() and len(word) <= 6 and any(entry.kind == "region" for entry in lookup(word))


def find(text: str) -> list[Found]:
    """Place names and demonyms in text order, not overlapping."""
    all_tokens = tokens(text)
    known = words()
    lower = {token.text for token in all_tokens if not token.capital}
    named = _named_people(all_tokens, known)
    found: list[Found] = []
    position = 0
    while position < len(all_tokens):
        size, entries = _longest(text, all_tokens, position)
        if not size:
            position += 1
            continue
        view = _View(text, all_tokens, position, size, lower, named, known)
        size = view.with_unit(entries)
        if is_place(view, entries):
            found.append(_found(text, all_tokens, position, size, view, entries))
        position += size
    return _with_containers(text, found)


def _found(
    text: str, all_tokens: list[Token], position: int, size: int, view: _View, entries: tuple[Entry, ...]
) -> Found:
    start, end = all_tokens[position].start, all_tokens[position + size - 1].end
    return Found(start, end, text[start:end], view.county() or entries)


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
        for first, last in zip(all_tokens, all_tokens[1:], strict=False)
        if last.glued and last.capital and first.text.casefold() in known.people and first.capital
    )


class _View:
    """A candidate name in its surroundings, asked by `is_place`."""

    def __init__(
        self,
        text: str,
        all_tokens: list[Token],
        position: int,
        size: int,
        lower: set[str],
        named: frozenset[str],
        known: Words,
    ) -> None:
        self.text, self.tokens, self.known = text, all_tokens, known
        self.position, self.size = position, size
        self.lower, self.named = lower, named
        self.name = _name(text, all_tokens[position : position + size])

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
        end = self.tokens[self.position + self.size - 1].end
        return self.text[end : end + 40]

    def starts_sentence(self) -> bool:
        start = self.tokens[self.position].start
        return bool(re.search(r"(^|[.!?:\n]|[\"“”'‘’(])\s*$", self.text[max(0, start - 4) : start]))

    def is_dateline(self) -> bool:
        """Whether the name opens its line as agencies write it: "OTTAWA (Reuters) -", "PARIS, Texas --"."""
        start = self.tokens[self.position].start
        if self.text[max(0, start - 1) : start] not in ("", "\n"):
            return False
        if self.name.isupper() and len(self.name) > 4:
            return True
        return bool(re.match(r"(,\s[\w. ]{2,25})?\s*(\(|—|–|--|- )", self.following()))

    def county(self) -> tuple[Entry, ...]:
        """For "Adair County" the counties of that name."""
        at = self.position + self.size - 1
        if self.tokens[at].text.rstrip(".").casefold() not in ("county", "co", "parish"):
            return ()
        name = re.sub(r"\b(co|co\.)$", "county", self.name.casefold())
        return tuple(entry for entry in lookup(name) if entry.kind == "county")

    def with_unit(self, entries: tuple[Entry, ...]) -> int:
        """Let a generic noun that belongs to the name join it; how many words it has then."""
        if self.after() in self.known.unit_heads and not any(e.demonym or e.kind == "country" for e in entries):
            self.size += 1
            self.name = _name(self.text, self.tokens[self.position : self.position + self.size])
        return self.size


def is_place(view: _View, entries: tuple[Entry, ...]) -> bool:
    """Whether the name means a place where it stands. Empty beats wrong: in doubt it does not."""
    strong = any(entry.row.startswith("places.tsv") for entry in entries)
    if view.name.isupper() and len(view.name) <= 4 and not strong and not view.is_dateline():
        return False
    if _is_person(view, strong) or _is_other_name(view):
        return False
    if strong:
        return not _is_part(view, strong)
    if view.county():
        return True
    if _is_common(view):
        return False
    return _is_supported(view, entries)


def _is_person(view: _View, strong: bool) -> bool:
    people, before, after = view.known.people, view.before(), view.after()
    before_name = before[:1].isupper() and before.casefold().rstrip(".") in people
    if before_name and view.before() not in view.known.titles:
        return True
    name = view.name.casefold()
    if before.rstrip(".") in view.known.titles and not strong:
        return True
    if strong and name not in people:
        return False
    if name in people and after[:1].isupper() and after not in view.known.place_heads:
        return True
    if view.name in view.named and not strong:
        return before not in view.known.strong_before_place
    return after in view.known.person_verbs and not strong


def _is_other_name(view: _View) -> bool:
    """Whether the words after make it the name of something else: a street, a paper, a firm."""
    after = view.after()
    if after in view.known.other_heads and after not in view.known.place_heads:
        return True
    beyond = view.after(2)
    return after[:1].isupper() and beyond in ("Street", "St.", "Road", "Avenue", "Drive", "Lane")


def _is_part(view: _View, strong: bool) -> bool:
    """Whether a capital before or after shows the name to be a part of a longer, unknown one."""
    before, after = view.before(), view.after()
    if view.tokens[view.position].text.endswith("."):
        return False
    if strong:
        return before in ("New", "Little", "Old", "Port", "Lake", "Mount", "Fort") or after in ("City",)
    return before[:1].isupper() or after[:1].isupper()


def _is_common(view: _View) -> bool:
    name = view.name.casefold()
    if view.size > 1:
        return all(part in view.known.common for part in name.split())
    if name in view.known.common or (name in view.lower and len(name) < 12):
        return True
    if name in view.known.people:
        return not (_place_before(view) or _container_after(view) or view.is_dateline())
    return False


def _place_before(view: _View) -> bool:
    before = view.before()
    return before in view.known.strong_before_place or before in view.known.place_nouns or (
        before == "of" and view.before(2) in view.known.place_nouns
    )


def _container_after(view: _View) -> bool:
    """Whether ", Texas" or the like follows."""
    match = re.match(r",\s((?:[A-Z]\.){2,}|[A-Z][\w.]*(?:\s[A-Z]\w+){0,2})", view.following())
    return bool(match) and any(
        entry.kind in ("country", "region") and not entry.demonym
        for name in (match[1], match[1].split(" ")[0])
        for entry in lookup(name)
    )


def _is_supported(view: _View, entries: tuple[Entry, ...]) -> bool:
    if view.is_dateline() or _container_after(view):
        return True
    before, after = view.before(), view.after()
    joined = before[:1].isupper() and not _opens(view, before)
    if joined or (after[:1].isupper() and after not in view.known.place_heads):
        return False
    if before in view.known.before_place or _place_before(view) or after in view.known.place_nouns:
        return True
    biggest = max(entry.population for entry in entries)
    return biggest >= (15_000 if view.size > 1 else 100_000)


def _opens(view: _View, before: str) -> bool:
    """Whether the capital before is a sentence's first word ("In Paris") or a word of direction."""
    return before.casefold() in view.known.before_place or before.casefold() in view.known.common


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
