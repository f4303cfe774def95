"""String helpers."""

from __future__ import annotations

from tocsin.text import fold, squeeze


def test_squeeze() -> None:
    assert squeeze("  a\n\t b\u00a0c ") == "a b c"


def test_fold_makes_spellings_of_one_name_equal() -> None:
    assert fold("Nebojša  Stefanović,") == fold("nebojsa stefanovic") == "nebojsa stefanovic"
    assert fold("Łódź, Tromsø, Diyarbakır") == "lodz, tromso, diyarbakir"
    assert fold("Đoković") == "djokovic"
    assert fold("People’s Party") == "people's party"
