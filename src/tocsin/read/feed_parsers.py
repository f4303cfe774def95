"""Third-party parsers of feeds behind one typed face. They are given bytes and never an address, so that
neither fetches anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, cast

import fastfeedparser  # pyright: ignore[reportMissingTypeStubs]
import feedparser  # pyright: ignore[reportMissingTypeStubs]

# what these parsers raise on input that their authors did not think of
_FAILURES = (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as a feed gives it. link: may be relative; title: may hold markup; published: any format."""

    link: str
    title: str
    published: str


def fast(data: bytes) -> tuple[Item, ...] | None:
    """The items of a well-formed RSS or Atom feed, by fastfeedparser; None when it cannot read it.

    It gives dates in UTC and guesses where there are none: what it says must be checked.
    """
    try:
        found: Any = fastfeedparser.parse(  # pyright: ignore[reportUnknownMemberType]
            data, include_content=False, include_tags=False, include_media=False, include_enclosures=False
        )
        return tuple(_fast_item(item) for item in found["entries"])
    except _FAILURES:
        return None


def lenient(data: bytes, url: str) -> tuple[Item, ...]:
    """The items of a feed however broken, by feedparser; links absolute where it knows their base.

    data: UTF-8. url: of the feed, "" for a file.
    """
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        # wrapped, as bare bytes would be tried as the name of a file
        found = cast(
            dict[str, list[dict[str, Any]]],
            feedparser.parse(  # pyright: ignore[reportUnknownMemberType]
                BytesIO(data), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
            ),
        )
        return tuple(_item(item, "link", "title", "published") for item in found["entries"])
    except _FAILURES:
        return ()


def json_items(data: bytes) -> tuple[Item, ...] | None:
    """The items of a JSON Feed (https://jsonfeed.org/version/1.1); None when it is none."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(cast(dict[str, Any], found).get("items"), list):
        return None
    return tuple(_json_items(cast(dict[str, Any], found)["items"]))


def _json_items(items: list[Any]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, dict):
            yield _item(cast(dict[str, Any], item), "url", "title", "date_published")


def _fast_item(item: dict[str, Any]) -> Item:
    """An item of fastfeedparser, which leaves an Atom link without `rel` among the others."""
    found = _item(item, "link", "title", "published")
    if found.link:
        return found
    links = [link for link in item.get("links", ()) if link.get("rel") in (None, "alternate")]
    return Item(link=_text(links[0], "href") if links else "", title=found.title, published=found.published)


def _item(item: dict[str, Any], link: str, title: str, published: str) -> Item:
    return Item(link=_text(item, link), title=_text(item, title), published=_text(item, published))


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    return value.strip() if isinstance(value, str) else ""
