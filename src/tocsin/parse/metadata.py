"""What an HTML page states about itself: title, authors, times, outlet, section, address.

Read in this order: JSON-LD (schema.org Article), <meta> (Open Graph and others), microdata and
<time>, then the visible lines that themes use for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from tocsin.model import Credit
from tocsin.parse.address import find_canonical, find_original, find_outlet, find_section, site_of
from tocsin.parse.authors import find_authors, is_same_site
from tocsin.parse.stated import Stated, read_stated
from tocsin.parse.times import published, updated
from tocsin.parse.title import find_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the page says of itself; "" or None where it does not.

    certain: a heading or JSON-LD has the title; without, it may hold the site's name. authors: people.
    newsrooms: agencies, newsrooms and other organisations in the author's place. credits: those of them that
    are not the site itself, and where the page says that its text stood first. url: where the page was
    fetched, else `canonical`.
    """

    title: str
    authors: tuple[str, ...]
    published: str | None
    updated: str | None
    outlet: str
    url: str
    canonical: str = ""
    section: str = ""
    certain: bool = True
    newsrooms: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()


def read_head(tree: LexborHTMLParser, url: str = "") -> Head:
    """The page's own statements. url: where it was fetched, "" for a file."""
    stated = read_stated(tree)
    canonical = find_canonical(tree, stated, url)
    address = url or canonical
    outlet = find_outlet(tree, stated)
    title, certain = find_title(tree, stated, (outlet, urlsplit(address).hostname or ""))
    authors = find_authors(tree, stated, outlet)
    return Head(
        title=title,
        authors=authors.people,
        published=published(tree, stated, address),
        updated=updated(tree, stated),
        outlet=outlet,
        url=address,
        canonical=canonical,
        section=find_section(tree, stated, title),
        certain=certain,
        newsrooms=authors.bodies,
        credits=tuple(_credits(tree, stated, authors.bodies, outlet, address)),
    )


def _credits(
    tree: LexborHTMLParser, stated: Stated, newsrooms: Sequence[str], outlet: str, address: str
) -> Iterator[Credit]:
    for name in newsrooms:
        if not is_same_site(name, outlet):
            yield Credit(kind="byline", name=name)
    if original := find_original(tree, stated, address):
        yield Credit(kind="original", name=site_of(original), url=original)
