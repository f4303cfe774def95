from __future__ import annotations

import pytest

from tocsin.know.head import head_markup
from tocsin.know.names import credit_words, name_words
from tocsin.parse.dom import parse_html


@pytest.mark.parametrize("name", ["headline", "headline_else", "kicker", "byline", "byline_sure", "byline_loose", "published", "published_loose", "updated", "trail", "home"])  # fmt: skip
def test_every_selector_is_one_that_the_parser_reads(name: str) -> None:
    tree = parse_html("<h1 class='x'>A</h1>", "page.html")
    selectors: tuple[str, ...] = getattr(head_markup(), name)
    assert len(selectors) > 0
    for selector in selectors:
        tree.css_first("h1").css(selector)


def test_names_of_meta_are_in_lower_case() -> None:
    marked = head_markup()
    names = [*marked.meta_title, *marked.meta_author, *marked.meta_published, *marked.meta_updated]
    assert [name for name in names if name != name.lower()] == []


def test_words_are_in_lower_case() -> None:
    words = [*name_words().bodies, *name_words().joiners, *credit_words().photo, *credit_words().original]
    assert [word for word in words if word != word.lower()] == []
    assert len(credit_words().photo[0]) >= len(credit_words().photo[-1])
