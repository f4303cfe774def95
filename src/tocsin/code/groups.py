"""What kind of thing a noun names: can it act, is it a place, a force, a weapon; and does a frame fit."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.code.slots import Slots, slots_of
from tocsin.code.syntax import Sentence
from tocsin.code.tree import is_noun, kids
from tocsin.know.lexicon import Frame, Frames, Need, Option, classes, frames, gear, numbers, words

_ACTOR_NAMES = {"PERSON", "ORG", "GPE", "NORP"}
_PLACE_NAMES = {"GPE", "LOC", "FAC"}
# "March 2021", "the Cooperation Council": inside a name or date a word tells no act
_NAMES_ONLY = {"DATE", "TIME", "ORG", "PERSON", "GPE", "LOC", "FAC", "LAW", "WORK_OF_ART", "PRODUCT"}
_TIMES = {"DATE", "TIME"}
_QUANTITIES = {"MONEY", "PERCENT", "QUANTITY"}


def lemma(s: Sentence, i: int) -> str:
    """The lemma of a token; of a noun that the tagger took for a name, its lower-case singular."""
    token = s.tokens[i]
    if token.pos == "PROPN" and token.lemma.endswith("s") and token.lemma[:-1] in classes()["agent"]:
        return token.lemma[:-1]
    return token.lemma


def sense(s: Sentence, i: int) -> int:
    """The noun that says what a phrase is about: in "hundreds of Serbs" not the first but the second."""
    if lemma(s, i) in classes()["quantity"] or s.tokens[i].pos == "NUM":
        for prep in kids(s, i, "prep"):
            inner = kids(s, prep, "pobj")
            if s.tokens[prep].lemma == "of" and inner:
                return sense(s, inner[0])
    return i


def of_group(s: Sentence, i: int, group: str) -> bool:
    """Whether the word at `i` belongs to a group of classes.toml, a dynamic group, or names a type's act."""
    if group.isupper():
        return is_noun(s.tokens[i]) and _names_act(s, i, group)
    if group == "actor":
        return can_act(s, i)
    if group == "person":
        token = s.tokens[i]
        human = words("person") | words("several") | words("speaker")
        return token.ent == "PERSON" or lemma(s, i) in classes()["people"] or token.text.lower() in human
    if group == "speaker":
        # somebody who attacks with words: a named person, an office, "he", "she"
        token = s.tokens[i]
        civil = token.ent == "PERSON" or token.text.lower() in words("person") or listed(s, i, "office")
        return civil and not listed(s, i, "militia") and not listed(s, i, "soldierly")
    if group == "place":
        return is_place(s, i)
    if group == "number":
        return s.tokens[i].pos == "NUM"
    if group == "name":
        return s.tokens[i].pos == "PROPN"
    if group == "gear":
        return is_gear(s, i)
    return listed(s, i, group)


def _names_act(s: Sentence, i: int, type: str) -> bool:
    """Whether the event noun at `i`, as used here, means an act of the type."""
    known = _of(frames("nouns"), s, i)
    used = choose(s, slots_of(s, i), known) if known else None
    return used is not None and used.means == type


def listed(s: Sentence, i: int, group: str) -> bool:
    """Whether the word at `i`, or it with the words before it ("special forces"), is on a list."""
    members = classes()[group]
    if lemma(s, i) in members or lemma(s, sense(s, i)) in members:
        return True
    if s.tokens[i].ent == "PERSON" and any(lemma(s, k) in members for k in kids(s, i, "compound")):
        return True  # "Defence Minister Benny Gantz"
    text = s.tokens[i].text.lower()
    for back in range(1, min(i, 3) + 1):
        before = [t.text.lower() for t in s.tokens[i - back : i]]
        if any(" ".join([*before, last]) in members for last in {text, lemma(s, i)}):
            return True
    return text in members


