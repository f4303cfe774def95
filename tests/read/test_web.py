"""Feeds and sitemaps on the web to the pages they name."""

from __future__ import annotations

import gzip
from typing import Any

import pytest

from tests.read.server import HTML, Answer, Site, settings
from tocsin.errors import ReadError
from tocsin.model import Page
from tocsin.read import make_read


def read(address: str, **changed: Any) -> tuple[list[Page], str]:
    """The pages at an address and what it raised after the last, "" for nothing."""
    pages: list[Page] = []
    try:
        for page in make_read(settings(**changed))(address):
            pages.append(page)
    except ReadError as error:
        return pages, str(error)
    return pages, ""


def rss(*links: str) -> bytes:
    """A feed of RSS."""
    items = "".join(f"<item><title>Talks</title><link>{link}</link></item>" for link in links)
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def urlset(*links: str) -> bytes:
    """A sitemap."""
    return f"<urlset>{''.join(f'<url><loc>{link}</loc></url>' for link in links)}</urlset>".encode()


def index(*links: str) -> bytes:
    """An index of sitemaps."""
    inner = "".join(f"<sitemap><loc>{link}</loc></sitemap>" for link in links)
    return f"<sitemapindex>{inner}</sitemapindex>".encode()


def xml(body: bytes, media: str = "application/xml") -> Answer:
    """An answer with XML."""
    return Answer(body, headers={"Content-Type": media})


@pytest.mark.parametrize(
    "media",
    ["application/rss+xml", "text/xml; charset=utf-8", "application/xml", "text/html", "text/plain", ""],
)
def test_the_pages_of_a_feed_are_read_in_turn(site: Site, media: str) -> None:
    site.answers |= {"/feed": xml(rss("/b", "/a", "/b"), media), "/a": Answer(HTML + b"a"), "/b": Answer()}
    pages, error = read(f"{site.root}/feed")
    assert error == ""
    assert [page.name for page in pages] == [f"{site.root}/b", f"{site.root}/a"]
    assert [page.body for page in pages] == [HTML, HTML + b"a"]


def test_json_feeds_too(site: Site) -> None:
    body = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a"}]}'
    site.answers |= {"/feed": xml(body, "application/feed+json"), "/a": Answer()}
    pages, error = read(f"{site.root}/feed")
    assert ([page.url for page in pages], error) == ([f"{site.root}/a"], "")


def test_sitemaps_packed_and_in_an_index(site: Site) -> None:
    site.answers |= {
        "/sitemap.xml": xml(index("/s1.xml.gz", "/s2.xml", "/gone.xml", "/feed")),
        "/s1.xml.gz": xml(gzip.compress(urlset("/a")), "application/x-gzip"),
        "/s2.xml": xml(urlset("/a", "/b")),
        "/feed": xml(rss("/c")),
        "/a": Answer(),
        "/b": Answer(HTML + b"b"),
        "/c": Answer(HTML + b"c"),
    }
    pages, error = read(f"{site.root}/sitemap.xml")
    assert ([page.url.removeprefix(site.root) for page in pages], error) == (["/a", "/b", "/c"], "")


def test_a_page_that_fails_does_not_end_the_feed(site: Site) -> None:
    site.answers |= {
        "/feed": xml(rss("/gone", "/a", "/picture", "/feed", "/inner")),
        "/a": Answer(),
        "/picture": xml(b"\x89PNG", "image/png"),
        "/inner": xml(rss("/a")),
    }
    pages, error = read(f"{site.root}/feed")
    assert [page.url for page in pages] == [f"{site.root}/a"]
    assert (
        f"{site.root}/feed: pages read: 1; pages it names that could not be: 4: {site.root}/gone: the server answers 404"
        in error
    )
    assert "/picture is image/png" in error
    assert "; and 1 more" in error
    assert "/inner" in site.asked


def test_no_more_pages_than_the_settings_allow(site: Site) -> None:
    site.answers |= {"/feed": xml(rss(*(f"/{n}" for n in range(50))))}
    site.answers |= {f"/{n}": Answer(HTML + str(n).encode()) for n in range(50)}
    pages, error = read(f"{site.root}/feed", max_entries=5)
    assert len(pages) == 5
    assert "/feed names more than 5 pages, of which these were read; raise the setting max_entries" in error
    assert read(f"{site.root}/feed", max_entries=50)[1] == ""


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (rss(), "names no page"),
        (urlset(), "names no page"),
        (b"<rss><chan", "too damaged to be read as a feed"),
        (b"<urlset><url", "cannot be read as a sitemap"),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]>" + rss("/a"), "declares entities"),
        (b"<opml><body/></opml>", "is application/xml, neither HTML nor plain text"),
        (index("/gone.xml"), r"/gone.xml: the server answers 404"),
    ],
)
def test_what_names_no_page_is_named(site: Site, body: bytes, message: str) -> None:
    site.answers["/feed"] = xml(body)
    pages, error = read(f"{site.root}/feed")
    assert pages == []
    assert site.root in error
    assert message in error


def test_a_bomb_is_not_unpacked(site: Site) -> None:
    site.answers["/s.xml.gz"] = xml(gzip.compress(urlset(*["/a"] * 500_000)), "application/gzip")
    pages, error = read(f"{site.root}/s.xml.gz", max_bytes=100_000)
    assert pages == []
    assert "larger than 100000 bytes" in error


@pytest.mark.parametrize("body", [rss, urlset, index])
def test_private_networks_hold_for_what_is_named(site: Site, open_example: None, body: Any) -> None:
    """The feed's own host passes for public, the one that it names does not."""
    port = site.server_address[1]
    site.answers["/feed"] = xml(body(f"http://127.0.0.2:{port}/secret", "file:///etc/passwd"))
    pages, error = read(f"http://open.example:{port}/feed", allow_private=False)
    assert pages == []
    assert "127.0.0.2, which is not on the public internet" in error
    assert site.asked == ["/robots.txt", "/feed"]


def test_robots_hold_for_what_is_named(site: Site) -> None:
    site.answers |= {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /closed\n"),
        "/feed": xml(rss("/closed/a", "/a")),
        "/a": Answer(),
        "/closed/a": Answer(),
    }
    pages, error = read(f"{site.root}/feed")
    assert [page.url for page in pages] == [f"{site.root}/a"]
    assert "/closed/a: robots.txt" in error
    assert "/closed/a" not in site.asked
