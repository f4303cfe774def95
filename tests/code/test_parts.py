from __future__ import annotations

import pytest

from tests.code.cases import coder, document, parse
from tocsin.code.parts import contexts, equipment
from tocsin.model import Mention


def only(text: str) -> Mention:
    (mention,) = coder()(document(text)).mentions
    return mention


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Italy sent S-400 systems to the coast.", [("S-400", "air-defence")]),
        ("Two MiG-29 fighters took off.", [("MiG-29", "combat aircraft")]),
        ("They lost ten armored vehicles.", [("armored vehicles", "armour")]),
        ("A suicide bomber struck.", []),
        ("A think tank warned.", []),
        (
            "They fired mortars and two cruise missiles.",
            [("mortars", "artillery"), ("cruise missiles", "missile")],
        ),
    ],
)
def test_equipment(text: str, expected: list[tuple[str, str]]) -> None:
    (s,) = parse(text)
    found = equipment(s, {t.i for t in s.tokens})
    assert [(e.text, e.kind) for e in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police arrested two editors in Minsk.", ["Minsk"]),
        ("The army moved tanks to the border with Chad.", ["the border with Chad"]),
        ("Rebels withdrew from Kabul.", ["Kabul"]),
        ("Rebels shelled the city of Damascus.", ["Damascus"]),
        ("The envoy toured the garrison of Novi Pazar.", []),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    assert [p.text for p in only(text).place] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Israel launched an airstrike on the camp.", {"aerial"}),
        ("A drone struck the depot in Tver.", {"drone"}),
        ("Gunmen shot two soldiers in Gao.", {"firearms"}),
        ("The gendarmerie deployed officers to the port.", {"police"}),
    ],
)
def test_modes_are_those_that_the_words_support(text: str, expected: set[str]) -> None:
    assert set(only(text).modes) == expected


def test_contexts_need_whole_words() -> None:
    assert "military" in contexts("The army left.")
    assert "military" not in contexts("The armyworm spread.")
