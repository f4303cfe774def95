"""classify, who, where, when, sources, alone and in batches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


def ask(tocsin: Run, folder: Path, command: str, record: dict[str, Any]) -> dict[str, Any]:
    (folder / "in.jsonl").write_text(json.dumps({"id": 7, **record}) + "\n", encoding="utf-8")
    ran = tocsin(command, "--batch", "in.jsonl")
    assert ran.code == 0, ran.err
    (answer,) = ran.records()
    assert answer["id"] == 7
    return answer


def test_who(tocsin: Run, tmp_path: Path) -> None:
    answer = ask(tocsin, tmp_path, "who", {"text": "the Serbian Defense Ministry", "date": None})
    assert set(answer) == {"id", "country", "sector", "second_sector", "no_code", "row", "reason"}
    assert (answer["country"], answer["sector"], answer["second_sector"]) == ("SRB", "GOV", "MIL")
    assert tocsin("who", "the Serbian Defense Ministry").out.startswith("SRB GOV MIL")


def test_where(tocsin: Run, tmp_path: Path) -> None:
    text = "Clashes were reported in Novi Sad, Serbia."
    answer = ask(tocsin, tmp_path, "where", {"text": text, "date": "2021-09-27"})
    place = next(p for p in answer["places"] if p["name"] == "Novi Sad")
    assert text[place["start"] : place["end"]] == "Novi Sad"
    assert place["lat"] == pytest.approx(45.25, abs=0.1)


def test_when(tocsin: Run, tmp_path: Path) -> None:
    record = {"text": "Talks took place on Sunday.", "dct": "2021-09-27"}
    (time,) = ask(tocsin, tmp_path, "when", record)["times"]
    assert (time["surface"], time["type"], time["value"]) == ("Sunday", "DATE", "2021-09-26")


def test_sources(tocsin: Run, tmp_path: Path) -> None:
    text = "The mayor said that the road was closed."
    (found,) = ask(tocsin, tmp_path, "sources", {"text": text})["attributions"]
    (start, end) = found["source"][0]
    assert text[start:end] == "The mayor"
    assert found["cue"]
    assert found["content"]


def test_classify(tocsin: Run, tmp_path: Path) -> None:
    text = "Serbia sharply condemned Kosovo on Monday."
    answer = ask(tocsin, tmp_path, "classify", {"text": text, "actor": [0, 6], "recipient": [25, 31]})
    assert (answer["type"], answer["quad"]) == ("ACCUSE", 3)
    assert "confidence" in answer


@pytest.mark.parametrize("command", ["classify", "who", "where", "when", "sources"])
def test_nothing_given_says_what_to_do(tocsin: Run, command: str) -> None:
    ran = tocsin(command)
    assert ran.code == 1
    assert "--batch" in ran.err
