"""Event type of a pair: macro F1 on the sentences of ../shared/gold/events/plv_train.jsonl.

    python -m bench.plv [--data FILE]

Two figures: the frames alone, which were written while looking at these sentences; and frames with weights,
by 5-fold cross-validation with three seeds (the metric of the gold's README, section 1). CONCEDE and
RETREAT count as YIELD; no answer is wrong. The weights of the installed pack have seen these sentences and
are not measured here.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from lab.train_relations import DATA, SEEDS, Example, cross_validate, examples

from bench.floors import data_hash

Figures = dict[str, float]


def macro_f1(gold: Sequence[object], answers: Sequence[object]) -> float:
    """The plain mean over the gold's classes of 2tp / (2tp + fp + fn), in percent."""
    scores: list[float] = []
    for label in sorted(set(gold), key=str):
        hits = sum(g == label == a for g, a in zip(gold, answers, strict=True))
        total = sum(g == label for g in gold) + sum(a == label for a in answers)
        scores.append(2 * hits / total)
    return 100 * mean(scores)


def figures(data: Sequence[Example], answers: Sequence[str]) -> Figures:
    """Macro F1 over types, quads, and conflict against cooperation (quad 3 and 4 against 1 and 2)."""
    quads = {example.label: example.quad for example in data}
    right, given = [example.quad for example in data], [quads.get(answer, 0) for answer in answers]
    return {
        "type": round(macro_f1([example.label for example in data], answers), 2),
        "quad": round(macro_f1(right, given), 2),
        "binary": round(macro_f1([q >= 3 for q in right], [q >= 3 if q else None for q in given]), 2),
    }


def with_weights(data: Sequence[Example], seed: int) -> list[str]:
    """What models that have not seen the sentences answer."""
    labels, sums = cross_validate(data, seed)
    return [labels[int(best)] for best in sums.argmax(axis=1)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA, help="sentences with actor, recipient and type")
    args = parser.parse_args()
    if not args.data.is_file():
        sys.exit(f"{args.data}: not there; name the file with --data")
    data = examples(args.data)
    frames = figures(data, [example.frames for example in data])
    runs = [figures(data, with_weights(data, seed)) for seed in SEEDS]
    weights = {key: round(mean(run[key] for run in runs), 2) for key in frames}
    for name, found in (("frames alone", frames), ("frames and weights, 5 folds, 3 seeds", weights)):
        print(
            f"{name:38} type {found['type']:6.2f}  quad {found['quad']:6.2f}  binary {found['binary']:6.2f}"
        )
    print(
        json.dumps({"frames": frames, "weights_cv": weights, "rows": len(data), "data": data_hash(args.data)})
    )


if __name__ == "__main__":
    main()
