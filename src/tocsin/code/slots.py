"""The roles around a verb or noun: who is its subject, its object, what stands behind which preposition.

Roles are logical: of a passive the subject is the agent. A role that the grammar leaves unsaid is found
where English says it: with the verb before it, the noun it describes, or the verb that controls it.
"""

from __future__ import annotations

from tocsin.code.syntax import Sentence
from tocsin.code.tree import antecedent, below, is_noun, is_verb, kids, passive, relative, together
from tocsin.know.lexicon import classes

Slots = dict[str, list[int]]


def slots_of(s: Sentence, i: int) -> Slots:
    """The filled roles around token `i`, each with all its joined members."""
    token = s.tokens[i]
    found = noun_slots(s, i) if is_noun(token) else verb_slots(s, i)
    return {name: _spread(s, heads) for name, heads in found.items() if heads}


def _spread(s: Sentence, heads: list[int]) -> list[int]:
    found: list[int] = []
    for head in heads:
        members = together(s, head) if is_noun(s.tokens[head]) or s.tokens[head].pos == "PRON" else [head]
        found.extend(m for m in members if m not in found and not _clause(s, m, head))
    return found


def _clause(s: Sentence, member: int, head: int) -> bool:
    """Whether a "joined noun" is really the start of a clause that the parser hung on the noun."""
    return member != head and is_verb(s.tokens[member])


def verb_slots(s: Sentence, i: int) -> Slots:
    """The roles of a verb or adjective, and one slot a preposition.

    subj, obj, iobj · inf ("to" infinitive; xinf only where it is the complement), ing, that (clauses) · whom,
    said: subject and predicate of that clause · does, done_to: what the object is said to do, and to whom ·
    acomp ("called it illegal"), prt ("shut down"), neg, passive, several (the subject is more than one).
    """
    found = _sides(s, i)
    found |= _clauses(s, i)
    small = [k for k in kids(s, i, "ccomp") if not infinitive(s, k) and _small(s, k)]
    raised = [k for k in found["inf"] if s.tokens[k].dep in ("ccomp", "xcomp")]
    found["acomp"] = [*kids(s, i, "acomp", "oprd", "attr"), *small, *_called(s, found["obj"])]
    found["obj"] += [m for k in (*small, *raised) for m in kids(s, k, "nsubj")]
    found["does"] = [m for k in found["obj"] for m in kids(s, k, "acl", "relcl")]
    found["done_to"] = [m for k in found["does"] for m in objects(s, k)]
    # the participle of "are set to", "is due to" can be parsed as either
    found["inf"] += [k for a in found["acomp"] for k in kids(s, a, "xcomp") if infinitive(s, k)]
    found["prt"] = kids(s, i, "prt")
    found["neg"] = kids(s, i, "neg")
    _add_prepositions(s, i, found)
    _unshift(s, found)
    for k in found["obj"]:
        # "imposed sanctions on X": the parser hangs "on X" on either word
        _add_prepositions(s, k, found, skip=("of",))
    return found


def _sides(s: Sentence, i: int) -> Slots:
    """Subject and objects as they are meant, whatever the voice."""
    done = passive(s, i)
    surface, direct = surface_subject(s, i), objects(s, i)
    indirect = [k for k in kids(s, i, "dative") if s.tokens[k].pos != "ADP"]
    if done and direct and is_noun(s.tokens[direct[0]]) and not _money(s, direct[0]):
        # "Libya was given supplies"
        indirect += surface
    elif done:
        direct = surface + direct
    return {
        "subj": agents(s, i) if done else surface,
        "obj": direct,
        "iobj": indirect,
        "passive": [i] if done else [],
        "several": surface if len(_spread(s, surface)) > 1 else [],
    }


def _clauses(s: Sentence, i: int) -> Slots:
    """The clauses that the verb governs."""
    that = [k for k in kids(s, i, "ccomp") if not infinitive(s, k) and not _small(s, k)]
    return {
        "xinf": [k for k in kids(s, i, "xcomp") if infinitive(s, k)],
        "inf": [k for k in kids(s, i, "xcomp", "advcl", "ccomp") if infinitive(s, k)],
        "that": that,
        "ing": [k for k in kids(s, i, "xcomp", "advcl", "dobj", "ccomp") if s.tokens[k].tag == "VBG"],
        "whom": [m for k in that for m in surface_subject(s, k)],
        "said": [m for k in that for m in (k, *kids(s, k, "acomp", "attr", "oprd"))],
    }


