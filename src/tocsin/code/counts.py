"""How many people an act killed or injured, as the lowest and highest count its sentence supports."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tocsin.code.groups import lemma, sense
from tocsin.code.slots import slots_of
from tocsin.code.syntax import Sentence
from tocsin.code.tree import below, is_verb, kids, phrase, together
from tocsin.know.lexicon import classes, numbers, words
from tocsin.model import Count


def casualties(s: Sentence, heads: Iterable[int]) -> tuple[Count | None, Count | None]:
    """Killed and injured among all that the verbs and nouns of an act govern."""
    inside = sorted({k for head in heads for k in below(s, head)})
    return _total(s, _victims(s, inside, "killing", "dying", "dead")), _total(
        s, _victims(s, inside, "injuring", "", "hurt")
    )


def _victims(s: Sentence, inside: list[int], doing: str, suffering: str, adjective: str) -> list[int]:
    """The nouns or numbers of the people that the words count."""
    groups = classes()
    found: list[int] = []
    for k in inside:
        token = s.tokens[k]
        if is_verb(token) and lemma(s, k) in groups[doing]:
            found += slots_of(s, k).get("obj", [])
        elif is_verb(token) and suffering and lemma(s, k) in groups[suffering]:
            found += slots_of(s, k).get("subj", [])
        elif (token.text.lower() in groups[adjective] and not is_verb(token)) or (
            token.text.lower() in groups[adjective] and kids(s, k, "nsubj", "nummod")
        ):
            found += _described(s, k)
    return list(dict.fromkeys(found))


def _described(s: Sentence, k: int) -> list[int]:
    """Who is dead or wounded: "left 20 dead", "12 dead", "two soldiers dead"."""
    token = s.tokens[k]
    own = kids(s, k, "nummod", "nsubj", "quantmod")
    if own:
        return [k] if s.tokens[own[0]].dep == "nummod" else own
    if token.dep in ("oprd", "acomp", "ccomp", "xcomp"):
        return [o for o in kids(s, token.head, "dobj", "nsubj") if s.tokens[o].i < k][-1:]
    before = s.tokens[k - 1] if k else None
    return [before.i] if before and before.pos == "NUM" else []


def _total(s: Sentence, victims: list[int]) -> Count | None:
    """The counts of several groups together; None when none of them is counted."""
    members = list(dict.fromkeys(m for v in victims for m in together(s, v)))
    counted = [c for c in (count(s, m) for m in members) if c]
    if not counted or all(c.high == 0 for c in counted):
        return None
    highs = [c.high for c in counted]
    high = None if None in highs else sum(h for h in highs if h is not None)
    return Count(low=sum(c.low for c in counted), high=high)


def count(s: Sentence, i: int) -> Count | None:
    """The number in a phrase: "at least three people" is 3 or more, "dozens" is 24 or more."""
    if s.tokens[i].ent in ("DATE", "TIME", "MONEY", "PERCENT"):
        return None
    first, last = phrase(s, i)
    inside = range(first, min(last, sense(s, i)) + 1)
    values = [v for k in inside if (v := _value(s, k)) is not None]
    if not values:
        return None
    low, high = _product(values)
    text = " ".join(s.tokens[k].text.lower() for k in range(max(0, first - 3), last + 1))
    if any(f"{cue} " in text for cue in words("at_least")):
        return Count(low=low, high=None)
    if any(f"{cue} " in text for cue in words("at_most")):
        return Count(low=1, high=high)
    return Count(low=low, high=high)


def _value(s: Sentence, k: int) -> tuple[int, int | None] | None:
    token = s.tokens[k]
    text = token.text.lower().replace(",", "")
    if re.fullmatch(r"\d+", text):
        return (int(text), int(text)) if token.dep != "appos" else None
    known = numbers()
    if text in words("one") and token.pos in ("DET", "NUM", "PRON"):
        return known["a"]
    if token.pos in ("NUM", "NOUN", "ADJ", "DET") and text in known:
        return known[text]
    if "-" in text and all(part in known for part in text.split("-")):
        total = sum(known[part][0] for part in text.split("-"))
        return total, total
    return None


def _product(values: list[tuple[int, int | None]]) -> tuple[int, int | None]:
    """ "two hundred" is 200, "tens of thousands" 20,000 or more; of unrelated numbers the first counts."""
    low, high = values[0]
    for more_low, more_high in values[1:]:
        if 20 <= low < 100 and low % 10 == 0 and more_low < 10:
            low, high = low + more_low, None if high is None else high + more_low
        if more_low >= 100 and more_low > low:
            unit = 1000 if more_low == numbers()["thousands"][0] else 100 if more_high is None else more_low
            low, high = low * unit, None if high is None or more_high is None else high * unit
    return low, high
