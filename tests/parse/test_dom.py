from __future__ import annotations

import time

import pytest

from tocsin.errors import ParseError
from tocsin.parse.dom import MAX_ATTRIBUTES, Layout, Mark, parse_html, squeeze, walk


def seen(html: str) -> Layout:
    return walk(parse_html(html, "page.html"), {}, "page.html")


def test_pieces_know_their_element_and_their_links() -> None:
    layout = seen('<div class="Lead Story" id="Top"><p>Go <a href="x">there</a> now</p></div>')
    assert (layout.texts, layout.linked) == (["Go there now"], [5])
    home = layout.homes[0]
    assert layout.tags[home] == "p"
    assert layout.names(layout.parents[home]).split() == ["lead", "story", "top"]


@pytest.mark.parametrize("box", ["div", "span", "a"])
def test_marks_hold_for_all_that_is_inside(box: str) -> None:
    tree = parse_html(f"<p>Out</p><{box} id=x><p>In</p><b>too</b></{box}><p>after", "page.html")
    node = tree.css_first("#x")
    layout = walk(tree, {node.mem_id: Mark(kind="form")}, "page.html")
    assert layout.texts == ["Out", "In", "too", "after"]
    assert [mark is not None for mark in layout.marks] == [False, True, True, False]


def test_an_attribute_of_the_page_is_no_mark() -> None:
    tree = parse_html('<p mark="0">Theirs</p><p id=x>Ours</p>', "page.html")
    layout = walk(tree, {tree.css_first("#x").mem_id: Mark(kind="form")}, "page.html")
    assert [mark is not None for mark in layout.marks] == [False, True]


def test_links_around_blocks() -> None:
    layout = seen("<a href=x><div>In <b>a link</b></div></a><div>Not &lt;in&gt; one</div>")
    assert list(zip(layout.texts, layout.linked, strict=True)) == [("In a link", 8), ("Not <in> one", 0)]


def test_breaks() -> None:
    assert seen("<div>a<br>b<br> <b><br></b>c<br><br>d</div>").texts == ["a\nb", "c", "d"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Seen.<!-- <p>no</p> > --></p>",
        "<p>Seen.<!--> </p>",
        "<p>Seen.<script>if (a<b) document.write('<p>no</p>')</script></p>",
        "<p>Seen.<script><!-- <script>no</script> --></script></p>",
        '<p>Seen.<script type=\'application/ld+json\'>{"a": "<p>no"}</script></p>',
        "<p>Seen.<iframe><p>no</iframe></p>",
        "<p>Seen.<span class=sr-only>no <span>no</span></span></p>",
        "<p>Seen.<b hidden>no</b><i style='visibility: hidden'>no</i></p>",
        "<p>Seen.<div style='DISPLAY:none'>no<div>no</div></div></p>",
        "<p>Seen.<svg><title>no</title><svg/><text>no</text></svg></p>",
        "<p>Seen.<button>no</button><select><option>no</select></p>",
        "<p x<y='1'>Seen.</p>",
        "<?php no ?><p>Seen.<!no></p>",
        "<p>Seen.<script>no",
    ],
)
def test_what_a_browser_does_not_show(html: str) -> None:
    assert seen(html).texts == ["Seen."]


def test_selectors_of_other_platforms_find_nothing_and_the_pages_own_do() -> None:
    tree = parse_html("<head><meta content=1></head><p class='Lead x' id=A>One<a rel=home>Two", "page.html")
    for selector in (
        "p",
        ".Lead",
        ".Lead.x",
        "#A",
        "p.x > a",
        "[rel~=home]",
        "meta[content]",
        ".no, .x",
        "p:not(.no)",
    ):
        assert tree.css(selector), selector
        assert tree.css_first(selector) is not None, selector
    for selector in (".no", "#no", "p.no", "[href]", "em", ".x .no", "[rel=no]"):
        assert tree.css(selector) == [], selector
        assert tree.css_first(selector) is None, selector


def test_white_space() -> None:
    assert squeeze("  a \n\t b\u00a0c ") == "a b c"
    assert seen("<p>a&nbsp;&amp;lt; <b>b</b>\n<i>c</i>d</p>").texts == ["a &lt; b cd"]


def test_unclosed_paragraphs_are_not_depth() -> None:
    assert len(seen("<p>x" * 30_000).texts) == 30_000


def test_depth_is_bounded() -> None:
    with pytest.raises(ParseError, match="big: elements are nested more than 5000 deep"):
        parse_html("<b><i>" * 15_000, "big")


def test_elements_are_bounded() -> None:
    with pytest.raises(ParseError, match="big: the page has more than 1000000 elements"):
        parse_html("<p>" * 2_000_001, "big")


def test_attributes_are_bounded() -> None:
    names = " ".join(f"a{number}" for number in range(MAX_ATTRIBUTES + 1))
    with pytest.raises(ParseError, match="big: a tag has more than 5000 attributes"):
        parse_html(f"<p {names}>x", "big")
    assert seen(f"<p>{names}").texts == [names]


@pytest.mark.parametrize(
    "html",
    [
        "<script>" * 200_000,
        "<!--" * 200_000,
        "<p>" + "display " * 200_000,
        "<span hidden>" * 5_000 + "</span>" * 5_000,
        "<p style='display:none'>x</p>" * 10_000,
        "<a href='" + "x" * 1_000_000,
    ],
)
def test_hostile_markup_is_read_in_bounded_time(html: str) -> None:
    begin = time.process_time()
    seen(html)
    assert time.process_time() - begin < 5
