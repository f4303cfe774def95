"""Chances of tokens to spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Chances = NDArray[np.floating[Any]]


_GAP = 1  # tokens between two parts of one trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Tokens [first, last], what they are (index, 0 where there is but one kind) and how sure that is."""

    span: tuple[int, int]
    type: int
    chance: float


def triggers(
    chances: Chances, sentences: Sequence[int], start: int, end: int, least: float = 0.5
) -> list[Found]:
    """The triggers among tokens [start, end) of [L, 1 + 2 T]: outside, then beginning and inside of each type.

    A token is part of one when its chance of being outside is under 1 - `least`; a span ends where one of the
    next tokens begins another, and parts of one type in one sentence with but a token between them ("will not
    [ever] send") are one. Its type is the one with the most weight over all of its tokens.
    """
    of_type = chances[:, 1::2] + chances[:, 2::2]
    begins = chances[:, 1::2].sum(-1)
    found: list[Found] = []
    for first, last in _runs(1 - chances[:, 0], begins, start, end, least):
        trigger = _typed(of_type, first, last)
        before = found[-1] if found else None
        if before and before.type == trigger.type and _beside(before.span[1], first, sentences):
            trigger = _typed(of_type, found.pop().span[0], last)
        found.append(trigger)
    return found


def _beside(last: int, first: int, sentences: Sequence[int]) -> bool:
    return first - last == _GAP + 1 and sentences[first] == sentences[last]


def _typed(of_type: Chances, first: int, last: int) -> Found:
    best = int(of_type[first : last + 1].sum(0).argmax())
    return Found(span=(first, last), type=best, chance=float(of_type[first : last + 1, best].max()))


def spans(chances: Chances, start: int, end: int, least: float = 0.5) -> list[Found]:
    """The spans among tokens [start, end) of [L, 3]: outside, beginning, inside."""
    inside = 1 - chances[:, 0]
    return [
        Found(span=(first, last), type=0, chance=float(inside[first : last + 1].max()))
        for first, last in _runs(inside, chances[:, 1], start, end, least)
    ]


def _runs(inside: Chances, begins: Chances, start: int, end: int, least: float) -> list[tuple[int, int]]:
    """Runs of tokens that are inside; a token that rather begins a span than goes on with one ends a run."""
    runs: list[tuple[int, int]] = []
    for n in map(int, np.flatnonzero(inside[start:end] >= least) + start):
        if runs and runs[-1][1] == n - 1 and begins[n] <= inside[n] / 2:
            runs[-1] = (runs[-1][0], n)
        else:
            runs.append((n, n))
    return runs
