"""A floor is kept, broken, or not applicable to other data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import floors


@pytest.fixture(autouse=True)
def _own_floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction]
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"b": {"data": "abc", "floors": {"type.f1": 0.5}}}), encoding="utf-8")
    monkeypatch.setattr(floors, "FILE", path)


def test_a_figure_under_its_floor_is_named() -> None:
    assert floors.fallen("b", {"data": "abc", "type": {"f1": 0.49}}) == ["b: type.f1 is 0.49, its floor 0.5"]


def test_a_figure_on_its_floor_is_kept_and_other_data_are_not_compared() -> None:
    assert floors.fallen("b", {"data": "abc", "type": {"f1": 0.5}}) == []
    assert floors.fallen("b", {"data": "other", "type": {"f1": 0.1}}) == []
