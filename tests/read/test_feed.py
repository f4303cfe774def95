"""Feeds of every make, sound and broken."""

from __future__ import annotations

import socket

import pytest

from tocsin.errors import ReadError, RefusedError
from tocsin.model import Entry
from tocsin.read.feed import read_feed

URL = "https://example.org/news/feed/"
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>https://example.org/</link>'
    "<pubDate>Tue, 28 Sep 2021 10:00:00 GMT</pubDate>{}</channel></rss>"
)
WHEN = "Mon, 27 Sep 2021 10:00:00 +0200"
ISO = "2021-09-27T10:00:00+02:00"


def item(title: str, link: str, published: str = WHEN) -> str:
    """An item of RSS."""
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{published}</pubDate></item>"


def rss(*items: str) -> bytes:
    """A feed of RSS 2.0."""
    return RSS.format("".join(items)).encode()


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here may open a connection."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_rss() -> None:
    found = read_feed(rss(item("Talks", "https://example.org/a"), item("Visit", "/b?x=1&amp;y=2")), URL)
    assert found == (
        Entry(url="https://example.org/a", title="Talks", published=ISO),
        Entry(url="https://example.org/b?x=1&y=2", title="Visit", published=ISO),
    )


@pytest.mark.parametrize(
    ("body", "published"),
    [
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">Talks</title>'
            '<link rel="self" href="/self"/><link rel="alternate" href="/a"/><link rel="replies" href="/r"/>'
            "<published>2021-09-27T10:00:00.5+02:00</published><updated>2021-09-28T10:00:00Z</updated>"
            "</entry></feed>",
            ISO,
        ),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Talks</title><link href="/a"/>'
            "<updated>2021-09-28T10:00:00Z</updated></entry></feed>",
            None,
        ),
        (
            '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Talks</title>'
            '<link rel="alternate" href="/a"/><issued>2021-09-27T10:00:00+02:00</issued></entry></feed>',
            ISO,
        ),
        (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"/><item rdf:about="y"><title>Talks'
            "</title><link>/a</link><dc:date>2021-09-27T10:00+02:00</dc:date></item></rdf:RDF>",
            ISO,
        ),
        (
            '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
            '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel>'
            "<item><title>Talks</title><link>/a</link></item></channel></rss>",
            None,
        ),
        (
            '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/a", "title": "Talks", '
            '"date_published": "2021-09-27T10:00:00+02:00"}]}',
            ISO,
        ),
    ],
    ids=["atom", "atom-updated-only", "atom-0.3", "rss-1.0", "rss-0.91", "json"],
)
def test_every_format(body: str, published: str | None) -> None:
    assert read_feed(body.encode(), URL) == (
        Entry(url="https://example.org/a", title="Talks", published=published),
    )


def test_each_page_once_in_the_order_of_the_feed() -> None:
    found = read_feed(rss(item("B", "/b#top"), item("A", "/a"), item("B again", "/b#comments")), URL)
    assert [entry.title for entry in found] == ["B", "A"]
    assert [entry.url for entry in found] == ["https://example.org/b", "https://example.org/a"]


def test_links_relative_to_a_base_of_the_feed() -> None:
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/x/"><entry><title>A</title>'
        b'<link href="a"/><published>2021-09-27T10:00:00+02:00</published></entry></feed>'
    )
    assert read_feed(body, URL) == (Entry(url="https://other.example/x/a", title="A", published=ISO),)


def test_a_saved_feed_has_no_address_to_resolve_links_with() -> None:
    found = read_feed(rss(item("A", "/a"), item("B", "https://example.org/b")), "")
    assert [entry.url for entry in found] == ["https://example.org/b"]


@pytest.mark.parametrize(
    "link", ["", "javascript:alert(1)", "mailto:a@example.org", "http://[bad", "ftp://x/a"]
)
def test_what_is_no_page_of_the_web_is_passed_over(link: str) -> None:
    assert [entry.title for entry in read_feed(rss(item("A", link), item("B", "/b")), URL)] == ["B"]


