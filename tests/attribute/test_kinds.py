"""Who a source phrase names."""

from __future__ import annotations

import pytest

from tocsin.attribute.kinds import role, same_name, who


@pytest.mark.parametrize(
    ("phrase", "kind", "name"),
    [
        ("TASS", "agency", "TASS"),
        ("the state news agency TASS", "agency", "TASS"),
        ("The Associated Press", "agency", "Associated Press"),
        ("the BBC", "media", "BBC"),
        ("the newspaper", "media", "the newspaper"),
        ("the Lenn Courier", "media", "the Lenn Courier"),
        ("local media reports", "media", "local media reports"),
        ("a report by the Brenn Institute", "document", "a report by the Brenn Institute"),
        ("social networks", "social", "social networks"),
        ("Telegram", "social", "Telegram"),
        ("a source in naval circles", "anonymous", "a source in naval circles"),
        ("an unnamed source close to the army", "anonymous", "an unnamed source close to the army"),
        ("two Dravian officials", "anonymous", "two Dravian officials"),
        ("villagers", "anonymous", "villagers"),
        ("the interior ministry", "organisation", "the interior ministry"),
        ("the Serbian Defense Ministry", "organisation", "the Serbian Defense Ministry"),
        ("the IDF", "organisation", "the IDF"),
        ("Belgrade", "organisation", "Belgrade"),
        ("a spokesman for the army", "organisation", "a spokesman for the army"),
        ("Governor Ilja Brenn", "person", "Governor Ilja Brenn"),
        ("Marko Ilic, the mayor of Novo Selo,", "person", "Marko Ilic"),
        ("Petra Novak", "person", "Petra Novak"),
        ("the minister", "person", "the minister"),
        ("She", "person", "She"),
    ],
)
def test_kind_and_name(phrase: str, kind: str, name: str) -> None:
    found = who(phrase)
    assert found is not None and (found.kind, found.name) == (kind, name)


@pytest.mark.parametrize("phrase", ["", ",", "the bridge", "I", "heavy rain"])
def test_what_could_vouch_for_nothing(phrase: str) -> None:
    assert who(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("a source in military circles", "military"),
        ("the interior ministry", "official"),
        ("two villagers", "witness"),
        ("a rebel commander", "military"),
        ("the separatists", "party to the conflict"),
        ("the Brenn Institute", ""),
    ],
)
def test_role(phrase: str, expected: str) -> None:
    assert role(phrase) == expected


def test_only_what_points_back_is_led_back() -> None:
    assert [
        bool(found and found.backward) for found in map(who, ("He", "the newspaper", "The IDF", "TASS"))
    ] == [
        True,
        True,
        False,
        False,
    ]


def test_same_name() -> None:
    assert same_name("Vucic", ["Aleksandar Vucic"]) and same_name("the army", ["Army"])
    assert not same_name("Vucic", ["Vucicevic"]) and not same_name("", ["", "x"])
