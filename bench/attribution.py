"""Attribution: who says what, by which words, on the development part of PolNeAR.

    python -m bench.attribution [--data FILE]

Answers are matched to the gold one to one by the largest overlap of content. Figures, in order: F1 of
content by any overlap and by equality; over the matched ones the share whose source overlaps, whose
source and whose cue are equal; F1 of all three parts equal; recall of content on attributions with
quotation marks and on the others. No source is right when the gold has none. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.floors import data_hash
from tocsin.attribute import attribution_record, find_attributions

DATA = Path(__file__).parents[2] / "shared/gold/attribution/polnear_dev.jsonl"
QUOTES = ('"', "“", "”", "''")
Record = dict[str, Any]


def characters(spans: Iterable[Sequence[int]]) -> set[int]:
    return {n for start, end in spans for n in range(start, end)}


def match(gold: list[Record], found: list[Record]) -> list[tuple[Record, Record]]:
    """Pairs of gold and answer, largest overlap of content first, one to one."""
    mine = [characters(a["content"]) for a in found]
    theirs = [characters(a["content"]) for a in gold]
    overlaps = sorted(
        ((len(g & f), -i, -j) for i, g in enumerate(theirs) for j, f in enumerate(mine) if g & f),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for _, i, j in overlaps:
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return [(gold[i], found[j]) for i, j in pairs.items()]


def equal(a: Record, b: Record, part: str) -> bool:
    return sorted(map(list, a[part])) == sorted(map(list, b[part]))


def source_overlaps(gold: Record, found: Record) -> bool:
    if not gold["source"]:
        return not found["source"]
    return bool(characters(gold["source"]) & characters(found["source"]))


def quoted(text: str, attribution: Record) -> bool:
    return any(mark in text[s:e] for s, e in attribution["content"] for mark in QUOTES)


def count(text: str, gold: list[Record], found: list[Record]) -> Counter[str]:
    """What one article adds to the counts."""
    pairs = match(gold, found)
    counts: Counter[str] = Counter(gold=len(gold), found=len(found), matched=len(pairs))
    for attribution in gold:
        counts["quoted" if quoted(text, attribution) else "unquoted"] += 1
    for mine, yours in pairs:
        counts["quoted_hit" if quoted(text, mine) else "unquoted_hit"] += 1
        counts["content"] += equal(mine, yours, "content")
        counts["source_overlap"] += source_overlaps(mine, yours)
        counts["source"] += equal(mine, yours, "source")
        counts["cue"] += equal(mine, yours, "cue")
        counts["all"] += all(equal(mine, yours, part) for part in ("source", "cue", "content"))
    return counts


def figures(n: Counter[str]) -> dict[str, float | int | str]:
    def f1(right: int) -> float:
        return round(2 * right / (n["found"] + n["gold"]), 4) if n["found"] + n["gold"] else 0.0

    def share(part: str, whole: str) -> float:
        return round(n[part] / n[whole], 4) if n[whole] else 0.0

    return {
        "content_overlap_p": share("matched", "found"),
        "content_overlap_r": share("matched", "gold"),
        "content_overlap_f1": f1(n["matched"]),
        "content_exact_f1": f1(n["content"]),
        "source_overlap": share("source_overlap", "matched"),
        "source_exact": share("source", "matched"),
        "cue_exact": share("cue", "matched"),
        "all_exact_f1": f1(n["all"]),
        "recall_quoted": share("quoted_hit", "quoted"),
        "recall_unquoted": share("unquoted_hit", "unquoted"),
        "gold": n["gold"],
        "found": n["found"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="JSON Lines in the shape of PolNeAR here")
    path: Path = parser.parse_args().data
    total: Counter[str] = Counter()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            found = [attribution_record(a) for a in find_attributions(article["text"])]
            total += count(article["text"], article["attributions"], found)
    result = figures(total) | {"data": data_hash(path)}
    for name, value in result.items():
        print(f"{name:20} {value}")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