@pytest.mark.parametrize(
    "published", ["rubbish", "12", "Mon, 31 Sep 2021 10:00:00 GMT", "", "Thu, 01 Jan 1970 00:00:00 GMT"]
)
def test_a_bad_date_is_no_date(published: str) -> None:
    assert read_feed(rss(item("A", "/a", published)), URL)[0].published is None


def test_no_date_is_made_of_an_id() -> None:
    """fastfeedparser takes a number in the id for a day of this month."""
    body = rss('<item><title>A</title><link>/a</link><guid isPermaLink="false">12</guid></item>')
    assert read_feed(body, URL) == (Entry(url="https://example.org/a", title="A"),)


def test_a_guid_that_is_an_address_is_the_link() -> None:
    body = rss("<item><title>A</title><guid>https://example.org/a</guid></item>")
    assert read_feed(body, URL)[0].url == "https://example.org/a"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Talks &amp;amp; trade", "Talks & trade"),
        ("<![CDATA[Talks &amp; <b>trade</b>]]>", "Talks & trade"),
        ("Talks&nbsp;in\n &Ccaron;a&ccaron;ak", "Talks in Čačak"),
        ("2 &lt; 3", "2 < 3"),
        ("", ""),
    ],
)
def test_titles_are_plain_text(title: str, expected: str) -> None:
    assert read_feed(rss(item(title, "/a")), URL)[0].title == expected


# --- broken --------------------------------------------------------------------------------------


def test_a_feed_cut_off_gives_what_is_whole() -> None:
    """A link that breaks off would be the address of another page."""
    body = rss(item("A", "/a"), item("B", "/b/long-name"))
    cut = body[: body.index(b"-name")]
    assert [entry.url for entry in read_feed(cut, URL)] == ["https://example.org/a"]


def test_a_broken_feed_keeps_dates_and_order() -> None:
    body = rss(item("A & B", "/a"), item("C", "/c", "rubbish"))
    assert read_feed(body, URL) == (
        Entry(url="https://example.org/a", title="A & B", published=ISO),
        Entry(url="https://example.org/c", title="C", published=None),
    )


@pytest.mark.parametrize(
    ("declared", "encoding", "charset"),
    [("iso-8859-1", "utf-8", ""), ("windows-1250", "cp1250", ""), ("utf-8", "cp1250", "windows-1250")],
)
def test_a_wrong_or_odd_encoding(declared: str, encoding: str, charset: str) -> None:
    text = RSS.replace('"1.0"?', f'"1.0" encoding="{declared}"?').format(item("Čačak", "/a"))
    assert read_feed(text.encode(encoding), URL, charset)[0].title == "Čačak"


def test_json_of_wrong_types() -> None:
    body = (
        b'{"version": "https://jsonfeed.org/version/1", "items": [3, {"url": 5}, null, {"url": ["/x"]}, '
        b'{"url": "/a", "title": {"a": 1}, "date_published": 12}]}'
    )
    assert read_feed(body, URL) == (Entry(url="https://example.org/a"),)


def test_an_empty_feed_names_nothing() -> None:
    assert read_feed(rss(), URL) == ()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><p>Talks",
        b"<?xml version='1.0'?><rss version='2.0'><chan",
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": {}}',
        b"<rss>" + b"<" * 1000,
    ],
)
def test_what_cannot_be_read_is_named(body: bytes) -> None:
    with pytest.raises(ReadError, match=URL):
        read_feed(body, URL)


def test_bombs_and_outside_entities_are_refused() -> None:
    for declared in ('"aaa"', 'SYSTEM "file:///etc/passwd"'):
        body = f"<!DOCTYPE rss [<!ENTITY a {declared}>]><rss><channel>{item('&a;', '/a')}</channel></rss>"
        with pytest.raises(RefusedError, match="declares entities"):
            read_feed(body.encode(), URL)


def test_size_is_bounded_most_for_broken_feeds() -> None:
    filler = f"<description>{'x' * 1_100_000}</description>"
    assert len(read_feed(rss(item("A", "/a"), filler), URL)) == 1
    with pytest.raises(RefusedError, match="broken feed of more than 1000000 bytes"):
        read_feed(rss(item("A & B", "/a"), filler), URL)
    with pytest.raises(RefusedError, match="feed of more than 16000000 bytes"):
        read_feed(rss(filler * 15), URL)
