from __future__ import annotations

from tests.code.cases import at, parse, words
from tocsin.code.participants import doers, receivers, same_side


def test_of_a_deed_its_owner_acts() -> None:
    (s,) = parse("Russia's attack on the port killed two men.")
    assert words(s, doers(s, [at(s, "attack")])) == ["Russia"]


def test_of_a_paper_its_author_acts() -> None:
    (s,) = parse("A report by the United Nations accused the army.")
    assert words(s, doers(s, [at(s, "report")])) == ["Nations"]


def test_of_a_condemned_deed_its_author_is_meant_not_its_victim() -> None:
    (s,) = parse("Estonia condemned Russia's attack on Ukraine.")
    assert words(s, receivers(s, [at(s, "attack")], "ACCUSE", (at(s, "Estonia"),))) == ["Russia"]


def test_things_are_recipients_only_where_they_can_be_struck_or_taken() -> None:
    (s,) = parse("Soldiers burned the warehouse.")
    heads = [at(s, "warehouse")]
    assert words(s, receivers(s, heads, "ASSAULT", ())) == ["warehouse"]
    assert receivers(s, heads, "ACCUSE", ()) == ()


def test_the_speaker_again() -> None:
    (s,) = parse("Serbia said its army would leave and Kosovo would stay.")
    speakers = [at(s, "Serbia")]
    assert same_side(s, at(s, "army"), speakers)
    assert not same_side(s, at(s, "Kosovo"), speakers)
