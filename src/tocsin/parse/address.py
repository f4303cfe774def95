"""Whose page it is, under which address, and in which part of the site."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from tocsin.know.head import head_markup
from tocsin.know.phrases import plain
from tocsin.parse.dom import attribute, text_of
from tocsin.parse.linked import line, texts
from tocsin.parse.stated import Stated

_MAX_SECTION = 60  # characters; a longer step of a trail is a headline


def find_canonical(tree: LexborHTMLParser, stated: Stated, url: str) -> str:
    """The address that the page gives itself, absolute; "" where it gives none that can be its own.

    <link rel=canonical>, then og:url, then JSON-LD's. A front page is no address of an article, nor is
    one on a host that has no part in common with where the page was fetched (`url`, "" for a file).
    """
    link = tree.css_first("link[rel~=canonical]")
    linked = texts(stated.article.get("url")) + texts(_page_id(stated))
    for value in (attribute(link, "href") if link else "", stated.first(("og:url",)), *linked):
        address = _absolute(line(value), url)
        if address and _may_be(address, url):
            return address
    return ""


def find_original(tree: LexborHTMLParser, stated: Stated, url: str) -> str:
    """The address at another site where the page says that its text stood first; "" for none.

    As <meta> of news search engines say it, or as a canonical address at another site: that is how partners
    mark what they took over.
    """
    link = tree.css_first("link[rel~=canonical]") if url else None
    for value in (stated.first(head_markup().meta_original), attribute(link, "href") if link else ""):
        address = _absolute(line(value), url)
        if address and url and not is_front(address) and _site(_host(address)) != _site(_host(url)):
            return address
    return ""


def site_of(address: str) -> str:
    """The host of an address without its www."""
    return _host(address).removeprefix("www.")


def _host(address: str) -> str:
    return urlsplit(address).hostname or ""


def is_front(address: str) -> bool:
    """Whether an address is that of a site's front page."""
    parts = urlsplit(address)
    return parts.path.strip("/") == "" and not parts.query


def _page_id(stated: Stated) -> object:
    page = stated.article.get("mainEntityOfPage")
    return page.get("@id") if isinstance(page, dict) else page  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]


def _absolute(value: str, url: str) -> str:
    try:
        address = urljoin(url, value) if value else ""
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return address.partition("#")[0] if parts.scheme in ("http", "https") and "." in host else ""


def _may_be(address: str, url: str) -> bool:
    if is_front(address) and not (url and is_front(url)):
        return False
    return not url or _site(_host(address)) == _site(_host(url))


def _site(host: str) -> str:
    """The longest label of a host name but the last: that of the site, be it under .com, .co.uk or www."""
    labels = host.removeprefix("www.").split(".")
    return max(labels[:-1], key=len, default=host)


def find_outlet(tree: LexborHTMLParser, stated: Stated) -> str:
    """The site's own name: as it states it, else the link to its front page that its <title> repeats."""
    publisher = next(iter(texts(stated.article.get("publisher"))), "")
    if not publisher:
        publisher = next((s.name for s in stated.linked.signers(stated.article.get("publisher"))), "")
    names = head_markup().meta_outlet
    if found := stated.first(names[:1]) or publisher or stated.first(names):
        return found
    title = plain(stated.window)
    links = [text_of(link) for link in tree.css(", ".join(head_markup().home))]
    return next((name for name in links if name and plain(name) in title and plain(name) != title), "")


def find_section(tree: LexborHTMLParser, stated: Stated, title: str) -> str:
    """The site's part that the article stands in: as stated, else the last step of the breadcrumbs before it."""
    told = stated.first(head_markup().meta_section)
    told = told or next(iter(texts(stated.article.get("articleSection"))), "")
    if told and not told.startswith(("http://", "https://")):
        return told
    trail = stated.linked.trail() or [text_of(a) for a in tree.css(", ".join(head_markup().trail))]
    if trail and plain(trail[-1]) == plain(title):
        trail = trail[:-1]
    steps = [step for step in trail[1:] if step and len(step) <= _MAX_SECTION]
    return steps[-1] if steps else ""
