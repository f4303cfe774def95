"""The network of the pack `lines` in torch: training, and its arrays for `tocsin.parse.label`.

Dilated convolutions over the lines of a page (each line sees about 60 others), with the means of all lines
before and after each line beside them, and a linear-chain conditional random field over the labels (Lafferty
et al. 2001). torch is needed here alone: `uv pip install torch==2.13.0`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from tocsin.know.lines import Array
from tocsin.parse.line_features import FEATURES, Features

torch: Any = import_module("torch")

BUCKETS, EMBEDDED, HIDDEN, CARRIED = 4_096, 24, 64, 16
DILATIONS = (1, 2, 4, 8, 16)
EPOCHS, BATCH, RATE, DECAY = 10, 16, 3e-3, 1e-2
DROPOUT, WORD_DROPOUT, COLUMN_DROPOUT = 0.35, 0.3, 0.08
EXTRA = 300  # texts of each other kind an epoch
LONGEST = 400  # lines of a text that are trained on at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text as the network sees it. labels: a number a line. sites: whose words stand in it."""

    features: Features
    labels: np.ndarray[Any, np.dtype[np.int64]]
    sites: frozenset[str]


def new_network(labels: int) -> Any:
    """The untrained parameters by name."""
    nn = torch.nn
    wide = HIDDEN + 2 * CARRIED
    parts: dict[str, Any] = {
        "input": nn.Linear(FEATURES + EMBEDDED, HIDDEN),
        "carry": nn.Linear(HIDDEN, CARRIED),
        "whole": nn.Linear(2 * HIDDEN, HIDDEN),
        "merge": nn.Linear(wide, HIDDEN),
        "output": nn.Linear(2 * HIDDEN, labels),
    }
    for number in range(len(DILATIONS)):
        parts[f"norm{number}"] = nn.LayerNorm(HIDDEN)
        parts[f"conv{number}"] = nn.Linear(3 * HIDDEN, HIDDEN)
    network = nn.ModuleDict(parts)
    network.words = nn.Parameter(torch.randn(BUCKETS, EMBEDDED) * 0.1)
    network.steps = nn.Parameter(torch.zeros(labels, labels))
    network.first = nn.Parameter(torch.zeros(labels))
    return network


def emissions(network: Any, numbers: Any, words: Any, mask: Any, training: bool) -> Any:
    """Scores of shape (texts, lines, labels). numbers (texts, lines, FEATURES), words (texts, lines, W)."""
    drop = torch.nn.functional.dropout
    if training:
        words = words * (torch.rand(words.shape) > WORD_DROPOUT)
        numbers = numbers * (torch.rand(numbers.shape[0], 1, FEATURES) > COLUMN_DROPOUT)
    known = (words > 0).float().unsqueeze(-1)
    embedded = (network.words[words] * known).sum(2) / known.sum(2).clamp(min=1).sqrt()
    lines = mask.unsqueeze(-1)
    hidden = torch.relu(network["input"](torch.cat([numbers, embedded], -1))) * lines
    first = hidden = drop(hidden, DROPOUT, training)
    carried = torch.tanh(network["carry"](hidden)) * lines
    sums, counts = carried.cumsum(1), lines.cumsum(1)
    before = (sums - carried) / (counts - lines).clamp(min=1)
    after = (sums[:, -1:] - sums) / (counts[:, -1:] - counts).clamp(min=1)
    mean = hidden.sum(1) / lines.sum(1)
    whole = network["whole"](torch.cat([mean, hidden.max(1).values], -1)).unsqueeze(1)
    hidden = torch.relu(network["merge"](torch.cat([hidden, before, after], -1)) + whole) * lines
    for number, dilation in enumerate(DILATIONS):
        normed = network[f"norm{number}"](hidden) * lines
        padded = torch.nn.functional.pad(normed, (0, 0, dilation, dilation))
        count = normed.shape[1]
        three = torch.cat([padded[:, :count], normed, padded[:, 2 * dilation :]], -1)
        step = torch.relu(network[f"conv{number}"](three))
        hidden = (hidden + drop(step, DROPOUT, training)) * lines
    return network["output"](torch.cat([hidden, first], -1))


def loss_of(network: Any, scores: Any, labels: Any, mask: Any) -> Any:
    """Negative log-likelihood of the right labels, a line."""
    batch, count, _ = scores.shape
    picked = scores.gather(2, labels.unsqueeze(-1)).squeeze(-1) * mask
    path = picked.sum(1) + network.first[labels[:, 0]]
    path = path + (network.steps[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1)
    alpha = scores[:, 0] + network.first
    for at in range(1, count):
        onward = torch.logsumexp(alpha.unsqueeze(2) + network.steps, 1) + scores[:, at]
        alpha = torch.where(mask[:, at : at + 1] > 0, onward, alpha)
    every = torch.logsumexp(alpha, 1)
    return ((every - path) / mask.sum(1).sqrt()).sum() / batch


def train(
    examples: Sequence[Example], extra: Sequence[Sequence[Example]], labels: int, seed: int, say: bool
) -> Any:
    """A trained network. examples: twice each epoch; extra: of each kind some, drawn anew each epoch."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    draw = random.Random(seed)
    network = new_network(labels)
    sizes = [min(len(kind), EXTRA) for kind in extra]
    steps = EPOCHS * -(-(2 * len(examples) + sum(sizes)) // BATCH)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.2)
    for epoch in range(EPOCHS):
        chosen = [*examples, *examples]
        for kind, size in zip(extra, sizes, strict=True):
            chosen.extend(draw.sample(list(kind), size))
        chosen.sort(key=lambda example: len(example.labels) + draw.random() * 40)
        batches = [chosen[at : at + BATCH] for at in range(0, len(chosen), BATCH)]
        draw.shuffle(batches)
        begin, total = time.monotonic(), 0.0
        for batch in batches:
            numbers, words, wanted, mask = _tensors(batch, draw)
            loss = loss_of(network, emissions(network, numbers, words, mask, True), wanted, mask)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        if say:
            print(f"  epoch {epoch + 1}: loss {total / len(batches):.3f}, {time.monotonic() - begin:.0f} s")
    return network


def _tensors(batch: Sequence[Example], draw: random.Random) -> tuple[Any, Any, Any, Any]:
    """A batch padded to its longest text; a text that is too long is cut to a stretch of it."""
    cuts = [_cut(len(example.labels), draw) for example in batch]
    longest = max(end - start for start, end in cuts)
    most = max((len(row) for e in batch for row in e.features.words), default=1) or 1
    numbers = np.zeros((len(batch), longest, FEATURES), np.float32)
    words = np.zeros((len(batch), longest, most), np.int64)
    wanted = np.zeros((len(batch), longest), np.int64)
    mask = np.zeros((len(batch), longest), np.float32)
    for at, (example, (start, end)) in enumerate(zip(batch, cuts, strict=True)):
        size = end - start
        numbers[at, :size] = example.features.numbers[start:end]
        wanted[at, :size] = example.labels[start:end]
        mask[at, :size] = 1
        for line, row in enumerate(example.features.words[start:end]):
            words[at, line, : len(row)] = row
    return tuple(map(torch.from_numpy, (numbers, words, wanted, mask)))  # pyright: ignore[reportReturnType]


def _cut(size: int, draw: random.Random) -> tuple[int, int]:
    start = draw.randint(0, max(0, size - LONGEST))
    return start, min(size, start + LONGEST)


def arrays(network: Any) -> dict[str, Array]:
    """The parameters by the names that `tocsin.parse.label` knows."""
    return {name: value.detach().numpy() for name, value in network.named_parameters()}
