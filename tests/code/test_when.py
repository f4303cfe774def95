from __future__ import annotations

import pytest

from tests.code.cases import at, parse
from tocsin.code.when import date_of, long_ago


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("February 2008", "2021-09-27", True),
        ("in 2021", "2021-09-27", False),
        ("August 2021", "2021-09-27", False),
        ("the 1990s", "2021-09-27", True),
        ("three years ago", None, True),
        ("two months ago", "2021-09-27", False),
        ("decades ago", None, True),
        ("last year", "2021-09-27", True),
        ("last year", "2021-02-01", False),
        ("October", "2021-09-27", True),
        ("July", "2021-09-27", False),
        ("Sunday", "2021-09-27", False),
        ("February 2008", None, False),
    ],
)
def test_long_ago(text: str, published: str | None, expected: bool) -> None:
    assert long_ago(text, published) is expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("On Sunday Italy expelled the envoy.", "expelled", "Sunday"),
        ("Malta said on Friday that Italy had expelled the envoy.", "expelled", None),
        ("Italy expelled the 45-year-old envoy.", "expelled", None),
        ("Italy jailed the envoy for three years.", "jailed", None),
        ("Italy expelled the envoy two weeks ago.", "expelled", "two weeks ago"),
    ],
)
def test_the_time_of_an_act(text: str, verb: str, expected: str | None) -> None:
    (s,) = parse(text)
    name = date_of(s, [at(s, verb)])
    assert (s.words(s.slice(name.first, name.last)) if name else None) == expected
