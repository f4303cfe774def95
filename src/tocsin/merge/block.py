"""Which pairs of mentions are near enough to be compared at all.

Near: the same type, one thing in common (a country, a word of a name, a place, a stem of the trigger),
and not more than `WINDOW` days apart. Everything else stays apart unjudged, so the work grows with
the news of a fortnight and not with the square of all news.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tocsin.merge.days import Days, days, gap
from tocsin.merge.likeness import stems, trigger_words
from tocsin.model import Mention
from tocsin.text import fold

WINDOW = 14
Pair = tuple[Mention, Mention]


def near_pairs(mentions: Iterable[Mention]) -> Iterator[Pair]:
    """Each near pair once, left id < right id, in the order of ids."""
    by_id = {m.id: m for m in mentions}
    shelves: defaultdict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in by_id.values():
        for key in keys(mention):
            shelves[mention.type, key].append(mention)
    found = {pair for shelf in shelves.values() for pair in _within_window(shelf)}
    yield from ((by_id[left], by_id[right]) for left, right in sorted(found))


def near(a: Mention, b: Mention) -> bool:
    """Whether `near_pairs` has this pair."""
    when = anchor(a), anchor(b)
    apart = gap(when[0], when[1]) if when[0] and when[1] else 0
    return a.type == b.type and apart <= WINDOW and not keys(a).isdisjoint(keys(b))


def keys(mention: Mention) -> set[str]:
    """What two mentions must have one of in common to be compared."""
    parties = (*mention.actors, *mention.recipients)
    found = {f"country {e.country}" for e in parties if e.country}
    found |= {f"name {stem}" for e in parties for stem in stems(e.text)}
    found |= {f"place {fold(p.text)}" for p in mention.place}
    return found | {f"trigger {stem}" for stem in trigger_words(mention)}


def anchor(mention: Mention) -> Days | None:
    """When the act was, else when it was told; None when neither is known."""
    return days(mention.date) or days(mention.told)


def _within_window(shelf: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    dated = sorted(((anchor(m) or (0, 0), m.id) for m in shelf if anchor(m)), key=lambda pair: pair)
    undated = [m.id for m in shelf if not anchor(m)]
    for at, (left, left_id) in enumerate(dated):
        for right, right_id in dated[at + 1 :]:
            if right[0] - left[1] > WINDOW:
                break
            if gap(left, right) <= WINDOW:
                yield _ordered(left_id, right_id)
    for at, left_id in enumerate(undated):
        for right_id in [*undated[at + 1 :], *(id for _, id in dated)]:
            yield _ordered(left_id, right_id)


def _ordered(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
