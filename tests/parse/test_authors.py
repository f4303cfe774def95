from __future__ import annotations

import pytest

from tocsin.parse.authors import Authors, find_authors, split_names
from tocsin.parse.dom import parse_html
from tocsin.parse.stated import read_stated


def _authors(html: str, outlet: str = "") -> Authors:
    tree = parse_html(html, "page.html")
    return find_authors(tree, read_stated(tree), outlet)


def _linked(author: str, more: str = "") -> str:
    return (
        f'<script type="application/ld+json">[{{"@type": "NewsArticle", "author": {author}}}{more}]</script>'
    )


@pytest.mark.parametrize(
    ("author", "people", "bodies"),
    [
        ('"Mira Tolland"', ("Mira Tolland",), ()),
        ('{"@type": "Person", "name": "By Mira Tolland"}', ("Mira Tolland",), ()),
        ('{"@type": "Person", "givenName": "Mira", "familyName": "Tolland"}', ("Mira Tolland",), ()),
        ('[{"name": "Mira Tolland"}, {"name": "Deutsche Presse-Agentur"}]', ("Mira Tolland",), ("Deutsche Presse-Agentur",)),
        ('{"@type": "Organization", "name": "Skerry"}', (), ("Skerry",)),
        ('{"@type": "Person", "name": "dpa/lnw"}', (), ("dpa/lnw",)),
        ('{"@type": "Person", "name": "skerry.de"}', (), ("skerry.de",)),
        ('{"@type": "Person", "name": "Skerry News Desk"}', (), ("Skerry News Desk",)),
        ('{"@type": "Person", "name": "Lake Courier"}', (), ("Lake Courier",)),
        ('{"@type": "Person", "name": "mira-tolland"}', (), ()),
        ('{"@type": "Person", "name": "admin"}', (), ()),
    ],
)  # fmt: skip
def test_people_and_bodies_are_told_apart(
    author: str, people: tuple[str, ...], bodies: tuple[str, ...]
) -> None:
    assert _authors(_linked(author), "Lake Courier") == Authors(people=people, bodies=bodies)


def test_an_author_by_reference() -> None:
    page = _linked('{"@id": "#mira"}', ', {"@id": "#mira", "@type": "Person", "name": "Mira Tolland"}')
    assert _authors(page).people == ("Mira Tolland",)


def test_a_visible_person_beside_a_newsroom_that_signs_for_all() -> None:
    page = _linked('{"@type": "Organization", "name": "Skerry"}') + '<p class="byline">By Mira Tolland</p>'
    assert _authors(page) == Authors(people=("Mira Tolland",), bodies=("Skerry",))


@pytest.mark.parametrize(
    ("html", "people"),
    [
        ('<p class="date-author">Mira Tolland, 01.12.2021</p>', ("Mira Tolland",)),
        ('<div class="info-autor"><b>Mira Tolland</b> | 3 min</div>', ("Mira Tolland",)),
        ('<a href="https://courier.example/author/mt">Mira Tolland</a>', ("Mira Tolland",)),
        ('<p class="author-box">All about the harbour</p>', ()),
        ('<div class="comments"><p class="author">Mira Tolland</p></div>', ()),
        ('<div class="teaser"><p><a rel="author">Jon Ek</a></p></div><p class="byline">Mira Tolland</p>', ("Mira Tolland",)),
        ('<p><a rel="author">Mira Tolland</a>, <a rel="author">Jon Ek</a></p>', ("Mira Tolland", "Jon Ek")),
        ('<p><a rel="author">Mira Tolland</a></p><hr><section><p><a rel="author">Jon Ek</a></p></section>', ("Mira Tolland",)),
        ('<div class="author-share">Twitter Facebook</div>', ()),
    ],
)  # fmt: skip
def test_visible_bylines(html: str, people: tuple[str, ...]) -> None:
    assert _authors(f"<body>{html}").people == people


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Mira Tolland/Jon Ek", ["Mira Tolland", "Jon Ek"]),
        ("lake/hosb", ["lake/hosb"]),
        ("Mira Tolland;Jon Ek", ["Mira Tolland", "Jon Ek"]),
        ("Nicolas Gut C.", ["Nicolas Gut C."]),
        ("Mira Tolland, PhD.", ["Mira Tolland"]),
        ("Mira Tolland in Geneva", ["Mira Tolland"]),
        ("Par Mira Tolland (avec AFP)", ["Mira Tolland"]),
        ("Mira Tolland (AFP)", ["Mira Tolland"]),
        ("Photographs by Mira Tolland", ["Mira Tolland"]),
        ("View all posts by Mira Tolland", ["Mira Tolland"]),
        ("https://courier.example/mira", []),
        ("26 September 2021", []),
    ],
)
def test_lines_of_names(line: str, names: list[str]) -> None:
    assert split_names(line) == names
