"""Sitemaps, news sitemaps and indexes."""

from __future__ import annotations

import pytest

from tocsin.errors import ReadError, RefusedError
from tocsin.model import Entry
from tocsin.read.sitemap import Sitemap, gather, read_sitemap

URL = "https://example.org/sitemap.xml"
NAMES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
NEWS = (
    "<url><loc>https://example.org/a</loc><lastmod>2021-09-28</lastmod><image:image><image:loc>https://example.org/"
    "a.jpg</image:loc><image:title>A picture</image:title></image:image><news:news><news:publication><news:name>"
    "Example</news:name></news:publication><news:publication_date>2021-09-27T10:00:00+02:00</news:publication_date>"
    "<news:title>Talks &amp; trade</news:title></news:news></url>"
)
PLAIN = "<url><loc> /b </loc><lastmod>2021-09-28</lastmod></url>"


def urlset(*pages: str) -> bytes:
    """A sitemap."""
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMES}>{"".join(pages)}</urlset>'.encode()


def index(*sitemaps: tuple[str, str]) -> bytes:
    """An index of sitemaps, each an address and when it was changed."""
    inner = "".join(
        f"<sitemap><loc>{loc}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</sitemap>"
        for loc, changed in sitemaps
    )
    return f"<sitemapindex {NAMES}>{inner}</sitemapindex>".encode()


def test_a_news_sitemap() -> None:
    """A page that was changed on a day was not published on it."""
    assert read_sitemap(urlset(NEWS, PLAIN, PLAIN), URL) == Sitemap(
        entries=(
            Entry(url="https://example.org/a", title="Talks & trade", published="2021-09-27T10:00:00+02:00"),
            Entry(url="https://example.org/b"),
        )
    )


def test_other_prefixes() -> None:
    body = urlset(NEWS).replace(b"news:", b"n:").replace(b"<loc", b"<s:loc").replace(b"</loc", b"</s:loc")
    assert read_sitemap(body, URL).entries[0].title == "Talks & trade"


def test_an_index_names_the_newest_first() -> None:
    body = index(
        ("/old.xml", "2021-09-01"),
        ("/undated.xml", ""),
        ("/new.xml", "2021-09-27T10:00:00Z"),
        ("/newer.xml", "2021-09-27T09:00:00-05:00"),
        ("/bad.xml", "yesterday"),
    )
    names = [url.removeprefix("https://example.org/") for url in read_sitemap(body, URL).sitemaps]
    assert names == ["newer.xml", "new.xml", "old.xml", "undated.xml", "bad.xml"]


def test_one_cut_off_gives_what_is_whole() -> None:
    body = urlset(NEWS, PLAIN, "<url><loc>https://example.org/lost</loc>")
    assert len(read_sitemap(body, URL).entries) == 2


@pytest.mark.parametrize("body", [b"", b"<urlset", b"no sitemap", b"<urlset><url><loc>https://example.org/a"])
def test_nothing_to_be_read_is_named(body: bytes) -> None:
    with pytest.raises(ReadError, match=f"{URL} cannot be read as a sitemap"):
        read_sitemap(body, URL)


def test_entities_are_refused() -> None:
    with pytest.raises(RefusedError, match="declares entities"):
        read_sitemap(b'<!DOCTYPE a [<!ENTITY a "b">]>' + urlset(), URL)


def test_an_empty_sitemap_names_nothing() -> None:
    assert read_sitemap(urlset(), URL) == Sitemap()


class Server:
    """Sitemaps by address; it notes the questions."""

    def __init__(self, sitemaps: dict[str, Sitemap]) -> None:
        self.sitemaps = sitemaps
        self.asked: list[str] = []

    def __call__(self, url: str) -> Sitemap:
        self.asked.append(url)
        if url not in self.sitemaps:
            raise ReadError(f"{url} is not there")
        return self.sitemaps[url]


def names(*urls: str) -> tuple[Entry, ...]:
    """Entries by their addresses."""
    return tuple(Entry(url=url) for url in urls)


def test_an_index_is_followed_and_its_pages_come_once() -> None:
    server = Server({"s1": Sitemap(entries=names("a", "b")), "s2": Sitemap(entries=names("b", "c"))})
    assert gather(Sitemap(sitemaps=("s1", "s2", "s1")), server, 10) == names("a", "b", "c")
    assert server.asked == ["s1", "s2"]


def test_no_more_is_fetched_than_wanted() -> None:
    server = Server({"s1": Sitemap(entries=names("a", "b", "c")), "s2": Sitemap(entries=names("d"))})
    assert gather(Sitemap(sitemaps=("s1", "s2")), server, 2) == names("a", "b")
    assert server.asked == ["s1"]


def test_indexes_are_followed_two_deep_and_never_round() -> None:
    server = Server(
        {
            "i1": Sitemap(sitemaps=("i1", "i2", "s1")),
            "i2": Sitemap(sitemaps=("s2",)),
            "s1": Sitemap(entries=names("a")),
        }
    )
    assert gather(Sitemap(sitemaps=("i1",)), server, 10) == names("a")
    assert server.asked == ["i1", "i2", "s1"]


def test_twenty_sitemaps_at_most() -> None:
    server = Server({f"s{n}": Sitemap(entries=names(f"p{n}")) for n in range(40)})
    assert len(gather(Sitemap(sitemaps=tuple(server.sitemaps)), server, 1000)) == 20


def test_one_that_is_missing_does_not_hide_the_others() -> None:
    server = Server({"s2": Sitemap(entries=names("a"))})
    assert gather(Sitemap(sitemaps=("s1", "s2")), server, 10) == names("a")
    with pytest.raises(ReadError, match="s1 is not there"):
        gather(Sitemap(sitemaps=("s1",)), server, 10)
