"""Who a source phrase names: kind, role, and the name to show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tocsin.know.cues import cues
from tocsin.model import SourceKind

_WORD = re.compile(r"[\w’'&./-]*\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """kind, role ("" when the words do not tell) and name of a source. backward: it points to an earlier one."""

    kind: SourceKind
    role: str
    name: str
    backward: bool = False


def who(phrase: str) -> Who | None:
    """What the words of a source phrase say of it; None when they name nobody that could vouch for anything.

    Of "X, the mayor of Y" the part with the most capitals counts; the role may stand in the other.
    """
    text = phrase.strip(" ,.")
    part = max((part.strip() for part in text.split(",")), key=_capitals)
    words = _WORD.findall(part)
    if not words:
        return None
    if known := known_name(part):
        return Who(kind=known[0], role="", name=known[1])
    kind = _pronoun(words[0].lower()) if _is_pronoun(words) else _by_head(words)
    if kind is None:
        return None
    backward = _is_pronoun(words) or (words[0].lower() == "the" and len(words) == 2 and words[1].islower())
    return Who(kind=kind, role=role(text), name=part, backward=backward)


def known_name(text: str) -> tuple[SourceKind, str] | None:
    """The agency or outlet that a phrase names, if it is little more than that name.

    "the state news agency TASS" is one; "TASS photographer Ivan Petrov" is a person.
    """
    for names, kind in ((_by_length(True), "agency"), (_by_length(False), "media")):
        for name in names:
            found = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
            if found and not _more_names(text[: found.start()] + text[found.end() :]):
                return ("agency" if kind == "agency" else "media"), name
    return None


@cache
def _by_length(agencies: bool) -> tuple[str, ...]:
    names = cues().names.agencies if agencies else cues().names.outlets
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _more_names(rest: str) -> bool:
    """Whether anything beside the name is a name, too, or a person of the house."""
    kinds = cues().kinds
    house = kinds.media | cues().grammar.determiners | {"agency"}
    words = _WORD.findall(rest)
    return any(
        w.lower() in kinds.person | kinds.anonymous or (w[0].isupper() and w.lower() not in house)
        for w in words
    )


def _is_pronoun(words: list[str]) -> bool:
    return len(words) == 1 and words[0].lower() in cues().grammar.pronouns


def _pronoun(word: str) -> SourceKind | None:
    grammar = cues().grammar
    return "person" if word in grammar.persons else "organisation" if word in grammar.things else None


def _by_head(words: list[str]) -> SourceKind | None:
    """By the last word before "of", "in", "who" …: the noun that the phrase is about."""
    core = _core(words)
    head, kinds = core[-1].lower(), cues().kinds
    folded = " ".join(core).lower().removeprefix("the ")
    if folded in kinds.social:
        return "social"
    if core[-1].islower():
        return _common_noun(core, words, head)
    return _proper_noun(core)


def _core(words: list[str]) -> list[str]:
    for at, word in enumerate(words):
        if at and word.lower() in cues().grammar.head_ends:
            return words[:at]
    return words


def _common_noun(core: list[str], words: list[str], head: str) -> SourceKind | None:
    kinds = cues().kinds
    folded = " ".join(core).lower()
    if any(folded.endswith(phrase) for phrase in kinds.agency):
        return "agency"
    if any(w.lower() in kinds.media for w in core[:-1]) and head in kinds.document:
        return "media"
    tried: tuple[tuple[frozenset[str], SourceKind], ...] = (
        (kinds.document, "document"),
        (kinds.media, "media"),
        (kinds.anonymous, "anonymous"),
        (kinds.organisation, "organisation"),
        (kinds.person, "organisation" if len(words) > len(core) else "person"),
    )
    return next((kind for nouns, kind in tried if head in nouns), None)


def _proper_noun(core: list[str]) -> SourceKind | None:
    """A name: an organisation by its words or capitals, a person by a title or by having two names."""
    kinds = cues().kinds
    lowered = [w.lower() for w in core]
    names = [w for w in core if w[0].isupper() and w.lower() not in cues().grammar.determiners]
    if not names:
        return None
    if names[0].lower() in kinds.person and len(names) > 1:
        return "person"
    if lowered[-1] in kinds.organisation or (names[-1].isupper() and 2 <= len(names[-1]) <= 6):
        return "organisation"
    if lowered[-1] in kinds.media and len(names) > 1:
        return "media"
    if any(w in kinds.person for w in lowered[:-1]):
        return "person"
    if any(w in kinds.organisation for w in lowered):
        return "organisation"
    return "person" if len(names) > 1 and lowered[0] != "the" else "organisation"


def role(text: str) -> str:
    """ "official", "military", "witness", "party to the conflict", or "" where no word tells."""
    lowered = f" {' '.join(_WORD.findall(text.lower()))} "
    return next((name for name, words in cues().roles if any(f" {w} " in lowered for w in words)), "")


def _capitals(part: str) -> int:
    return sum(w[0].isupper() for w in _WORD.findall(part))


def same_name(a: str, others: Iterable[str]) -> bool:
    """Whether a name is one of the others, or the last part of one ("Vucic", "Aleksandar Vucic")."""
    short = _bare(a)
    return bool(short) and any(
        short == _bare(b) or f" {_bare(b)}".endswith(f" {short}") or f" {short}".endswith(f" {_bare(b)}")
        for b in others
        if _bare(b)
    )


def _bare(name: str) -> str:
    return " ".join(_WORD.findall(name.lower())).removeprefix("the ")
