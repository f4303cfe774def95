"""How far two readers who did not see each other's work agree on the annotated corpus.

    python -m lab.agreement               table of figures, most frequent confusions; the last line is one JSON object

`lab/corpus/second` holds both: first.yaml is the first annotation as it was before anybody compared it,
part0.yaml and part1.yaml are the second one. None of them is ever mended; what the comparison taught went into
`lab/corpus/passages`. Mentions are paired one to one, best first: those whose tellings overlap, then those of one
sentence that share an actor or a recipient. Every figure beside `found` is over the pairs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from lab.passages import ABOUT, FOLDER, Passage, Record, passages

SECOND = FOLDER.parent / "second"
FIRST_FILES = (SECOND / "first.yaml",)
SECOND_FILES = (SECOND / "part0.yaml", SECOND / "part1.yaml")

Pair = tuple[Record, Record]
Span = Sequence[int]
Figure = dict[str, float | int]


# --- pairing -------------------------------------------------------------------------------------------------


def pair(first: Sequence[Record], second: Sequence[Record]) -> list[Pair]:
    """The mentions of one passage that both readers found, one to one, best match first."""
    ranked = sorted(
        ((_match(a, b), i, j) for i, a in enumerate(first) for j, b in enumerate(second)),
        key=lambda found: (*(-part for part in found[0]), found[1], found[2]),
    )
    left, right = set[int](), set[int]()
    found: list[Pair] = []
    for score, i, j in ranked:
        if score[0] and i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((first[i], second[j]))
    return found


def _match(a: Record, b: Record) -> tuple[int, int, int, int]:
    """How well two mentions match, best part first; the first part is 0 where they do not match at all."""
    shared = sum(_shared(a, b, field) for field in ("actors", "recipients"))
    tellings = _touch([a["trigger"], *a["also_told"]], [b["trigger"], *b["also_told"]])
    sentence = a["sentence"] == b["sentence"] and shared > 0
    rank = 2 if tellings else int(sentence)
    return rank, int(_overlap(a["trigger"], b["trigger"])), int(a["type"] == b["type"]), shared


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _touch(some: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(_overlap(a, b) for a in some for b in others)


def _spans(entity: Record) -> list[Span]:
    return [span for span in (entity.get("span"), entity.get("refers_to")) if span]


def _same(a: Record, b: Record) -> bool:
    return _touch(_spans(a), _spans(b))


def _shared(a: Record, b: Record, field: str) -> bool:
    return any(_same(x, y) for x in a[field] for y in b[field])


# --- what counts as agreement ----------------------------------------------------------------------------------


def _equal(field: str) -> Callable[[Pair], bool]:
    return lambda pair: pair[0][field] == pair[1][field]


def _same_set(field: str) -> Callable[[Pair], bool]:
    return lambda pair: set(pair[0][field]) == set(pair[1][field])


def _some(field: str) -> Callable[[Pair], bool]:
    """Whether at least one of the two readers filled the field."""
    return lambda pair: bool(pair[0][field] or pair[1][field])


def _one_shared(field: str) -> Callable[[Pair], bool]:
    """An entity is shared, or neither reader gave one."""
    return lambda pair: _shared(*pair, field) or not _some(field)(pair)


def _all_shared(field: str) -> Callable[[Pair], bool]:
    """Each entity of the one reader has its match at the other."""

    def covered(a: Record, b: Record) -> bool:
        return all(any(_same(x, y) for y in b[field]) for x in a[field])

    return lambda pair: covered(pair[0], pair[1]) and covered(pair[1], pair[0])


def _dates_overlap(pair: Pair) -> bool:
    """The two dates have a day in common ("2021-10" holds 2021-10-03), or both are empty."""
    a, b = (m["date"] for m in pair)
    if not a or not b:
        return a == b
    (a_from, a_to), (b_from, b_to) = _bounds(a), _bounds(b)
    return a_from <= b_to and b_from <= a_to


def _bounds(date: str) -> tuple[str, str]:
    start, _, end = date.partition("/")
    return (start + "-01-01"[len(start) - 4 :])[:10], (end or start) + "-99-99"[len(end or start) - 4 :]


def _innermost(pair: Pair) -> bool:
    a, b = (m["sources"] for m in pair)
    return bool(a and b) and _same_link(a[-1], b[-1])


def _chain(pair: Pair) -> bool:
    return all(a and b and _same_link(a, b) for a, b in zip_longest(*(m["sources"] for m in pair)))


def _same_link(a: Record, b: Record) -> bool:
    return _same(a, b) if a["span"] and b["span"] else a["kind"] == b["kind"]


def _kinds(pair: Pair) -> bool:
    a, b = (Counter(item["kind"] for item in m["equipment"]) for m in pair)
    return a == b


# --- figures -----------------------------------------------------------------------------------------------------


def figures(couples: Sequence[tuple[Passage, Passage]]) -> dict[str, Figure]:
    """All figures of two annotations of the same passages."""
    pairs = [found for a, b in couples for found in pair(a.mentions, b.mentions)]
    sure = [found for found in pairs if not found[0]["optional"] and not found[1]["optional"]]
    same_type = [found for found in pairs if _equal("type")(found)]
    first, second = ([m for couple in couples for m in couple[side].mentions] for side in (0, 1))
    return {
        "found": _found(first, second, pairs),
        "found_sure": _sure(couples, pairs),
        "found_same_type": _found(first, second, same_type),
        "type": _share(pairs, _equal("type")) | _kappa(pairs, "type"),
        "type_sure": _share(sure, _equal("type")) | _kappa(sure, "type"),
        "modes": _share(same_type, _same_set("modes")),
        "about": _share([p for p in same_type if p[0]["type"] in ABOUT], _equal("about")),
        "status": _share(pairs, _equal("status")) | _kappa(pairs, "status"),
        "actors": _share(pairs, _one_shared("actors")),
        "actors_all": _share(pairs, _all_shared("actors")),
        "recipients": _share(pairs, _one_shared("recipients")),
        "recipients_all": _share(pairs, _all_shared("recipients")),
        "place": _share(pairs, _one_shared("place")),
        "place_given": _share(list(filter(_some("place"), pairs)), _one_shared("place")),
        "date_equal": _share(pairs, _equal("date")),
        "date_overlap": _share(pairs, _dates_overlap),
        "date_given_equal": _share(list(filter(_some("date"), pairs)), _equal("date")),
        "source_innermost": _share(list(filter(_some("sources"), pairs)), _innermost),
        "source_chain": _share(list(filter(_some("sources"), pairs)), _chain),
        "killed": _share(list(filter(_some("killed"), pairs)), _equal("killed")),
        "injured": _share(list(filter(_some("injured"), pairs)), _equal("injured")),
        "equipment_kind": _share(list(filter(_some("equipment"), pairs)), _kinds),
        "contexts_equal": _share(pairs, _same_set("contexts")),
        "contexts_f1": _labels(pairs, "contexts"),
    }


def _sure(couples: Sequence[tuple[Passage, Passage]], pairs: Sequence[Pair]) -> Figure:
    """`found` without optional mentions: one counts only where it is not optional, or its pair is not."""
    taken = {id(m) for found in pairs for m in found if not all(one["optional"] for one in found)}
    first, second = (
        [m for couple in couples for m in couple[side].mentions if not m["optional"] or id(m) in taken]
        for side in (0, 1)
    )
    return _found(first, second, [found for found in pairs if not all(one["optional"] for one in found)])


def _found(first: Sequence[Record], second: Sequence[Record], pairs: Sequence[Pair]) -> Figure:
    return {
        "share": _f1(len(pairs), len(first), len(second)),
        "of": len(first),
        "second": len(second),
        "both": len(pairs),
    }


def _labels(pairs: Sequence[Pair], field: str) -> Figure:
    both = sum(len(set(a[field]) & set(b[field])) for a, b in pairs)
    first, second = (sum(len(set(found[side][field])) for found in pairs) for side in (0, 1))
    return {"share": _f1(both, first, second), "of": first, "second": second, "both": both}


def _f1(both: int, first: int, second: int) -> float:
    return round(2 * both / max(first + second, 1), 3)


def _share(pairs: Sequence[Pair], right: Callable[[Pair], bool]) -> Figure:
    return {"share": round(sum(map(right, pairs)) / max(len(pairs), 1), 3), "of": len(pairs)}


def _kappa(pairs: Sequence[Pair], field: str) -> Figure:
    """Cohen's kappa: agreement beyond what two readers with these habits would have by chance."""
    first, second = (Counter(found[side][field] for found in pairs) for side in (0, 1))
    total = max(len(pairs), 1)
    chance = sum(first[label] * second[label] for label in first) / total**2
    seen = sum(map(_equal(field), pairs)) / total
    return {"kappa": round((seen - chance) / (1 - chance), 3) if chance < 1 else 1.0}


