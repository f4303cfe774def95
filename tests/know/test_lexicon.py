"""The coder's English is read whole, and a damaged row is named."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tocsin.errors import PackError
from tocsin.know import lexicon
from tocsin.know.packs import Pack, find


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the pack that the readers read instead; their caches are emptied before and after."""
    folder = tmp_path / "pack"
    shutil.copytree(find("english").folder, folder)
    damaged = replace(find("english"), folder=folder)

    def fake(name: str) -> Pack:
        del name
        return damaged

    readers = (lexicon.frames, lexicon.classes, lexicon.rules, lexicon.mode_words, lexicon.gear)
    monkeypatch.setattr(lexicon, "find", fake)
    for reader in readers:
        reader.cache_clear()
    yield folder
    for reader in readers:
        reader.cache_clear()


def append(folder: Path, file: str, *cells: str) -> None:
    with (folder / file).open("a", encoding="utf-8") as lines:
        lines.write("\t".join(cells) + "\n")


def test_the_lexicon_is_large_and_covers_every_type() -> None:
    verbs, nouns = lexicon.frames("verbs"), lexicon.frames("nouns")
    assert len(verbs) > 900
    assert len(nouns) > 300
    meant = {frame.means for table in (verbs, nouns) for several in table.values() for frame in several}
    assert meant >= set(lexicon.TYPES)


def test_frames_that_ask_for_words_come_before_those_that_do_not() -> None:
    frames = lexicon.frames("verbs")["express"]
    general = [not any(o.words or o.groups for n in f.needs for o in n.options) for f in frames]
    assert general == sorted(general)


def test_options_of_a_need() -> None:
    (need,) = next(
        f.needs for f in lexicon.frames("verbs")["let"] if f.means == "RETREAT" and f.modes == ("release",)
    )
    assert [(o.slot, sorted(o.words)) for o in need.options] == [
        ("prt", ["in", "out"]),
        ("acomp", ["free"]),
    ]


def test_groups_contain_those_they_include() -> None:
    groups = lexicon.classes()
    assert groups["office"] < groups["agent"]
    assert groups["militia"] < groups["agent"]


def test_counts() -> None:
    assert lexicon.numbers()["three"] == (3, 3)
    assert lexicon.numbers()["dozens"] == (24, None)


@pytest.mark.parametrize(
    ("file", "cells", "message"),
    [
        ("verbs.tsv", ("wink", "obj", "FLIRT"), "no type and no operator"),
        ("verbs.tsv", ("wink", "obj", "ASSAULT", "softly"), "mode 'softly'"),
        ("verbs.tsv", ("wink", "obj:@nobody", "ASSAULT"), "unknown group @nobody"),
        ("verbs.tsv", ("wink", "obj:a:b", "ASSAULT"), "two colons"),
    ],
)
def test_a_damaged_row_is_named(copy: Path, file: str, cells: tuple[str, ...], message: str) -> None:
    append(copy, file, *cells)
    with pytest.raises(PackError, match=message):
        lexicon.frames("verbs")


def test_damaged_tables_are_named(copy: Path) -> None:
    append(copy, "compose.tsv", "wink", "AID", "AGREE")
    append(copy, "modes.tsv", "AID", "gold", "shiny")
    append(copy, "equipment.tsv", "catapult", "siege engine")
    with pytest.raises(PackError, match="'wink' over 'AID'"):
        lexicon.rules()
    with pytest.raises(PackError, match="AID has no mode 'shiny'"):
        lexicon.mode_words()
    with pytest.raises(PackError, match="'catapult' is of kind 'siege engine'"):
        lexicon.gear()


def test_an_unknown_list_of_function_words_is_named() -> None:
    with pytest.raises(PackError, match="no list 'sideways'"):
        lexicon.words("sideways")
