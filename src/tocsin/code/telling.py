"""One telling of an act, as the network's answers and the text give it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tocsin.code.amounts import amounts, total
from tocsin.code.decode import Chances, Found, spans
from tocsin.code.labels import CONTEXTS, MODES, ROLES, STATUSES, TYPES
from tocsin.code.network import Answers
from tocsin.code.spans import overlap, whole_words
from tocsin.code.when import long_ago
from tocsin.code.windows import Window
from tocsin.know.lexicon import classes, gear, gear_pattern, words
from tocsin.model import Count, Entity, Equipment, EquipmentKind, Place, Span, Status

# counts of another telling are not this one's
_COUNTS = ("killed", "injured")
# according to whom is the business of `attribute`, which has the whole page before it
_ELSEWHERE = ("source", "cue")
# acts in words that are about another act (codebook: about)
ABOUT = ("AGREE", "THREATEN", "REQUEST", "REJECT", "CONCEDE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An act as one sentence tells it. number: of the sentence; title: it is the headline. confidence: the
    chance of the type at the trigger."""

    number: int
    title: bool
    trigger: Span
    type: str
    status: Status
    confidence: float
    about: str = ""
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    place: tuple[Place, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    date_span: Span | None = None
    date_text: str = ""
    killed: Count | None = None
    injured: Count | None = None
    also_told: tuple[Span, ...] = ()


def tell(
    text: str, window: Window, found: Sequence[Found], answers: Answers, least: float, published: str | None
) -> list[Telling]:
    """The triggers of a window as tellings. least: chance from which a token plays a role."""
    return [_telling(text, window, trigger, n, answers, least, published) for n, trigger in enumerate(found)]


def _telling(
    text: str, window: Window, found: Found, n: int, answers: Answers, least: float, published: str | None
) -> Telling:
    kind = TYPES[found.type]
    trigger = whole_words(text, window.text_of(*found.span))
    number = window.sentences[found.span[0]]
    roles = {
        role: _role(text, window, answers.roles[n, :, r], least, number if role in _COUNTS else None)
        for r, role in enumerate(ROLES)
        if role not in _ELSEWHERE
    }
    actors, recipients = _parties(text, roles["actor"], roles["recipient"], roles["refers"])
    date = roles["date"][0] if roles["date"] else None
    date_text = " ".join(text[date.start : date.end].lower().split()) if date else ""
    status = STATUSES[int(answers.status[n].argmax())]
    if status == "actual" and date_text and long_ago(date_text, published):
        status = "historical"
    about = int(answers.about[n].argmax())
    return Telling(
        number=number,
        title=False,
        trigger=trigger,
        type=kind,
        status=status,
        confidence=round(found.chance, 4),
        about=TYPES[about - 1] if about and kind in ABOUT else "",
        modes=_modes(kind, answers.modes[n]),
        contexts=tuple(CONTEXTS[k] for k in range(len(CONTEXTS)) if answers.contexts[n, k] >= 0.5),
        actors=actors,
        recipients=recipients,
        place=tuple(Place(span=s, text=text[s.start : s.end]) for s in roles["place"]),
        equipment=_equipment(text, roles["equipment"]),
        date_span=date,
        date_text=date_text,
        killed=_count(text, roles["killed"]),
        injured=_count(text, roles["injured"]),
    )


def _role(text: str, window: Window, chances: Chances, least: float, sentence: int | None) -> list[Span]:
    """The spans of a role, the surest first; only those in one sentence when it is given."""
    found = sorted(spans(chances, 1, len(window), least), key=lambda f: -f.chance)
    inside = [f.span for f in found if sentence is None or window.sentences[f.span[0]] == sentence]
    kept: list[Span] = []
    for first, last in inside:
        span = whole_words(text, window.text_of(first, last))
        if any(c.isalnum() for c in text[span.start : span.end]) and not any(overlap(span, k) for k in kept):
            kept.append(span)
    return kept


def _modes(kind: str, chances: Chances) -> tuple[str, ...]:
    likely = sorted((k for k in range(len(MODES)) if chances[k] >= 0.5), key=lambda k: -chances[k])
    return tuple(name for k in likely for owner, name in [MODES[k].split(":")] if owner == kind)


# --- parties ---------------------------------------------------------------------------------------


def _parties(
    text: str, actors: Iterable[Span], recipients: Iterable[Span], referents: Iterable[Span]
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """Both sides, pronouns and bare nouns ("the ministry") with what they stand for."""
    mine = sorted(actors, key=lambda s: s.start)
    theirs = sorted((s for s in recipients if not any(overlap(s, m) for m in mine)), key=lambda s: s.start)
    left = [
        r
        for r in referents
        if not is_vague(text[r.start : r.end]) and not any(overlap(r, s) for s in (*mine, *theirs))
    ]
    return tuple(_entities(text, mine, left)), tuple(_entities(text, theirs, left))


def _entities(text: str, side: Iterable[Span], left: list[Span]) -> Iterator[Entity]:
    """left: what pronouns can stand for; each takes the one that stands nearest before it."""
    for span in side:
        meant = None
        if is_vague(text[span.start : span.end]) and left:
            meant = min(left, key=lambda r: (r.start > span.start, abs(span.start - r.end)))
            left.remove(meant)
        yield Entity(span=span, text=text[span.start : span.end], refers_to=meant)


def is_vague(words_of: str) -> bool:
    """Whether words stand for somebody named elsewhere: a pronoun, or "the" with a noun for a body."""
    parts = words_of.lower().split()
    if len(parts) == 1:
        return parts[0] in _pronouns()
    return len(parts) == 2 and parts[0] in words("pointing") and parts[1] in _bodies()


@cache
def _pronouns() -> frozenset[str]:
    return words("actors") | words("own") | words("several") | words("vague")


@cache
def _bodies() -> frozenset[str]:
    """Nouns for bodies and states; a name such as "the Kremlin" is among the bodies, but says who it is."""
    return (classes()["group_noun"] | words("state") | words("any_body")) - words("proper_bodies")


# --- things and numbers ----------------------------------------------------------------------------


def _equipment(text: str, found: Sequence[Span]) -> tuple[Equipment, ...]:
    return tuple(
        Equipment(span=s, text=text[s.start : s.end], kind=_kind(text[s.start : s.end]))
        for s in sorted(found, key=lambda s: s.start)
    )


def _kind(words_of: str) -> EquipmentKind:
    """By the last name of equipment.tsv in the words; "other" where it has none."""
    named = gear_pattern().findall(words_of)
    if not named:
        return "other"
    name = named[-1].lower()
    return gear().get(tuple(name.split())) or gear().get(tuple(re.split(r"[\s-]+", name)), "other")


def _count(text: str, found: Sequence[Span]) -> Count | None:
    """The numbers of a role together."""
    return total([count for span in found for _, count in list(amounts(text, span))[:1]])
