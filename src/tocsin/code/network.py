"""The learned coder's network at run time: the encoder in ONNX Runtime, the heads in numpy.

lab/coder/model.py is the same network in PyTorch; the names of the weights are its.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import onnxruntime  # pyright: ignore[reportMissingTypeStubs]
from numpy.typing import NDArray

from tocsin.code.labels import ROLES, TAGS, fingerprint
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
        file = self.pack.file("tokenizer.json")
        # the tokenizers library raises nothing more exact
        with _loading(file, (Exception,)):
            return Reader(file)

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """Thresholds and temperatures (model.toml)."""
        settings = self.pack.toml("model.toml")
        if settings["labels"] != fingerprint():
            raise PackError(
                f"pack {self._name!r} was trained for other types, modes or contexts than those of the installed"
                " pack 'plover'; install versions that belong together"
            )
        return settings

    @cached_property
    def _encoder(self) -> Any:
        runtime: Any = onnxruntime
        options = runtime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        # the arena keeps the memory of the largest batch for good
        options.enable_cpu_mem_arena = False
        file = self.pack.file("encoder.onnx")
        broken: Any = runtime.capi.onnxruntime_pybind11_state
        errors = (broken.Fail, broken.InvalidArgument, broken.InvalidGraph, broken.InvalidProtobuf)
        with _loading(file, errors):
            return runtime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _heads(self) -> Mapping[str, Floats]:
        return _load(self.pack.file("heads.npz"))

    def read(self, windows: Sequence[Window]) -> Iterator[Read]:
        """Every window, in batches of like length; not in the order given."""
        heat = self._heat("trigger")
        for batch in batches(windows):
            ids, cases = [w.ids for w in batch], [w.cases for w in batch]
            states, triggers = self._encode(ids, cases, [[] for _ in batch])
            for row, window in enumerate(batch):
                length = len(window)
                chances = softmax(triggers[row, :length] / heat)
                _nothing(chances, window)
                yield Read(window=window, states=states[row, :length], triggers=chances)

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
            roles=self._roles(read, of_trigger, inside, around),
        )

    def types(self, ids: list[int], cases: list[int], marks: list[int]) -> Floats:
        """[T]: chances of each type of what the marked actor does to the marked recipient."""
        states = self._encode([ids], [cases], [marks])[0][0]
        glance = softmax(self._linear("glance", states)[:, 0])
        sides = [_mean(states, np.equal(marks, side)[None].astype(np.float32))[0] for side in (1, 2)]
        inner = gelu(self._linear("pair.0", np.concatenate([*sides, glance @ states])))
        return softmax(self._linear("pair.3", inner) / self._heat("pair"))

    def _encode(
        self, ids: Sequence[list[int]], cases: Sequence[list[int]], marks: Sequence[list[int]]
    ) -> tuple[Floats, Floats]:
        longest = max(map(len, ids))

        def padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
            filled = np.zeros((len(rows), longest), np.int64)
            for n, row in enumerate(rows):
                filled[n, : len(row)] = row
            return filled

        states, triggers = self._encoder.run(
            ["states", "triggers"],
            {
                "ids": padded(ids),
                "cases": padded(cases),
                "marks": padded(marks),
                "mask": padded([[1] * len(row) for row in ids]),
            },
        )
        return states, triggers

    def _roles(self, read: Read, of_trigger: Floats, inside: Floats, around: Floats) -> Floats:
        heads, states = self._heads, read.states
        first = inside.argmax(-1)
        steps = np.clip(np.arange(len(states))[None] - first[:, None], -_REACH, _REACH) + _REACH
        inner = self._linear("of_token", states)[None] + self._linear("of_trigger", of_trigger)[:, None]
        inner = inner + _product(states[None] * of_trigger[:, None], heads["of_product.weight"])
        inner = inner + heads["of_distance.weight"][steps // _STEP]
        inner = inner + heads["of_sentence.weight"][around.astype(np.int64)]
        logits = self._linear("roles.2", gelu(inner)) / self._heat("roles")
        chances = softmax(logits.reshape(*logits.shape[:-1], len(ROLES), TAGS))
        for one in chances:
            _nothing(one, read.window)
        return chances

    def _linear(self, name: str, value: Floats) -> Floats:
        return _product(value, self._heads[f"{name}.weight"]) + self._heads[f"{name}.bias"]

    def _heat(self, head: str) -> float:
        return float(self.settings["temperature"][head])


@cache
def _load(file: Path) -> Mapping[str, Floats]:
    with _loading(file, (OSError, ValueError, BadZipFile)), np.load(file) as stored:
        return {name: stored[name] for name in stored.files}


@contextmanager
def _loading(file: Path, errors: tuple[type[Exception], ...]) -> Generator[None]:
    """Says which file of the pack is damaged."""
    try:
        yield
    except errors as error:
        raise PackError(f"{file}: damaged ({error}); install the pack again") from error


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


def _nothing(chances: Floats, window: Window) -> None:
    """What stands for no text (marks, the date) is outside of everything."""
    marks = np.array(window.sentences) < 0
    chances[marks] = 0
    chances[marks, ..., 0] = 1


def _product(value: Floats, weight: Floats) -> Floats:
    """value [..., in] times weight [out, in]; as one product, since many small ones are slow."""
    return (value.reshape(-1, value.shape[-1]) @ weight.T).reshape(*value.shape[:-1], len(weight))


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
    return 0.5 * value * (1 + np.tanh(math.sqrt(2 / math.pi) * (value + 0.044715 * value * value * value)))
