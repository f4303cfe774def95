from __future__ import annotations

import pytest

from tests.code.cases import parse
from tocsin.code.refer import refers_to


def resolved(text: str, word: str) -> str | None:
    """What the last occurrence of the word stands for."""
    sentences = parse(text)
    number = max(n for n, s in enumerate(sentences) if any(t.text == word for t in s.tokens))
    s = sentences[number]
    token = [t.i for t in s.tokens if t.text == word][-1]
    found = refers_to(sentences, number, token)
    return text[found.span.start : found.span.end] if found else None


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The navy of Italy left. It returned on Monday.", "It", "The navy of Italy"),
        ("Angela Merkel met the king. She then left.", "She", "Angela Merkel"),
        ("The rebels met the envoy. They signed a pact.", "They", "The rebels"),
        ("The Serbian army moved. The army crossed the river.", "army", "The Serbian army"),
        ("“We will not leave,” the mayor of Bihac said.", "We", "the mayor of Bihac"),
        ("It rained.", "It", None),
        ("The mayor spoke. The Serbian army moved.", "army", None),
    ],
)
def test_references(text: str, word: str, expected: str | None) -> None:
    assert resolved(text, word) == expected
