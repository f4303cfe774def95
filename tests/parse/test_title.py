from __future__ import annotations

import pytest

from tocsin.parse.dom import parse_html
from tocsin.parse.stated import read_stated
from tocsin.parse.title import find_title, without_site


def _title(html: str, *site: str) -> tuple[str, bool]:
    tree = parse_html(html, "page.html")
    return find_title(tree, read_stated(tree), site)


def _page(linked: str = "", heading: str = "", shared: str = "", window: str = "") -> str:
    said = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{linked}"}}</script>'
        if linked
        else ""
    )
    return (
        f'{said}<meta property="og:title" content="{shared}"><title>{window}</title><body><h1>{heading}</h1>'
    )


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (_page(linked="Ferry opens", heading="Boats at last"), "Ferry opens"),
        (_page(linked="Ferry news", heading="Ferry opens", shared="Ferry opens"), "Ferry opens"),
        (_page(heading="Ferry opens", shared="Boats again", window="Boats again"), "Boats again"),
        (_page(heading="Ferry opens", window="Lake and boats"), "Ferry opens"),
        (
            _page(
                linked="Lake: ferry opens today",
                heading="Ferry opens today",
                shared="Lake: ferry opens today",
            ),
            "Lake: ferry opens today",
        ),
    ],
)
def test_the_wording_with_most_behind_it(page: str, title: str) -> None:
    assert _title(page)[0] == title


def test_the_headline_that_two_wordings_share_is_it_where_all_differ() -> None:
    page = _page(heading="Opening day - The ferry sails again", shared="On the lake: The ferry sails again")
    assert _title(page)[0] == "The ferry sails again"


def test_a_kicker_in_the_heading_is_no_part_of_it() -> None:
    page = '<title>The ferry sails</title><h1><span class="kicker">Opening day:</span> The ferry sails</h1>'
    assert _title(page)[0] == "The ferry sails"


def test_a_headline_that_was_cut_is_completed() -> None:
    page = _page(linked="The ferry sails ag…", heading="The ferry sails again from Monday")
    assert _title(page)[0] == "The ferry sails again from Monday"


def test_a_heading_that_links_to_the_front_page_is_the_site_s() -> None:
    page = '<title>The ferry sails</title><h1><a href="/">Lake Diary</a></h1>'
    assert _title(page) == ("The ferry sails", False)


def test_a_headline_in_linked_data_loses_the_site_s_name_too() -> None:
    assert _title(_page(linked="Ferry opens - Lake Courier"), "Lake Courier") == ("Ferry opens", True)


def test_no_title() -> None:
    assert _title("<p>Ferry.") == ("", False)


def test_the_site_s_name_is_found_under_its_host() -> None:
    assert without_site("Ferry opens - Lake Courier", ["www.lakecourier.example"], set()) == "Ferry opens"
    assert without_site("Ferry - a love story", ["Lake Courier"], set()) == "Ferry - a love story"
