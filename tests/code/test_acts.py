from __future__ import annotations

import pytest

from tests.code.cases import parse, words
from tocsin.code.acts import Act, Refused, find


def acts(text: str) -> list[Act]:
    (s,) = parse(text)
    return [found for found in find(s) if isinstance(found, Act)]


@pytest.mark.parametrize(
    ("text", "type", "about"),
    [
        ("Iran agreed to free the sailors.", "CONCEDE", "RETREAT"),
        ("Iran refused to free the sailors.", "REJECT", "RETREAT"),
        ("Iran threatened to attack the fleet.", "THREATEN", "ASSAULT"),
        ("Iran asked Oman to send doctors.", "REQUEST", "AID"),
        ("The judge ordered the arrest of the mayor.", "COERCE", ""),
        ("Iran began to mobilise reservists.", "MOBILIZE", ""),
        ("Iran stopped its attacks on the fleet.", "RETREAT", ""),
        ("Iran's threat to attack the fleet worried Oman.", "THREATEN", "ASSAULT"),
        ("Oman said Iran must free the sailors.", "REQUEST", "RETREAT"),
        ("Oman said Iran had violated the treaty.", "ACCUSE", ""),
        ("Oman said it would expel the envoy.", "THREATEN", "SANCTION"),
    ],
)
def test_what_becomes_of_an_act_under_another_word(text: str, type: str, about: str) -> None:
    found = acts(text)
    assert [(act.type, act.about) for act in found][:1] == [(type, about)]


def test_what_somebody_is_accused_of_is_no_second_act() -> None:
    assert [
        act.type for act in acts("Mali accused the rebels of shelling the market and killing ten women.")
    ] == ["ACCUSE"]


def test_an_accused_is_who_is_spoken_of_not_who_is_spoken_to() -> None:
    (s,) = parse("The union told the court that the minister had broken the law and misled the public.")
    (act,) = [found for found in find(s) if isinstance(found, Act)]
    assert (words(s, act.actors), words(s, act.recipients)) == (["union"], ["minister"])


def test_the_trigger_holds_auxiliaries_particles_and_the_word_that_names_the_act() -> None:
    for text, trigger in [
        ("Two men were arrested.", "were arrested"),
        ("The paper was shut down.", "was shut down"),
        ("The rebels declared a ceasefire.", "declared a ceasefire"),
        ("Austria expelled two diplomats.", "expelled"),
    ]:
        (s,) = parse(text)
        (act,) = [found for found in find(s) if isinstance(found, Act)]
        assert s.words(s.slice(act.first, act.last)) == trigger


def test_a_known_word_without_a_fitting_use_is_refused_with_its_reason() -> None:
    (s,) = parse("Sales hit a record high.")
    assert [found.reason for found in find(s) if isinstance(found, Refused)] == ["nobody is hit"]