def confusions(pairs: Sequence[Pair], field: str, most: int = 12) -> list[tuple[str, int]]:
    """The unequal values of a field, in either order, most frequent first."""
    unequal = Counter(" / ".join(sorted((a[field], b[field]))) for a, b in pairs if a[field] != b[field])
    return sorted(unequal.items(), key=lambda found: (-found[1], found[0]))[:most]


# --- the command ---------------------------------------------------------------------------------------------------


def couples(
    first: Sequence[Path] = FIRST_FILES, second: Sequence[Path] = SECOND_FILES
) -> list[tuple[Passage, Passage]]:
    """Both annotations of each passage. Raises ValueError where the texts or the passages differ."""
    left, right = ({p.id: p for p in passages(paths)} for paths in (first, second))
    if left.keys() != right.keys():
        raise ValueError(f"annotated only once: {sorted(left.keys() ^ right.keys())}")
    unequal = [key for key, passage in left.items() if passage.text != right[key].text]
    if unequal:
        raise ValueError(f"the texts differ: {unequal}")
    return [(passage, right[key]) for key, passage in sorted(left.items())]


def main() -> None:
    both = couples()
    pairs = [found for a, b in both for found in pair(a.mentions, b.mentions)]
    table = figures(both)
    for name, figure in table.items():
        print(f"{name:18}", "  ".join(f"{key} {value}" for key, value in figure.items()))
    result: dict[str, Any] = {"passages": len(both), **table}
    for field in ("type", "status"):
        result[f"{field}_confusions"] = confusions(pairs, field)
        print(
            f"{field} confused:", ", ".join(f"{names} {count}" for names, count in confusions(pairs, field))
        )
    print(json.dumps(result))


if __name__ == "__main__":
    main()
