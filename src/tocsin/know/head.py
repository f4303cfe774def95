"""Where a page states its title, authors and times (pack `english`, page_markup.toml, section `head`)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from tocsin.errors import PackError
from tocsin.know.packs import find

_PACK = "english"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadMarkup:
    """CSS selectors and names of <meta>, in the order in which they are trusted; as the file explains them."""

    headline: tuple[str, ...]
    headline_else: tuple[str, ...]
    kicker: tuple[str, ...]
    byline: tuple[str, ...]
    byline_sure: tuple[str, ...]
    byline_loose: tuple[str, ...]
    not_byline: tuple[str, ...]
    not_dated: tuple[str, ...]
    published: tuple[str, ...]
    published_loose: tuple[str, ...]
    updated: tuple[str, ...]
    trail: tuple[str, ...]
    home: tuple[str, ...]
    meta_title: tuple[str, ...]
    meta_author: tuple[str, ...]
    meta_published: tuple[str, ...]
    meta_updated: tuple[str, ...]
    meta_section: tuple[str, ...]
    meta_outlet: tuple[str, ...]
    meta_original: tuple[str, ...]


@cache
def head_markup() -> HeadMarkup:
    """The table of the installed pack. Raises PackError when a field is missing."""
    table = find(_PACK).toml("page_markup.toml")["head"]
    try:
        return HeadMarkup(**{field.name: tuple(map(str, table[field.name])) for field in fields(HeadMarkup)})
    except KeyError as error:
        raise PackError(
            f"pack {_PACK!r}: page_markup.toml: section [head] is without {error}; add that list"
        ) from error
