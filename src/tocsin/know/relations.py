"""Weights that choose the type of what one party does to another (pack `relations`, optional)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, sqrt

from tocsin.errors import PackError
from tocsin.know.packs import find

PACK = "relations"
FILE = "weights.tsv"
SETTINGS = "model.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A multinomial logistic regression. labels: the types it knows. weights: per feature one number a
    label. scale: length that a feature vector is brought to. temperature: what the sums are divided by so
    that the probabilities are calibrated (Guo et al. 2017, "On Calibration of Modern Neural Networks").
    least: the lowest probability at which it answers where no known word tells an act."""

    labels: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]
    scale: float
    temperature: float
    least: float

    def probabilities(self, features: Iterable[str]) -> tuple[float, ...]:
        """The probability of each label for a set of features; unknown ones count for nothing."""
        known = [self.weights[name] for name in features if name in self.weights]
        factor = self.scale / (sqrt(len(known)) or 1.0) / self.temperature
        sums = [factor * sum(column) for column in zip(*known, strict=True)] or [0.0] * len(self.labels)
        top = max(sums)
        shares = [exp(value - top) for value in sums]
        return tuple(share / sum(shares) for share in shares)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    feature: str
    weights: str


@cache
def weights() -> Weights | None:
    """The installed weights; None when the pack is not installed. Raises PackError when a row is damaged."""
    try:
        pack = find(PACK)
    except PackError:
        return None
    settings = pack.toml(SETTINGS)
    labels = tuple(settings["labels"])
    table: dict[str, tuple[float, ...]] = {}
    for row in pack.rows(FILE, _Row):
        values = tuple(map(float, row.weights.split()))
        if len(values) != len(labels):
            raise PackError(f"{FILE}: {row.feature!r} has {len(values)} weights for {len(labels)} labels")
        table[row.feature] = values
    return Weights(
        labels=labels,
        weights=table,
        scale=settings["scale"],
        temperature=settings["temperature"],
        least=settings["least"],
    )
