from __future__ import annotations

import pytest

from tocsin.parse.dom import parse_html
from tocsin.parse.stated import read_stated
from tocsin.parse.times import published, updated


def _published(html: str, url: str = "") -> str | None:
    tree = parse_html(html, "page.html")
    return published(tree, read_stated(tree), url)


def _both(linked: str, meta: str) -> str:
    said = f'{{"@type": "NewsArticle", "headline": "Ferry", "datePublished": "{linked}"}}'
    return f'<script type="application/ld+json">{said}</script><meta property="article:published_time" content="{meta}">'


@pytest.mark.parametrize(
    ("linked", "meta", "time"),
    [
        ("2021-09-26", "2021-09-26T14:05", "2021-09-26T14:05"),
        ("2021-09-26T14:05:00Z", "2021-09-26T14:05:00+02:00", "2021-09-26T14:05:00+02:00"),
        ("2021-09-26T12:05:00Z", "2021-09-26T14:05:00+02:00", "2021-09-26T14:05:00+02:00"),
        ("2021-09-26T23:05:00Z", "2021-09-27T01:05:00+02:00", "2021-09-27T01:05:00+02:00"),
        ("2021-09-26T12:05:00Z", "2021-09-26T18:00:00+02:00", "2021-09-26T12:05:00+00:00"),
        ("2021-09-26T12:05:00Z", "2019-01-01", "2021-09-26T12:05:00+00:00"),
    ],
)
def test_the_zone_is_that_of_the_place_where_any_statement_has_it(linked: str, meta: str, time: str) -> None:
    assert _published(_both(linked, meta)) == time


@pytest.mark.parametrize(
    ("html", "time"),
    [
        ('<div><h1>Ferry</h1><p class="infoDate">Sun 26.09.21 | 14:07</p></div>', "2021-09-26T14:07"),
        ('<div><h1>Ferry</h1></div><p class="infoDate">26.09.21</p>', None),
        ('<div><h1>Ferry</h1><p class="infoDate">Updated 26.09.2021</p></div>', None),
    ],
)
def test_a_date_by_the_heading(html: str, time: str | None) -> None:
    assert _published(f"<body>{html}") == time


@pytest.mark.parametrize(
    ("url", "time"),
    [
        ("https://courier.example/2021/9/26/ferry", "2021-09-26"),
        ("https://courier.example/ferry-20210926-nt.html", "2021-09-26"),
        ("https://courier.example/20210926/ferry", "2021-09-26"),
        ("https://courier.example/2021/99/26/ferry", None),
    ],
)
def test_the_day_in_the_address(url: str, time: str | None) -> None:
    assert _published("<p>Ferry.", url) == time


def test_the_last_change() -> None:
    tree = parse_html('<meta property="article:modified_time" content="2021-09-27T08:00+02:00">', "page.html")
    assert updated(tree, read_stated(tree)) == "2021-09-27T08:00+02:00"


@pytest.mark.parametrize(
    "part",
    [
        '<ol id="comments"><li class="comment"><article>{}</article></li></ol>',
        '<div class="related">{}</div>',
    ],
)
def test_a_time_of_a_comment_or_of_another_story_is_not_the_page_s(part: str) -> None:
    time = '<time datetime="2024-01-01">1 January</time>'
    assert _published(f"<body><h1>Ferry</h1>{part.format(time)}") is None
    own = '<p class="published">Published: September 26, 2021</p>'
    assert _published(f"<body><div><h1>Ferry</h1>{own}</div>{part.format(time)}") == "2021-09-26"


def test_the_day_in_the_masthead_is_not_the_page_s() -> None:
    masthead = '<div class="today date">Monday, 27 September 2021</div>'
    own = '<p class="published">26 September 2021</p>'
    assert _published(f"<body>{masthead}<div><h1>Ferry</h1>{own}</div>") == "2021-09-26"