def _money(s: Sentence, k: int) -> bool:
    return s.tokens[k].ent == "MONEY" or s.tokens[k].lemma in classes()["money"]


def _small(s: Sentence, k: int) -> bool:
    """ "found him guilty", "accept people fleeing": what the parser takes for a clause is an object with
    something said of it."""
    plain = not is_verb(s.tokens[k]) or s.tokens[k].tag == "VBG"
    return plain and bool(kids(s, k, "nsubj")) and not kids(s, k, "cop", "aux", "mark")


def _called(s: Sentence, objects: list[int]) -> list[int]:
    """ "called him a liar": what the parser takes for an addition to the object, without a comma."""
    added = [a for k in objects for a in kids(s, k, "appos") if s.tokens[min(below(s, a)) - 1].text != ","]
    return [*added, *(m for a in added for m in kids(s, a, "amod"))]


def _unshift(s: Sentence, found: Slots) -> None:
    """ "send to Serbia missile systems": the parser takes both nouns for one; the state is the receiver and
    the rest the object."""
    if found["obj"] or found["passive"]:
        return
    for head in found.get("to", []):
        first = min(k for k in below(s, head) if k == head or s.tokens[k].dep == "compound")
        if s.tokens[first].ent == "GPE" and s.tokens[head].pos == "NOUN" and head - first > 1:
            found["obj"], found["to"] = [head], [first]


def noun_slots(s: Sentence, i: int) -> Slots:
    """poss, left (words before it), inf, that and one slot a preposition of a noun."""
    found: Slots = {}
    found["poss"] = [k for k in kids(s, i, "poss") if not relative(s, k)]
    found["left"] = [k for k in s.kids[i] if k < i and s.tokens[k].dep in ("compound", "amod", "nmod")]
    found["inf"] = [k for k in kids(s, i, "acl", "relcl", "advcl") if infinitive(s, k)]
    found["that"] = [k for k in kids(s, i, "acl", "ccomp", "relcl") if _that_clause(s, k)]
    found["neg"] = [k for k in kids(s, i, "det") if s.tokens[k].lemma == "no"]
    _add_prepositions(s, i, found)
    return found


def _that_clause(s: Sentence, k: int) -> bool:
    return is_verb(s.tokens[k]) and any(s.tokens[m].lemma == "that" for m in kids(s, k, "mark"))


def _add_prepositions(s: Sentence, i: int, found: Slots, skip: tuple[str, ...] = ()) -> None:
    for k in kids(s, i, "prep", "dative", "agent"):
        name = s.tokens[k].text.lower()
        if s.tokens[k].pos not in ("ADP", "SCONJ", "VERB", "ADV", "ADJ") or name in skip:
            continue
        inner = kids(s, k, "pobj", "pcomp")
        for nested in kids(s, k, "prep") if name != "according" else ():
            # "because of", "out of", "up to": the last word decides
            found.setdefault(s.tokens[nested].text.lower(), []).extend(kids(s, nested, "pobj", "pcomp"))
        if s.tokens[k].dep != "agent" or is_noun(s.tokens[i]):
            found.setdefault(name, []).extend(k for k in inner if k not in found.get(name, ()))


def infinitive(s: Sentence, i: int) -> bool:
    """Whether the verb is a "to" infinitive."""
    return any(s.tokens[k].tag == "TO" for k in kids(s, i, "aux")) or (
        s.tokens[i].dep == "conj" and s.tokens[i].tag == "VB" and infinitive(s, s.tokens[i].head)
    )


def agents(s: Sentence, i: int) -> list[int]:
    """Who does what the passive verb `i` tells: the nouns behind "by", also where the parser hangs them on
    the complement ("described as a provocation by the ministry")."""
    found = [k for prep in kids(s, i, "agent") for k in kids(s, prep, "pobj")]
    if found:
        return found
    complements = [k for prep in kids(s, i, "prep") for k in kids(s, prep, "pobj")]
    under = [i, *complements, *kids(s, i, "oprd", "attr", "acomp", "dobj")]
    return [
        o
        for k in under
        for p in kids(s, k, "prep", "agent")
        if s.tokens[p].text.lower() == "by"
        for o in kids(s, p, "pobj")
        if s.tokens[o].ent not in ("DATE", "TIME", "PERCENT", "CARDINAL", "MONEY")
    ]


