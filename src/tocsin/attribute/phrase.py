"""Where a source phrase begins and ends beside its cue; positions are indices of tokens."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.attribute.segment import Token
from tocsin.know.cues import cues

_STOPS = frozenset(',;:–—-()[]"“”!?…') | {"''"}


def left_source(tokens: Sequence[Token], end: int) -> int:
    """The index at which the phrase that ends before `end` begins; `end` itself when there is none.

    A phrase closed by a comma ("X, the mayor of Y,") is followed over its apposition.
    """
    if end > 0 and tokens[end - 1].text == "," and not tokens[end - 1].quoted:
        return _over_apposition(tokens, end)
    start = end
    while start > 0 and not _stops(tokens, start - 1, end):
        start -= 1
    return _last_name(tokens, _without_joints(tokens, start, end), end)


def _last_name(tokens: Sequence[Token], start: int, end: int) -> int:
    """Of a stretch with a finite verb in it, where its last name or pronoun begins."""
    grammar = cues().grammar
    if not any(t.lower in grammar.finite for t in tokens[start:end]):
        return start
    if tokens[end - 1].lower in grammar.pronouns:
        return end - 1
    at = end
    while at > start and tokens[at - 1].capital:
        at -= 1
    return at if at < end else start


def subject_end(tokens: Sequence[Token], start: int, end: int) -> int:
    """The index after the subject of a clause that begins at `start`: before its first verb, at most `end`."""
    for at in range(start, end):
        lower = tokens[at].lower
        if lower in cues().grammar.finite or tokens[at].text == ",":
            return at
        if at > start and not tokens[at].capital and lower.endswith(("ed", "es")):
            return at
    return start


def _stops(tokens: Sequence[Token], at: int, end: int) -> bool:
    token = tokens[at]
    if token.text in _STOPS:
        return True
    grammar = cues().grammar
    return token.lower in grammar.boundaries and not (token.lower == "that" and at == end - 1)


def _over_apposition(tokens: Sequence[Token], end: int) -> int:
    opening = end - 2
    while opening >= 0 and not (tokens[opening].text == "," and not tokens[opening].quoted):
        opening -= 1
    if opening <= 0:
        return end
    start = left_source(tokens[:opening], opening)
    return start if start < opening and named(tokens[start:opening]) else end


def named(tokens: Sequence[Token]) -> bool:
    """Whether a phrase holds a name: a capital letter, not only at an opening "The"."""
    determiners = cues().grammar.determiners
    return any(t.capital and t.lower not in determiners for t in tokens)


def _without_joints(tokens: Sequence[Token], start: int, end: int) -> int:
    """Past a conjunction, an opening time ("On Monday Mr X") or a place at the beginning."""
    grammar = cues().grammar
    while start < end and tokens[start].lower in grammar.joints:
        start += 1
    if (
        end - start > 2
        and tokens[start].lower in grammar.time_prepositions
        and tokens[start + 1].lower in grammar.times
    ):
        start += 2
    return start


def right_source(tokens: Sequence[Token], start: int) -> int:
    """The index after the phrase that begins at `start` and is told by the cue before it.

    It runs to the end of the clause, with its appositions and relative clauses, as in
    "said X, who leads the Y".
    """
    grammar = cues().grammar
    end = start
    while end < len(tokens):
        token = tokens[end]
        if token.text in {";", ":", "—", "–"} or token.quoted:
            break
        if token.text == "," and end + 1 < len(tokens) and _clause_begins(tokens[end + 1]):
            break
        if end > start and token.lower in grammar.ends_speaker:
            break
        end += 1
    while end > start and tokens[end - 1].text in {",", "."}:
        end -= 1
    return end


def _clause_begins(token: Token) -> bool:
    grammar = cues().grammar
    return token.quoted or token.lower in grammar.clause_ends | grammar.leaves_speaker


def short_source(tokens: Sequence[Token], start: int) -> int:
    """The index after a source phrase that stands inside a sentence: up to a comma, colon or "that"."""
    grammar = cues().grammar
    end = start
    while end < len(tokens):
        token = tokens[end]
        if token.text in {",", ";", ":", "—", "–"} or token.quoted:
            break
        if end > start and (token.lower in grammar.boundaries or _leaves(tokens, end)):
            break
        end += 1
    while end > start and tokens[end - 1].text == ".":
        end -= 1
    return end


def _leaves(tokens: Sequence[Token], at: int) -> bool:
    """Whether a relative clause or a time begins: "who …", "on Monday"."""
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    grammar = cues().grammar
    return tokens[at].lower == "who" or (
        tokens[at].lower in grammar.time_prepositions and following in grammar.times
    )
