"""What an answer is, and its bytes made safe."""

from __future__ import annotations

import pytest

from tocsin.errors import ReadError, RefusedError
from tocsin.read.markup import kind, utf8, walk


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<?xml version='1.0'?>\n<!-- made by hand --><rss version='2.0'>", "feed"),
        (b"\xef\xbb\xbf  <feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b"<rdf:RDF>", "feed"),
        (b"<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><!DOCTYPE rss SYSTEM 'a.dtd'><rss>", "feed"),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", "feed"),
        ("<?xml version='1.0'?><rss>".encode("utf-16"), "feed"),
        (b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1", "items": []}', "feed"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>", "sitemap"),
        (b"<sm:sitemapindex>", "index"),
        (b"<!doctype html><html><p>about <rss>", "html"),
        (b"<article><p>Talks", ""),
        (b'{"items": []}', ""),
        (b"Talks began.", ""),
        (b"", ""),
        (b"<?xml " * 20_000, ""),
    ],
)
def test_the_root_element_tells(body: bytes, expected: str) -> None:
    assert kind(body) == expected


TEXT = "<?xml version='1.0' encoding='{}'?><a>Čačak</a>"
PLAIN = "<?xml version='1.0'?><a>Čačak</a>".encode()


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (TEXT.format("utf-8").encode(), ""),
        (TEXT.format("iso-8859-1").encode(), "iso-8859-1"),
        (TEXT.format("windows-1250").encode("cp1250"), ""),
        (TEXT.format("utf-8").encode("cp1250"), "windows-1250"),
        (TEXT.format("utf-8").encode("utf-8-sig"), "no-such-charset"),
        (TEXT.format("utf-16").encode("utf-16"), ""),
    ],
)
def test_the_encoding_is_the_one_that_fits(body: bytes, charset: str) -> None:
    assert utf8(body, charset) == PLAIN


def test_bytes_of_no_known_encoding_are_read_somehow() -> None:
    assert utf8(b"<a>caf\xe9 \x81</a>").decode() == "<a>café \ufffd</a>"


def test_a_document_is_told_from_start_to_end() -> None:
    told: list[str] = []
    assert walk(b"<a>b<c/>d</a>", "x", told.append, lambda name: told.append(f"/{name}"), told.append) == ""
    assert told == ["a", "b", "c", "/c", "d", "/a"]


def test_what_is_wrong_is_said() -> None:
    assert "mismatched tag" in walk(b"<a><b></a>", "x")


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">',
        '<!ENTITY b SYSTEM "file:///etc/passwd">',
        '<!ENTITY % b SYSTEM "http://127.0.0.1/a.dtd"> %b;',
    ],
)
def test_entities_of_the_document_are_refused(declared: str) -> None:
    with pytest.raises(RefusedError, match="x declares entities of its own"):
        walk(f"<!DOCTYPE rss [{declared}]><rss>&b;</rss>".encode(), "x")


def test_depth_is_bounded() -> None:
    assert walk(b"<a>" * 200 + b"</a>" * 200, "x") == ""
    with pytest.raises(ReadError, match="x is nested deeper than 256 elements"):
        walk(b"<a>" * 100_000, "x")
