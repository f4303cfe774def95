from __future__ import annotations

import pytest

from tests.parse.make import read_html
from tocsin.parse.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry across the long lake is running again after three weeks, the harbour master said.", "en"),
        (
            "Die Fähre über den langen See fährt nach drei Wochen wieder, sagte der Hafenmeister am Sonntag.",
            "de",
        ),
        (
            "Le bac qui traverse le long lac circule de nouveau après trois semaines, a dit le capitaine.",
            "fr",
        ),
        ("Паром через длинное озеро снова ходит после трёх недель перерыва, сообщил начальник порта.", "ru"),
        (
            "Trageti përmes liqenit të gjatë po lëviz përsëri pas tri javësh, tha kreu i portit të dielën.",
            "sq",
        ),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    "text", ["", "Vucic met Kurti in Ohrid.", "Tanks crossed the border at dawn.", "1234 " * 100, "x" * 500]
)
def test_too_little_to_tell_is_left_open(text: str) -> None:
    assert detect(text) == ""


def test_the_article_counts_and_not_what_stands_around_it() -> None:
    menu = "<nav>Startseite Wirtschaft Kultur Wissenschaft Wetter Anmelden Abonnieren Datenschutz Impressum</nav>"
    story = (
        "<p>The ferry across the long lake is running again after three weeks, the harbour master said.</p>"
        * 2
    )
    assert (
        read_html(
            f"{menu}<article>{story}</article><footer>Alle Rechte vorbehalten, wie immer und überall</footer>"
        ).language
        == "en"
    )