def is_gear(s: Sentence, i: int) -> bool:
    """Whether equipment.tsv knows the noun by its last word."""
    return (lemma(s, i),) in gear() or any(
        name[-1] == lemma(s, i)
        and name[:-1] == tuple(t.text.lower() for t in s.tokens[max(0, i - len(name) + 1) : i])
        for name in gear()
        if len(name) > 1
    )


def can_act(s: Sentence, i: int) -> bool:
    """Whether what stands at `i` can be an actor: a person, group, body or state."""
    i = sense(s, i)
    token = s.tokens[i]
    if token.tag == "NNS" and token.text.lower() in numbers():
        return True  # "thousands marched"
    if (
        token.ent in _TIMES
        or token.ent in _QUANTITIES
        or "://" in token.text
        or token.text.startswith("www.")
    ):
        return False
    if token.pos == "PRON":
        return bool({token.lemma, token.text.lower()} & words("actors"))
    if listed(s, i, "agent") or listed(s, i, "force"):
        return True
    if token.ent in _ACTOR_NAMES:
        # an adjective of nationality is no actor, and neither is "Moscow attack"
        return token.pos in ("PROPN", "NOUN") and not frames("nouns").get(lemma(s, i))
    return token.pos == "PROPN" and token.ent == "" and not frames("nouns").get(lemma(s, i))


def is_place(s: Sentence, i: int) -> bool:
    """Whether what stands at `i` is a place: a named one, or a noun for one ("border", "square")."""
    return s.tokens[i].ent in _PLACE_NAMES or listed(s, i, "place")


def choose(s: Sentence, slots: Slots, candidates: Sequence[Frame]) -> Frame | None:
    """The first frame whose needs all hold."""
    return next((f for f in candidates if all(holds(s, slots, need) for need in f.needs)), None)


def holds(s: Sentence, slots: Slots, need: Need) -> bool:
    """Whether one condition of a frame is met by the filled roles."""
    return any(_meets(s, slots, option) for option in need.options) != need.negated


def _meets(s: Sentence, slots: Slots, option: Option) -> bool:
    fillers = slots.get(option.slot, [])
    if not option.words and not option.groups:
        return bool(fillers)
    return any(
        is_word(s, k, option.words) or any(of_group(s, k, group) for group in option.groups) for k in fillers
    )


def is_word(s: Sentence, k: int, words: frozenset[str]) -> bool:
    """Whether the word at `k`, what it counts, or it with the words before it, is one of `words`."""
    forms = {lemma(s, k), s.tokens[k].text.lower(), lemma(s, sense(s, k))}
    return bool(forms & words) or _in_row(s, k, words)


def _in_row(s: Sentence, i: int, words: frozenset[str]) -> bool:
    """Whether the word at `i`, with those before it, is one of the words of several parts."""
    several = [w.split() for w in words if " " in w]
    return any(
        parts[-1] in (lemma(s, i), s.tokens[i].text.lower())
        and parts[:-1] == [t.text.lower() for t in s.tokens[max(0, i - len(parts) + 1) : i]]
        for parts in several
    )


def candidates(s: Sentence, i: int) -> tuple[Frame, ...]:
    """The frames of the word at `i`, by its part of speech."""
    token = s.tokens[i]
    if token.pos in ("VERB", "AUX"):
        return _of(frames("verbs"), s, i)
    if token.pos in ("NOUN", "PROPN"):
        return () if token.ent in _NAMES_ONLY else _of(frames("nouns"), s, i)
    return _of(frames("adjectives"), s, i) if token.pos in ("ADJ", "ADV") else ()


def _of(table: Frames, s: Sentence, i: int) -> tuple[Frame, ...]:
    """The frames of all entries that end at `i`, the longest first ("air strike" before "strike")."""
    token = s.tokens[i]
    forms = dict.fromkeys((lemma(s, i), token.text.lower(), token.lemma.removesuffix("s")))
    before = s.tokens[i - 1].text.lower() if i else ""
    keys = [*(f"{before} {form}" for form in forms if before), *forms]
    return tuple(frame for key in dict.fromkeys(keys) for frame in table.get(key, ()))
