"""Event type of a pair: macro F1 on the sentences of ../shared/gold/events/plv_train.jsonl.

    python -m bench.plv [--data FILE]

`installed`: what the coder of the settings answers (`tocsin classify`); the shipped weights have never seen these
sentences. `folds`: the same network trained further on four fifths of the sentences and asked about the rest,
five times, answers pooled; they are stored in lab/plv_cv.json by `python -m lab.coder.plv_cv` and scored here
when FILE is the one they are of. Metric: section 1 of the gold's README; CONCEDE and RETREAT count as YIELD, no
answer is wrong. Prints a table and, as its last line, one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from bench.floors import data_hash
from tocsin import config
from tocsin.run.line import make_line

DATA = Path(__file__).parents[2] / "shared" / "gold" / "events" / "plv_train.jsonl"
STORED = Path(__file__).parents[1] / "lab" / "plv_cv.json"
_YIELD = ("CONCEDE", "RETREAT")

Figures = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sentence with the words of its two parties ("" for none), its type and quad class."""

    text: str
    actor: str
    recipient: str
    type: str
    quad: int


def rows(path: Path) -> list[Row]:
    """The marked sentences of a file."""
    found: list[Row] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record: dict[str, Any] = json.loads(line)
        text: str = record["text"]
        sides = [text[slice(*record[key])] if record[key] else "" for key in ("actor", "recipient")]
        found.append(
            Row(text=text, actor=sides[0], recipient=sides[1], type=record["type"], quad=record["quad"])
        )
    return found


def macro_f1(gold: Sequence[object], answers: Sequence[object]) -> float:
    """The plain mean over the gold's classes of 2tp / (2tp + fp + fn), in percent."""
    scores: list[float] = []
    for label in sorted(set(gold), key=str):
        hits = sum(g == label == a for g, a in zip(gold, answers, strict=True))
        total = sum(g == label for g in gold) + sum(a == label for a in answers)
        scores.append(2 * hits / total)
    return 100 * mean(scores)


def figures(gold: Sequence[str], answers: Sequence[str], quads: dict[str, int]) -> Figures:
    """Macro F1 over types, quads, and conflict against cooperation (quad 3 and 4 against 1 and 2)."""
    told = ["YIELD" if answer in _YIELD else answer for answer in answers]
    right, given = [quads[label] for label in gold], [quads.get(answer, 0) for answer in told]
    return {
        "type": round(macro_f1(gold, told), 2),
        "quad": round(macro_f1(right, given), 2),
        "binary": round(macro_f1([q >= 3 for q in right], [q >= 3 if q else None for q in given]), 2),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="sentences with actor, recipient and type")
    args = parser.parse_args()
    if not args.data.is_file():
        sys.exit(f"{args.data}: not there; name the file with --data")
    data = rows(args.data)
    quads = {row.type: row.quad for row in data}
    code = make_line(config.load()).code
    answers = [code.classify(row.text, row.actor, row.recipient)[0] for row in data]
    found = {"installed": figures([row.type for row in data], answers, quads)}
    if pooled := _pooled(data_hash(args.data)):
        found["folds"] = figures([g for g, _ in pooled], [a for _, a in pooled], quads)
    for name, scores in found.items():
        print(
            f"{name:10} type {scores['type']:6.2f}  quad {scores['quad']:6.2f}  binary {scores['binary']:6.2f}"
        )
    print(json.dumps({**found, "rows": len(data), "coder": code.name, "data": data_hash(args.data)}))


def _pooled(data: str) -> list[tuple[str, str]]:
    """The stored answers of the five folds, [] when they are of another file."""
    if not STORED.is_file():
        return []
    stored: dict[str, Any] = json.loads(STORED.read_text(encoding="utf-8"))
    return [(g, a) for fold in stored["folds"].values() for g, a in fold] if stored["data"] == data else []


if __name__ == "__main__":
    main()
