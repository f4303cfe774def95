from __future__ import annotations

from tocsin.parse.dom import parse_html
from tocsin.parse.linked import Linked, line, read_linked, texts


def _linked(*scripts: str) -> Linked:
    page = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return read_linked(parse_html(page, "page.html"))


def test_the_article_that_the_page_is_about() -> None:
    linked = _linked(
        """[{"@type": "NewsArticle", "headline": "Related", "datePublished": "2021-01-01"},
        {"@type": "NewsArticle", "headline": "Ferry opens", "datePublished": "2021-09-26"}]"""
    )
    assert linked.article(["Ferry opens"])["headline"] == "Ferry opens"
    assert linked.article([])["headline"] == "Related"


def test_a_web_page_s_own_object_serves_where_there_is_no_article() -> None:
    linked = _linked('{"@type": "WebPage", "datePublished": "2021-09-26"}')
    assert linked.article([]).get("datePublished") == "2021-09-26"
    assert _linked('{"@type": "WebPage"}').article([]) == {}


def test_scripts_in_comments_and_broken_ones() -> None:
    linked = _linked('<!-- {"@type": "Article", "headline": "Ferry"} -->', '{"@type": ', "[[[]]]")
    assert [node["headline"] for node in linked.nodes] == ["Ferry"]


def test_values_as_texts() -> None:
    assert texts(["Lake", {"name": ["Boats", 3]}, {"@value": "Pier"}, None]) == ["Lake", "Boats", "Pier"]
    assert texts({"name": {"name": "too deep"}}) == []
    assert line("Ferry &amp;\n pier \ud83d") == "Ferry & pier ?"


def test_a_listed_or_mentioned_article_is_not_the_page_s() -> None:
    story = '{"@type": "NewsArticle", "headline": "Harbour closed", "datePublished": "2020-01-01"}'
    listed = f'{{"@type": "ItemList", "itemListElement": [{{"@type": "ListItem", "item": {story}}}]}}'
    assert _linked(listed).article(["Ferry opens"]) == {}
    assert _linked(listed).article(["Harbour closed"])["datePublished"] == "2020-01-01"
    own = f'{{"@type": "NewsArticle", "headline": "Pier", "mentions": {story}}}'
    assert _linked(own).article([])["headline"] == "Pier"
