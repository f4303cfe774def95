"""What each line of a plain-text page is: the network of the pack `lines`, run with numpy.

The network is described where it is trained (lab/lines_net.py). The best sequence of labels is found by
Viterbi's algorithm over the mean scores of all networks of the pack.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from tocsin.know.lines import Array, LineModel, line_model
from tocsin.parse.line_features import Features, read_features
from tocsin.parse.lines import Unit

THREAD = ("opens", "answers", "comment", "author", "comment_meta")


def label_lines(units: Sequence[Unit]) -> list[str]:
    """A label of the pack's `labels` for each line. Raises PackError when the pack is not there."""
    model = line_model()
    if not units:
        return []
    features = read_features(units, model.buckets)
    return [model.labels[number] for number in best_path(model, features)]


def best_path(model: LineModel, features: Features) -> list[int]:
    """The numbers of the labels with the highest score together, given what the lines look like."""
    scores = np.mean([emissions(network, model, features) for network in model.networks], axis=0)
    scores[:, [number for number, label in enumerate(model.labels) if label in THREAD]] += model.lean
    steps = np.mean([network["steps"] for network in model.networks], axis=0)
    first = np.mean([network["first"] for network in model.networks], axis=0)
    return viterbi(scores, steps, first)


def viterbi(scores: Array, steps: Array, first: Array) -> list[int]:
    """The best path. scores (lines, labels); steps[a, b]: of b after a; first: of the first label."""
    best = scores[0] + first
    back = np.zeros(scores.shape, np.int64)
    for at in range(1, len(scores)):
        ways = best[:, None] + steps
        back[at] = ways.argmax(axis=0)
        best = ways.max(axis=0) + scores[at]
    path = [int(best.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        path.append(int(back[at, path[-1]]))
    return path[::-1]


def emissions(network: Mapping[str, Array], model: LineModel, features: Features) -> Array:
    """Scores of shape (lines, labels) of one network."""
    hidden = _input(network, features)
    first = hidden
    hidden = _with_context(network, hidden)
    for number, dilation in enumerate(model.dilations):
        normed = _normed(network, f"norm{number}", hidden)
        still = np.zeros((dilation, normed.shape[1]), np.float32)
        back = np.concatenate([still, normed])[: len(normed)]
        forth = np.concatenate([normed, still])[-len(normed) :]
        hidden = hidden + _relu(_linear(network, f"conv{number}", np.concatenate([back, normed, forth], 1)))
    return _linear(network, "output", np.concatenate([hidden, first], 1))


def _input(network: Mapping[str, Array], features: Features) -> Array:
    table = network["words"]
    embedded = np.zeros((len(features.words), table.shape[1]), np.float32)
    for at, words in enumerate(features.words):
        if words:
            embedded[at] = table[list(words)].sum(axis=0) / np.sqrt(len(words))
    return _relu(_linear(network, "input", np.concatenate([features.numbers, embedded], 1)))


def _with_context(network: Mapping[str, Array], hidden: Array) -> Array:
    """Beside each line the mean of those before and of those after it, and what the whole page is like."""
    count = len(hidden)
    carried = np.tanh(_linear(network, "carry", hidden))
    sums = carried.cumsum(axis=0)
    earlier = np.arange(count, dtype=np.float32)[:, None]
    before = _mean(sums - carried, earlier)
    after = _mean(sums[-1:] - sums, earlier[::-1])
    whole = _linear(network, "whole", np.concatenate([hidden.mean(axis=0), hidden.max(axis=0)])[None])
    return _relu(_linear(network, "merge", np.concatenate([hidden, before, after], 1)) + whole)


def _mean(sums: Array, counts: Array) -> Array:
    return np.divide(sums, np.maximum(counts, 1), dtype=np.float32)


def _linear(network: Mapping[str, Array], name: str, values: Array) -> Array:
    return values @ network[f"{name}.weight"].T + network[f"{name}.bias"]


def _normed(network: Mapping[str, Array], name: str, values: Array) -> Array:
    """Layer normalisation (Ba et al. 2016)."""
    centred: Array = values - values.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-5)
    return centred / spread * network[f"{name}.weight"] + network[f"{name}.bias"]


def _relu(values: Array) -> Array:
    return np.maximum(values, 0)
