from __future__ import annotations

import numpy as np
import pytest

from tocsin.errors import PackError
from tocsin.know import lines as know_lines
from tocsin.know.lines import LineModel, line_model
from tocsin.know.packs import find
from tocsin.parse import label
from tocsin.parse.line_features import FEATURES, read_features
from tocsin.parse.lines import read_units

TEXT = (
    "The bridge is open\n\nThe mayor opened the bridge on Sunday.\n\n2 comments\n\nTess says:\n\nAt last!\n"
)


def test_the_best_path_is_the_best_as_a_whole() -> None:
    scores = np.array([[1.0, 0.9], [0.0, 0.1], [0.0, 1.0]], np.float32)
    free = np.zeros((2, 2), np.float32)
    assert label.viterbi(scores, free, np.zeros(2, np.float32)) == [0, 1, 1]
    costly = np.array([[0.0, -5.0], [-5.0, 0.0]], np.float32)
    assert label.viterbi(scores, costly, np.zeros(2, np.float32)) == [1, 1, 1]
    assert label.viterbi(scores, costly, np.array([9.0, 0.0], np.float32)) == [0, 0, 0]


def test_scores_have_a_row_a_line_and_a_column_a_label() -> None:
    model = line_model()
    features = read_features(read_units(TEXT, "page.txt"), model.buckets)
    scores = label.emissions(model.networks[0], model, features)
    assert scores.shape == (5, len(model.labels))
    assert np.isfinite(scores).all()


def test_each_line_gets_a_label_of_the_pack() -> None:
    found = label.label_lines(read_units(TEXT, "page.txt"))
    assert len(found) == 5
    assert set(found) <= set(line_model().labels)
    assert label.label_lines([]) == []


def test_the_pack_fits_the_features() -> None:
    assert line_model().features == FEATURES


def test_without_the_pack_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> LineModel:
        return know_lines.line_model.__wrapped__()

    monkeypatch.setattr(know_lines, "PACK", "lines-not-there")
    monkeypatch.setattr(label, "line_model", none)
    with pytest.raises(PackError, match=r"pack 'lines-not-there' is not installed: pip install"):
        label.label_lines(read_units(TEXT, "page.txt"))
    assert find("lines").manifest["name"] == "lines"
