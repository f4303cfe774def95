"""Numbered sentences, pieces, and where quotes stand."""

from __future__ import annotations

import pytest

from tests.code.llm_server import BODY, TITLE, page
from tests.factories import document
from tocsin.code.llm_text import find, numbered, pieces
from tocsin.model import Span

QUOTES = document(
    "Talks", ["The “joint\nstaff” met NATO-led forces. Russia met the US. US aid came; US aid left."]
)


def found(quote: str, number: int, near: Span | None = None) -> str | None:
    sentences, _ = numbered(QUOTES)
    span = find(QUOTES.text, sentences, quote, number, near)
    return None if span is None else QUOTES.text[span.start : span.end]


def test_title_and_body_are_numbered_and_comments_are_not() -> None:
    sentences, drops = numbered(page())
    assert [s.number for s in sentences] == [1, 2, 3, 4]
    assert [s.title for s in sentences] == [True, False, False, False]
    assert sentences[0].text == TITLE
    assert sentences[2].around == BODY[0]
    assert drops == ()


def test_line_breaks_inside_a_sentence_are_sent_as_blanks() -> None:
    sentences, _ = numbered(QUOTES)
    assert sentences[1].text == "The “joint staff” met NATO-led forces."


def test_what_is_too_long_for_a_sentence_is_dropped() -> None:
    sentences, drops = numbered(document("Title", ["word " * 1000 + "end."]))
    assert [s.text for s in sentences] == ["Title"]
    assert ["too long" in drop.reason for drop in drops] == [True]


def test_pieces_hold_so_many_sentences_and_the_headline() -> None:
    sentences, _ = numbered(page())
    shown = [(p.first, p.last, [s.number for s in p.sentences]) for p in pieces(sentences, 2)]
    assert shown == [(1, 2, [1, 2]), (3, 4, [1, 3, 4])]
    assert list(pieces((), 2)) == []


@pytest.mark.parametrize(
    ("quote", "number", "text"),
    [
        ("NATO-led forces", 2, "NATO-led forces"),
        ("nato–led  forces", 2, "NATO-led forces"),
        ('"joint staff"', 2, "“joint\nstaff”"),
        (" met ", 3, "met"),
        ("the us", 3, "the US"),
        ("NATO-led forces", 3, "NATO-led forces"),
        ("NATO-led forces", 4, None),
        ("us", 2, "US"),
        ("Rus", 3, None),
        ("NATO led forces", 2, None),
        (".*", 2, None),
        ("", 2, None),
        ("met", 99, None),
    ],
)
def test_a_quote_is_found_as_whole_words_in_its_sentence_or_beside_it(
    quote: str, number: int, text: str | None
) -> None:
    assert found(quote, number) == text


def test_of_two_places_the_nearer_is_taken() -> None:
    sentences, _ = numbered(QUOTES)
    left = find(QUOTES.text, sentences, "left", 4)
    assert left is not None
    first = find(QUOTES.text, sentences, "US aid", 4)
    second = find(QUOTES.text, sentences, "US aid", 4, left)
    assert first is not None
    assert second is not None
    assert first.start < second.start
