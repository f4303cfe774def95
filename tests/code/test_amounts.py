from __future__ import annotations

import pytest

from tocsin.code.amounts import amounts, total
from tocsin.model import Count, Span


def counts(text: str) -> list[tuple[int, int | None]]:
    return [(count.low, count.high) for _, count in amounts(text, Span(start=0, end=len(text)))]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("killed three", 3, 3),
        ("twenty-two", 22, 22),
        ("twenty two", 22, 22),
        ("two hundred", 200, 200),
        ("two\nhundred", 200, 200),
        ("two dozen", 24, 24),
        ("dozens", 24, None),
        ("tens of thousands", 20000, None),
        ("hundreds of thousands", 200000, None),
        ("several hundred", 300, None),
        ("a hundred", 100, 100),
        ("a couple of soldiers", 2, 2),
        ("a couple of hundred", 200, 200),
        ("one hundred and twenty", 120, 120),
        ("one hundred and twenty-five", 125, 125),
        ("two thousand three hundred and five", 2305, 2305),
        ("two hundred and twenty thousand", 220000, 220000),
        ("one million two hundred thousand", 1200000, 1200000),
        ("1.5 million", 1500000, 1500000),
        ("1.1 million", 1100000, 1100000),
        ("1,200", 1200, 1200),
        ("1,20,000", 120000, 120000),
        ("120 000", 120000, 120000),
        ("1\u00a0200\u202f000 people", 1200000, 1200000),
        ("12.", 12, 12),
    ],
)
def test_one_number(text: str, low: int, high: int | None) -> None:
    assert counts(text) == [(low, high)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10-15 people", 10, 15),
        ("10–15 people", 10, 15),
        ("10 to 15", 10, 15),
        ("two or three", 2, 3),
        ("between 10 and 15", 10, 15),
        ("two to three hundred", 200, 300),
        ("1-1.5 million", 1000000, 1500000),
        ("five to a hundred", 5, 100),
        ("dozens or hundreds", 24, None),
        ("at least 10 to 15", 10, None),
    ],
)
def test_a_range(text: str, low: int, high: int | None) -> None:
    assert counts(text) == [(low, high)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at least three", 3, None),
        ("(at\nleast three)", 3, None),
        ("More than 1,200", 1200, None),
        ("no fewer than 20", 20, None),
        ("20 or more", 20, None),
        ("20 and counting", 20, None),
        ("20+ people", 20, None),
        ("up to 40", 1, 40),
        ("no more than 40", 1, 40),
        ("40 or fewer", 1, 40),
        ("moreover 20", 20, 20),
        ("the setup to 20", 20, 20),
        ("20 or moreover", 20, 20),
        ("20 more", 20, 20),
    ],
)
def test_bounds_are_whole_words(text: str, low: int, high: int | None) -> None:
    assert counts(text) == [(low, high)]


@pytest.mark.parametrize(
    "text",
    ["no soldiers", "no one", "No-one", "0 dead", "at 9.30 a.m.", "magnitude-5 quake", "MiG-29s", "B52"],
)
def test_nobody_is_counted(text: str) -> None:
    assert counts(text) == []


@pytest.mark.parametrize("text", ["12-year-old", "three-day", "two-thirds", "twenty-two-year-old"])
def test_part_of_another_word_is_no_count(text: str) -> None:
    assert counts(f"{text} siege") == []


@pytest.mark.parametrize(
    ("text", "lows"),
    [
        ("three of 12 soldiers", [3, 12]),
        ("one of thousands", [1, 2000]),
        ("rose from 12 to 15", [12, 15]),
        ("fell to 20 to 15", [20, 15]),
        ("10 and 15", [10, 15]),
        ("two hundred and three hundred", [200, 300]),
        ("two thousand and three thousand", [2000, 3000]),
        ("a hundred and 20", [100, 20]),
        ("2014 120 people", [2014, 120]),
        ("a 12", [1, 12]),
        ("two twelve", [2, 12]),
    ],
)
def test_two_numbers(text: str, lows: list[int]) -> None:
    assert [low for low, _ in counts(text)] == lows


def test_each_number_with_its_place() -> None:
    text = "Four soldiers, at least 12 to 15 rebels and one hundred and two others of 9 died"
    found = list(amounts(text, Span(start=5, end=len(text) - 11)))
    given = [(text[s.start : s.end], c.low, c.high) for s, c in found]
    assert given == [("12 to 15", 12, None), ("one hundred and two", 102, 102)]


def test_total() -> None:
    assert total([]) is None
    assert total([Count(low=2, high=2), Count(low=3, high=3)]) == Count(low=5, high=5)
    assert total([Count(low=2, high=2), Count(low=3, high=None)]) == Count(low=5, high=None)
