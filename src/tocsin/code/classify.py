"""The type of what one named party does to another in a passage.

The frames answer first. Where weights are installed (pack `relations`) they decide between what the frames
found and what the words on the way between the two parties speak for. Both follow the label rules of
sentence-level PLOVER data, which differ from those for pages: a promised concession is AGREE there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.code.acts import CONFLICT, Act, Refused, find
from tocsin.code.groups import lemma
from tocsin.code.spans import Range, places_of
from tocsin.code.status import Standing, settle
from tocsin.code.syntax import Sentence
from tocsin.code.tree import above, phrase
from tocsin.know.relations import Weights

# the data has one label for giving way in words and in deeds
YIELD = "YIELD"
_GIVING_WAY = ("CONCEDE", "RETREAT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An act of the passage with how it is told and how well it fits the pair."""

    s: Sentence
    act: Act
    standing: Standing
    fit: float

    @property
    def type(self) -> str:
        """The type; without a status to say "future", a conflict to come is the threat of it."""
        promised = self.act.type in CONFLICT and self.standing.status == "future"
        return "THREATEN" if promised else self.act.type


def classify(
    sentences: Sequence[Sentence], text: str, actor: str, recipient: str, weights: Weights | None
) -> tuple[str, float | None]:
    """The event type, or "" when no act is found, and its probability where weights decide. actor,
    recipient: words of `text`, "" where unknown."""
    mine, theirs = places_of(text, actor, recipient)
    readings = read(sentences, mine, theirs)
    found = readings[0].type if readings else ""
    if weights is None:
        return found, None
    shares = weights.probabilities(features(sentences, readings, mine, theirs))
    best = max(range(len(shares)), key=shares.__getitem__)
    if not found and shares[best] < weights.least:
        return "", None
    label = weights.labels[best]
    if label == YIELD:
        label = found if found in _GIVING_WAY else "RETREAT"
    return label, round(shares[best], 4)


def read(sentences: Sequence[Sentence], mine: Range | None, theirs: Range | None) -> list[Reading]:
    """All acts of the passage that can concern the pair, best first."""
    found: list[Reading] = []
    for s in sentences:
        for act in find(s):
            if not isinstance(act, Refused):
                told, standing = settle(s, act)
                fit = _fit(s, told, mine, theirs)
                found.append(Reading(s=s, act=told, standing=standing, fit=fit))
    return sorted((r for r in found if r.fit > 0), key=lambda r: -r.fit)


def _fit(s: Sentence, act: Act, mine: Range | None, theirs: Range | None) -> float:
    """How well the act fits the pair: both in their roles, or the trigger on the way between them."""
    a, b = _inside(s, mine), _inside(s, theirs)
    if mine and theirs and not (a or b):
        return 0.0
    score = 1.0 + 3.0 * _plays(s, act.actors, a) + 2.0 * _plays(s, act.recipients, b)
    if a and b:
        way = _path(s, a[-1], b[-1])
        score += act.head in way or act.core in way
    score -= 1.5 * (_plays(s, act.actors, b) and not _plays(s, act.actors, a))
    return score - 0.01 * act.head


def _inside(s: Sentence, where: Range | None) -> list[int]:
    if where is None:
        return []
    return [t.i for t in s.tokens if t.start < where[1] and t.end > where[0]]


def _plays(s: Sentence, heads: Sequence[int], words: Sequence[int]) -> bool:
    spans = [phrase(s, k) for k in heads]
    return any(first <= w <= last for first, last in spans for w in words)


def _path(s: Sentence, a: int, b: int) -> set[int]:
    """The words on the way from `a` to `b` in the tree."""
    up_a, up_b = [a, *above(s, a)], [b, *above(s, b)]
    shared = next((k for k in up_a if k in up_b), None)
    if shared is None:
        return set()
    return ({*up_a[: up_a.index(shared)], *up_b[: up_b.index(shared)]} - {a, b}) | {shared}


# --- features ------------------------------------------------------------------------------------


def features(
    sentences: Sequence[Sentence], readings: Sequence[Reading], mine: Range | None, theirs: Range | None
) -> frozenset[str]:
    """What the weights look at: the acts found, best first, and the words between the two parties; no names."""
    found = set(_of_acts(readings))
    for s in sentences:
        found |= set(_of_way(s, _inside(s, mine), _inside(s, theirs)))
    return frozenset(found)


def _of_acts(readings: Sequence[Reading]) -> Iterator[str]:
    if not readings:
        yield "type=none"
        return
    best = readings[0]
    act, kind, status = best.act, best.type, best.standing.status
    head, core = lemma(best.s, act.head), lemma(best.s, act.core)
    yield from (f"type={kind}", f"frame={act.type}", f"about={act.about}", f"status={status}")
    yield from (f"told={not best.standing.reason}", f"frame={act.type}|{act.about}|{status}")
    yield from (f"type={kind}|{head}", f"head={head}", f"core={core}", f"core={core}|{act.about}")
    yield from (f"mode={act.type}.{mode}" for mode in act.modes)
    for k in (k for k in act.things if best.s.tokens[k].pos != "PROPN"):
        yield from (f"thing={lemma(best.s, k)}", f"core={core}|thing={lemma(best.s, k)}")
    yield from (f"second={other.type}" for other in readings[1:2])
    yield from (f"also={other.act.type}" for other in readings[1:4])


def _of_way(s: Sentence, a: Sequence[int], b: Sequence[int]) -> Iterator[str]:
    if not a or not b:
        return
    for k in range(min(a[-1], b[-1]) + 1, max(a[0], b[0])):
        if s.tokens[k].pos != "PROPN":
            yield f"between={lemma(s, k)}"
    yield from (f"path={lemma(s, k)}" for k in _path(s, a[-1], b[-1]) if s.tokens[k].pos != "PROPN")
    yield f"actor first={a[0] < b[0]}"
