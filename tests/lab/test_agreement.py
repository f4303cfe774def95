"""Two annotations of one passage are paired mention by mention and compared field by field."""

from __future__ import annotations

from pathlib import Path

import pytest
from lab.agreement import confusions, couples, figures, pair
from lab.passages import Passage, passages

HEAD = """
- id: 00-001
  date: 2019-03-04
  outlet: Lake Gazette
  style: agency
  region: Sahel
  by: writer 2026-11-22
  text: |
    Gunmen killed two guards in Gossi on Sunday, the army said.
    They burned a truck, and the mayor vowed revenge.
    The ministry froze the salt trade.
  mentions:
"""
KILLED = "{s: 1, trigger: killed, type: ASSAULT, status: actual, actors: [Gunmen], recipients: [two guards], where: [Gossi], when: on Sunday, date: 2019-03-03, killed: [2, 2], sources: [[organisation, the army, said]]}"
BURNED = "{s: 2, trigger: burned, type: ASSAULT, status: actual, actors: [They -> Gunmen@1]}"
VOWED = "{s: 2, trigger: vowed revenge, type: THREATEN, status: actual, actors: [the mayor]}"
FROZE = "{s: 3, trigger: froze, type: SANCTION, status: actual, actors: [The ministry]}"


def _passage(folder: Path, *mentions: str) -> Passage:
    path = folder / f"{len(list(folder.iterdir()))}.yaml"
    path.write_text(HEAD + "".join(f"    - {mention}\n" for mention in mentions), encoding="utf-8")
    (found,) = passages([path])
    return found


def test_a_perfect_copy_agrees_in_everything(tmp_path: Path) -> None:
    first, second = (_passage(tmp_path, KILLED, BURNED, VOWED, FROZE) for _ in range(2))
    found = figures([(first, second)])
    assert {name for name, figure in found.items() if figure["of"] and figure["share"] != 1} == set()
    assert found["type"]["kappa"] == found["status"]["kappa"] == 1
    assert confusions(pair(first.mentions, second.mentions), "type") == []


def test_a_mention_is_paired_by_trigger_then_by_a_shared_actor(tmp_path: Path) -> None:
    first = _passage(tmp_path, BURNED, VOWED, FROZE)
    second = _passage(
        tmp_path,
        "{s: 2, trigger: revenge, type: ACCUSE, status: future, actors: [the mayor]}",
        "{s: 2, trigger: a truck, type: COERCE, status: actual, actors: [They]}",
        "{s: 3, trigger: the salt trade, type: SANCTION, status: actual}",
    )
    paired = pair(first.mentions, second.mentions)
    assert [(a["trigger_text"], b["trigger_text"]) for a, b in paired] == [
        ("vowed revenge", "revenge"),
        ("burned", "a truck"),
    ]
    assert confusions(paired, "type") == [("ACCUSE / THREATEN", 1), ("ASSAULT / COERCE", 1)]


def test_fields_are_compared_one_by_one(tmp_path: Path) -> None:
    first = _passage(tmp_path, KILLED, FROZE)
    second = _passage(
        tmp_path,
        KILLED.replace("2019-03-03", "2019-03")
        .replace("[2, 2]", "[2, null]")
        .replace("Gunmen", "two guards"),
        FROZE.replace("SANCTION", "COERCE"),
        BURNED.replace("}", ", optional: true}"),
    )
    found = figures([(first, second)])
    assert (found["found"]["share"], found["found_sure"]["share"]) == (0.8, 1)
    assert (found["type"]["share"], found["type"]["kappa"]) == (0.5, 0.333)
    assert (found["date_equal"]["share"], found["date_overlap"]["share"]) == (0.5, 1)
    assert (found["killed"]["share"], found["actors"]["share"]) == (0, 0.5)
    assert found["source_innermost"] == {"share": 1, "of": 1}


def test_both_annotations_must_hold_the_same_passages(tmp_path: Path) -> None:
    _passage(tmp_path, KILLED)
    (tmp_path / "other.yaml").write_text((tmp_path / "0.yaml").read_text().replace("00-001", "00-002"))
    with pytest.raises(ValueError, match="annotated only once"):
        couples([tmp_path / "0.yaml"], [tmp_path / "other.yaml"])


def test_the_stored_annotations_can_be_compared() -> None:
    assert len(couples()) == 84
