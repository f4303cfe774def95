from __future__ import annotations

import pytest

from tocsin.parse.address import find_canonical, find_original, find_outlet, find_section, site_of
from tocsin.parse.dom import parse_html
from tocsin.parse.stated import read_stated

PAGE = "https://www.courier.example/lake/ferry?from=feed"


def _canonical(html: str, url: str = PAGE) -> str:
    tree = parse_html(html, "page.html")
    return find_canonical(tree, read_stated(tree), url)


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://courier.example/lake/ferry", "https://courier.example/lake/ferry"),
        ("/lake/ferry#top", "https://www.courier.example/lake/ferry"),
        ("https://courier.example/", ""),
        ("https://elsewhere.test/ferry", ""),
        ("javascript:void(0)", ""),
        ("https://[broken/ferry", ""),
    ],
)
def test_canonical_addresses(href: str, address: str) -> None:
    assert _canonical(f'<link rel="canonical" href="{href}">') == address


def test_where_the_link_is_none_open_graph_and_linked_data_are_asked() -> None:
    front = '<link rel="canonical" href="/">'
    shared = '<meta property="og:url" content="https://courier.example/a">'
    linked = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "F",'
        '"mainEntityOfPage": {"@id": "https://courier.example/b"}}</script>'
    )
    assert _canonical(front + shared + linked) == "https://courier.example/a"
    assert _canonical(front + linked, "") == "https://courier.example/b"


def test_a_front_page_is_its_own_canonical_address() -> None:
    page = '<link rel="canonical" href="https://courier.example/">'
    assert _canonical(page, "https://www.courier.example/") == "https://courier.example/"


def test_a_canonical_address_at_another_site_is_where_the_text_stood_first() -> None:
    tree = parse_html('<link rel="canonical" href="https://www.elsewhere.test/ferry">', "page.html")
    found = find_original(tree, read_stated(tree), PAGE)
    assert (found, site_of(found)) == ("https://www.elsewhere.test/ferry", "elsewhere.test")
    assert find_original(tree, read_stated(tree), "") == ""


@pytest.mark.parametrize(
    ("html", "section"),
    [
        ('<meta property="article:section" content="Lake">', "Lake"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "articleSection": ["Lake", "Boats"]}</script>', "Lake"),
        ('<nav class="breadcrumbs"><a href="/">Home</a> <a href="/l">Lake</a> <a href="#">Ferry opens</a></nav>', "Lake"),
        (
            '<script type="application/ld+json">{"@type": "BreadcrumbList", "itemListElement": [{"item": {"name": "Home"}},'
            '{"name": "Lake", "item": "https://courier.example/l"}]}</script>',
            "Lake",
        ),
        ("<p>Ferry.", ""),
    ],
)  # fmt: skip
def test_sections(html: str, section: str) -> None:
    tree = parse_html(html, "page.html")
    assert find_section(tree, read_stated(tree), "Ferry opens") == section


def test_the_outlet_by_reference() -> None:
    tree = parse_html(
        '<script type="application/ld+json">[{"@type": "NewsArticle", "headline": "F", "publisher": {"@id": "#o"}},'
        '{"@id": "#o", "@type": "Organization", "name": "Lake Courier"}]</script>',
        "page.html",
    )
    assert find_outlet(tree, read_stated(tree)) == "Lake Courier"
