from __future__ import annotations

from datetime import date

import pytest

from tocsin.merge.days import agree, days, gap


def ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-09-26", "2021-09-26", "2021-09-26"),
        ("2021-09-26T18:05:00+02:00", "2021-09-26", "2021-09-26"),
        ("2021-09-26/2021-10", "2021-09-26", "2021-10-31"),
    ],
)
def test_coarse_dates_are_stretches(value: str, first: str, last: str) -> None:
    assert days(value) == (ordinal(first), ordinal(last))


@pytest.mark.parametrize(
    "value", [None, "", "2021-13", "2021-02-30", "last week", "2021-W39", "2021-10/2021-09"]
)
def test_what_is_no_date_is_none(value: str | None) -> None:
    assert days(value) is None


def test_agreement_and_gap() -> None:
    assert agree((1, 30), (30, 31)) and not agree((1, 29), (30, 31))
    assert gap((1, 5), (8, 9)) == gap((8, 9), (1, 5)) == 3
    assert gap((1, 5), (5, 9)) == 0
