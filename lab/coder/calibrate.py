# pyright: basic, reportMissingImports=false
"""How sure the coder may say it is: temperatures on held-out passages, and the error before and after.

    python -m lab.coder.calibrate --encoder FOLDER --weights FILE [--pack FOLDER]

The passages of lab/corpus/dev.txt were not trained on. A temperature divides the logits of a head so that the chance it gives is, on
average, how often it is right (Guo et al. 2017, "On Calibration of Modern Neural Networks"); it is the one with
the lowest loss on half of the held-out passages, and the expected calibration error (10 bins, same paper) is
measured on the other half. `--pack` writes the temperatures into the pack's model.toml.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from lab.coder.data import Example, examples, pairs, texts
from lab.coder.model import Coder
from lab.coder.tensors import acts_of, pair_tensors, window_tensors
from lab.coder.train import held_out
from lab.passages import FOLDER, passages
from tocsin.code.labels import MODES, ROLES, TYPES
from tocsin.code.windows import Reader

BINS = 10
HEATS = np.geomspace(0.5, 4, 61)
BATCH = 12
Logged = dict[str, list[tuple[np.ndarray, np.ndarray]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=FOLDER)
    parser.add_argument("--pack", type=Path)
    args = parser.parse_args()
    model = Coder(args.encoder)
    model.load_state_dict(torch.load(args.weights))
    model.eval()
    reader = Reader(args.encoder / "tokenizer.json")
    found = passages(sorted(args.corpus.glob("*.yaml")))
    held = [p for p in found if p.id in held_out()]
    halves = [logits(model, half, reader) for half in (held[::2], held[1::2])]
    heats = {head: fitted(rows) for head, rows in halves[0].items()}
    errors = {
        head: {
            "temperature": heats[head],
            "ece_raw": error(halves[1][head], 1.0),
            "ece": error(halves[1][head], heats[head]),
        }
        for head in heats
    }
    for head, figures in errors.items():
        print(f"{head:10} temperature {figures['temperature']:.2f}  ECE {figures['ece_raw']:.4f} -> {figures['ece']:.4f}")
    if args.pack:
        write(args.pack / "model.toml", heats)
    print(json.dumps(errors))


@torch.no_grad()
def logits(model: Coder, held: Sequence[Any], reader: Reader) -> Logged:
    """By head: rows of logits and the right classes (for heads of yes and no: two classes)."""
    logged: Logged = {head: [] for head in ("trigger", "status", "about", "modes", "contexts", "roles", "pair")}
    items = [example for text in texts(held, reader) for example in examples(text, reader, None)]
    for start in range(0, len(items), BATCH):
        _log(model, items[start : start + BATCH], logged)
    rows = pairs(held, reader)
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        ids, cases, marks, mask = pair_tensors(batch)
        told = model.types(model.encode(ids, cases, marks, mask), marks, mask).numpy()
        logged["pair"].append((told, np.array([pair.labels[0] for pair in batch])))
    return logged


def _log(model: Coder, batch: Sequence[Example], logged: Logged) -> None:
    states = model.encode(*window_tensors(batch))
    triggers = model.triggers(states).numpy()
    for n, example in enumerate(batch):
        tags = np.zeros(len(example), int)
        keep = np.zeros(len(example), bool)
        keep[slice(*example.window.own)] = True
        for act in example.acts:
            first, last = act.trigger
            tags[first : last + 1] = 2 + 2 * act.type
            tags[first] -= 1
            keep[first : last + 1] = not act.optional
        # what is plainly outside for model and gold alone says nothing of how sure it is of acts
        live = keep & ((tags > 0) | (_softmax(triggers[n, : len(example)])[:, 0] < 0.98))
        logged["trigger"].append((triggers[n, : len(example)][live], tags[live]))
    found = acts_of(batch, states.shape[1])
    if found is None:
        return
    mine = states[found.rows]
    status, about, modes, contexts = (v.numpy() for v in model.acts(mine, found.inside, found.around))
    logged["status"].append((status, np.array([a.status for a in found.acts])))
    logged["about"].append((about, np.array([a.about for a in found.acts])))
    for row, act in enumerate(found.acts):
        own = [k for k, name in enumerate(MODES) if name.startswith(TYPES[act.type] + ":")]
        logged["modes"].append(_yes_no(modes[row, own], [k in act.modes for k in own]))
        logged["contexts"].append(_yes_no(contexts[row], [k in act.contexts for k in range(len(contexts[row]))]))
    roles = model.arguments(mine, found.inside, found.around).numpy()
    for row, act in enumerate(found.acts):
        if act.arguments:
            wanted = np.zeros(roles.shape[1:3], int)
            for role, spans in act.arguments.items():
                for first, last in spans:
                    wanted[first : last + 1, ROLES.index(role)] = 2
                    wanted[first, ROLES.index(role)] = 1
            live = (wanted > 0) | (_softmax(roles[row])[..., 0] < 0.98)
            logged["roles"].append((roles[row][live], wanted[live]))


def _yes_no(row: np.ndarray, right: Sequence[bool]) -> tuple[np.ndarray, np.ndarray]:
    return np.stack([np.zeros_like(row), row], -1), np.array(right, int)


def _joined(rows: Sequence[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([a for a, _ in rows]), np.concatenate([b for _, b in rows])


def fitted(rows: Sequence[tuple[np.ndarray, np.ndarray]]) -> float:
    """The temperature with the lowest loss."""
    values, right = _joined(rows)

    def loss(heat: float) -> float:
        chances = _softmax(values / heat)[np.arange(len(right)), right]
        return float(-np.log(np.maximum(chances, 1e-9)).mean())

    return round(float(min(HEATS, key=loss)), 3)


def error(rows: Sequence[tuple[np.ndarray, np.ndarray]], heat: float) -> float:
    """Expected calibration error of the likeliest class."""
    values, right = _joined(rows)
    chances = _softmax(values / heat)
    sure, hit = chances.max(-1), chances.argmax(-1) == right
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    parts = [abs(sure[bins == b].mean() - hit[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
    return round(float(sum(parts)), 4)


def _softmax(values: np.ndarray) -> np.ndarray:
    shifted = np.exp(values - values.max(-1, keepdims=True))
    return shifted / shifted.sum(-1, keepdims=True)


def write(file: Path, heats: dict[str, float]) -> None:
    """The temperatures into a model.toml."""
    text = file.read_text(encoding="utf-8")
    for head, heat in heats.items():
        text = re.sub(rf"^{head} = .*$", f"{head} = {heat}", text, flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
