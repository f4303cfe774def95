"""Judgements to clusters of mentions: a union-find that keeps apart what must stay apart.

Order of joining: what people call the same (by ids), then what the model calls the same (highest score
first). A union is refused when a person called a pair across it different, when it would put two acts
of one page together, or when the model's mean score over the pairs it compared across it is below one half.
The result depends on the set of judgements (and which of a person's came last), not on any order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tocsin.merge.block import near
from tocsin.merge.compare import BY, SAME, compatible, told_twice
from tocsin.model import Judgement, Mention, Verdict

MODEL = "merge/"
Key = tuple[str, str]


def cluster(mentions: Sequence[Mention], judgements: Iterable[Judgement]) -> list[list[Mention]]:
    """The mentions of each act, by id; clusters in the order of their smallest ids.

    judgements: oldest first; one about an unknown mention is passed over.
    """
    by_id = {m.id: m for m in sorted(mentions, key=lambda m: m.id)}
    known = [j for j in judgements if j.left in by_id and j.right in by_id]
    people, model = by_people(known), by_model(known)
    groups = _Groups(by_id, people, model)
    for (left, right), verdict in sorted(people.items()):
        if verdict == "same":
            groups.join(left, right, person=True)
    for (left, right), score in sorted(model.items(), key=lambda item: (-item[1], item[0])):
        if score >= SAME:
            groups.join(left, right, person=False)
    return groups.all()


def by_people(judgements: Iterable[Judgement]) -> dict[Key, Verdict]:
    """One verdict a pair: each person's latest counts, the majority decides, a tie keeps apart."""
    latest: dict[tuple[Key, str], Verdict] = {}
    for j in judgements:
        if not j.by.startswith(MODEL):
            latest[_key(j), j.by] = j.verdict
    votes: defaultdict[Key, Counter[Verdict]] = defaultdict(Counter)
    for (key, _), verdict in latest.items():
        votes[key][verdict] += 1
    return {
        key: "same" if count["same"] > count["different"] else "different" for key, count in votes.items()
    }


def by_model(judgements: Iterable[Judgement]) -> dict[Key, float]:
    """The score of a pair by this version of the model (older ones' stay in the ledger, unheeded)."""
    return {_key(j): j.score for j in judgements if j.by == BY}


def _key(judgement: Judgement) -> Key:
    left, right = sorted((judgement.left, judgement.right))
    return left, right


class _Groups:
    """The clusters while they grow; `root` of a mention is the smallest id of its cluster."""

    def __init__(
        self, by_id: dict[str, Mention], people: dict[Key, Verdict], model: dict[Key, float]
    ) -> None:
        self.by_id = by_id
        self.people = people
        self.root = {id: id for id in by_id}
        self.members = {id: [id] for id in by_id}
        self.apart: defaultdict[str, set[str]] = defaultdict(set)
        self.scores: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for (left, right), verdict in people.items():
            if verdict == "different":
                self.apart[left].add(right)
                self.apart[right].add(left)
        for (left, right), score in model.items():
            self.scores[left][right] = self.scores[right][left] = score

    def join(self, left: str, right: str, *, person: bool) -> None:
        """Make one cluster of two, unless that is refused."""
        first, second = sorted((self.root[left], self.root[right]))
        if first == second or self._told_apart(first, second):
            return
        if not person and (self._two_acts_of_a_page(first, second) or self._mean(first, second) < SAME):
            return
        for id in self.members[second]:
            self.root[id] = first
        self.members[first] += self.members.pop(second)

    def all(self) -> list[list[Mention]]:
        return [[self.by_id[id] for id in sorted(self.members[root])] for root in sorted(self.members)]

    def _told_apart(self, first: str, second: str) -> bool:
        return any(self.root[other] == second for id in self.members[first] for other in self.apart[id])

    def _two_acts_of_a_page(self, first: str, second: str) -> bool:
        pages: defaultdict[str, list[Mention]] = defaultdict(list)
        for id in self.members[first]:
            pages[self.by_id[id].page].append(self.by_id[id])
        return any(
            not self._same_act(mine, self.by_id[id])
            for id in self.members[second]
            for mine in pages.get(self.by_id[id].page, ())
        )

    def _same_act(self, a: Mention, b: Mention) -> bool:
        return told_twice(a, b) or self.people.get(_ordered(a.id, b.id)) == "same"

    def _mean(self, first: str, second: str) -> float:
        across = [
            score
            for id in self.members[first]
            for other in self.members[second]
            if (score := self._score(id, other)) is not None
        ]
        return sum(across) / len(across) if across else 0.0

    def _score(self, left: str, right: str) -> float | None:
        """The score of a pair; 0 where it was clearly two acts, None where it was not compared."""
        score = self.scores[left].get(right)
        if score is not None:
            return score
        a, b = self.by_id[left], self.by_id[right]
        return 0.0 if compatible(a, b) and near(a, b) else None


def _ordered(a: str, b: str) -> Key:
    return (a, b) if a < b else (b, a)
