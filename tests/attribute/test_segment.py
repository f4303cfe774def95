"""A text cut by its punctuation."""

from __future__ import annotations

import pytest

from tocsin.attribute.segment import quotations, sentences, tokens
from tocsin.text import paragraphs


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for p in paragraphs(text) for s in sentences(text, p)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One is here. Two is there.", ["One is here.", "Two is there."]),
        ("Mr. Ilic met Sen. J. Roe in Lenn.", ["Mr. Ilic met Sen. J. Roe in Lenn."]),
        ("The U.S. Navy left. It rained!", ["The U.S. Navy left.", "It rained!"]),
        ("“Stop.” He ran.", ["“Stop.”", "He ran."]),
        ("  One.  \n\n Two. ", ["One.", "Two."]),
        ("It grew 3.5 percent.", ["It grew 3.5 percent."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “go” and “come”.", ["“go”", "“come”"]),
        ('He said "go" and ran.', ['"go"']),
        ("He said ''go'' and ran.", ["''go''"]),
        ("“It never closes", ["“It never closes"]),
        ("He didn't.", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    paragraph = next(paragraphs(text))
    assert [text[q.start : q.end] for q in quotations(text, paragraph)] == expected


def test_tokens_know_whether_they_are_quoted() -> None:
    text = "Mara's “big day” of 1,200."
    paragraph = next(paragraphs(text))
    found = tokens(text, paragraph, quotations(text, paragraph))
    assert [t.text for t in found] == ["Mara's", "“", "big", "day", "”", "of", "1,200", "."]
    assert [t.text for t in found if t.quoted] == ["“", "big", "day", "”"]
