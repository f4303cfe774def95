from __future__ import annotations

import pytest

from tocsin.code.amounts import amounts, total
from tocsin.model import Count, Span


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("killed three", 3, 3),
        ("at least three", 3, None),
        ("up to 40", 1, 40),
        ("more than 1,200", 1200, None),
        ("twenty-two", 22, 22),
        ("two hundred", 200, 200),
        ("two dozen", 24, 24),
        ("dozens", 24, None),
        ("tens of thousands", 20000, None),
    ],
)
def test_one_number(text: str, low: int, high: int | None) -> None:
    assert [count for _, count in amounts(text, Span(start=0, end=len(text)))] == [Count(low=low, high=high)]


def test_each_number_with_its_place() -> None:
    text = "Four soldiers and 12 rebels died"
    found = list(amounts(text, Span(start=0, end=len(text))))
    assert [(text[s.start : s.end], c.low) for s, c in found] == [("Four", 4), ("12", 12)]


def test_total() -> None:
    assert total([]) is None
    assert total([Count(low=2, high=2), Count(low=3, high=3)]) == Count(low=5, high=5)
    assert total([Count(low=2, high=2), Count(low=3, high=None)]) == Count(low=5, high=None)
