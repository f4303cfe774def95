from __future__ import annotations

import pytest
from bench.plv import figures, macro_f1
from lab.train_relations import Example


def example(label: str, quad: int) -> Example:
    return Example(text=label, features=frozenset(), frames="", label=label, quad=quad)


def test_macro_f1_is_the_mean_over_the_golds_classes() -> None:
    assert macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(200 / 3)  # pyright: ignore[reportUnknownMemberType]
    assert macro_f1(["a", "b"], ["a", ""]) == 50


def test_no_answer_is_wrong_in_every_figure() -> None:
    data = [example("AID", 2), example("ACCUSE", 3)]
    assert figures(data, ["AID", "ACCUSE"]) == {"type": 100.0, "quad": 100.0, "binary": 100.0}
    assert figures(data, ["", ""]) == {"type": 0.0, "quad": 0.0, "binary": 0.0}
