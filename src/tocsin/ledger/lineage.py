"""Which mention of a new version of a document stands for which of an old one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from tocsin.model import Judgement, Mention
from tocsin.text import squeeze

Key = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """heirs: the mention that took the place of each of an older version, where one did.

    kept: mentions of older versions that count although the newest one does not repeat them.
    """

    heirs: dict[str, str] = field(default_factory=dict[str, str])
    kept: frozenset[str] = frozenset()


def lineage(versions: Sequence[Sequence[Mention]], judged: Collection[str]) -> Lineage:
    """The lineage of one document, the mentions of its newest version first.

    A mention stands for an older one of the same type and trigger words in the same sentence; where a page
    says a sentence several times, the first for the first, and so on. judged: mentions that a person gave
    a verdict on; these are kept where nothing stands for them, as what a person did is not thrown away.
    """
    current = {key: mention.id for key, mention in _keyed(versions[0])} if versions else {}
    heirs: dict[str, str] = {}
    kept: set[str] = set()
    for older in versions[1:]:
        for key, mention in _keyed(older):
            if key in current:
                heirs[mention.id] = current[key]
            elif mention.id in judged:
                kept.add(mention.id)
                current[key] = mention.id
    return Lineage(heirs=heirs, kept=frozenset(kept))


def is_person(by: str) -> bool:
    """Whether a judge is a person: a model signs with name and version, as in "merge/0.2"."""
    return "/" not in by


def carried(judgement: Judgement, heirs: dict[str, str]) -> Judgement | None:
    """A person's verdict as one on the mentions that took the places; None when both are now one.

    A model's stays as it is: a model judges the new mentions itself.
    """
    if not is_person(judgement.by):
        return judgement
    left, right = sorted(heirs.get(id, id) for id in (judgement.left, judgement.right))
    return None if left == right else replace(judgement, left=left, right=right)


def _keyed(mentions: Iterable[Mention]) -> list[tuple[Key, Mention]]:
    seen: Counter[tuple[str, str, str]] = Counter()
    found: list[tuple[Key, Mention]] = []
    for mention in sorted(mentions, key=lambda m: (m.trigger.start, m.trigger.end, m.id)):
        words = (mention.type, squeeze(mention.sentence_text), mention.trigger_text)
        found.append(((*words, seen[words]), mention))
        seen[words] += 1
    return found
