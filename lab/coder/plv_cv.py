# pyright: basic, reportMissingImports=false
"""Cross-validate the coder on the marked sentences of plv_train: five models, each without a fifth.

    python -m lab.coder.plv_cv --encoder FOLDER [--init FILE] [--epochs 6] --out FILE.json

Each fold starts from the weights `--init` (trained on the corpus alone) or, without, from the encoder, and goes
on with four fifths of the sentences. A fold that was done is not done again. Prints macro F1 over the
answers of all folds, pooled.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch
from bench.floors import data_hash

from lab.coder.data import Pair
from lab.coder.measure import macro_f1, measure_pairs
from lab.coder.model import Coder
from lab.coder.train import PLV, fit, plv
from tocsin.code.windows import Reader

FOLDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--init", type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    done: dict[str, Any] = json.loads(args.out.read_text()) if args.out.is_file() else {"folds": {}}
    reader = Reader(args.encoder / "tokenizer.json")
    for fold in range(FOLDS):
        if str(fold) not in done["folds"]:
            done["folds"][str(fold)] = _fold(fold, reader, args)
            done["data"] = data_hash(PLV)
            args.out.write_text(json.dumps(done) + "\n", encoding="utf-8")
    answers = [tuple(a) for fold in done["folds"].values() for a in fold]
    print(f"macro F1 over 15 types, {len(answers)} answers of {FOLDS} folds pooled: {macro_f1(answers):.2f}")


def _fold(fold: int, reader: Reader, args: argparse.Namespace) -> list[tuple[str, str]]:
    torch.manual_seed(0)
    rows, held = plv(str(fold), reader)
    model = Coder(args.encoder)
    if args.init:
        model.load_state_dict(torch.load(args.init))
    leg = args.out.with_suffix(f".{fold}.pt")
    settings = SimpleNamespace(end=0.0, slices=1, rate=args.rate, epochs=args.epochs, seed=0, out=leg)
    own: list[Pair] = []
    fit(model, [], own, rows, reader, settings)  # pyright: ignore[reportArgumentType]
    found = measure_pairs(model, held)
    print(f"fold {fold}: {found['pairs']}", file=sys.stderr, flush=True)
    return found["answers"]


if __name__ == "__main__":
    main()
