"""The tellings of one page that are one act: the headline's and the body's, the first and the later ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tocsin.code.amounts import agree
from tocsin.code.telling import Telling, is_vague
from tocsin.know.cues import cues
from tocsin.know.lexicon import words
from tocsin.model import Entity

_STEM = 5  # letters by which names of one country are alike: Serbia, Serbian
_REACH = 3  # sentences apart at most for tellings that share one side only


def join(tellings: Sequence[Telling], text: str) -> list[Telling]:
    """One telling an act, the fullest, with the triggers of the others in `also_told`. In text order."""
    groups: list[list[Telling]] = []
    for telling in tellings:
        home = next((g for g in reversed(groups) if all(_fits(telling, o, text) for o in g)
                     and any(_close(telling, o, text) for o in g)), None)  # fmt: skip
        if home is None:
            groups.append([telling])
        else:
            home.append(telling)
    return sorted(map(_fullest, groups), key=lambda t: t.trigger.start)


def _fits(a: Telling, b: Telling, text: str) -> bool:
    """Whether nothing speaks against the two being one act."""
    if a.type != b.type or a.number == b.number:
        return False
    if a.status != b.status and not ({a.status, b.status} == {"actual", "future"} and (a.title or b.title)):
        return False
    return (
        _agree(names(a.actors, text), names(b.actors, text))
        and _agree(names(a.recipients, text), names(b.recipients, text))
        and _agree(_stems(p.text for p in a.place), _stems(p.text for p in b.place))
        and _agree(_when(a.date_text), _when(b.date_text))
        and agree(a.killed, b.killed)
        and agree(a.injured, b.injured)
    )


def _close(a: Telling, b: Telling, text: str) -> bool:
    """Whether something speaks for it: both sides shared; or one, in a headline or near."""
    actors = bool(names(a.actors, text) & names(b.actors, text))
    recipients = bool(names(a.recipients, text) & names(b.recipients, text))
    if actors and recipients:
        return True
    counts = a.killed is not None and a.killed == b.killed
    near = a.title or b.title or abs(a.number - b.number) <= _REACH
    word = _word(a, text) == _word(b, text)
    return near and (
        counts or ((actors or recipients) and word) or ((actors or recipients) and (a.title or b.title))
    )


def names(entities: Iterable[Entity], text: str) -> set[str]:
    """Stems of the words that name parties, with what pronouns stand for; without names, their last words."""
    found: set[str] = set()
    for entity in entities:
        span = entity.refers_to or entity.span
        words_of = text[span.start : span.end]
        if is_vague(words_of):
            continue
        named = _stems([words_of])
        found |= named or {words_of.split()[-1].lower()[:_STEM]}
    return found


def _stems(phrases: Iterable[str]) -> set[str]:
    """Beginnings of the capitalised words that are names: Serbia and Serbian alike, North Korea as one."""
    found: set[str] = set()
    for phrase in phrases:
        opener = ""
        for word in phrase.replace("'s", "").replace("’s", "").split():
            low = word.lower()
            if not word[0].isupper() or low in words("no_name"):
                opener = ""
            elif low in words("name_openers"):
                opener = low
            else:
                found.add(f"{opener} {low[:_STEM]}".strip())
                opener = ""
    return found


def _when(date_text: str) -> set[str]:
    """The words of a date; not the "on" that Sunday and Monday share."""
    return set(date_text.split()) - cues().grammar.time_prepositions - cues().grammar.determiners


def _word(telling: Telling, text: str) -> str:
    return text[telling.trigger.start : telling.trigger.end].split()[-1].lower()[:_STEM]


def _agree(a: set[str], b: set[str]) -> bool:
    return not a or not b or bool(a & b)


def _fullness(telling: Telling) -> tuple[bool, int, int]:
    clear = sum(2 - (e.refers_to is not None) for e in (*telling.actors[:2], *telling.recipients[:2]))
    rest = [telling.place, telling.killed, telling.injured, telling.date_span, telling.equipment]
    return not telling.title, clear + sum(map(bool, rest)), -telling.number


def _fullest(group: list[Telling]) -> Telling:
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
            modes=best.modes or other.modes,
            about=best.about or other.about,
            contexts=tuple(dict.fromkeys((*best.contexts, *other.contexts))),
        )
    told = tuple(sorted((t.trigger for t in others), key=lambda span: span.start))
    return replace(best, also_told=told)
