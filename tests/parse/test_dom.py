from __future__ import annotations

import pytest

from tocsin.errors import ParseError
from tocsin.parse.dom import Mark, parse_html, squeeze, walk


def test_pieces_know_their_element_and_their_links() -> None:
    tree = parse_html(
        '<div class="Lead Story" id="Top"><p>Go <a href="x">there</a> now</p></div>', "page.html"
    )
    layout = walk(tree.root, {}, "page.html")  # pyright: ignore[reportArgumentType]
    (piece,) = layout.pieces
    assert (piece.text, piece.linked) == ("Go there now", 5)
    paragraph = layout.elements[piece.element]
    assert (paragraph.tag, layout.elements[paragraph.parent].names) == ("p", "lead story top")


def test_marks_hold_for_all_that_is_inside() -> None:
    tree = parse_html("<p>Out</p><div><p>In</p><b>too</b></div>", "page.html")
    box = tree.css_first("div")
    assert box is not None
    layout = walk(tree.root, {box.mem_id: Mark(kind="form")}, "page.html")  # pyright: ignore[reportArgumentType]
    assert [(piece.text, piece.mark is not None) for piece in layout.pieces] == [
        ("Out", False),
        ("In", True),
        ("too", True),
    ]


def test_white_space() -> None:
    assert squeeze("  a \n\t b\u00a0c ") == "a b c"


def test_unclosed_paragraphs_are_not_depth() -> None:
    assert len(walk(parse_html("<p>x" * 30_000, "page.html").root, {}, "").pieces) == 30_000  # pyright: ignore[reportArgumentType]


def test_depth_is_bounded() -> None:
    with pytest.raises(ParseError, match="big: elements are nested more than 20000 deep"):
        parse_html("<b><i>" * 15_000, "big")
