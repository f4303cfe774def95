"""Whether two near mentions tell the same act: a sum of weighted signs, squeezed to 0..1.

The weights were set by hand on the pages of the demo, so that agreement in dyad and day says "same" unless
the words have nothing in common, and no agreement in words can outweigh two days or two actors' countries
that differ. That a mention says less (no place, no date) is not held against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp

from tocsin.merge.block import near_pairs
from tocsin.merge.days import days, gap
from tocsin.merge.likeness import COPY, countries, jaccard, parties, places, shingles, stems, trigger_words
from tocsin.model import Count, Judgement, Mention, Status

BY = "merge/0.2"
SAME = 0.5  # score from which the verdict is "same"
WORTH = 0.05  # score under which a pair is so clearly two acts that no row is written: most pairs are

BIAS = -2.4
WEIGHTS = {
    "actors agree": 1.6,
    "actors differ": -3.0,
    "actors' countries differ": -9.0,
    "recipients agree": 1.2,
    "recipients differ": -1.5,
    "date agrees": 1.4,
    "day agrees": 0.8,
    "date a day off": -0.8,
    "date differs": -9.0,
    "told long apart": -1.5,
    "place agrees": 1.2,
    "place differs": -1.5,
    "trigger agrees": 1.0,
    "modes differ": -1.5,
    "aims differ": -2.0,
    "words differ": -1.2,
    "another act of a copied sentence": -12.0,
    "counts agree": 0.8,
    "equipment agrees": 0.8,
    "equipment differs": -0.8,
    "words": 5.0,
    "words, not the trigger": 3.5,
}
_UNLIKE = 0.08  # likeness of words below which two tellings have nothing in common
_NEAR = 90  # characters on either side of a trigger
_LONG_APART = 4  # days between two undated tellings that make one act less likely
# A plan and its doing may be one act of one type; a denial stands beside the claim, history beside the news.
# AGREE and CONCEDE are dated by the promised act while to come, by the promise once made (codebook, rule 2).
_PROMISES = ("AGREE", "CONCEDE")
_TOGETHER: dict[Status, frozenset[Status]] = {
    "actual": frozenset({"actual", "future", "hypothetical"}),
    "future": frozenset({"actual", "future", "hypothetical"}),
    "hypothetical": frozenset({"actual", "future", "hypothetical"}),
    "negated": frozenset({"negated"}),
    "historical": frozenset({"historical"}),
}


def merge(mentions: Sequence[Mention]) -> Iterator[Judgement]:
    """A judgement on every near pair that may be one act, in the order of ids; a pair without one is two acts."""
    for left, right in near_pairs(mentions):
        if compatible(left, right) and (judgement := judge(left, right)).score >= WORTH:
            yield judgement


def compatible(a: Mention, b: Mention) -> bool:
    """Same type, statuses of one kind, and not two acts of one page."""
    if a.type != b.type or b.status not in _TOGETHER[a.status]:
        return False
    if a.type in _PROMISES and (a.status == "actual") != (b.status == "actual"):
        return False
    return a.page != b.page or told_twice(a, b)


def told_twice(a: Mention, b: Mention) -> bool:
    """On one page: the same act in another sentence. Actors in common, the same date, the same verb."""
    if a.type != b.type or a.date != b.date or a.sentence == b.sentence or not parties(a.actors, b.actors):
        return False
    return bool(trigger_words(a) & trigger_words(b))


def judge(a: Mention, b: Mention) -> Judgement:
    """The verdict on two compatible mentions; `why` names the signs, strongest first."""
    left, right = sorted((a, b), key=lambda m: m.id)
    signs = {**_who(left, right), **_when(left, right), **_what(left, right)}
    total = BIAS + sum(signs.values())
    score = round(1 / (1 + exp(-total)), 4)
    why = ", ".join(sorted(signs, key=lambda name: (-abs(signs[name]), name)))
    return Judgement(
        left=left.id,
        right=right.id,
        verdict="same" if score >= SAME else "different",
        score=score,
        by=BY,
        why=why,
    )


Signs = dict[str, float]


def _signs(*names: str | None) -> Signs:
    return {name: WEIGHTS[name] for name in names if name}


def _who(a: Mention, b: Mention) -> Signs:
    actors, recipients = parties(a.actors, b.actors), parties(a.recipients, b.recipients)
    apart = countries(a.actors) and countries(b.actors) and not countries(a.actors) & countries(b.actors)
    return _signs(
        "actors agree" if actors else None,
        "actors' countries differ" if apart else "actors differ" if actors == 0 else None,
        "recipients agree" if recipients else None,
        "recipients differ" if recipients == 0 else None,
    )


def _when(a: Mention, b: Mention) -> Signs:
    mine, yours = days(a.date), days(b.date)
    if mine and yours:
        apart = gap(mine, yours)
        both_days = mine[0] == mine[1] and yours[0] == yours[1]
        off = "date a day off" if apart == 1 else "date differs" if apart else None
        return _signs(
            "date agrees" if not apart else None, "day agrees" if both_days and not apart else None, off
        )
    told = days(a.told), days(b.told)
    if told[0] and told[1] and gap(told[0], told[1]) > _LONG_APART:
        return _signs("told long apart")
    return {}


def _what(a: Mention, b: Mention) -> Signs:
    here = places(a, b)
    kinds = {e.kind for e in a.equipment}, {e.kind for e in b.equipment}
    words = wording(a, b)
    trigger = bool(trigger_words(a) & trigger_words(b))
    signs = _signs(
        "place agrees" if here else None,
        "place differs" if here is False else None,
        "trigger agrees" if trigger else None,
        "another act of a copied sentence" if not trigger and _copied(a, b) else None,
        "words differ" if not trigger and words < _UNLIKE else None,
        "aims differ" if a.about and b.about and a.about != b.about else None,
        "modes differ" if a.modes and b.modes and not {*a.modes} & {*b.modes} else None,
        "counts agree" if _counts(a.killed, b.killed) or _counts(a.injured, b.injured) else None,
        "equipment agrees" if kinds[0] & kinds[1] else None,
        "equipment differs" if all(kinds) and not kinds[0] & kinds[1] else None,
    )
    name = "words" if trigger else "words, not the trigger"
    return {**signs, name: round(WEIGHTS[name] * words, 3)}


def wording(a: Mention, b: Mention) -> float:
    """Jaccard similarity of the stems around two triggers, those of parties and places left out, 0..1."""
    named = _named(a) | _named(b)
    return jaccard(stems(_around(a)) - named, stems(_around(b)) - named)


def _around(mention: Mention) -> str:
    """The part of the sentence near the trigger: a sentence may tell several acts."""
    start = mention.trigger.start - mention.sentence.start
    end = mention.trigger.end - mention.sentence.start
    return mention.sentence_text[max(0, start - _NEAR) : end + _NEAR]


def _copied(a: Mention, b: Mention) -> bool:
    return jaccard(shingles(a.sentence_text), shingles(b.sentence_text)) >= COPY


def _named(mention: Mention) -> frozenset[str]:
    parts = (*mention.actors, *mention.recipients, *mention.place)
    return frozenset(stem for part in parts for stem in stems(part.text))


def _counts(a: Count | None, b: Count | None) -> bool:
    return a is not None and a == b
