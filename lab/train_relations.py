"""Train the weights of the pack `relations`: the event type of what one party does to another.

    python -m lab.train_relations [--data ../shared/gold/events/plv_train.jsonl] [--out FOLDER]

A multinomial logistic regression (softmax, L2, Adam, full batch) on the features of tocsin.code.classify.
The temperature is chosen by the log loss of the answers given in cross-validation. `bench/plv.py` measures
by the same cross-validation; the weights written here have seen all sentences.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.code.classify import YIELD, features, read
from tocsin.code.paragraphs import Paragraph
from tocsin.code.spans import places_of
from tocsin.code.syntax import Parser
from tocsin.know.relations import FILE, SETTINGS

DATA = Path(__file__).parents[2] / "shared" / "gold" / "events" / "plv_train.jsonl"
OUT = Path(__file__).parents[1] / "packs" / "relations" / "tocsin_pack_relations"
L2, STEPS, RATE, SCALE, LEAST_SEEN = 3e-4, 150, 0.1, 3.0, 2
FOLDS, SEEDS = 5, (0, 1, 2)
# lowest probability at which the weights answer for a passage in which no known word tells an act
LEAST = 0.35
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence with its pair: what the weights see, what the frames alone answer, and the right label."""

    text: str
    features: frozenset[str]
    frames: str
    label: str
    quad: int


def examples(path: Path) -> list[Example]:
    """The examples of a file in the shape of plv_train.jsonl."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    parts = [Paragraph(number=n, start=0, text=row["text"], title=False) for n, row in enumerate(rows)]
    parsed: dict[int, list[Any]] = defaultdict(list)
    for sentence in Parser()(parts):
        parsed[sentence.paragraph].append(sentence)
    return [_example(row, parsed[n]) for n, row in enumerate(rows)]


def _example(row: dict[str, Any], sentences: Sequence[Any]) -> Example:
    actor, recipient = (
        row["text"][slice(*row[side])] if row[side] else "" for side in ("actor", "recipient")
    )
    mine, theirs = places_of(row["text"], actor, recipient)
    readings = read(sentences, mine, theirs)
    return Example(
        text=row["text"],
        features=features(sentences, readings, mine, theirs),
        frames=as_label(readings[0].type) if readings else "",
        label=row["type"],
        quad=row["quad"],
    )


def as_label(type: str) -> str:
    """The label of the data for a type of the ontology."""
    return YIELD if type in ("CONCEDE", "RETREAT") else type


def folds(data: Sequence[Example], seed: int) -> list[list[int]]:
    """Stratified folds; a sentence that stands twice is in one fold."""
    groups: dict[str, list[int]] = defaultdict(list)
    for n, example in enumerate(data):
        groups[example.text].append(n)
    by_label: dict[str, list[list[int]]] = defaultdict(list)
    for group in groups.values():
        by_label[data[group[0]].label].append(group)
    shuffle = random.Random(seed).shuffle
    found: list[list[int]] = [[] for _ in range(FOLDS)]
    for label in sorted(by_label):
        shuffle(by_label[label])
        for n, group in enumerate(by_label[label]):
            found[n % FOLDS].extend(group)
    return found


def vocabulary(data: Sequence[Example]) -> list[str]:
    """Features that occur often enough, sorted."""
    seen = Counter(name for example in data for name in example.features)
    return sorted(name for name, times in seen.items() if times >= LEAST_SEEN)


def matrix(data: Sequence[Example], names: Sequence[str]) -> Matrix:
    """One row an example, brought to the length SCALE."""
    column = {name: n for n, name in enumerate(names)}
    rows = np.zeros((len(data), len(names)), np.float32)
    for n, example in enumerate(data):
        rows[n, [column[name] for name in example.features if name in column]] = 1
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return SCALE * rows / np.maximum(lengths, 1)


def fit(rows: Matrix, labels: NDArray[np.int64], classes: int) -> Matrix:
    """Weights of shape (features, classes)."""
    weights = np.zeros((rows.shape[1], classes), np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    wanted = np.eye(classes, dtype=np.float32)[labels]
    for step in range(1, STEPS + 1):
        slope = rows.T @ (softmax(rows @ weights) - wanted) / len(rows) + L2 * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        move = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights -= RATE * move
    return weights


def softmax(sums: Matrix) -> Matrix:
    """Each row to shares that add up to 1."""
    shares = np.exp(sums - sums.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def cross_validate(data: Sequence[Example], seed: int) -> tuple[list[str], Matrix]:
    """For each example the labels, and the sums before softmax, of a model that has not seen it."""
    labels = sorted({example.label for example in data})
    numbers = np.array([labels.index(example.label) for example in data])
    sums = np.zeros((len(data), len(labels)), np.float32)
    for held in folds(data, seed):
        kept = [n for n in range(len(data)) if n not in set(held)]
        names = vocabulary([data[n] for n in kept])
        weights = fit(matrix([data[n] for n in kept], names), numbers[kept], len(labels))
        sums[held] = matrix([data[n] for n in held], names) @ weights
    return labels, sums


def calibrate(data: Sequence[Example]) -> float:
    """The temperature with the least log loss on answers of cross-validation, in steps of 0.05."""
    labels, sums = cross_validate(data, SEEDS[0])
    right = [labels.index(example.label) for example in data]

    def loss(temperature: float) -> float:
        shares = softmax(sums / np.float32(temperature))
        return -sum(log(max(float(shares[n, k]), exp(-30))) for n, k in enumerate(right))

    return min((step / 20 for step in range(4, 61)), key=loss)


def write(
    folder: Path, labels: Sequence[str], names: Sequence[str], weights: Matrix, temperature: float
) -> None:
    """The two files of the pack."""
    settings = [
        "# Written by lab/train_relations.py.",
        f"labels = {json.dumps(list(labels))}",
        f"scale = {SCALE}",
        f"temperature = {temperature}",
        f"least = {LEAST}",
    ]
    (folder / SETTINGS).write_text("\n".join(settings) + "\n", encoding="utf-8")
    lines = [
        "# Written by lab/train_relations.py: a feature of a pair of parties, and a weight a label.",
        "feature\tweights",
    ]
    lines += [
        f"{name}\t{' '.join(f'{w:.2f}' for w in row)}" for name, row in zip(names, weights, strict=True)
    ]
    (folder / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Train on all of the data and write the pack."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    data = examples(args.data)
    labels = sorted({example.label for example in data})
    names = vocabulary(data)
    numbers = np.array([labels.index(example.label) for example in data])
    write(args.out, labels, names, fit(matrix(data, names), numbers, len(labels)), calibrate(data))
    print(f"{len(names)} features, {len(labels)} labels, {len(data)} sentences -> {args.out}")


if __name__ == "__main__":
    main()
