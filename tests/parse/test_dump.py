from __future__ import annotations

from pathlib import Path

import pytest

from tests.parse.make import comments, read_text, text_of, texts
from tocsin.errors import ParseError
from tocsin.model import Document

EXAMPLE = Path(__file__).parents[3] / "shared" / "gold" / "pages" / "dumps" / "kosovo_2021.txt"

BODY = "The bridge was opened on Sunday by the mayor, who had waited eleven years for it and wore a new hat."
PAGE = f"""The bridge is open

By Mira Tolland
Published 26 September 2021 14:05 CET

{BODY}

Nobody fell in.

Source: Harbour News

3 thoughts on “The bridge is open”

  1. About time. I had
    sold my boat already.

    Liked by 12 people

    • Which boat?

      • The green one. It had
        been my aunt’s.

        Liked by 1 person

  2. Fine.

Leave a Reply to Old Salt Cancel reply

Fill in your details below or click an icon to log in:

Email (Address never made public)

Name

Website

This site uses Akismet to reduce spam. Learn how your comment data is processed.

Harbour News is an invented paper.
"""


def _lines(document: Document, kind: str) -> list[tuple[int, int]]:
    spans = [block.span for block in document.blocks if block.kind == kind]
    return [
        (document.text.count("\n", 0, span.start) + 1, document.text.count("\n", 0, span.end) + 1)
        for span in spans
    ]


def test_a_dump_comes_apart_and_its_text_stays_as_it_is() -> None:
    found = read_text(PAGE)
    assert found.text == PAGE
    assert (found.title, found.authors, found.published) == (
        "The bridge is open",
        ("Mira Tolland",),
        "2021-09-26T14:05+01:00",
    )
    assert texts(found, "body") == [BODY, "Nobody fell in."]
    assert texts(found, "credit") == ["Source: Harbour News"]
    assert texts(found, "chrome") == ["Harbour News is an invented paper."]
    assert found.reply_to == "Old Salt"
    assert len(texts(found, "form")) == 6


def test_the_tree_of_a_dump() -> None:
    found = read_text(PAGE)
    assert [(b.id, b.parent, b.depth, b.likes) for b in comments(found)] == [
        ("c1", None, 1, 12),
        ("c2", "c1", 2, None),
        ("c3", "c2", 3, 1),
        ("c4", None, 1, None),
    ]
    assert [b.author for b in comments(found)] == [None] * 4
    assert text_of(found, comments(found)[0]) == "About time. I had\n    sold my boat already."
    assert texts(found, "comment_meta")[1:] == ["Liked by 12 people", "Liked by 1 person"]


def test_names_before_comments() -> None:
    found = read_text(
        f"The bridge is open\n\n{BODY}\n\n2 Kommentare\n\nHanna sagt:\n\n3. Mai 2021 um 9:16\n\nNa endlich.\n\nAntworten\n\n"
        "Ole Petersen sagt:\n\n4. Mai 2021 um 10:00\n\nUnd die Ziege?\n\nAntworten\n"
    )
    assert [(b.author, b.time, text_of(found, b)) for b in comments(found)] == [
        ("Hanna", "2021-05-03T09:16", "Na endlich."),
        ("Ole Petersen", "2021-05-04T10:00", "Und die Ziege?"),
    ]
    assert texts(found, "body") == [BODY]


def test_a_stamp_below_a_comment() -> None:
    found = read_text(
        f"A title here\n\n{BODY}\n\n2 Comments:\n\n  1. Good.\n\n    Tess · May 3, 2021\n\n  2. Bad.\n"
    )
    assert [(b.author, b.time) for b in comments(found)] == [("Tess", "2021-05-03"), (None, None)]


def test_a_text_without_anchors_is_title_and_body() -> None:
    found = read_text(f"The bridge is open\n\n{BODY}\n\nNobody fell in.")
    assert found.title == "The bridge is open"
    assert texts(found, "body") == [BODY, "Nobody fell in."]
    assert {block.kind for block in found.blocks} == {"title", "body"}


@pytest.mark.parametrize("first", [BODY, "Nobody fell in.", BODY + " " + BODY])
def test_a_text_that_begins_with_a_sentence_has_no_title(first: str) -> None:
    found = read_text(f"{first}\n\nThe mayor went home early and slept well.")
    assert found.title == ""
    assert texts(found, "body") == [first, "The mayor went home early and slept well."]


def test_a_single_line_is_body() -> None:
    found = read_text("Protesters blocked the road")
    assert (found.title, texts(found, "body")) == ("", ["Protesters blocked the road"])


def test_an_agency_dateline_stays_in_the_body() -> None:
    found = read_text(f"The bridge is open\n\nPRISTINA (Harbour Agency) — {BODY}")
    assert texts(found, "body") == [f"PRISTINA (Harbour Agency) — {BODY}"]
    assert found.authors == ()


def test_lines_that_an_editor_broke_are_one_paragraph() -> None:
    broken = "The bridge was opened on Sunday by the mayor, who had waited eleven\nyears for it and wore a new hat."
    found = read_text(f"The bridge is open\n\n{broken}\n\nNobody fell in.\n")
    assert texts(found, "body") == [broken, "Nobody fell in."]


def test_a_list_in_an_article_is_no_thread() -> None:
    found = read_text(
        f"Three rules\n\n{BODY}\n\n  • Look left before you cross.\n  • Look right before you cross.\n"
    )
    assert comments(found) == []
    assert len(texts(found, "body")) == 3


def test_a_menu_is_chrome() -> None:
    found = read_text(f"Home\nSport\nWeather\nContact\nThe bridge is open to all\n{BODY}\n{BODY}\n")
    assert found.title == "The bridge is open to all"
    assert texts(found, "chrome") == ["Home\nSport\nWeather\nContact"]


def test_windows_line_ends_and_byte_order_mark() -> None:
    found = read_text("\ufeffThe bridge is open\r\n\r\n" + BODY + "\r\n")
    assert texts(found, "title") == ["The bridge is open"]
    assert texts(found, "body") == [BODY]
    assert found.text == "The bridge is open\r\n\r\n" + BODY + "\r\n"


def test_an_empty_text() -> None:
    assert read_text("\n \n").blocks == ()


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(ParseError, match=r"page\.txt: the text has more than"):
        read_text("a\n" * 100_001)


@pytest.mark.skipif(not EXAMPLE.is_file(), reason="the example page lies in ../shared, which is not here")
def test_the_example_page_is_exact_in_every_line() -> None:
    found = read_text(EXAMPLE.read_text(encoding="utf-8"))
    assert found.text == EXAMPLE.read_text(encoding="utf-8")
    assert _lines(found, "title") == [(1, 1)]
    assert _lines(found, "body") == [(line, line) for line in range(3, 20, 2)]
    assert texts(found, "credit") == ["(c) UAWire"]
    assert _lines(found, "credit") == [(21, 21)]
    assert _lines(found, "comment") == [(24, 26), (30, 32), (36, 36)]
    assert [(b.id, b.parent, b.depth, b.likes, b.author) for b in comments(found)] == [
        ("c1", None, 1, 2, None),
        ("c2", "c1", 2, 1, None),
        ("c3", "c2", 3, 1, None),
    ]
    assert _lines(found, "comment_meta") == [(28, 28), (34, 34), (38, 38)]
    assert _lines(found, "form") == [(line, line) for line in range(40, 57, 2)]
    assert (found.reply_to, found.authors, found.published, found.language) == ("foccusser", (), None, "en")
