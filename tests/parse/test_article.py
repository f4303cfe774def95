from __future__ import annotations

from tests.parse.make import read_html, texts

STORY = [
    "The ferry across the long lake is running again, after three weeks, the harbour master said on Sunday.",
    "It had been laid up with a broken rudder, which was mended in a shed, with patience, by two brothers.",
    "The fare stays at two coins, dogs travel free, and the first boat leaves at seven, in any weather.",
]
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in STORY)


def test_side_columns_are_left_out() -> None:
    side = "<div class='sidebar'><p>Ten things, all of them true, that you did not know about gulls and herring.</p></div>"
    more = "<div class='related-posts'><p>A lighthouse, a goat, and a long, long winter on the northern shore.</p></div>"
    assert (
        texts(read_html(f"<div>{side}<div class='entry-content'>{PARAGRAPHS}{more}</div></div>"), "body")
        == STORY
    )


def test_each_paragraph_in_a_box_of_its_own() -> None:
    boxes = "".join(f"<div class='block'><div><p>{text}</p></div></div>" for text in STORY)
    assert texts(read_html(f"<main><section>{boxes}</section></main>"), "body") == STORY


def test_a_page_laid_out_in_tables() -> None:
    menu = "<td><a href='a'>Front page</a><br><a href='b'>Sport</a><br><a href='c'>Small ads</a></td>"
    cell = "<br><br>".join(STORY)
    teasers = "".join(
        f"<tr><td><a href='{n}'>Teaser number {n}</a><br>Read all of it</td></tr>" for n in range(6)
    )
    html = f"<table><tr>{menu}<td><div>{cell}</div></td><td><table>{teasers}</table></td></tr></table>"
    assert texts(read_html(html), "body") == STORY


def test_a_wrapper_with_a_name_like_furniture_does_not_hide_the_article() -> None:
    assert (
        texts(read_html(f"<div class='page with-sidebar'><div id='widget'>{PARAGRAPHS}</div></div>"), "body")
        == STORY
    )


def test_what_stands_below_the_comments_is_not_the_article() -> None:
    thread = "<ol class='comment-list'><li class='comment depth-1' id='comment-1'><cite class='fn'>Ann</cite><div class='comment-content'>Well done.</div></li></ol>"
    about = "<div><p>This site, which is run by volunteers, accepts no gifts, no calls, and no advice on gulls.</p></div>"
    assert texts(read_html(f"<div>{PARAGRAPHS}</div>{thread}{about * 3}"), "body") == STORY


def test_link_lists_and_phrases_of_the_platform_are_left_out() -> None:
    extra = "<p>Read more</p><p><a href='x'>Gulls, herring and other neighbours of the harbour</a></p><p>Advertisement</p>"
    assert texts(read_html(f"<article>{STORY[0]}{extra}{PARAGRAPHS}</article>"), "body") == [STORY[0], *STORY]


def test_a_page_without_an_article_has_no_body() -> None:
    links = "".join(f"<li><a href='/{n}'>Headline number {n} of today</a></li>" for n in range(30))
    assert (
        texts(
            read_html(f"<ul>{links}</ul><footer>All about us, our boats, and our small shop.</footer>"),
            "body",
        )
        == []
    )
