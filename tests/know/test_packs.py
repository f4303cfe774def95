"""Packs: typed tables, and errors that name file and line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from tocsin.errors import PackError
from tocsin.know.ontology import ontology
from tocsin.know.packs import find, read_rows

PACKS = ("plover", "english", "actors", "places", "lines")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    name: str
    size: float
    tags: tuple[str, ...] = ()


def rows(tmp_path: Path, text: str) -> list[Row]:
    path = tmp_path / "t.tsv"
    path.write_text(text, encoding="utf-8")
    return list(read_rows(path, Row))


def test_rows_are_typed_and_comments_skipped(tmp_path: Path) -> None:
    found = rows(tmp_path, "# why\nname\tsize\ttags\nA\t1.5\tx|y\n\nB\t2\n")
    assert found == [Row(name="A", size=1.5, tags=("x", "y")), Row(name="B", size=2.0)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("name\tsize\nA\tbig\n", r"t\.tsv:2: .*big"),
        ("name\tsize\tcolour\n", r"t\.tsv:1: unknown column 'colour'"),
        ("name\tsize\nA\t1\t2\t3\n", r"t\.tsv:2: 4 cells"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, text: str, names: str) -> None:
    with pytest.raises(PackError, match=names):
        rows(tmp_path, text)


def test_a_missing_pack_or_file_is_named() -> None:
    with pytest.raises(PackError, match="nowhere"):
        find("nowhere")
    with pytest.raises(PackError, match=r"no\.tsv"):
        find("plover").file("no.tsv")


@pytest.mark.parametrize("name", PACKS)
def test_manifest_says_what_it_is_and_the_hash_of_each_data_file(name: str) -> None:
    pack = find(name)
    assert pack.manifest["name"] == name
    assert pack.manifest["licence"]
    assert pack.manifest["sources"]
    files = {
        p.name
        for p in pack.folder.iterdir()
        if p.suffix in {".json", ".npz", ".onnx", ".toml", ".tsv"} and p.name != "manifest.toml"
    }
    assert set(pack.manifest["sha256"]) == files
    for file, wanted in pack.manifest["sha256"].items():
        assert hashlib.sha256((pack.folder / file).read_bytes()).hexdigest() == wanted, (
            f"{name}/{file} was changed: run `python -m lab.manifests`"
        )


def test_ontology_has_sixteen_types_and_scores_the_most_extreme_mode() -> None:
    plover = ontology()
    assert len(plover.types) == 16
    assert plover.score("ASSAULT") == -9
    assert plover.score("ASSAULT", ("beat", "drone")) == -9.5
    assert plover.score("PROTEST", ("vandalize",)) == plover.score("PROTEST")
