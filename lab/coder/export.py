# pyright: basic, reportMissingImports=false
"""Trained weights to the files of a coder pack: encoder.onnx (int8 or float32), heads.npz, tokenizer.json.

    python -m lab.coder.export --encoder FOLDER --weights FILE --out FOLDER [--float]

The heads stay float32 and are computed by numpy: they run on the few tokens that matter.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from lab.coder.model import Coder

NAMES = ("ids", "cases", "marks", "mask")


class Body(nn.Module):
    """What runs in ONNX Runtime: the encoder, and the trigger head, which is asked of every token."""

    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.coder = coder

    def forward(self, ids: Tensor, cases: Tensor, marks: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        states = self.coder.encode(ids, cases, marks, mask)
        return states, self.coder.triggers(states)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true")
    args = parser.parse_args()
    model = Coder(args.encoder)
    model.load_state_dict(torch.load(args.weights))
    model.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    body(model, args.out / "encoder.onnx", not args.float)
    heads(model, args.out / "heads.npz")
    shutil.copy(args.encoder / "tokenizer.json", args.out / "tokenizer.json")
    print("\n".join(f"{f.stat().st_size / 1e6:8.2f} MB  {f.name}" for f in sorted(args.out.iterdir())))


def body(model: Coder, file: Path, quantised: bool) -> None:
    """The encoder. Weights of seven bits: eight overflow in the sums of processors without VNNI."""
    sample = tuple(torch.ones(2, 9, dtype=torch.long) for _ in NAMES)
    axes = {name: {0: "batch", 1: "length"} for name in (*NAMES, "states", "triggers")}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Body(model), sample, str(plain), input_names=list(NAMES), output_names=["states", "triggers"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        if quantised:
            quantize_dynamic(plain, file, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
        else:
            onnx.save(onnx.load(plain), file)


def heads(model: Coder, file: Path) -> None:
    """Every head but the triggers', by the names of the network."""
    kept = {
        name: value.numpy()
        for name, value in model.state_dict().items()
        if not name.startswith(("encoder.", "trigger.", "cases.", "marks."))
    }
    np.savez_compressed(file, **kept)


if __name__ == "__main__":
    main()
