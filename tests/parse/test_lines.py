from __future__ import annotations

import pytest

from tocsin.parse.lines import read_units


def test_offsets_numbers_and_indentation() -> None:
    text = "One\n\n  1. Two words\r\n\n    • Three\n"
    units = read_units(text, "page.txt")
    assert [(text[u.start : u.end], text[u.begin : u.end]) for u in units] == [
        ("One", "One"),
        ("Two words", "1. Two words"),
        ("Three", "• Three"),
    ]
    assert [(u.first, u.indent, u.mark) for u in units] == [(0, 0, ""), (2, 2, "1."), (4, 4, "•")]


@pytest.mark.parametrize("line", ["3. Mai 2021", "1984 was a year", "-5 degrees", "*", "– ", "12.30"])
def test_what_is_no_list_mark(line: str) -> None:
    (unit,) = read_units(line, "page.txt")
    assert (unit.mark, unit.text) == ("", line.strip())


def test_broken_lines_are_joined_only_where_all_lines_are_short() -> None:
    first = "These words fill the line up to the place where it"
    assert len(read_units(f"{first}\nbreaks.\n", "page.txt")) == 1
    assert len(read_units(f"{first}\nbreaks.\n{'word ' * 40}\n", "page.txt")) == 3
    assert len(read_units(f"{first}\n\nbreaks.\n", "page.txt")) == 2


def test_prose() -> None:
    units = read_units("Front page\n\nNobody fell in the lake.\n\nShare this", "page.txt")
    assert [unit.is_prose for unit in units] == [False, True, False]
