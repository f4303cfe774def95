from __future__ import annotations

import pytest

from tocsin.code.spans import overlap, places_of, whole_words
from tocsin.model import Span


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("oldier", "soldiers"),
        ("“The army”", "The army"),
        ("army,", "army"),
        ("the U.S", "the U.S."),
        ("U.S. troops", "U.S. troops"),
        ("Acme Inc", "Acme Inc."),
        ("Acme Inc.,", "Acme Inc."),
        ("army (KFOR)", "army (KFOR)"),
        ("(KFOR)", "(KFOR)"),
        ("KFOR)", "KFOR"),
        ("(KFOR", "KFOR"),
        ("fled.", "fled"),
        (".", "."),
    ],
)
def test_whole_words(part: str, whole: str) -> None:
    text = "Two soldiers of “The army” fired, an army, of the U.S. troops of Acme Inc., the army (KFOR) fled."
    start = text.index(part)
    found = whole_words(text, Span(start=start, end=start + len(part)))
    assert text[found.start : found.end] == whole


def test_places_of_a_pair_do_not_overlap() -> None:
    assert places_of("Serbia's army left Serbia", "Serbia's army", "Serbia") == ((0, 13), (19, 25))
    assert places_of("Serbia left", "", "Kosovo") == (None, None)


def test_places_are_whole_words_before_parts() -> None:
    assert places_of("Niger and Nigeria met", "Nigeria", "Niger") == ((10, 17), (0, 5))
    assert places_of("Nigeria met Niger (again)", "Niger", "Niger (again)") == ((12, 17), None)
    assert places_of("Nigeria met", "Niger", "") == ((0, 5), None)


def test_overlap_is_of_a_character() -> None:
    assert overlap(Span(start=0, end=3), Span(start=2, end=5))
    assert not overlap(Span(start=0, end=3), Span(start=3, end=5))
