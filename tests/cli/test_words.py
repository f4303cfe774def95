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


@pytest.mark.parametrize(
    ("command", "record", "named"),
    [
        ("classify", {"actor": "Serbia"}, "actor"),
        ("classify", {"actor": [0]}, "actor"),
        ("classify", {"recipient": [0, 999]}, "recipient"),
        ("who", {"date": "garbage"}, "date"),
        ("who", {"date": "2021-13-99"}, "date"),
        ("who", {"context": 5}, "context"),
        ("who", {"known_country": ["SRB"]}, "known_country"),
        ("where", {"date": 5}, "date"),
        ("when", {"dct": 20210927}, "dct"),
        ("when", {"dct": "2021-09-27T25:00"}, "dct"),
        ("sources", {"text": "half \ud800 a pair"}, "text"),
    ],
)
def test_a_field_that_cannot_be_used_is_named_and_the_rest_goes_on(
    tocsin: Run, tmp_path: Path, command: str, record: dict[str, Any], named: str
) -> None:
    wrong = {"id": 1, "text": "Serbia condemned Kosovo.", **record}
    right = {"id": 2, "text": "Serbia condemned Kosovo."}
    lines = f"{json.dumps(wrong)}\n{json.dumps(right)}\n"
    (tmp_path / "in.jsonl").write_text(lines, encoding="utf-8")
    ran = tocsin(command, "--batch", "in.jsonl")
    assert ran.code == 1
    first, second = ran.records()
    assert set(first) == {"id", "error"}
    assert first["error"].startswith("in.jsonl:1: ")
    assert named in first["error"]
    assert first["error"] in ran.err
    assert (second["id"], "error" in second) == (2, False)


def test_dates_as_coarse_as_known_are_taken(tocsin: Run, tmp_path: Path) -> None:
    for date in ("2021", "2021-09", "2021-09-27", "2021-09-27T10:00:00+02:00", "2021-09-27T10:00Z"):
        assert ask(tocsin, tmp_path, "who", {"text": "Serbia", "date": date})["country"] == "SRB"


def test_a_batch_may_begin_with_a_byte_order_mark(tocsin: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b'\xef\xbb\xbf{"id": 1, "text": "Serbia"}\r\n')
    (answer,) = tocsin("who", "--batch", "in.jsonl").records()
    assert (answer["id"], answer["country"]) == (1, "SRB")


def test_spans_fit_the_file_also_where_its_lines_end_as_in_windows(tocsin: Run, tmp_path: Path) -> None:
    text = "Clashes were reported.\r\nThey began\r\nin Novi Sad, Serbia.\r\n"
    (tmp_path / "in.txt").write_bytes(text.encode())
    (found,) = tocsin("where", "in.txt", "--json").records()
    assert [text[slice(*place["span"])] for place in found["places"]] == ["Novi Sad", "Serbia"]


def test_a_text_that_is_not_utf8_is_named(tocsin: Run, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_bytes("Srbija i Crna Gora \xe9".encode("latin-1"))
    ran = tocsin("sources", "in.txt")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("tocsin: in.txt is not UTF-8")
