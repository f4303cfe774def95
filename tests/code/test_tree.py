from __future__ import annotations

import pytest

from tests.code.cases import at, parse, words
from tocsin.code.tree import antecedent, passive, phrase, together


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("The Russian Defence Ministry met them.", "Ministry", "The Russian Defence Ministry"),
        ("At least three people died in Oslo.", "people", "At least three people"),
        ("Hundreds of ethnic Serbs protested.", "Hundreds", "Hundreds of ethnic Serbs"),
        ("The mayor, who was ill, resigned.", "mayor", "The mayor"),
        ("Serbia's army left.", "Serbia", "Serbia"),
    ],
)
def test_how_far_a_phrase_reaches(text: str, head: str, expected: str) -> None:
    (s,) = parse(text)
    assert s.words(s.slice(*phrase(s, at(s, head)))) == expected


def test_joined_nouns_come_apart() -> None:
    (s,) = parse("France, Italy and Spain signed the treaty.")
    assert words(s, together(s, at(s, "France"))) == ["France", "Italy", "Spain"]


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("The bridge was blocked.", "blocked", True),
        ("Farmers have blocked the bridge.", "blocked", False),
        ("Farmers blocked the bridge.", "blocked", False),
        ("The men were arrested and deported.", "deported", True),
    ],
)
def test_passive(text: str, verb: str, expected: bool) -> None:
    (s,) = parse(text)
    assert passive(s, at(s, verb)) is expected


def test_a_relative_pronoun_has_its_noun() -> None:
    (s,) = parse("The general who led the coup fled.")
    noun = antecedent(s, at(s, "led"))
    assert noun is not None
    assert s.tokens[noun].text == "general"
