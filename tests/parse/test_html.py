from __future__ import annotations

import pytest

from tests.parse.make import page, read_html, text_of, texts
from tocsin.config import Config
from tocsin.errors import ParseError
from tocsin.parse import make_parse
from tocsin.parse.html import read_body

ARTICLE = """<!DOCTYPE html><html lang="en"><head><title>Ferry runs again | Lake Courier</title></head><body>
<nav><a href="/">Lake Courier</a><a href="/sport">Sport</a></nav>
<article><h1>Ferry runs again</h1>
<p class="byline">By Mira Tolland</p><p>26 September 2021, 14:05 CEST</p>
<p>The ferry   across the long lake
is running again after three weeks, the harbour master said on Sunday.</p>
<figure><img src="x.jpg" alt=""><figcaption>The ferry in the fog. (c) Photo House</figcaption></figure>
<p>It had been laid up with a broken rudder, which was mended in a shed, with patience, by two brothers.</p>
<ul><li>First boat: seven in the morning, every day but Sunday, from the north shore.</li></ul>
<h2>Fares</h2>
<p>The fare stays at two coins, and dogs travel free if they sit.</p>
<p>Source: Harbour News</p>
</article>
<aside><h3>Related</h3><p>The lighthouse keeper, his goat, and the long, long winter of the year before.</p></aside>
<footer>© 2021 Lake Courier. All rights reserved.</footer></body></html>"""


def test_an_article_comes_apart() -> None:
    found = read_html(ARTICLE)
    assert found.title == "Ferry runs again"
    assert found.outlet == "Lake Courier"
    assert found.authors == ("Mira Tolland",)
    assert found.published == "2021-09-26T14:05+02:00"
    assert found.language == "en"
    assert texts(found, "title") == ["Ferry runs again"]
    assert texts(found, "byline") == ["By Mira Tolland"]
    assert texts(found, "dateline") == ["26 September 2021, 14:05 CEST"]
    assert texts(found, "credit") == ["Source: Harbour News"]
    assert texts(found, "body") == [
        "The ferry across the long lake is running again after three weeks, the harbour master said on Sunday.",
        "It had been laid up with a broken rudder, which was mended in a shed, with patience, by two brothers.",
        "First boat: seven in the morning, every day but Sunday, from the north shore.",
        "Fares",
        "The fare stays at two coins, and dogs travel free if they sit.",
    ]


def test_the_text_is_the_blocks_joined_by_blank_lines_title_first() -> None:
    found = read_html(ARTICLE)
    assert found.text == "\n\n".join(text_of(found, block) for block in found.blocks)
    assert found.blocks[0].kind == "title"
    assert "The lighthouse keeper" in "\n".join(texts(found, "chrome"))
    assert "(c) Photo House" in "\n".join(texts(found, "chrome"))


def test_hidden_text_is_not_in_the_document() -> None:
    found = read_html(
        "<p>Seen by all.</p><p hidden>Not one.</p><p style='display: none'>Not two.</p>"
        "<span class='screen-reader-text'>Not three.</span><script>four</script><template>five</template>"
    )
    assert found.text == "Seen by all."


def test_a_single_break_is_a_line_end_and_two_are_a_paragraph() -> None:
    line = "One of the many lines of this article, and rather a long one"
    found = read_html(f"<div>{line},<br>and the other.<br><br>{line}.</div>")
    assert texts(found, "body") == [f"{line},\nand the other.", f"{line}."]


def test_a_title_that_no_heading_repeats_is_still_the_title() -> None:
    found = read_html(
        "<title>Quiet Sunday - Harbour Gazette</title><div><b>Quiet Sunday</b></div><p>Nothing.</p>"
    )
    assert found.title == "Quiet Sunday - Harbour Gazette"
    longer = read_html(
        "<title>A quiet Sunday at sea - Harbour Gazette</title><div><b>A quiet Sunday at sea</b></div><p>Nothing.</p>"
    )
    assert (longer.title, longer.outlet) == ("A quiet Sunday at sea", "Harbour Gazette")


def test_an_invisible_page_is_an_empty_document() -> None:
    found = read_html("")
    assert (found.text, found.blocks, found.title, found.language) == ("", (), "", "")


def test_a_page_nested_four_thousand_deep_is_read() -> None:
    assert read_html("<div>" * 4_000 + "here" + "</div>" * 4_000).text == "here"


def test_a_page_nested_ten_thousand_deep_is_refused_with_its_name() -> None:
    with pytest.raises(ParseError, match=r"page\.html: elements are nested"):
        read_html("<div>" * 10_000)


def test_one_endless_line_is_read() -> None:
    found = read_html("<p>" + "word " * 200_000)
    assert len(found.text) == 999_999


def test_damaged_markup_is_read_as_far_as_it_goes() -> None:
    found = read_html(ARTICLE[:900] + '<p class="')
    assert "The ferry across the long lake" in found.text


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n" + bytes(500), b"%PDF-1.7 ...", bytes(range(256)) * 50])
def test_binary_data_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError, match=r"page\.html: this is"):
        make_parse(Config())(page(body))


def test_the_same_page_gives_the_same_document() -> None:
    assert read_html(ARTICLE) == read_html(ARTICLE)


def test_the_body_alone_is_that_of_the_document() -> None:
    lines = read_body(ARTICLE, "page.html").split("\n")
    body = texts(read_html(ARTICLE), "body")
    assert lines[-len(body) :] == body
    assert lines[: -len(body)] == ["26 September 2021, 14:05 CEST"]


def test_an_h1_is_never_body() -> None:
    story = (
        "<p>The ferry across the long lake is running again after three weeks, the harbour master said.</p>"
    )
    found = read_html(f"<article><h1>Harbour desk</h1><h2>Ferry runs again</h2>{story * 2}</article>")
    assert "Harbour desk" not in "\n".join(texts(found, "body"))


_PROSE = (
    "The ferry to the northern islands sails again after three weeks in the yard, its captain told the harbour.",
    "The mayor thanked the welders, and the school was closed so that the children could wave from the pier.",
    "A second ship is to follow in the spring, when the ice has gone and the money from the county has come.",
)


def _story(*lines: str) -> str:
    return "<article><h1>Ferry sails again</h1>" + "".join(f"<p>{line}</p>" for line in lines) + "</article>"


def test_the_time_of_an_update_is_not_that_of_publication() -> None:
    found = read_html(_story("Updated: 5 May 2021 10:00", "Published: 4 May 2021", *_PROSE))
    assert (found.published, found.updated) == ("2021-05-04", "2021-05-05T10:00")
    assert read_html(_story("Updated: 5 May 2021 10:00", *_PROSE)).published is None


def test_a_time_counted_from_now_is_a_dateline() -> None:
    assert texts(read_html(_story("2 hours ago", *_PROSE)), "dateline") == ["2 hours ago"]


def test_a_time_among_the_paragraphs_is_of_something_else() -> None:
    posted = "— Ana (@ana) May 4, 2021"
    assert read_html(_story(*_PROSE[:2], posted, _PROSE[2])).published is None
    assert read_html(_story(_PROSE[0], "4 May 2021", *_PROSE[1:])).published == "2021-05-04"
