from __future__ import annotations

import pytest

from tests.code.cases import at, parse, words
from tocsin.code.slots import slots_of


@pytest.mark.parametrize(
    ("text", "verb", "slot", "expected"),
    [
        ("The bridge was blocked by farmers.", "blocked", "subj", ["farmers"]),
        ("The bridge was blocked by farmers.", "blocked", "obj", ["bridge"]),
        ("France and Italy expelled the envoy.", "expelled", "subj", ["France", "Italy"]),
        ("The general who led the coup fled.", "led", "subj", ["general"]),
        ("The ban that Italy imposed is over.", "imposed", "obj", ["ban"]),
        ("Italy ordered the ships to leave the port.", "leave", "subj", ["ships"]),
        ("Italy promised to leave the alliance.", "leave", "subj", ["Italy"]),
        ("Malta was given tents by Libya.", "given", "iobj", ["Malta"]),
        ("Malta was given tents by Libya.", "given", "obj", ["tents"]),
        ("Police shut down the paper.", "shut", "prt", ["down"]),
        ("The move was described as a crime by the council.", "described", "subj", ["council"]),
    ],
)
def test_roles(text: str, verb: str, slot: str, expected: list[str]) -> None:
    (s,) = parse(text)
    assert words(s, slots_of(s, at(s, verb)).get(slot, [])) == expected


def test_roles_of_a_noun() -> None:
    (s,) = parse("Russia's attack on the port in Odesa shocked the mayor.")
    slots = slots_of(s, at(s, "attack"))
    assert (words(s, slots["poss"]), words(s, slots["on"])) == (["Russia"], ["port"])
