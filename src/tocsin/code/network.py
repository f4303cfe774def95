"""The learned coder's network at run time: the encoder in ONNX Runtime, the heads in numpy.

lab/coder/model.py is the same network in PyTorch; the names of the weights are its.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime  # pyright: ignore[reportMissingTypeStubs]
from numpy.typing import NDArray

from tocsin.code.labels import ROLES, TAGS
from tocsin.code.windows import Reader, Window
from tocsin.errors import PackError
from tocsin.know.packs import Pack, find

Floats = NDArray[np.floating[Any]]

_BATCH_TOKENS = 1280  # larger batches need more memory and are no faster on one core
_REACH, _STEP = 64, 4  # as in lab/coder/model.py


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the encoder makes of a window of L tokens: states [L, width], triggers [L, 1 + 2 T] as chances."""

    window: Window
    states: Floats
    triggers: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Chances for N triggers: status [N, 5], about [N, 17], modes [N, 67], contexts [N, 37], roles
    [N, L, 10, 3]."""

    status: Floats
    about: Floats
    modes: Floats
    contexts: Floats
    roles: Floats


class Network:
    """The weights of a coder pack (encoder.onnx, heads.npz, tokenizer.json, model.toml), loaded at first use."""

    def __init__(self, pack: str, threads: int = 0) -> None:
        self._name, self._threads = pack, threads

    @cached_property
    def pack(self) -> Pack:
        """The installed pack. Raises PackError."""
        return find(self._name)

    @cached_property
    def reader(self) -> Reader:
        """The encoder's tokenizer."""
        return Reader(self.pack.file("tokenizer.json"))

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """Thresholds and temperatures (model.toml)."""
        return self.pack.toml("model.toml")

    @cached_property
    def _encoder(self) -> Any:
        runtime: Any = onnxruntime
        options = runtime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        # the arena keeps the memory of the largest batch for good
        options.enable_cpu_mem_arena = False
        file = self.pack.file("encoder.onnx")
        try:
            return runtime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise PackError(
                f"{file}: not a model that ONNX Runtime can load ({error}); install it again"
            ) from error

    @cached_property
    def _heads(self) -> Mapping[str, Floats]:
        return _load(self.pack.file("heads.npz"))

    def read(self, windows: Sequence[Window]) -> Iterator[Read]:
        """Every window, in batches of like length; not in the order given."""
        heat = self._heat("trigger")
        for batch in batches(windows):
            states, triggers = self._encode(batch, None)
            for row, window in enumerate(batch):
                length = len(window)
                yield Read(
                    window=window,
                    states=states[row, :length],
                    triggers=softmax(triggers[row, :length] / heat),
                )

    def acts(self, read: Read, triggers: Sequence[tuple[int, int]]) -> Answers:
        """What the heads say of triggers (tokens [first, last]) of a window."""
        inside, around = _masks(read.window, triggers)
        states = read.states
        of_trigger = _mean(states, inside)
        inner = gelu(self._linear("act.0", np.concatenate([of_trigger, _mean(states, around)], -1)))
        return Answers(
            status=softmax(self._linear("status", inner) / self._heat("status")),
            about=softmax(self._linear("about", inner) / self._heat("about")),
            modes=sigmoid(self._linear("modes", inner) / self._heat("modes")),
            contexts=sigmoid(self._linear("contexts", inner) / self._heat("contexts")),
            roles=self._roles(states, of_trigger, inside, around),
        )

    def types(self, window: Window, marks: list[int]) -> Floats:
        """[T]: chances of each type of what the marked actor does to the marked recipient."""
        states = self._encode([window], [marks])[0][0]
        glance = softmax(self._linear("glance", states)[:, 0])
        sides = [_mean(states, np.equal(marks, side)[None].astype(np.float32))[0] for side in (1, 2)]
        inner = gelu(self._linear("pair.0", np.concatenate([*sides, glance @ states])))
        return softmax(self._linear("pair.3", inner) / self._heat("pair"))

    def _encode(self, batch: Sequence[Window], marks: Sequence[list[int]] | None) -> tuple[Floats, Floats]:
        longest = max(map(len, batch))

        def padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
            filled = np.zeros((len(rows), longest), np.int64)
            for n, row in enumerate(rows):
                filled[n, : len(row)] = row
            return filled

        states, triggers = self._encoder.run(
            ["states", "triggers"],
            {
                "ids": padded([w.ids for w in batch]),
                "cases": padded([w.cases for w in batch]),
                "marks": padded(marks or [[] for _ in batch]),
                "mask": padded([[1] * len(w) for w in batch]),
            },
        )
        return states, triggers

    def _roles(self, states: Floats, of_trigger: Floats, inside: Floats, around: Floats) -> Floats:
        heads = self._heads
        first = inside.argmax(-1)
        steps = np.clip(np.arange(len(states))[None] - first[:, None], -_REACH, _REACH) + _REACH
        inner = self._linear("of_token", states)[None] + self._linear("of_trigger", of_trigger)[:, None]
        inner = inner + (states[None] * of_trigger[:, None]) @ heads["of_product.weight"].T
        inner = inner + heads["of_distance.weight"][steps // _STEP]
        inner = inner + heads["of_sentence.weight"][around.astype(np.int64)]
        logits = self._linear("roles.2", gelu(inner)) / self._heat("roles")
        return softmax(logits.reshape(*logits.shape[:-1], len(ROLES), TAGS))

    def _linear(self, name: str, value: Floats) -> Floats:
        return value @ self._heads[f"{name}.weight"].T + self._heads[f"{name}.bias"]

    def _heat(self, head: str) -> float:
        return float(self.settings["temperature"][head])


@cache
def _load(file: Path) -> Mapping[str, Floats]:
    with np.load(file) as stored:
        return {name: stored[name] for name in stored.files}


def batches(windows: Sequence[Window]) -> Iterator[list[Window]]:
    """Windows of like length together, so that little is padded."""
    batch: list[Window] = []
    for window in sorted(windows, key=len):
        if batch and (len(batch) + 1) * len(window) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _masks(window: Window, triggers: Sequence[tuple[int, int]]) -> tuple[Floats, Floats]:
    """[N, L] each: 1 for the tokens of each trigger, and of its sentence."""
    inside = np.zeros((len(triggers), len(window)), np.float32)
    sentences = np.array(window.sentences)
    for n, (first, last) in enumerate(triggers):
        inside[n, first : last + 1] = 1
    around = np.stack([sentences == sentences[first] for first, _ in triggers]).astype(np.float32)
    return inside, around


def _mean(states: Floats, inside: Floats) -> Floats:
    return inside @ states / np.maximum(inside.sum(-1, keepdims=True), 1)


def softmax(logits: Floats) -> Floats:
    """Chances over the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    return shifted / shifted.sum(-1, keepdims=True)


def sigmoid(logits: Floats) -> Floats:
    """The chance of each on its own."""
    return 1 / (1 + np.exp(-logits))


def gelu(value: Floats) -> Floats:
    """Gaussian error linear unit, by tanh (Hendrycks and Gimpel 2016, equation 2)."""
    return 0.5 * value * (1 + np.tanh(np.sqrt(2 / np.pi) * (value + 0.044715 * value**3)))
