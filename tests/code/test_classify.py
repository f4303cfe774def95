from __future__ import annotations

import pytest

from tests.code.cases import coder, parse
from tocsin.code.classify import classify, features, read
from tocsin.code.spans import places_of
from tocsin.know.relations import weights


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "expected"),
    [
        ("Serbia condemned Kosovo.", "Serbia", "Kosovo", "ACCUSE"),
        ("Kosovo was condemned by Serbia, which met Albania.", "Serbia", "Albania", "CONSULT"),
        (
            "Chad expelled the envoy of Mali after Mali arrested a citizen of Chad.",
            "Mali",
            "a citizen of Chad",
            "COERCE",
        ),
        ("The union will boycott the vote.", "The union", "the vote", "THREATEN"),
        ("The weather in Mali was fine.", "Mali", "", ""),
    ],
)
def test_the_frames_alone(text: str, actor: str, recipient: str, expected: str) -> None:
    assert classify(parse(text), text, actor, recipient, None) == (expected, None)


@pytest.mark.skipif(weights() is None, reason="the pack 'relations' is not installed")
def test_weights_give_a_probability() -> None:
    kind, confidence = coder().classify("Austria accused Hungary of blocking the fund.", "Austria", "Hungary")
    assert kind == "ACCUSE"
    assert confidence is not None
    assert 0.5 < confidence <= 1


def test_a_name_inside_the_other_is_not_the_other() -> None:
    text = "The Kosovo police met the mayor of Kosovo."
    mine, theirs = places_of(text, "The Kosovo police", "Kosovo")
    assert mine == (0, 17)
    assert theirs == (text.rindex("Kosovo"), len(text) - 1)


def test_features_do_not_name_the_parties() -> None:
    text = "Serbia condemned Kosovo."
    mine, theirs = places_of(text, "Serbia", "Kosovo")
    found = features(parse(text), read(parse(text), mine, theirs), mine, theirs)
    assert "type=ACCUSE" in found
    assert not any("serbia" in name or "kosovo" in name for name in found)
