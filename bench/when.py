"""Time expressions: finding them and giving their value, by the metric of the gold's README, section 5.

    python -m bench.when [--data FILE]

Without --data the training file is measured; give tempeval3_platinum.jsonl for the figure to report.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.floors import data_hash
from tocsin.resolve import when

GOLD = Path(__file__).parent.parent.parent / "shared" / "gold" / "dates"


def pairs(gold: Sequence[dict[str, Any]], answers: Sequence[dict[str, Any]]) -> list[tuple[int, int]]:
    """Greedy matches by any overlap, in text order, one answer an expression: indices into both."""
    free = list(range(len(answers)))
    found: list[tuple[int, int]] = []
    for i, time in enumerate(gold):
        hits = [j for j in free if time["start"] < answers[j]["end"] and answers[j]["start"] < time["end"]]
        if hits:
            free.remove(hits[0])
            found.append((i, hits[0]))
    return found


def measure(path: Path) -> dict[str, Any]:
    """F1 = 2 matched / (answers + gold): relaxed (overlap), strict (same span), value, type."""
    total = relaxed = strict = value = kind = articles = 0
    for line in path.open(encoding="utf-8"):
        article = json.loads(line)
        answers = [when.time_record(t) for t in when.find_times(article["text"], anchor=article["dct"])]
        gold = article["times"]
        articles += 1
        total += len(gold) + len(answers)
        for i, j in pairs(gold, answers):
            there, here = gold[i], answers[j]
            relaxed += 1
            strict += (there["start"], there["end"]) == (here["start"], here["end"])
            value += there["value"] == here["value"]
            kind += there["type"] == here["type"]
    names = ("relaxed_f1", "strict_f1", "value_f1", "type_f1")
    counts = (relaxed, strict, value, kind)
    figures = {name: round(2 * count / max(1, total), 4) for name, count in zip(names, counts, strict=True)}
    return {"articles": articles, "gold_and_answers": total, "matched": relaxed, **figures}


def main() -> None:
    """Print a table for people and, as the last line, one JSON object."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, action="append", help="JSON Lines in the gold's shape")
    options = parser.parse_args()
    paths: list[Path] = options.data or [GOLD / "tempeval3_train.jsonl"]
    report = {path.stem: measure(path) for path in paths}
    for name, figures in report.items():
        print(name, " ".join(f"{key} {number}" for key, number in figures.items()))
    data = "+".join(data_hash(path) for path in paths)
    print(json.dumps({"bench": "when", "data": data, **report}))


if __name__ == "__main__":
    main()
