"""Who acts and who is acted on, among the words in the roles of an act."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.code.groups import can_act, is_place, lemma, listed, sense
from tocsin.code.slots import noun_slots
from tocsin.code.syntax import Sentence
from tocsin.code.tree import is_noun, kids, together
from tocsin.know.lexicon import frames, words

# acts done to things as well as to people: what is struck, taken or blocked is named as recipient
_ON_THINGS = {"ASSAULT", "COERCE"}


def doers(s: Sentence, heads: Iterable[int]) -> tuple[int, ...]:
    """The actors that the heads name: they themselves, or, for a deed, weapon or paper ("Russia's attack",
    "a UN report", "Israeli missiles"), whoever it belongs to."""
    found: list[int] = []
    for head in heads:
        members = _listed_members(s, head) or [head]
        for k in members:
            for who in (k,) if can_act(s, k) else _belongs_to(s, k):
                if who not in found:
                    found.append(who)
    return tuple(found)


def _listed_members(s: Sentence, head: int) -> list[int]:
    """ "many states, including Germany and France": the ones named and the rest."""
    named = [
        m
        for prep in kids(s, head, "prep")
        if s.tokens[prep].lemma in words("including") and can_act(s, head)
        for o in kids(s, prep, "pobj")
        for m in together(s, o)
    ]
    return [*named, head] if named else []


def _belongs_to(s: Sentence, head: int) -> list[int]:
    """Those whose deed or thing the noun is."""
    if not is_noun(s.tokens[head]) or is_place(s, head):
        return []
    slots = noun_slots(s, head)
    for name in ("poss", "by", "from", "between", "left", "of"):
        found = [m for k in slots.get(name, []) for m in _who(s, k, name)]
        if found:
            # of "Indian Air Force jets" the force, not each word
            return found[-1:] if name == "left" else found
    return []


def _who(s: Sentence, k: int, slot: str) -> list[int]:
    token = s.tokens[k]
    if slot == "left":
        if token.ent == "NORP" or (is_noun(token) and can_act(s, k)):
            return [k]
        # "Saudi-led", "Taliban-claimed"
        led = [
            m
            for m in kids(s, k, "npadvmod", "nmod", "compound", "amod")
            if s.tokens[m].ent in ("NORP", "GPE", "ORG")
        ]
        return led[:1] if token.tag == "VBN" else []
    if slot == "of" and not frames("nouns").get(lemma(s, s.tokens[token.head].head)):
        return []
    if can_act(s, k):
        return together(s, k) if slot in ("between", "by") else [k]
    return _belongs_to(s, k) if slot in ("poss", "by", "of") else []


def acts_before_noun(s: Sentence, k: int) -> bool:
    """Whether a word before an event noun names who does it: "Israeli strikes", "police raid", "US attack";
    but "the Paris attacks" names the place, and "terrorist attack" nobody."""
    token = s.tokens[k]
    if token.ent in ("GPE", "LOC", "FAC"):
        return token.text.isupper() or "." in token.text or not _violent(s, token.head)
    return lemma(s, k) not in words("nameless")


def _violent(s: Sentence, k: int) -> bool:
    return any(frame.means == "ASSAULT" for frame in frames("nouns").get(lemma(s, k), ()))


def receivers(s: Sentence, heads: Iterable[int], type: str, actors: tuple[int, ...]) -> tuple[int, ...]:
    """The recipients that the heads name. Of what somebody did or has ("Serbia's decision", "the ban on
    Turkey's exports") it is they who are acted on; things count where things can be struck or taken."""
    found: list[int] = []
    for k in heads:
        if k in actors or not (is_noun(s.tokens[k]) or s.tokens[k].pos in ("PRON", "NUM")):
            continue
        if can_act(s, k) or (type in _ON_THINGS and _thing(s, k)):
            who = [k]
        else:
            who = [m for m in _inside(s, k) if m not in actors]
        found.extend(m for m in who if m not in found)
    return tuple(found)


def _thing(s: Sentence, k: int) -> bool:
    """Something solid: a place, a vehicle, people however called; no deed, time or idea."""
    token = s.tokens[k]
    if token.ent in ("DATE", "TIME", "MONEY", "PERCENT") or frames("nouns").get(lemma(s, k)):
        return False
    return is_place(s, k) or listed(s, sense(s, k), "thing") or token.pos == "NUM"


def _inside(s: Sentence, k: int) -> list[int]:
    """Those named within a phrase that is no actor itself."""
    if is_place(s, k):
        return []
    slots = noun_slots(s, k)
    deed = frames("nouns").get(lemma(s, k), ())
    # of a deed those who did it: "condemned Russia's attack on Ukraine"
    names = (
        deed[0].by or ("poss", "by", "from", "left")
        if deed
        else ("poss", "by", "against", "on", "of", "from", "left")
    )
    order = [m for name in names for m in slots.get(name, [])]
    for m in order:
        token = s.tokens[m]
        if (can_act(s, m) or token.ent in ("NORP", "GPE")) and token.pos != "NUM":
            return [m]
    return []


def same_side(s: Sentence, k: int, actors: Iterable[int]) -> bool:
    """Whether the subject `k` of what is said is the speaker: a pronoun, the same name, or "its army"."""
    token = s.tokens[k]
    if token.pos == "PRON":
        return token.text.lower() in words("own")
    own = any(s.tokens[m].text.lower() in words("whose") for m in kids(s, k, "poss"))
    return own or any(lemma(s, k) == lemma(s, a) for a in actors)
