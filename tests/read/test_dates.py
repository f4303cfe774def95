"""Dates of feeds and sitemaps."""

from __future__ import annotations

import pytest

from tocsin.read.dates import instant, iso


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 27 Sep 2021 10:00:00 +0200", "2021-09-27T10:00:00+02:00"),
        ("27 Sep 21 10:00 GMT", "2021-09-27T10:00:00+00:00"),
        ("Monday, 27 September 2021 10:00:00 EST", "2021-09-27T10:00:00-05:00"),
        ("Mon, 27 Sep 2021 10:00:00 -0000", "2021-09-27T10:00:00+00:00"),
        ("\n  Mon, 27 Sep 2021\n 10:00:00 Z ", "2021-09-27T10:00:00+00:00"),
        ("27 Sep 2021", "2021-09-27"),
        ("2021-09-27", "2021-09-27"),
        ("2021-09-27T10:00Z", "2021-09-27T10:00:00+00:00"),
        ("2021-09-27 10:00:00 UTC", "2021-09-27T10:00:00+00:00"),
        ("2021-09-27T10:00:00+0530", "2021-09-27T10:00:00+05:30"),
        ("2021-09-27T10:00:00.123456789-05", "2021-09-27T10:00:00-05:00"),
    ],
)
def test_a_date_keeps_the_zone_it_names(text: str, expected: str) -> None:
    assert iso(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-09-27T10:00:00", "2021-09-27T10:00:00"),
        ("Mon, 27 Sep 2021 10:00:00", "2021-09-27T10:00:00"),
        ("Mon, 27 Sep 2021 10:00:00 CEST", "2021-09-27T10:00:00"),
    ],
)
def test_a_zone_that_is_missing_or_not_known_stays_away(text: str, expected: str) -> None:
    assert iso(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "now",
        "2021-09",
        "10:30",
        "2021-02-30",
        "2021-09-27T25:00:00Z",
        "2021-09-27T10:00:00+99:00",
        "Mon, 31 Sep 2021 10:00:00 GMT",
        "Mon, 27 Foo 2021 10:00:00 GMT",
        "Mon, 27 Sep 2021 10:00:00 +9900",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "0001-01-01T00:00:00Z",
        "2021-09-27" * 100_000,
    ],
)
def test_what_is_no_sound_date_is_none(text: str) -> None:
    assert iso(text) is None


def test_instants_order_dates_of_different_precision() -> None:
    assert instant("2021-09-27T10:00:00+02:00") == instant("2021-09-27T08:00:00")
    assert instant("2021-09-27") < instant("2021-09-27T00:00:01+00:00")
