"""The passages that no model is trained on."""

from __future__ import annotations

from lab.passages import FOLDER

HELD = FOLDER.parent / "dev.txt"


def held_out() -> frozenset[str]:
    """Their ids."""
    return frozenset(line for line in HELD.read_text(encoding="utf-8").split("\n") if line[:1].isdigit())
