"""The pack `actors` is read whole, and a damaged row is named."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tocsin.errors import PackError
from tocsin.know.actors import Actors, actors, read
from tocsin.know.packs import Pack, find


@pytest.fixture
def copy(tmp_path: Path) -> Pack:
    pack = find("actors")
    shutil.copytree(pack.folder, tmp_path / "pack")
    return replace(pack, folder=tmp_path / "pack")


def _append(pack: Pack, table: str, *cells: str) -> None:
    with (pack.folder / table).open("a", encoding="utf-8") as file:
        file.write("\t".join(cells) + "\n")


def test_a_copy_reads_like_the_installed_pack(copy: Pack) -> None:
    assert read(copy) == actors()


def test_a_row_of_one_s_own_is_read(copy: Pack) -> None:
    _append(copy, "armed.tsv", "Front of Dravia", "FDV", "SRB", "REB")
    table, body = next(pair for pair in read(copy).bodies if pair[1].name == "Front of Dravia")
    assert (table, body.aliases, body.sector, body.end) == ("armed.tsv", ("FDV",), "REB", "")


@pytest.mark.parametrize(
    ("table", "cells", "wrong"),
    [
        ("armed.tsv", ("Front of Dravia", "", "DRV", "REB"), "'DRV' is no country code"),
        ("parties.tsv", ("Dravian Union", "", "SRB", "PARTY"), "'PARTY' is no PLOVER sector"),
        ("people.tsv", ("Ana Dravic", "", "SRB", "chief of tea", "2020"), "no office 'chief of tea'"),
    ],
)
def test_an_unknown_code_names_the_row(copy: Pack, table: str, cells: tuple[str, ...], wrong: str) -> None:
    _append(copy, table, *cells)
    with pytest.raises(PackError, match=wrong) as caught:
        read(copy)
    assert cells[0] in str(caught.value)


def test_terms_end_after_they_begin() -> None:
    wrong = [t for t in actors().terms if t.start and t.end and t.end[: len(t.start)] < t.start[: len(t.end)]]
    assert wrong == []


def test_no_term_stands_twice() -> None:
    counts = Counter((term.name, term.country, term.office, term.start) for term in actors().terms)
    assert [key for key, count in counts.items() if count > 1] == []


def _overlaps(pack: Actors, office: str) -> set[str]:
    """Countries in which a later holder entered an office a year or more before the earlier one left it."""
    found: set[str] = set()
    for country in {term.country for term in pack.terms}:
        terms = sorted(
            (t for t in pack.terms if (t.country, t.office) == (country, office)), key=lambda t: t.start
        )
        for one, other in pairwise(terms):
            if other.start and (not one.end or int(one.end[:4]) > int(other.start[:4])):
                found.add(country)
    return found


@pytest.mark.parametrize("office", ["president", "prime minister", "foreign minister", "defence minister"])
def test_an_office_for_one_has_one_holder_at_a_time(office: str) -> None:
    # Bosnia has a presidency of three; SRB stands for Serbia and for Serbia and Montenegro, which had a president each.
    # Gbagbo and Ouattara both claimed the Ivorian presidency.
    assert _overlaps(actors(), office) <= ({"BIH", "SRB", "CIV"} if office == "president" else set())
