from __future__ import annotations

import pytest

from tocsin.model import Credit
from tocsin.parse.authors import split_names, without_opener
from tocsin.parse.dom import parse_html
from tocsin.parse.metadata import Head, read_head
from tocsin.parse.title import title_parts


def _head(html: str, url: str = "") -> Head:
    return read_head(parse_html(html, "page.html"), url)


LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "WebPage", "name": "Page"},
{"@type": ["NewsArticle"], "headline": "Ferry &amp; bridge open", "datePublished": "2021-09-26T14:05:00+02:00",
 "dateModified": "2021-09-26T18:00:00+02:00", "publisher": {"@type": "Organization", "name": "Lake Courier"},
 "author": [{"@type": "Person", "name": "Mira Tolland"}, {"@type": "Organization", "name": "Lake Courier"}]}]}</script>"""


def test_linked_data() -> None:
    assert _head(LINKED) == Head(
        title="Ferry & bridge open",
        authors=("Mira Tolland",),
        published="2021-09-26T14:05:00+02:00",
        updated="2021-09-26T18:00:00+02:00",
        outlet="Lake Courier",
        url="",
        newsrooms=("Lake Courier",),
    )


def test_damaged_linked_data_is_passed_over() -> None:
    head = _head(
        '<script type="application/ld+json">{"headline": </script><meta property="og:title" content="Ferry opens">'
    )
    assert head.title == "Ferry opens"


def test_linked_data_nested_too_deeply_is_passed_over() -> None:
    deep = '<script type="application/ld+json">' + "[" * 100_000 + "</script><title>Ferry opens</title>"
    assert _head(deep).title == "Ferry opens"


@pytest.mark.parametrize(
    "title",
    ["Ferry opens | Lake Courier", "Ferry opens - Lake Courier", "Lake Courier: Ferry opens", "Ferry opens"],
)
def test_the_site_s_name_is_no_part_of_the_title(title: str) -> None:
    head = _head(f'<meta property="og:site_name" content="Lake Courier"><title>{title}</title>')
    assert (head.title, head.outlet) == ("Ferry opens", "Lake Courier")


def test_a_dash_inside_a_title_stays() -> None:
    assert (
        _head("<title>Ferry - a love story</title><h1>Ferry - a love story</h1>").title
        == "Ferry - a love story"
    )


def test_a_heading_that_is_the_site_s_name_is_not_the_title() -> None:
    html = "<title>Lake Diary » Ferry opens</title><h1><a href='/'>Lake Diary</a></h1><div class='post'><h2>Ferry opens</h2></div>"
    head = _head(html)
    assert (head.title, head.outlet) == ("Ferry opens", "Lake Diary")


def test_open_graph_against_a_search_title() -> None:
    html = '<meta property="og:title" content="Ferry opens at last"><title>Ferry news, lake, boats</title><h1>Ferry opens at last</h1>'
    assert _head(html).title == "Ferry opens at last"


@pytest.mark.parametrize(
    ("html", "authors"),
    [
        ('<meta name="author" content="Mira Tolland and Jon Ek">', ("Mira Tolland", "Jon Ek")),
        ('<meta name="author" content="https://courier.example/mira">', ()),
        ('<meta name="author" content="admin"><p class="byline">By Mira Tolland</p>', ("Mira Tolland",)),
        (
            '<meta property="og:site_name" content="Lake Courier"><meta name="author" content="Lake Courier">',
            (),
        ),
        ('<p class="byline">By Mira Tolland, Reuters</p>', ("Mira Tolland",)),
        ('<p class="byline">Reuters</p>', ()),
        ('<a rel="author" href="/m">Mira Tolland</a>', ("Mira Tolland",)),
        ('<p class="byline">Staff reporter</p>', ()),
        ("<p>Nobody signs this.</p>", ()),
    ],
)
def test_authors_are_people(html: str, authors: tuple[str, ...]) -> None:
    assert _head(html).authors == authors


@pytest.mark.parametrize(
    ("html", "published"),
    [
        (
            '<meta property="article:published_time" content="2021-09-26T14:05:00+02:00">',
            "2021-09-26T14:05:00+02:00",
        ),
        (
            '<meta name="date" content="2021-09-26"><meta property="article:published_time" content="2021-09-26T14:05Z">',
            "2021-09-26T14:05+00:00",
        ),
        ('<span itemprop="datePublished" content="2021-09-26">Sunday</span>', "2021-09-26"),
        ('<time datetime="2021-09-26T14:05">14:05</time>', "2021-09-26T14:05"),
        ('<p class="date">26 September 2021</p>', "2021-09-26"),
        ('<link rel="canonical" href="https://courier.example/2021/09/26/ferry/">', "2021-09-26"),
        ("<p>Long ago.</p>", None),
    ],
)
def test_publication_times(html: str, published: str | None) -> None:
    assert _head(html).published == published


def test_the_address_is_the_one_fetched_else_the_canonical_one() -> None:
    html = '<link rel="canonical" href="https://courier.example/ferry">'
    assert _head(html).url == "https://courier.example/ferry"
    assert _head(html, "https://courier.example/ferry?x=1").url == "https://courier.example/ferry?x=1"
    assert _head('<link rel="canonical" href="javascript:alert(1)">').url == ""


def test_names() -> None:
    assert split_names("Von Anna Ruf und Jon Ek") == ["Anna Ruf", "Jon Ek"]
    assert split_names("By Mira Tolland; AFP") == ["Mira Tolland"]
    assert split_names("Posted by admin") == []
    assert without_opener("Bylaws of the harbour", ("by",)) == "Bylaws of the harbour"


def test_parts_of_a_title() -> None:
    assert title_parts("Diary » Archive » Ferry opens") == ["Diary", "Archive", "Ferry opens"]
    assert title_parts("Ferry opens") == []


def test_credits_of_the_head() -> None:
    agency = '<meta property="og:site_name" content="Lake Courier"><meta name="author" content="Mira Tolland, Reuters">'
    head = _head(agency)
    assert (head.authors, head.newsrooms) == (("Mira Tolland",), ("Reuters",))
    assert head.credits == (Credit(kind="byline", name="Reuters"),)
    own = _head('<meta property="og:site_name" content="Skerry"><meta name="author" content="Skerry">')
    assert (own.authors, own.newsrooms, own.credits) == ((), ("Skerry",), ())


def test_a_page_taken_over_from_another_site() -> None:
    page = '<meta name="original-source" content="https://www.elsewhere.test/ferry">'
    assert _head(page, "https://courier.example/ferry").credits == (
        Credit(kind="original", name="elsewhere.test", url="https://www.elsewhere.test/ferry"),
    )
