"""Packs: knowledge as data, each an installable package found by the entry point `tocsin.packs`.

A pack is a folder with `manifest.toml` (name, what, version, licence, sources, and the SHA-256 of each
data file) and tables that a person can read and mend: TSV with a header line, `#` comments, or TOML.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from tocsin.errors import PackError

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """An installed pack: where its files lie and what its manifest says."""

    name: str
    folder: Path
    manifest: dict[str, Any]

    def file(self, name: str) -> Path:
        """The path of a file of the pack. Raises PackError when it is not there."""
        path = self.folder / name
        if not path.is_file():
            raise PackError(
                f"pack {self.name!r} has no file {name!r} in {self.folder}; install the pack again"
            )
        return path

    def toml(self, name: str) -> dict[str, Any]:
        """A TOML file of the pack."""
        path = self.file(name)
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise PackError(f"{path}: {error}") from error

    def rows(self, name: str, kind: type[Row]) -> Iterator[Row]:
        """The rows of a TSV file as dataclasses of `kind`, one field a column.

        A field of type str, int, float or tuple[str, ...] (values separated by `|`); one with a default may be
        empty or absent. Raises PackError with file and line.
        """
        return read_rows(self.file(name), kind)


@cache
def find(name: str) -> Pack:
    """The installed pack of that name. Raises PackError."""
    points = entry_points(group="tocsin.packs", name=name)
    if not points:
        raise PackError(f"pack {name!r} is not installed: pip install ./packs/{name} (or run `make install`)")
    module = next(iter(points)).load()
    folder = Path(module.__file__).parent
    manifest = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
    return Pack(name=name, folder=folder, manifest=manifest)


def read_rows(path: Path, kind: type[Row]) -> Iterator[Row]:
    """See Pack.rows; for a table that lies outside a pack."""
    hints = get_type_hints(kind)
    specs = {f.name: f for f in fields(kind)}  # pyright: ignore[reportArgumentType]
    with path.open(encoding="utf-8", newline="") as lines:
        numbered = ((n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#"))
        header: list[str] = []
        for number, line in numbered:
            cells = next(csv.reader([line.rstrip("\r\n")], delimiter="\t", quoting=csv.QUOTE_NONE))
            if not header:
                header = cells
                if wrong := set(header) - specs.keys():
                    raise PackError(f"{path}:{number}: unknown column {sorted(wrong)[0]!r}")
                continue
            if len(cells) > len(header):
                raise PackError(f"{path}:{number}: {len(cells)} cells under {len(header)} columns")
            filled = {key: cell.strip() for key, cell in zip(header, cells, strict=False) if cell.strip()}
            for key, spec in specs.items():
                if key not in filled and spec.default is MISSING:
                    filled[key] = ""
            try:
                yield kind(**{key: _typed(value, hints[key]) for key, value in filled.items()})
            except ValueError as error:
                raise PackError(f"{path}:{number}: {error}") from error


def _typed(value: str, hint: Any) -> Any:
    if hint in (int, float):
        return hint(value)
    text = str(hint)
    if text.startswith("tuple"):
        return tuple(part.strip() for part in value.split("|") if part.strip())
    if text in ("float | None", "int | None"):
        return float(value) if "float" in text else int(value)
    return value
