"""The annotated corpus is sound, and the checker finds what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from lab.passages import FOLDER, CorpusError, Passage, load

HEAD = """
- id: 00-001
  date: 2019-03-04
  outlet: Lake Gazette
  style: agency
  region: Sahel
  by: writer 2026-11-22
  text: |
    Gunmen killed two guards in Gossi on Sunday, the army said.
    They fled, and they burned a truck.
  mentions:
"""
GOOD = "{s: 1, trigger: killed, type: ASSAULT, status: actual, actors: [Gunmen], when: on Sunday, date: 2019-03-03, killed: [2, null]}"


def _read(mention: str, tmp_path: Path) -> Passage | CorpusError:
    path = tmp_path / "00.yaml"
    path.write_text(f"{HEAD}    - {mention}\n", encoding="utf-8")
    (found,) = load([path])
    return found


def test_words_become_spans(tmp_path: Path) -> None:
    passage = _read(GOOD, tmp_path)
    assert isinstance(passage, Passage)
    (mention,) = passage.mentions
    assert passage.text[slice(*mention["trigger"])] == "killed"
    assert passage.text[slice(*mention["date_span"])] == "on Sunday"
    assert mention["actors"] == [{"span": [0, 6], "text": "Gunmen"}]
    assert mention["killed"] == [2, None]


def test_a_pronoun_points_to_another_sentence(tmp_path: Path) -> None:
    written = "{s: 2, trigger: burned, type: ASSAULT, status: actual, actors: [they -> Gunmen@1]}"
    passage = _read(written, tmp_path)
    assert isinstance(passage, Passage)
    (actor,) = passage.mentions[0]["actors"]
    assert (actor["text"], actor["refers_to"]) == ("they", [0, 6])


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (GOOD.replace("ASSAULT", "ATTACK"), "no type"),
        (GOOD.replace("trigger: killed", "trigger: slain"), "'slain' is not in sentence 1"),
        (GOOD.replace("[2, null]", "[2, 1]"), "killed"),
        (GOOD.replace("2019-03-03", "Sunday"), "not ISO 8601"),
        (GOOD.replace("when: on Sunday, ", ""), "needs the words"),
        (GOOD.replace("status: actual", "status: past"), "status"),
        (GOOD.replace("status: actual", "status: actual, modes: [visit]"), "has no mode"),
        (GOOD.replace("status: actual", "status: actual, about: AID"), "does not fit"),
        (GOOD.replace("s: 1", "s: 3"), "s must be"),
        (GOOD.replace("actors", "actor"), "unknown field"),
    ],
)
def test_what_is_wrong_is_named(wrong: str, reason: str, tmp_path: Path) -> None:
    error = _read(wrong, tmp_path)
    assert isinstance(error, CorpusError)
    assert reason in str(error)
    assert str(error).startswith("00.yaml passage 1 (00-001) mention 1: ")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.name)
def test_the_corpus_is_sound(path: Path) -> None:
    assert [str(item) for item in load([path]) if isinstance(item, CorpusError)] == []
