"""Verbs of telling in a sentence, with their helpers ("has also said")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tocsin.attribute.segment import Token
from tocsin.know.cues import TellingVerb, cues

Form = Literal["base", "third", "past", "ing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A verb of telling at tokens `start`..`end`, helpers included. helped: an auxiliary stands before it."""

    start: int
    end: int
    verb: TellingVerb
    form: Form
    helped: bool
    passive: bool


@cache
def _forms() -> dict[tuple[str, ...], tuple[TellingVerb, Form]]:
    """Every form, as a tuple of words, to its verb."""
    found: dict[tuple[str, ...], tuple[TellingVerb, Form]] = {}
    for verb in cues().verbs:
        written: tuple[tuple[str, Form], ...] = (
            (verb.base, "base"), (verb.third, "third"), (verb.past, "past"), (verb.ing, "ing"),
        )  # fmt: skip
        for words, form in written:
            found[tuple(words.split())] = (verb, form)
    return found


def find_hits(tokens: Sequence[Token]) -> Iterator[Hit]:
    """The verbs of telling outside quotations, in order."""
    for at, token in enumerate(tokens):
        if token.quoted:
            continue
        for length in (3, 2, 1):
            entry = _forms().get(tuple(t.lower for t in tokens[at : at + length]))
            if entry and (hit := _with_helpers(tokens, at, at + length, *entry)):
                yield hit
                break


def _with_helpers(tokens: Sequence[Token], at: int, end: int, verb: TellingVerb, form: Form) -> Hit | None:
    """The verb with the auxiliaries and adverbs before it; None where the form cannot be a verb."""
    grammar = cues().grammar
    start = at
    while start > 0 and not tokens[start - 1].quoted and _helper(tokens[start - 1].lower):
        start -= 1
    helpers = {t.lower for t in tokens[start:at]}
    helped = bool(helpers & grammar.auxiliaries)
    passive = form == "past" and bool(helpers & grammar.passive)
    before = tokens[start - 1].lower if start else ""
    if before == "to" or (start == 0 and form != "ing"):
        return None
    if form == "ing" and not helped and before != ",":
        return None
    if tokens[at].capital and not (form == "past" or _title_case(tokens)):
        return None
    if form in ("base", "third") and not helped and not _object_follows(tokens, end, verb):
        return None
    return Hit(start=start, end=end, verb=verb, form=form, helped=helped, passive=passive)


def _object_follows(tokens: Sequence[Token], at: int, verb: TellingVerb) -> bool:
    """Whether what follows a form that may as well be a noun ("states", "plans") can be its object."""
    if verb.base == "say" or at >= len(tokens):
        return verb.base == "say"
    after, grammar = tokens[at], cues().grammar
    if not after.is_word:
        return after.quoted or (bool(verb.link) and "say" in verb.takes)
    known = {"that", "to"} if "to" in verb.takes else {"that"}
    return after.capital or after.lower in known | grammar.pronouns | grammar.determiners - {"of"}


def _title_case(tokens: Sequence[Token]) -> bool:
    """Whether all longer words have a capital, as in headlines."""
    return all(t.capital for t in tokens if t.is_word and len(t.text) > 4)


def _helper(word: str) -> bool:
    grammar = cues().grammar
    return word in grammar.auxiliaries or word in grammar.adverbs or (word.endswith("ly") and len(word) > 4)


def phrase_at(tokens: Sequence[Token], at: int, phrases: Sequence[str]) -> int:
    """How many tokens the phrase takes that stands at `at`; 0 when none of them does."""
    for phrase in phrases:
        words = phrase.split()
        if [t.lower for t in tokens[at : at + len(words)]] == words:
            return len(words)
    return 0
