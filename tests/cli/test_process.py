"""The installed command, as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

COMMAND = Path(sys.executable).with_name("tocsin")


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Čačak\n\nThe mayor of Čačak spoke.\n", encoding="utf-8")
    ran = subprocess.run(
        [COMMAND, "read", "page.txt"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        capture_output=True,
        check=True,
    )
    assert "Čačak" in ran.stdout.decode("utf-8")
