"""RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed to the pages they name."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from tocsin.errors import ReadError, RefusedError
from tocsin.model import Entry
from tocsin.read.dates import instant, iso
from tocsin.read.feed_parsers import Item, fast, json_items, lenient
from tocsin.read.markup import kind, utf8, walk
from tocsin.text import squeeze

# fastfeedparser is linear; feedparser takes seconds a megabyte of broken markup, of hostile markup a minute
_LARGEST = 16_000_000
_LARGEST_BROKEN = 1_000_000
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
# elements that say when an item was published, not when it or the feed was last changed
_DATE = re.compile(
    rb"<(?:[\w.-]+:)?(?:pubDate|published|issued|date)(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[)?([^<>\]]{8,80})",
    re.IGNORECASE,
)
_XML_BASE = b"xml:base"


def read_feed(body: bytes, url: str, charset: str = "") -> tuple[Entry, ...]:
    """The pages that a feed names, in its order, each once.

    url: of the feed, "" for a file, whose relative links are then passed over. charset: of the HTTP header.
    Raises ReadError when it cannot be read as a feed, RefusedError when it is too large or declares entities.
    """
    name = url or "the feed"
    data = utf8(body, charset)
    if kind(data) != "feed":
        raise ReadError(f"{name} is no feed: neither RSS, Atom nor JSON Feed; check the address")
    if len(data) > _LARGEST:
        raise RefusedError(f"{name} is a feed of more than {_LARGEST} bytes; take one that names fewer pages")
    items = json_items(data) if data.startswith(b"{") else _items(data, url, name)
    if items is None:
        raise ReadError(f"{name} is too damaged to be read as a feed; try again later")
    return tuple(entries(items, url))


def entries(items: Iterable[Item], base: str) -> Iterator[Entry]:
    """Items as pages: absolute http(s) addresses without fragment, each once."""
    seen: set[str] = set()
    for item in items:
        url = address(item.link, base)
        if url and url not in seen:
            seen.add(url)
            yield Entry(url=url, title=plain(item.title), published=iso(item.published))


def address(link: str, base: str) -> str:
    """A link as an absolute http(s) address, without fragment; "" when it is none."""
    bare = "".join(link.split()).replace("&amp;", "&")
    try:
        url = urldefrag(urljoin(base, bare)).url
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if bare and parts.scheme in ("http", "https") and parts.hostname else ""


def plain(title: str) -> str:
    """A title as text: tags taken out, entities (escaped once more than needed, often) resolved."""
    return squeeze(html.unescape(_TAG.sub("", html.unescape(title))))


def _items(data: bytes, url: str, name: str) -> tuple[Item, ...] | None:
    """Well-formed feeds by the fast parser, all others by the lenient one, which knows `xml:base` too."""
    sound = not walk(data, name)
    if sound and _XML_BASE not in data:
        items = fast(data)
        if items is not None:
            return tuple(_dated(items, data))
    if len(data) > _LARGEST_BROKEN:
        raise RefusedError(f"{name} is a broken feed of more than {_LARGEST_BROKEN} bytes; try again later")
    return lenient(data, url) or (() if sound else None)


def _dated(items: Iterable[Item], data: bytes) -> Iterator[Item]:
    """Items with only those dates that the feed states, in the zone that it states them in.

    The fast parser takes numbers in an item's id for a date, and the time of a change for that of publication.
    """
    stated: dict[float, str] = {}
    for found in _DATE.finditer(data):
        when = iso(found[1].decode("utf-8", "replace"))
        if when:
            stated.setdefault(instant(when), when)
    for item in items:
        when = iso(item.published)
        published = stated.get(instant(when), "") if when else ""
        yield Item(link=item.link, title=item.title, published=published)
