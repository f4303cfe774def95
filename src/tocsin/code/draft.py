"""One telling of an act with the fields found for it, and the joining of all tellings of one act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tocsin.code.acts import VERBAL, Act
from tocsin.code.amounts import agree
from tocsin.code.groups import lemma
from tocsin.code.syntax import Sentence
from tocsin.code.tree import above
from tocsin.know.lexicon import classes
from tocsin.model import Count, Entity, Equipment, Place, Span, Status

# names of one country begin alike: Serbia, Serbian, Serbs
_STEM = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An act as one sentence tells it. heads: the verbs and nouns it is made of. number: of its sentence."""

    number: int
    s: Sentence
    act: Act
    status: Status
    heads: tuple[int, ...]
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    modes: tuple[str, ...] = ()
    place: tuple[Place, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    killed: Count | None = None
    injured: Count | None = None
    date_span: Span | None = None
    date_text: str = ""
    also_told: tuple[Span, ...] = ()

    @property
    def trigger(self) -> Span:
        """The words that carry the act, in the document."""
        return self.s.slice(self.act.first, self.act.last)


# --- one sentence --------------------------------------------------------------------------------


def unite(s: Sentence, found: Sequence[tuple[Act, Status]]) -> list[tuple[Act, Status, tuple[int, ...]]]:
    """Acts of one sentence that are one: "began protests and blocked traffic", "attacked the base, killing
    three". Answers each act with its status and all verbs and nouns it is made of."""
    kept: list[tuple[Act, Status, tuple[int, ...]]] = []
    for act, status in found:
        for n, (other, stands, heads) in enumerate(kept):
            if status == stands and (joined := _one_act(s, other, act)):
                kept[n] = (joined, stands, (*heads, act.head, act.core))
                break
        else:
            kept.append((act, status, tuple(dict.fromkeys((act.head, act.core)))))
    return kept


def _one_act(s: Sentence, a: Act, b: Act) -> Act | None:
    """The two as one act, or None."""
    if a.type != b.type:
        return None
    alike = a.type == "PROTEST" or set(a.modes) & set(b.modes) or a.modes == b.modes
    if s.tokens[b.head].dep == "conj" and alike and _shares(a, b) and b.head in _next_to(s, a):
        return _both(a, b, stretch=True)
    hurt = classes()["killing"] | classes()["injuring"] | classes()["dying"]
    if a.type == "ASSAULT" and (lemma(s, b.core) in hurt or lemma(s, a.core) in hurt) and _within(s, a, b):
        return _both(a, b, stretch=False)
    inside = a.type == "AGREE" and set(b.actors) <= set(a.things) and bool(b.actors)
    return a if inside else None


def _next_to(s: Sentence, a: Act) -> set[int]:
    """Verbs joined to those of the act by "and"."""
    return {k for head in (a.head, a.core) for k in s.kids[head] if s.tokens[k].dep == "conj"}


def _shares(a: Act, b: Act) -> bool:
    same_actor = not b.actors or not a.actors or set(a.actors) == set(b.actors)
    return same_actor and (not b.recipients or not a.recipients or set(a.recipients) == set(b.recipients))


def _within(s: Sentence, a: Act, b: Act) -> bool:
    """Whether one act stands under the other and nothing contradicts: no second actor."""
    linked = b.head in _chain(s, a.head) or a.head in _chain(s, b.head)
    return linked and (not a.actors or not b.actors or set(a.actors) & set(b.actors) != set())


def _chain(s: Sentence, i: int) -> list[int]:
    return [i, *above(s, i)]


def _both(a: Act, b: Act, stretch: bool) -> Act:
    first, last = min(a.first, b.first), max(a.last, b.last)
    near = stretch and last - first <= 8
    return replace(
        a,
        first=first if near else a.first,
        last=last if near else a.last,
        actors=a.actors or b.actors,
        recipients=tuple(dict.fromkeys((*a.recipients, *b.recipients))),
        modes=tuple(dict.fromkeys((*a.modes, *b.modes))),
        things=(*a.things, *b.things),
        used=a.used | b.used,
    )


# --- one page ------------------------------------------------------------------------------------


def join(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft an act: the fullest telling, with the triggers of the others in `also_told`."""
    groups: list[list[Draft]] = []
    for draft in drafts:
        home = next((g for g in groups if all(_same(draft, other) for other in g) and _close(draft, g)), None)
        if home is None:
            groups.append([draft])
        else:
            home.append(draft)
    return sorted(map(_fullest, groups), key=lambda d: d.trigger.start)


def _same(a: Draft, b: Draft) -> bool:
    """Whether nothing speaks against the two being one act."""
    if a.act.type != b.act.type or (a.status != b.status and "actual" not in (a.status, b.status)):
        return False
    if {a.status, b.status} & {"negated", "historical"} and a.status != b.status:
        return False
    if a.number == b.number and (_word(a) != _word(b) or not _same_parties(a, b)):
        return False
    return (
        (not a.actors or not b.actors or _shared(a.actors, b.actors))
        and (not a.recipients or not b.recipients or _shared(a.recipients, b.recipients))
        and _agree(_place_keys(a), _place_keys(b))
        and _agree({a.date_text} - {""}, {b.date_text} - {""})
        and agree(a.killed, b.killed)
    )


def _agree(a: set[str], b: set[str]) -> bool:
    return not a or not b or bool(a & b)


def _same_parties(a: Draft, b: Draft) -> bool:
    """Whether a sentence tells one act twice: the same words, or the same reference, on either side."""
    mine, theirs = ({e.refers_to or e.text for e in (*d.actors, *d.recipients)} for d in (a, b))
    return bool(mine) and mine == theirs


def _close(draft: Draft, group: Iterable[Draft]) -> bool:
    """Whether something speaks for it: the same word, a headline, or the same party named on one side."""
    return any(_word(draft) == _word(other) or _parties_shared(draft, other) for other in group)


def _parties_shared(a: Draft, b: Draft) -> bool:
    """Both sides shared; or one side by a headline or by sentences next to each other."""
    actors, recipients = _shared(a.actors, b.actors), _shared(a.recipients, b.recipients)
    if actors and recipients:
        return True
    beside = abs(a.number - b.number) == 1 and a.act.type in (*VERBAL, "CONSULT")
    return (actors or recipients) and (beside or a.s.title != b.s.title)


def _word(draft: Draft) -> str:
    return lemma(draft.s, draft.act.core)


def _shared(a: Iterable[Entity], b: Iterable[Entity]) -> bool:
    """Whether an entity of the one side can be one of the other: a common name; or, where one of the two
    bears no name, the same noun ("the police", "Polish police")."""
    return any(_alike(x, y) for x in map(_named, a) for y in map(_named, b))


def _alike(a: tuple[set[str], str], b: tuple[set[str], str]) -> bool:
    names_a, names_b = a[0] - {a[1]}, b[0] - {b[1]}
    return bool(a[0] & b[0]) or (a[1] == b[1] and not (names_a and names_b))


def _named(entity: Entity) -> tuple[set[str], str]:
    """Stems of the names in the words of an entity, and of its last word."""
    parts = [w for w in entity.text.replace("'s", "").replace("’s", "").split() if w[0].isalnum()]
    names = [w for w in parts if w[0].isupper() and w not in ("The", "A", "An")]
    return {w.lower()[:_STEM] for w in names}, parts[-1].lower()[:_STEM] if parts else ""


def _place_keys(draft: Draft) -> set[str]:
    return {w.lower()[:_STEM] for p in draft.place for w in p.text.split() if w[:1].isupper()}


def _fullness(draft: Draft) -> tuple[bool, int, int]:
    parties = sum(2 - (e.refers_to is not None) for e in (*draft.actors[:2], *draft.recipients[:2]))
    rest = [draft.place, draft.killed, draft.injured, draft.date_span, draft.equipment]
    return not draft.s.title, parties + sum(map(bool, rest)), -draft.number


def _fullest(group: list[Draft]) -> Draft:
    """The telling with most fields; what only the others give is taken over."""
    best, *others = sorted(group, key=_fullness, reverse=True)
    for other in others:
        best = replace(
            best,
            actors=best.actors or other.actors,
            recipients=best.recipients or other.recipients,
            place=best.place or other.place,
            equipment=best.equipment or other.equipment,
            killed=best.killed or other.killed,
            injured=best.injured or other.injured,
            date_span=best.date_span or other.date_span,
            modes=tuple(dict.fromkeys((*best.modes, *other.modes))),
        )
    told = tuple(sorted((d.trigger for d in others), key=lambda span: span.start))
    return replace(best, also_told=told)
