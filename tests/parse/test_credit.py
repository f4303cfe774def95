from __future__ import annotations

import pytest

from tocsin.parse.credit import is_credit


@pytest.mark.parametrize(
    "line",
    [
        "(c) Harbour Wire",
        "© Harbour Wire",
        "Source: Harbour News Agency",
        "(Source: Harbour News)",
        "Originally published by The Lake Courier",
        "This article first appeared in The Lake Courier.",
        "Quelle: Hafenblatt",
        "Izvor: Lučke novosti",
        "Извор: Лучке новости",
        "Источник: Вести порта",
        "Burimi: Lajmet e Portit",
    ],
)
def test_credits(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "© 2021 Lake Courier",
        "© Lake Courier. All rights reserved.",
        "The source of the river is a spring behind the mill.",
        "Source: " + "a long explanation of where all of this comes from " * 4,
        "He wrote to the paper that first published it.",
    ],
)
def test_what_is_none(line: str) -> None:
    assert not is_credit(line)