def objects(s: Sentence, i: int) -> list[int]:
    """The direct objects, also the one that a relative clause leaves unsaid ("the ban it imposed")."""
    found: list[int] = []
    for k in kids(s, i, "dobj"):
        stands_for = antecedent(s, i) if relative(s, k) else k
        found.append(k if stands_for is None else stands_for)
    if not found and s.tokens[i].dep == "relcl" and kids(s, i, "nsubj") and not passive(s, i):
        subjects = kids(s, i, "nsubj")
        if not any(relative(s, k) for k in subjects):
            found.append(s.tokens[i].head)
    return found


def surface_subject(s: Sentence, i: int, seen: frozenset[int] = frozenset()) -> list[int]:
    """The grammatical subject of verb `i`, inherited where the clause leaves it out."""
    if i in seen:
        return []
    token = s.tokens[i]
    own = kids(s, i, "nsubj", "nsubjpass")
    if own:
        stands_for = antecedent(s, i) if relative(s, own[-1]) else None
        return own[-1:] if stands_for is None else [stands_for]
    if not is_verb(token) and token.pos not in ("ADJ", "ADV"):
        return []
    governor = s.tokens[token.head]
    seen = seen | {i}
    if token.dep == "acl" and token.tag == "VBG" and s.tokens[governor.head].lemma == "to":
        # "wrote to the court demanding": it is the writer who demands
        above_noun = s.tokens[s.tokens[governor.head].head]
        if is_verb(above_noun):
            return surface_subject(s, above_noun.i, seen)
    if token.dep == "acl" and is_noun(governor):
        return owner(s, token.head) if infinitive(s, i) else [token.head]
    if token.dep == "relcl":
        return [] if is_noun(governor) and kids(s, i, "dobj") == [] and passive(s, i) else [token.head]
    if token.dep == "conj":
        return surface_subject(s, token.head, seen)
    if token.dep in ("xcomp", "advcl", "ccomp", "pcomp", "acomp", "oprd", "dep", "prep"):
        return controller(s, i, seen)
    return []


def controller(s: Sentence, i: int, seen: frozenset[int] = frozenset()) -> list[int]:
    """Whoever does what an infinitive or "-ing" form tells, given in the clause above it."""
    token = s.tokens[i]
    governor, charged = token.head, s.tokens[token.head].lemma in ("of", "for", "from", "with", "against")
    while s.tokens[governor].pos in ("ADP", "SCONJ") and s.tokens[governor].head != governor:
        governor = s.tokens[governor].head
    if is_noun(s.tokens[governor]):
        return owner(s, governor)
    if (
        token.dep == "xcomp"
        or (token.dep == "pcomp" and charged)
        or (token.dep in ("advcl", "ccomp") and infinitive(s, i))
    ):
        ordered = s.tokens[governor].lemma in classes()["object_control"]
        if ordered and not passive(s, governor):
            told = kids(s, governor, "dobj") or [
                o for p in kids(s, governor, "prep", "dative") if s.tokens[p].lemma in ("on", "to", "for")
                for o in kids(s, p, "pobj")
            ]  # fmt: skip
            if told:
                return told[:1]
    return surface_subject(s, governor, seen)


def owner(s: Sentence, i: int) -> list[int]:
    """Whose the noun `i` is: "Serbia's decision", "the decision of Serbia", "Serbia took the decision"."""
    found = kids(s, i, "poss")
    if not found:
        found = [
            o for p in kids(s, i, "prep") if s.tokens[p].lemma in ("of", "by") for o in kids(s, p, "pobj")
        ]
    if found:
        return found[:1]
    governor = s.tokens[s.tokens[i].head]
    if s.tokens[i].dep in ("dobj", "attr") and is_verb(governor):
        return agents(s, governor.i) if passive(s, governor.i) else surface_subject(s, governor.i)
    return []
