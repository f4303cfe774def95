from __future__ import annotations

import pytest

from tests.code.cases import at, parse
from tocsin.code.groups import can_act, candidates, choose, is_place, of_group, sense
from tocsin.code.slots import slots_of


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The ministry left.", "ministry", True),
        ("Thousands marched.", "Thousands", True),
        ("Hundreds of miners marched.", "Hundreds", True),
        ("The decision was late.", "decision", False),
        ("On Monday it rained.", "Monday", False),
    ],
)
def test_who_can_act(text: str, word: str, expected: bool) -> None:
    (s,) = parse(text)
    assert can_act(s, at(s, word)) is expected


def test_a_quantity_means_what_it_counts() -> None:
    (s,) = parse("Dozens of soldiers fled.")
    assert s.tokens[sense(s, at(s, "Dozens"))].text == "soldiers"


def test_places_by_name_and_by_noun() -> None:
    (s,) = parse("They met in Vienna near the border.")
    assert is_place(s, at(s, "Vienna"))
    assert is_place(s, at(s, "border"))


def test_an_event_noun_belongs_to_its_type_as_it_is_used() -> None:
    (strike,) = parse("The union began a strike over pay.")
    (raid,) = parse("Israel began a strike on the camp.")
    assert of_group(strike, at(strike, "strike"), "PROTEST")
    assert of_group(raid, at(raid, "strike"), "ASSAULT")


def test_the_first_frame_that_fits_is_chosen() -> None:
    (s,) = parse("The president dismissed the minister.")
    verb = at(s, "dismissed")
    frame = choose(s, slots_of(s, verb), candidates(s, verb))
    assert frame is not None
    assert (frame.means, frame.modes) == ("SANCTION", ("expel",))


def test_a_word_inside_a_name_or_date_tells_no_act() -> None:
    (s,) = parse("It happened on 5 March 2020.")
    assert candidates(s, at(s, "March")) == ()
