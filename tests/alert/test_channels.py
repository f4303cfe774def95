"""Where alerts go."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tocsin.alert.channels import send_new, to_file, to_stream
from tocsin.errors import InputError
from tocsin.model import Alert

ALERT = Alert(
    situation="lenn",
    date="2021-09-27",
    index=20.0,
    before=2.0,
    reason="10 times the mean",
    events=("a", "b"),
)


def test_stream_gets_a_line_for_people() -> None:
    stream = io.StringIO()
    to_stream(stream)(ALERT)
    assert stream.getvalue() == "ALERT 2021-09-27 lenn: index 2.0 → 20.0, 10 times the mean\n"


def test_file_gets_a_line_of_json_each(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    send = to_file(path)
    send(ALERT)
    send(ALERT)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 2 and lines[0]["situation"] == "lenn" and lines[0]["events"] == ["a", "b"]


def test_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no-such-folder"):
        to_file(tmp_path / "no-such-folder" / "alerts.jsonl")(ALERT)


def test_only_new_alerts_are_sent() -> None:
    later = Alert(situation="lenn", date="2021-10-01", index=30.0, before=5.0, reason="Again.", events=())
    stream = io.StringIO()
    assert send_new([ALERT, later], [ALERT], [to_stream(stream)]) == (later,)
    assert stream.getvalue() == "ALERT 2021-10-01 lenn: index 5.0 → 30.0, Again.\n"
