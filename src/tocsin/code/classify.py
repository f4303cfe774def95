"""The type of what one named party does to another in a passage."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.code.acts import CONFLICT, Act, Refused, find
from tocsin.code.status import settle
from tocsin.code.syntax import Sentence
from tocsin.code.tree import above, below, phrase

Range = tuple[int, int]


def classify(sentences: Sequence[Sentence], text: str, actor: str, recipient: str) -> str:
    """The event type, or "" when no act is found. actor, recipient: words of `text`, "" where unknown."""
    mine = _find(text, actor, ())
    theirs = _find(text, recipient, (mine,) if mine else ())
    best, kind = 0.0, ""
    for s in sentences:
        for act in find(s):
            if isinstance(act, Refused):
                continue
            told, standing = settle(s, act)
            score = _score(s, told, mine, theirs)
            if score > best:
                best, kind = score, _as_promised(told, standing.status)
    return kind


def _find(text: str, words: str, taken: Sequence[Range]) -> Range | None:
    """The first place of the words that does not overlap what is taken."""
    start = text.find(words) if words else -1
    while start >= 0:
        if all(start >= b or start + len(words) <= a for a, b in taken):
            return start, start + len(words)
        start = text.find(words, start + 1)
    return None


def _as_promised(act: Act, status: str) -> str:
    """Without a status to say "future", a conflict to come is the threat of it."""
    return "THREATEN" if act.type in CONFLICT and status == "future" else act.type


def _score(s: Sentence, act: Act, mine: Range | None, theirs: Range | None) -> float:
    """How well the act fits the pair: both in their roles, or the trigger on the way between them."""
    a, b = _inside(s, mine), _inside(s, theirs)
    if mine and theirs and not (a or b):
        return 0.0
    score = 1.0
    score += 3.0 * _plays(s, act.actors, a)
    score += 2.0 * _plays(s, act.recipients, b)
    if a and b:
        score += 1.0 * (act.head in _path(s, a[-1], b[-1]) or act.core in _path(s, a[-1], b[-1]))
    score -= 1.5 * _plays(s, act.actors, b) * (not _plays(s, act.actors, a))
    return score - 0.01 * act.head


def _inside(s: Sentence, where: Range | None) -> list[int]:
    if where is None:
        return []
    return [t.i for t in s.tokens if t.start < where[1] and t.end > where[0]]


def _plays(s: Sentence, heads: Sequence[int], words: Sequence[int]) -> bool:
    spans = [phrase(s, k) for k in heads]
    return any(first <= w <= last for first, last in spans for w in words) or any(k in words for k in heads)


def _path(s: Sentence, a: int, b: int) -> set[int]:
    """The words on the way from `a` to `b` in the tree."""
    up_a, up_b = [a, *above(s, a)], [b, *above(s, b)]
    shared = next((k for k in up_a if k in up_b), None)
    if shared is None:
        return set()
    return {*up_a[: up_a.index(shared) + 1], *up_b[: up_b.index(shared)]} - {a, b} | {shared}


__all__ = ["below", "classify"]
