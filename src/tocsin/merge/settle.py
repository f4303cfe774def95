"""A cluster of mentions to one event: what they say together, field by field.

Nothing is averaged and nothing invented: each field is taken from the mentions by a rule that stands
beside it, and is empty where no mention fills it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tocsin.merge.days import agree, days
from tocsin.merge.likeness import same_party
from tocsin.merge.origins import origins
from tocsin.model import Count, Entity, Equipment, Event, Mention, Place, Precision, Status
from tocsin.text import fold, squeeze

HEADLINE = 200  # characters after which a headline is cut
_LAST = "9999"
_DATELINE = re.compile(r"^[^a-z()]{2,60}\([^()]{2,40}\) ?[-–—] ?")  # "BELGRADE (Agency) —"
_SUREST: tuple[Status, ...] = ("actual", "negated", "future", "hypothetical", "historical")
_PRECISE: dict[Precision | None, int] = {"point": 0, "town": 1, "area": 2, "region": 3, "country": 4, None: 5}


def settle(cluster: Sequence[Mention]) -> Event:
    """The event that the mentions of one cluster tell; the cluster is not empty."""
    mentions = sorted(cluster, key=lambda m: (m.told or _LAST, m.id))
    date, approx = settle_date(mentions)
    told = [m.told for m in mentions if m.told]
    return Event(
        id=min(m.id for m in mentions),
        type=mentions[0].type,
        modes=tuple(sorted({mode for m in mentions for mode in m.modes})),
        status=settle_status(mentions),
        date=date,
        date_approx=approx,
        actors=settle_parties([m.actors for m in mentions]),
        recipients=settle_parties([m.recipients for m in mentions]),
        place=settle_place(mentions),
        equipment=_equipment(mentions),
        killed=settle_count(m.killed for m in mentions),
        injured=settle_count(m.injured for m in mentions),
        mentions=tuple(m.id for m in mentions),
        pages=tuple(dict.fromkeys(m.page for m in mentions)),
        outlets=tuple(dict.fromkeys(name for m in mentions for name in _outlets(m))),
        origins=origins(mentions),
        first_told=min(told, default=None),
        last_told=max(told, default=None),
        headline=headline(mentions),
    )


def settle_status(mentions: Sequence[Mention]) -> Status:
    """As it was told last: a plan that was carried out is actual. Of equally late ones, the surest."""
    latest = max(m.told or "" for m in mentions)
    told_last = {m.status for m in mentions if (m.told or "") == latest}
    return next(status for status in _SUREST if status in told_last)


def settle_date(mentions: Sequence[Mention]) -> tuple[str | None, bool]:
    """The most precise date with which at least half of the dates agree, and whether it is only implied.

    Of equally precise ones the one with which most agree, one that is said before one that is implied,
    the one told first.
    """
    dated = [(m.date, span, m.date_approx) for m in mentions if m.date and (span := days(m.date))]
    if not dated:
        return None, False
    votes = [sum(agree(span, other) for _, other, _ in dated) for _, span, _ in dated]
    needed = min(max(votes), (len(dated) + 1) // 2)

    def rank(n: int) -> tuple[int, int, bool]:
        _, span, approx = dated[n]
        return span[1] - span[0], -votes[n], approx

    date, _, approx = dated[min((n for n in range(len(dated)) if votes[n] >= needed), key=rank)]
    return date, approx


def settle_parties(sides: Sequence[Sequence[Entity]]) -> tuple[Entity, ...]:
    """Those of the fullest telling, and after them any that no other name already stands for."""
    order = sorted(range(len(sides)), key=lambda n: (-_coded(sides[n]), n))
    found: list[Entity] = []
    for n in order:
        found += [e for e in sides[n] if not any(same_party(e, other) for other in found)]
    return tuple(dict.fromkeys(found))


def _coded(side: Sequence[Entity]) -> int:
    return sum(1 + bool(e.country) + bool(e.sector) for e in side)


def settle_place(mentions: Sequence[Mention]) -> tuple[Place, ...]:
    """That of the telling with the most precise place; of equal ones the one told most often, then first."""
    placed = [m.place for m in mentions if m.place]
    told = Counter(fold(p.text) for place in placed for p in place)
    return min(
        placed, key=lambda place: min((_PRECISE[p.precision], -told[fold(p.text)]) for p in place), default=()
    )


def settle_count(counts: Iterable[Count | None]) -> Count | None:
    """From the lowest to the highest that any mention gives; open above when the highest is "at least"."""
    known = [c for c in counts if c]
    if not known:
        return None
    highs = [c.high for c in known if c.high is not None]
    low, top = min(c.low for c in known), max([*highs, *(c.low for c in known)])
    return Count(low=low, high=top if highs and top in highs else None)


def _equipment(mentions: Sequence[Mention]) -> tuple[Equipment, ...]:
    found = {(e.kind, fold(e.text)): e for m in reversed(mentions) for e in reversed(m.equipment)}
    return tuple(reversed(found.values()))


def _outlets(mention: Mention) -> list[str]:
    return [s.name for s in mention.sources if s.kind in ("reposter", "outlet") and s.name]


def headline(mentions: Sequence[Mention]) -> str:
    """The sentence that fills most fields; of equals an agency's, the earliest, the longest; cut at a word."""
    best = min(
        mentions, key=lambda m: (-_filled(m), not _by_agency(m), m.told or _LAST, -len(m.sentence_text), m.id)
    )
    text = _DATELINE.sub("", squeeze(best.sentence_text))
    if len(text) <= HEADLINE:
        return text
    return text[:HEADLINE].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _filled(mention: Mention) -> int:
    fields = (
        mention.actors,
        mention.recipients,
        mention.date,
        mention.place,
        mention.killed,
        mention.injured,
    )
    return sum(bool(field) for field in fields)


def _by_agency(mention: Mention) -> bool:
    return any(s.kind == "agency" for s in mention.sources)
