from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.plv import figures, macro_f1, rows

QUADS = {"AID": 2, "ACCUSE": 3, "YIELD": 2}


def test_macro_f1_is_the_mean_over_the_golds_classes() -> None:
    assert macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(200 / 3)  # pyright: ignore[reportUnknownMemberType]
    assert macro_f1(["a", "b"], ["a", ""]) == 50


def test_no_answer_is_wrong_in_every_figure() -> None:
    assert figures(["AID", "ACCUSE"], ["AID", "ACCUSE"], QUADS) == {"type": 100.0, "quad": 100.0, "binary": 100.0}
    assert figures(["AID", "ACCUSE"], ["", ""], QUADS) == {"type": 0.0, "quad": 0.0, "binary": 0.0}


def test_giving_way_is_one_class_there() -> None:
    assert figures(["YIELD", "YIELD"], ["CONCEDE", "RETREAT"], QUADS)["type"] == 100


def test_rows_hold_the_words_of_the_pair(tmp_path: Path) -> None:
    record = {"text": "Spain thanked Chile.", "actor": [0, 5], "recipient": None, "type": "SUPPORT", "quad": 1}
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(record) + "\n")
    (row,) = rows(file)
    assert (row.actor, row.recipient, row.type) == ("Spain", "", "SUPPORT")
