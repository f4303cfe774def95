from __future__ import annotations

import pytest

from tocsin.know import relations
from tocsin.know.relations import Weights, weights


def test_probabilities_add_up_and_follow_the_weights() -> None:
    model = Weights(
        labels=("A", "B"), weights={"x": (2.0, 0.0), "y": (0.0, 1.0)}, scale=1.0, temperature=1.0, least=0.3
    )
    assert model.probabilities(["z"]) == (0.5, 0.5)
    first, second = model.probabilities(["x", "y", "z"])
    assert first > second
    assert first + second == pytest.approx(1)  # pyright: ignore[reportUnknownMemberType]


def test_without_the_pack_there_are_no_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relations, "PACK", "no-such-pack")
    weights.cache_clear()
    assert weights() is None
    weights.cache_clear()


@pytest.mark.skipif(weights() is None, reason="the pack 'relations' is not installed")
def test_the_installed_weights_know_fifteen_labels() -> None:
    model = weights()
    assert model is not None
    assert len(model.labels) == 15
    assert all(len(row) == 15 for row in model.weights.values())
