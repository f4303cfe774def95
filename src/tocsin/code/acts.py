"""What a sentence tells that somebody does: frames of words, put together from the inside out.

"refused to withdraw its troops" is a REJECT, because `refuse` is an operator and `withdraw troops` a
RETREAT: compose.tsv says what the one makes of the other. Nothing here judges whether the act is fact.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tocsin.code.groups import can_act, candidates, choose, is_place, is_word, lemma, listed, of_group
from tocsin.code.participants import acts_before_noun, doers, receivers, same_side
from tocsin.code.slots import Slots, slots_of, surface_subject
from tocsin.code.syntax import Sentence
from tocsin.code.tree import above, below, depth, is_noun, is_verb, kids
from tocsin.know.lexicon import NO_ACT, TYPES, Frame, Rule, classes, rules, turns, words

# acts in words: what is accused, asked for or praised is their content, not a second act
VERBAL = {"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
CONFLICT = {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
_CONTENT = (
    "obj",
    "of",
    "for",
    "over",
    "about",
    "that",
    "inf",
    "ing",
    "with",
    "as",
    "from",
    "to",
    "against",
    "after",
)
_COMPLEMENTS = ("inf", "ing", "that", "obj", "to", "on", "for", "of", "from", "with", "in", "against", "into")
_OWN_ACT = {
    "do",
    "happen",
    "begin",
    "stop",
    "try",
    "plan",
    "weigh",
    "promise",
    "refuse",
    "deny",
    "fail",
    "expect",
    "seem",
    "announce",
    "mean",
    "ready",
}
# roles that a light verb keeps to itself; the others it lends to its noun
_OWN_SLOTS = {"subj", "obj", "inf", "that", "ing", "neg", "prt", "passive", "acomp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act as told in one sentence; all numbers are tokens. head: whose grammar says if it is fact.
    core: the word that names the act. first, last: the trigger. status: set by an operator, or ""."""

    type: str
    head: int
    core: int
    first: int
    last: int
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    used: frozenset[int]
    things: tuple[int, ...] = ()
    modes: tuple[str, ...] = ()
    about: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A word that was considered and is no act here."""

    at: int
    reason: str


def find(s: Sentence) -> list[Act | Refused]:
    """All acts of a sentence, outermost first, and the words that were considered and left out."""
    found: list[Act | Refused] = []
    used: set[int] = set()
    known = [i for i in range(len(s.tokens)) if candidates(s, i)]
    for i in sorted(known, key=lambda i: (depth(s, i), i)):
        if i in used:
            continue
        result = build(s, i)
        if isinstance(result, Act):
            used |= result.used
        if result is not None:
            found.append(result)
    return found


def build(
    s: Sentence, i: int, above: frozenset[int] = frozenset(), extra: Slots | None = None
) -> Act | Refused | None:
    """The act that the word at `i` tells, with what stands under it; None when it has no meaning here.

    above: words that were already entered. extra: roles lent by a light verb ("launched … on").
    """
    known = candidates(s, i)
    if i in above or not known or _describes(s, i):
        return None
    slots = slots_of(s, i)
    for name, heads in (extra or {}).items():
        slots.setdefault(name, heads)
    frame = choose(s, slots, known)
    if frame is None:
        telling = any(f.means in TYPES for f in known) and s.tokens[i].pos != "AUX"
        return Refused(at=i, reason="no known use of the word fits") if telling else None
    if frame.means == NO_ACT:
        return Refused(at=i, reason=frame.note or "the word tells no act here")
    if frame.means in TYPES:
        return _typed(s, i, frame, slots)
    return _composed(s, i, frame, slots, above | {i})


def _describes(s: Sentence, i: int) -> bool:
    """Whether the word only describes a noun: "the arrested man", "attack helicopter"."""
    token = s.tokens[i]
    return token.dep in ("amod", "compound", "nmod") and not (token.dep == "compound" and is_verb(token))


def _typed(s: Sentence, i: int, frame: Frame, slots: Slots) -> Act:
    noun = is_noun(s.tokens[i])
    by = frame.by or (("poss", "by", "left", "between", "of") if noun else ("subj",))
    to = frame.to or (("against", "on", "with", "to", "of") if noun else ("obj",))
    actors = _actors(s, frame, slots, by)
    means = _turned(s, i, frame)
    recipients = receivers(s, _first(slots, to), means, actors) or _of_the_clause_before(s, i, means, actors)
    content = (
        [k for name in _CONTENT for k in slots.get(name, ())]
        if not noun and (frame.means in VERBAL or "convict" in frame.modes)
        else []
    )
    content += slots.get("does", []) if "done_to" in to else []
    used = {i, *(k for name in slots for k in slots[name] if is_noun(s.tokens[k]) and not can_act(s, k))}
    first, last = trigger(s, i, frame, slots)
    return Act(
        type=means,
        head=i,
        core=i,
        first=first,
        last=last,
        actors=actors,
        recipients=recipients,
        used=frozenset(used.union(*(below(s, k) for k in content))),
        things=tuple(slots.get("obj", ())),
        modes=frame.modes if means == frame.means else (),
    )


def _of_the_clause_before(s: Sentence, i: int, means: str, actors: tuple[int, ...]) -> tuple[int, ...]:
    """Who did the deed that "which was seen as …" judges: its noun stands above what the parser took
    "which" for."""
    if means not in ("ACCUSE", "SUPPORT") or s.tokens[i].dep != "relcl":
        return ()
    deeds = [k for k in above(s, i) if is_noun(s.tokens[k]) and candidates(s, k)]
    return tuple(k for k in doers(s, deeds[:1]) if k not in actors)


def _turned(s: Sentence, i: int, frame: Frame) -> str:
    """The type of the act, as other words of its clause may turn it ("sent troops on a relief mission")."""
    rows = turns().get(frame.means, ())
    clause = {lemma(s, k) for k in below(s, i)} if rows else set[str]()
    return next((row.means for row in rows if row.word in clause), frame.means)


def _actors(s: Sentence, frame: Frame, slots: Slots, by: tuple[str, ...]) -> tuple[int, ...]:
    heads = _fillers(slots, by, s)
    found = doers(s, heads) or _of_the_deed(s, frame, slots)
    if frame.means == "MOBILIZE" and not found:
        # "armoured vehicles moved to the border": nobody else is named
        found = tuple(k for k in heads if of_group(s, k, "weapon") or of_group(s, k, "gear"))
    if "visit" in frame.modes:
        found = tuple(dict.fromkeys((*found, *(k for k in slots.get("with", ()) if can_act(s, k)))))
    return found


def _of_the_deed(s: Sentence, frame: Frame, slots: Slots) -> tuple[int, ...]:
    """Who did the deed in which people were hurt: "died in a Russian strike"."""
    if frame.means != "ASSAULT":
        return ()
    deeds = [
        k for name in ("in", "by", "during", "from") for k in slots.get(name, ()) if of_group(s, k, "ASSAULT")
    ]
    return doers(s, deeds)


def _fillers(slots: Slots, names: Iterable[str], s: Sentence) -> list[int]:
    """The first of the slots that holds somebody who can act, else the first filled one."""
    none: list[int] = []
    filled = [heads for name in names if (heads := _usable(s, name, slots))]
    return next((heads for heads in filled if doers(s, heads)), filled[0] if filled else none)


def _usable(s: Sentence, name: str, slots: Slots) -> list[int]:
    heads = slots.get(name, [])
    return [k for k in heads if acts_before_noun(s, k)][-1:] if name == "left" else heads


def _first(slots: Slots, names: Iterable[str]) -> list[int]:
    none: list[int] = []
    return next((slots[name] for name in names if slots.get(name)), none)


# --- operators -----------------------------------------------------------------------------------


def _composed(s: Sentence, i: int, frame: Frame, slots: Slots, above: frozenset[int]) -> Act | Refused | None:
    if frame.means in ("say", "warn"):
        return _said(s, i, frame, slots, above)
    inner, under = _complement(s, frame, slots, above)
    if frame.means == "expect" and under is not None and kids(s, under, "nsubj"):
        return Refused(at=i, reason="what somebody expects of others")
    rule = _rule(frame.means, inner)
    if rule is None or rule.means == NO_ACT:
        return Refused(at=i, reason=f"{frame.note or s.tokens[i].lemma}: no act under it")
    return _combine(s, i, frame, slots, rule, inner, under)


def _complement(
    s: Sentence, frame: Frame, slots: Slots, above: frozenset[int]
) -> tuple[Act | None, int | None]:
    """The act under an operator, and the word that it hangs on (also when that is no known act)."""
    names = ("subj", "obj") if frame.means == "happen" else _COMPLEMENTS
    lent = {name: heads for name, heads in slots.items() if name not in _OWN_SLOTS}
    unknown: int | None = None
    for name in names:
        for k in slots.get(name, ()):
            result = build(s, k, above, lent if is_noun(s.tokens[k]) else None)
            if isinstance(result, Act):
                return result, k
            if unknown is None and name in ("inf", "that", "ing"):
                unknown = k
    return None, unknown


def _rule(operator: str, inner: Act | None) -> Rule | None:
    table = rules()
    if inner is None:
        return table.get((operator, "-"))
    keys = [f"{inner.type}.{mode}" for mode in inner.modes] + [inner.type, "*"]
    return next((table[operator, key] for key in keys if (operator, key) in table), None)


def _combine(
    s: Sentence, i: int, frame: Frame, slots: Slots, rule: Rule, inner: Act | None, under: int | None
) -> Act | None:
    actors = doers(s, _fillers(slots, frame.by or _speaker_slots(s, i), s))
    if frame.means in _OWN_ACT and inner and not actors:
        actors = inner.actors
    if rule.means == "same" and inner is None:
        return None
    means = inner.type if inner and rule.means == "same" else rule.means
    recipients = _recipients(s, frame, slots, inner, under, actors, means)
    first, last = trigger(s, i, frame, slots)
    same = inner is not None and rule.means == "same"
    if inner and inner.core > last and inner.core - last <= 4 and (same or is_noun(s.tokens[inner.core])):
        last = max(last, inner.last)
    if inner and same and inner.last < first and first - inner.last <= 3:
        first = inner.first
    content = set(below(s, under)) if under is not None and not same else set[int]()
    return Act(
        type=means,
        head=i,
        core=inner.core if inner else i,
        first=first,
        last=last,
        actors=actors,
        recipients=recipients,
        used=frozenset({i} | content | (inner.used if inner else set())),
        things=inner.things if inner else (),
        modes=inner.modes if inner and same else rule.modes,
        about=_about(rule, inner, means),
        status=rule.status or (inner.status if inner and same else ""),
    )


def _speaker_slots(s: Sentence, i: int) -> tuple[str, ...]:
    return ("poss", "by", "of", "left", "from") if is_noun(s.tokens[i]) else ("subj",)


def _about(rule: Rule, inner: Act | None, means: str) -> str:
    if inner is None:
        return ""
    if rule.means == "same":
        return inner.about
    return (inner.about or inner.type) if rule.about == "inner" and means in VERBAL else ""


def _recipients(
    s: Sentence,
    frame: Frame,
    slots: Slots,
    inner: Act | None,
    under: int | None,
    actors: tuple[int, ...],
    means: str,
) -> tuple[int, ...]:
    """To whom the composed act is done: named beside the operator, else in the act under it."""
    named = receivers(s, _fillers(slots, frame.to, s), means, actors) if frame.to else ()
    if named:
        return named
    if frame.means in _OWN_ACT and inner:
        return tuple(k for k in inner.recipients if k not in actors)
    beside = [k for name in ("iobj", "obj", "on", "to") for k in slots.get(name, ()) if can_act(s, k)]
    if not beside and under is not None and is_verb(s.tokens[under]):
        beside = [k for k in surface_subject(s, under) if k not in actors and not same_side(s, k, actors)]
    found = receivers(s, beside, means, actors)
    if not found and inner:
        found = tuple(k for k in (*inner.recipients, *inner.actors) if k not in actors)
    return found


# --- speech --------------------------------------------------------------------------------------


def _said(s: Sentence, i: int, frame: Frame, slots: Slots, above: frozenset[int]) -> Act | Refused | None:
    """What somebody does by saying something: ask ("said X must"), promise or threaten ("said it would"),
    criticise ("said the move was illegal"). Else telling is no act, and what is told stands for itself."""
    content = [k for k in slots.get("that", ()) if is_verb(s.tokens[k]) or kids(s, k, "nsubj")]
    speakers = doers(s, _fillers(slots, ("subj",), s))
    if not content:
        return None
    under = content[0]
    inner = build(s, under, above)
    act = inner if isinstance(inner, Act) else None
    subject = surface_subject(s, under)
    own = bool(subject) and same_side(s, subject[0], speakers)
    operator = _speech_act(s, under, own, act, frame.means)
    if not operator:
        return Refused(at=i, reason="telling is no act; what is told may be")
    rule = _rule(operator, act)
    if rule is None or rule.means == NO_ACT:
        return None
    meant = replace_frame(frame, operator)
    made = _combine(s, i, meant, slots, rule, act, under)
    if made is None:
        return None
    if operator == "accuse":
        # not whom it is told to, but whom it is about
        return replace(made, recipients=receivers(s, subject, "ACCUSE", speakers))
    if not own:
        return made
    told = trigger(s, under, frame, {}) if act is None else (act.first, act.last)
    return replace(
        made,
        head=under,
        first=told[0],
        last=told[1],
        actors=made.actors or (act.actors if act else ()),
        recipients=tuple(k for k in made.recipients if not same_side(s, k, speakers)),
        # a threat or refusal is made by saying it, though what is threatened is to come
        status="" if operator == "promise" else "told",
    )


def replace_frame(frame: Frame, operator: str) -> Frame:
    """The frame of a verb of saying, meant as another operator; whom it is said to is no recipient."""
    return replace(frame, means=operator, to=frame.to or ("nobody",) if operator == "promise" else frame.to)


def _speech_act(s: Sentence, under: int, own: bool, inner: Act | None, how: str) -> str:
    """The operator that the words said amount to; "" when they only tell."""
    modals = {s.tokens[k].lemma for k in kids(s, under, "aux")} | {
        s.tokens[k].text.lower() for k in kids(s, under, "aux")
    }
    denied = bool(kids(s, under, "neg"))
    if not own and modals & words("ought"):
        return "ask" if any(can_act(s, k) for k in surface_subject(s, under)) else ""
    if own and modals & (words("future") | words("would")):
        if inner is None:
            return ""
        threat = inner.type in CONFLICT
        return ("" if threat else "refuse") if denied else "threaten" if threat else "promise"
    if not own and _blames(s, under) and not denied and _blamable(s, under):
        return "accuse"
    return "accuse" if how == "warn" and not own else ""


def _blamable(s: Sentence, under: int) -> bool:
    """Whether somebody or something is found fault with: not "it", and not people at large."""
    subject = surface_subject(s, under)
    if not subject or lemma(s, subject[0]) in classes()["plain"]:
        return False
    return s.tokens[subject[0]].pos != "PRON" or s.tokens[subject[0]].text.lower() in words("person") | words(
        "several"
    )


def _blames(s: Sentence, under: int) -> bool:
    """Whether the clause finds fault: "was illegal", "violated", "is a provocation"."""
    bad = classes()["blame"]
    verbs = [under, *kids(s, under, "conj")]
    parts = [m for k in verbs for m in (k, *kids(s, k, "acomp", "attr", "oprd", "advmod", "dobj"))]
    return any(lemma(s, k) in bad or s.tokens[k].text.lower() in bad for k in parts)


# --- trigger -------------------------------------------------------------------------------------


def trigger(s: Sentence, i: int, frame: Frame, slots: Slots) -> tuple[int, int]:
    """First and last token of the words that carry the act: verb, auxiliaries, particle, and the object
    or complement by which the frame was known ("declared independence", "regarded as a provocation")."""
    parts = [i, *(k for k in kids(s, i, "aux", "auxpass", "neg", "prt") if i - k <= 4)]
    for option in (option for need in frame.needs if not need.negated for option in need.options):
        named = classes()["fault"] | option.words if option.slot in ("as", "acomp") else option.words
        if option.slot in ("obj", "as", "acomp", "prt", "on") and named:
            parts += [k for k in slots.get(option.slot, ()) if 0 < k - i <= 6 and _carries(s, k, named)]
    return min(parts), max(parts)


def _carries(s: Sentence, k: int, known: frozenset[str]) -> bool:
    """Whether a word by which a frame was known says what is done, not to whom ("declared a ceasefire",
    but "expelled two diplomats")."""
    fault = lemma(s, k) in classes()["fault"]
    return is_word(s, k, known) and (fault or not (can_act(s, k) or is_place(s, k) or listed(s, k, "thing")))
