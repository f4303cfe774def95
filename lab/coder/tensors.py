# pyright: basic, reportMissingImports=false
"""Batches as tensors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from lab.coder.data import Act, Example, Pair


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts of a batch. rows: the window of each; inside, around [N, L]: tokens of trigger and sentence."""

    acts: list[Act]
    rows: Tensor
    inside: Tensor
    around: Tensor


def padded(values: Sequence[Sequence[int]]) -> Tensor:
    longest = max(map(len, values))
    return torch.tensor([[*row, *[0] * (longest - len(row))] for row in values])


def window_tensors(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """ids, cases, marks, mask: [B, L]."""
    ids = padded([b.window.ids for b in batch])
    mask = padded([[1] * len(b) for b in batch])
    return ids, padded([b.window.cases for b in batch]), torch.zeros_like(ids), mask


def pair_tensors(batch: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """ids, cases, marks, mask: [B, L]."""
    mask = padded([[1] * len(b) for b in batch])
    return (
        padded([b.ids for b in batch]),
        padded([b.cases for b in batch]),
        padded([b.marks for b in batch]),
        mask,
    )


def acts_of(batch: Sequence[Example], length: int) -> Acts | None:
    """All acts of a batch, None when it has none."""
    found = [(n, act) for n, example in enumerate(batch) for act in example.acts]
    if not found:
        return None
    inside, around = torch.zeros(len(found), length), torch.zeros(len(found), length)
    for row, (n, act) in enumerate(found):
        first, last = act.trigger
        inside[row, first : last + 1] = 1
        sentences = batch[n].window.sentences
        around[row, [k for k, number in enumerate(sentences) if number == sentences[first]]] = 1
    return Acts([act for _, act in found], torch.tensor([n for n, _ in found]), inside, around)
