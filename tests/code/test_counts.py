from __future__ import annotations

import pytest

from tests.code.cases import at, parse
from tocsin.code.counts import casualties, count
from tocsin.model import Count


@pytest.mark.parametrize(
    ("text", "head", "low", "high"),
    [
        ("Three people left.", "people", 3, 3),
        ("At least 1,200 people left.", "people", 1200, None),
        ("More than 20 people left.", "people", 20, None),
        ("Up to nine people left.", "people", 1, 9),
        ("Dozens of people left.", "Dozens", 24, None),
        ("Two hundred people left.", "people", 200, 200),
        ("A soldier left.", "soldier", 1, 1),
        ("Twenty-one people left.", "people", 21, 21),
    ],
)
def test_counts(text: str, head: str, low: int, high: int | None) -> None:
    (s,) = parse(text)
    assert count(s, at(s, head)) == Count(low=low, high=high)


@pytest.mark.parametrize(
    ("text", "verb", "killed", "injured"),
    [
        ("The blast killed two men and a woman.", "killed", (3, 3), None),
        ("The blast left 12 dead and 30 wounded.", "left", (12, 12), (30, 30)),
        ("Four soldiers were killed and nine injured.", "killed", (4, 4), (9, 9)),
        ("Civilians were killed.", "killed", None, None),
        ("No one was killed.", "killed", None, None),
    ],
)
def test_killed_and_injured(
    text: str, verb: str, killed: tuple[int, int] | None, injured: tuple[int, int] | None
) -> None:
    (s,) = parse(text)
    expected = [Count(low=c[0], high=c[1]) if c else None for c in (killed, injured)]
    assert list(casualties(s, [at(s, verb)])) == expected
