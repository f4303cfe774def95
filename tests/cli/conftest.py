"""Running the command line in-process, in an empty working folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tocsin.cli import main

Records = list[dict[str, Any]]


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    def records(self) -> Records:
        """The JSON lines on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture
def tocsin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`tocsin("read", "page.html")` runs the command in an empty folder and gives exit code and output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr("sys.argv", ["tocsin", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
            raise SystemExit(0)
        captured = capsys.readouterr()
        return Ran(int(stopped.value.code or 0), captured.out, captured.err)

    return run
