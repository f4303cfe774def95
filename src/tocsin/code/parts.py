"""The fields of a mention that are more than who and what: equipment, places, modes, contexts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from tocsin.code.acts import Act
from tocsin.code.groups import is_place, lemma, listed
from tocsin.code.syntax import Sentence
from tocsin.code.tree import is_verb, kids, phrase, together
from tocsin.know.lexicon import context_words, gear, gear_pattern, mode_words, words
from tocsin.model import Equipment, EquipmentKind, Place, Span

_MOVES = {"MOBILIZE", "AID", "CONSULT", "COOPERATE"}
_LOCATED = ("ASSAULT", "COERCE", "MOBILIZE")


# --- equipment -----------------------------------------------------------------------------------


def equipment(s: Sentence, among: set[int]) -> tuple[Equipment, ...]:
    """Weapons, vehicles and aircraft named among the given tokens, with the proper names before them."""
    found: list[Equipment] = []
    for match in gear_pattern().finditer(s.text):
        inside = [
            t.i for t in s.tokens if t.start < s.start + match.end() and t.end > s.start + match.start()
        ]
        if not inside or inside[-1] not in among or not _solid(s, inside, match.group(1)):
            continue
        span = s.slice(_with_name(s, inside[0]), inside[-1])
        kind = _kind(match.group(1))
        if all(span.start >= e.span.end for e in found):
            found.append(Equipment(span=span, text=s.words(span), kind=kind))
    return tuple(found)


def _kind(name: str) -> EquipmentKind:
    return gear()[tuple(re.split(r"\s+", name.lower()))] if tuple(name.lower().split()) in gear() else gear()[
        tuple(re.split(r"[\s-]+", name.lower()))
    ]  # fmt: skip


def _solid(s: Sentence, inside: list[int], name: str) -> bool:
    """Whether the words are a thing: not a person ("suicide bomber"), a firm ("Shell") or "think tank"."""
    first, last = s.tokens[inside[0]], s.tokens[inside[-1]]
    before = s.tokens[inside[0] - 1].text.lower() if inside[0] else ""
    if last.pos not in ("NOUN", "PROPN", "NUM") or before in words("no_gear"):
        return False
    plain = name.islower() or first.i == 0 or any(c.isdigit() for c in name) or s.title
    return (
        plain
        or (last.pos == "PROPN" and " " in name)
        or name.lower() not in words("also_names")
        or first.ent in ("PRODUCT", "")
    )


def _with_name(s: Sentence, first: int) -> int:
    """The start of the name before equipment: "Pantsir missile systems", not "Serbian tanks"."""
    while first and s.tokens[first - 1].pos == "PROPN" and s.tokens[first - 1].dep == "compound":
        if s.tokens[first - 1].ent in ("GPE", "NORP", "PERSON"):
            break
        first -= 1
    return first


# --- places --------------------------------------------------------------------------------------


def places(s: Sentence, act: Act, heads: Iterable[int]) -> tuple[Place, ...]:
    """Where the act with these verbs or nouns takes place: what stands there with "in", "at", "near"; for a
    movement also where to, for a withdrawal where from; for what is struck, the struck place itself."""
    found: list[int] = []
    for head in heads:
        for preps in _preposition_order(act.about or act.type):
            found += [k for k in _behind(s, head, preps) if k not in found]
    if act.type == "MOBILIZE":
        found += [k for k in act.things if is_place(s, k) and k not in found]
    if not found and act.type in _LOCATED:
        found = [k for k in act.recipients if _named_place(s, k)]
    found = [k for k in found if k not in act.actors]
    spans = list(dict.fromkeys(_narrowest(s, k) for k in found))
    return tuple(Place(span=span, text=s.words(span)) for span in spans)


def _preposition_order(type: str) -> list[frozenset[str]]:
    if type in _MOVES:
        return [words("at") | words("towards")]
    return [words("at"), words("from")] if type in ("RETREAT", "CONCEDE") else [words("at")]


def _behind(s: Sentence, head: int, preps: frozenset[str]) -> list[int]:
    """Place nouns behind such prepositions, with the verb or with its object."""
    nouns = kids(s, head, "dobj", "nsubjpass", "attr") if is_verb(s.tokens[head]) else []
    nouns += [
        o for p in kids(s, head, "prep") if s.tokens[p].lemma in words("aimed") for o in kids(s, p, "pobj")
    ]
    found: list[int] = []
    for k in (head, *nouns):
        for prep in kids(s, k, "prep", "dative"):
            if s.tokens[prep].text.lower() in preps:
                found += [m for o in kids(s, prep, "pobj") for m in together(s, o) if _where(s, m)]
    return found


def _where(s: Sentence, k: int) -> bool:
    """Whether the word behind a preposition of place is a place; a name that no entity type is known of is."""
    token = s.tokens[k]
    if token.ent in ("GPE", "LOC", "FAC"):
        return True
    if token.ent in ("DATE", "TIME", "PERSON", "ORG", "MONEY"):
        return False
    return is_place(s, k) or (token.pos == "PROPN" and token.ent == "")


def _named_place(s: Sentence, k: int) -> bool:
    """A place with a name in it: "Damascus", "the city of Damascus"."""
    first, last = phrase(s, k)
    return is_place(s, k) and any(s.tokens[m].ent in ("GPE", "LOC", "FAC") for m in range(first, last + 1))


def _narrowest(s: Sentence, k: int) -> Span:
    """The name of the place: "Raska" of "the garrison of Raska"; a noun without name with all its words."""
    name = next((n for n in s.names if n.first <= k <= n.last and n.label in ("GPE", "LOC", "FAC")), None)
    if name is not None:
        return s.slice(name.first, name.last)
    for prep in kids(s, k, "prep"):
        if s.tokens[prep].lemma == "of":
            named = [o for o in kids(s, prep, "pobj") if s.tokens[o].ent in ("GPE", "LOC", "FAC")]
            if named:
                return _narrowest(s, named[0])
    return s.slice(*phrase(s, k))


# --- modes and contexts --------------------------------------------------------------------------


def modes(s: Sentence, act: Act) -> tuple[str, ...]:
    """The modes of the act's type that its words support: those of the frame, and those that the words
    of the act itself show (its noun and what describes it, its object, its means)."""
    core = _core_words(s, act)
    shown = [row.mode for row in mode_words().get(act.type, ()) if row.word in core]
    found = list(dict.fromkeys((*act.modes, *shown)))
    if act.type == "MOBILIZE" and not found:
        found = _force_mode(s, act)
    # a bomb from the air is no charge on the ground
    if "aerial" in found or "drone" in found:
        found = [m for m in found if m not in ("explosives", "heavy-weapons")]
    return tuple(found)


def _force_mode(s: Sentence, act: Act) -> list[str]:
    heads = (*act.things, *act.actors)
    groups = (
        ("police", "police"),
        ("gear", "weapons"),
        ("militia", "militia"),
        ("weapon", "weapons"),
        ("force", "troops"),
    )
    for group, mode in groups:
        if any(_in_group(s, k, group) for k in heads):
            return [mode]
    return []


def _in_group(s: Sentence, k: int, group: str) -> bool:
    if group != "gear":
        return listed(s, k, group) or any(
            lemma(s, m) in ("police",) and group == "police" for m in s.kids[k] if m < k
        )
    first, last = phrase(s, k)
    return bool(equipment(s, set(range(first, last + 1))))


def _core_words(s: Sentence, act: Act) -> set[str]:
    """The lower-case words and lemmas of the trigger, of what describes it, and of its means."""
    near = set(range(act.first, act.last + 1))
    for core in {act.core, act.head}:
        near |= {k for k in s.kids[core] if s.tokens[k].dep in ("compound", "amod", "nmod")}
        for prep in kids(s, core, "prep"):
            if s.tokens[prep].lemma in words("means"):
                near |= {m for o in kids(s, prep, "pobj") for m in _noun_words(s, o)}
    for k in (*(t for t in act.things if t not in act.recipients), *_subjects(s, act)):
        near |= _noun_words(s, k)
    return {form for k in near for form in (s.tokens[k].text.lower(), lemma(s, k))}


def _subjects(s: Sentence, act: Act) -> list[int]:
    return kids(s, act.core, "nsubj") if is_verb(s.tokens[act.core]) else []


def _noun_words(s: Sentence, k: int) -> set[int]:
    return {k, *(m for m in s.kids[k] if m < k and s.tokens[m].dep in ("compound", "amod", "nmod"))}


def contexts(paragraph: str) -> tuple[str, ...]:
    """The PLOVER contexts whose words stand in the paragraph."""
    text = paragraph.lower()
    return tuple(name for name in context_words() if _context_pattern(name).search(text))


@cache
def _context_pattern(name: str) -> re.Pattern[str]:
    shown: Sequence[str] = context_words()[name]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, shown))})\b")


def governed(s: Sentence, heads: Iterable[int]) -> set[int]:
    """The tokens that the words of an act govern, but not what other verbs joined to it govern."""
    found: set[int] = set()
    stack = list(heads)
    own = set(stack)
    while stack:
        k = stack.pop()
        found.add(k)
        stack.extend(
            m for m in s.kids[k] if m in own or s.tokens[m].dep != "conj" or not is_verb(s.tokens[m])
        )
    return found
