"""The links that a page's head and its HTTP header give to programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from tocsin.read.feed import address

# far more than the head of any page; the rest is not looked at
_REACH = 1_000_000
_HEADER_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s;,\"]+))*)")
_PARAMETER = re.compile(r";\s*([\w*-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))")
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link. href: absolute. rels: lower case. type: media type, lower case, "" for none."""

    href: str
    rels: tuple[str, ...]
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """links: of the header, then of the page. marks: the classes of the page's body."""

    links: tuple[Link, ...]
    marks: tuple[str, ...]

    def of(self, rel: str, *types: str) -> tuple[str, ...]:
        """The addresses of all links of a relation (and of one of the media types, if given), in order."""
        return tuple(
            link.href for link in self.links if rel in link.rels and (not types or link.type in types)
        )

    def first(self, rel: str) -> str:
        """The address of the first link of a relation, "" when there is none."""
        return next(iter(self.of(rel)), "")

    def feeds(self) -> tuple[str, ...]:
        """The feeds that the page advertises (https://blog.whatwg.org/feed-autodiscovery), in its order."""
        return self.of("alternate", *_FEEDS)


def read_head(body: bytes, url: str, header: str = "") -> Head:
    """The links of a page of HTML. url: of the page; header: the values of its HTTP header `Link`."""
    tree = LexborHTMLParser(body[:_REACH].decode("utf-8", "replace"))
    base_tag = tree.css_first("base[href]")
    base = address((base_tag.attributes.get("href") if base_tag else "") or "", url) or url
    marks = tree.body.attributes.get("class") if tree.body else ""
    found = (*_header_links(header, url), *_page_links(tree, base))
    return Head(links=tuple(found), marks=tuple((marks or "").split()))


def _page_links(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    for node in tree.css("link[rel][href]"):
        given = node.attributes
        href = address(given.get("href") or "", base)
        if href:
            yield _link(href, given.get("rel") or "", given.get("type") or "")


def _header_links(header: str, base: str) -> Iterator[Link]:
    """RFC 8288."""
    for found in _HEADER_LINK.finditer(header):
        given = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(found[2])}
        href = address(found[1], base)
        if href:
            yield _link(href, given.get("rel", ""), given.get("type", ""))


def _link(href: str, rel: str, type: str) -> Link:
    media = type.partition(";")[0].strip().lower()
    return Link(href=href, rels=tuple(rel.lower().split()), type=media)
