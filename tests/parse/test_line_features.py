from __future__ import annotations

import numpy as np
import pytest

from tocsin.parse.line_features import FEATURES, read_features, says_name
from tocsin.parse.lines import read_units

TEXT = "The bridge is open\n\n  1. I love this bridge!\n\n    Liked by 2 people\n\nTess says:\n"
BUCKETS = 512


def test_a_row_of_numbers_a_line_and_words_below_the_number_of_buckets() -> None:
    found = read_features(read_units(TEXT, "page.txt"), BUCKETS)
    assert found.numbers.shape == (4, FEATURES)
    assert np.isfinite(found.numbers).all()
    assert [len(words) > 0 for words in found.words] == [True] * 4
    assert all(0 < word < BUCKETS for words in found.words for word in words)


def test_no_lines() -> None:
    assert read_features([], BUCKETS).numbers.shape == (0, FEATURES)


def test_the_same_line_looks_other_below_a_thread_heading() -> None:
    alone = read_features(read_units("At last.\n", "page.txt"), BUCKETS)
    below = read_features(read_units("3 comments\n\nAt last.\n", "page.txt"), BUCKETS)
    assert alone.words[0] == below.words[1]
    assert (alone.numbers[0] != below.numbers[1]).any()


def test_a_long_line_is_looked_at_in_part() -> None:
    short = read_features(read_units("word " * 300, "page.txt"), BUCKETS)
    long = read_features(read_units("word " * 50_000, "page.txt"), BUCKETS)
    assert short.words == long.words


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Tess says:", "Tess"),
        ("Ole Petersen schrieb:", "Ole Petersen"),
        ("He says", ""),
        ("Three rules:", ""),
    ],
)
def test_who_says(line: str, name: str) -> None:
    assert says_name(line) == name
