"""The figures that must not fall: `floors.json`, one entry a benchmark, with the hash of its data.

python -m bench.floors NAME < OUTPUT     check the last line of a benchmark against its floors
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("floors.json")


def data_hash(path: Path) -> str:
    """The first 16 hex digits of the SHA-256 of a data file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def fallen(name: str, figures: dict[str, Any]) -> list[str]:
    """What lies under its floor, in words; [] when the data are others than the floors were set on."""
    entry = json.loads(FILE.read_text(encoding="utf-8"))[name]
    if figures.get("data") != entry["data"]:
        return []
    found: list[str] = []
    for key, floor in entry["floors"].items():
        value: Any = figures
        for part in key.split("."):
            value = value[part]
        if value < floor:
            found.append(f"{name}: {key} is {value}, its floor {floor}")
    return found


def main() -> None:
    """Check the figures on stdin; exit 1 when one has fallen."""
    lines = [line for line in sys.stdin.read().splitlines() if line.strip()]
    if problems := fallen(sys.argv[1], json.loads(lines[-1])):
        sys.exit("\n".join(problems))
    print(f"{sys.argv[1]}: no figure under its floor")


if __name__ == "__main__":
    main()
