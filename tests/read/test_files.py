"""Files and folders."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from tests.read.archive import answer, packed, record
from tocsin.config import Config
from tocsin.errors import ReadError, RefusedError
from tocsin.read import make_expand, make_read, name_of
from tocsin.read.files import shown

EXPAND = make_expand(Config())
READ = make_read(Config())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with pages at two levels, and files that are no pages."""
    (tmp_path / "wire").mkdir()
    (tmp_path / "b.html").write_text("<html><p>Talks began.")
    (tmp_path / "a.TXT").write_text("Talks ended.")
    (tmp_path / "wire" / "c.html.gz").write_bytes(gzip.compress(b"<html><p>Talks went on."))
    (tmp_path / "wire" / "d.htm").write_text("<p>Talks")
    (tmp_path / "wire" / "e.txt.gz").write_bytes(gzip.compress(b"Talks"))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "wire" / "notes.md").write_text("no page")
    return tmp_path


def test_a_folder_is_read_to_its_depths_in_order(folder: Path) -> None:
    pages = [page for address in EXPAND(str(folder)) for page in READ(address)]
    assert [page.name for page in pages] == [
        "a.TXT",
        "b.html",
        "wire/c.html.gz",
        "wire/d.htm",
        "wire/e.txt.gz",
    ]
    assert [page.media for page in pages] == [
        "text/plain",
        "text/html",
        "text/html",
        "text/html",
        "text/plain",
    ]
    assert pages[2].body == b"<html><p>Talks went on."
    assert {page.url for page in pages} == {""}


def test_a_folder_is_named_in_any_way(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    for source in (".", "./", str(folder), f"{folder}/", "wire/.."):
        names = [page.name for address in EXPAND(source) for page in READ(address)]
        assert names[2] == "wire/c.html.gz"


def test_a_file_is_named_without_its_folder(folder: Path) -> None:
    (address,) = EXPAND(f"{folder}/./wire/d.htm")
    (page,) = READ(address)
    assert page.name == "d.htm"


def test_a_file_given_by_name_is_read_whatever_its_suffix(folder: Path) -> None:
    path = folder / "saved"
    path.write_text("<!doctype html><p>Talks")
    (page,) = READ(str(path))
    assert page.media == "text/html"


def test_a_picture_given_by_name_is_no_page(folder: Path) -> None:
    path = folder / "picture.png"
    path.write_bytes(b"\x89PNG\0\0")
    with pytest.raises(ReadError, match=r"picture\.png is neither HTML nor text"):
        next(READ(str(path)))


@pytest.mark.parametrize("source", ["gone.html", "gone/"])
def test_what_is_not_there_is_named(tmp_path: Path, source: str) -> None:
    with pytest.raises(ReadError, match=r"gone.*no such file or folder"):
        next(EXPAND(f"{tmp_path}/{source}"))
    with pytest.raises(ReadError, match=r"gone.* cannot be read: No such file"):
        next(READ(f"{tmp_path}/{source}"))


def test_a_folder_without_pages_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("no page")
    with pytest.raises(ReadError, match=f"{tmp_path} has no page in it"):
        next(EXPAND(str(tmp_path)))


def test_an_empty_file_is_named_with_its_path(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    with pytest.raises(ReadError, match=f"{path} is empty"):
        next(READ(str(path)))


def test_broken_gzip_is_named_with_its_path(tmp_path: Path) -> None:
    path = tmp_path / "broken.html.gz"
    path.write_bytes(gzip.compress(b"<p>Talks began." * 90)[:-12])
    with pytest.raises(ReadError, match=f"{path} is not sound gzip"):
        next(READ(str(path)))


@pytest.mark.parametrize("name", ["big.txt", "big.txt.gz"])
def test_a_page_too_large_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    body = b"Talks began. " * 1000
    path.write_bytes(gzip.compress(body) if name.endswith(".gz") else body)
    read = make_read(Config(max_bytes=5000))
    with pytest.raises(RefusedError, match=rf"{name} is larger than 5000 bytes"):
        next(read(str(path)))


def test_a_name_that_is_not_utf_8_can_be_printed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text("Talks began.")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (address,) = EXPAND(str(tmp_path))
    (page,) = READ(address)
    assert page.name == "caf?.txt"
    assert name_of(address) == page.name
    assert shown(address) == f"{tmp_path}/./caf?.txt"


def test_a_name_is_known_before_the_page_is_read() -> None:
    names = [name_of(address) for address in ("a/b.html", "a/./b/c.html", "https://example.org/./a")]
    assert names == ["b.html", "b/c.html", "https://example.org/./a"]


# --- archives, saved feeds -----------------------------------------------------------------------

ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Talks</title><link href="{}"/></entry>'
    '<entry><title>Visit</title><link href="/relative"/></entry></feed>'
)


def test_archives_in_a_folder_are_read(folder: Path) -> None:
    (folder / "wire" / "b.warc").write_bytes(answer("https://example.org/a", b"<p>Talks began."))
    (folder / "z.warc.wet.gz").write_bytes(
        packed(record("https://example.org/b", b"Talks ended.", "conversion", "text/plain"))
    )
    addresses = [*EXPAND(str(folder))]
    assert [name_of(address) for address in addresses][2:] == [
        "wire/b.warc",
        "wire/c.html.gz",
        "wire/d.htm",
        "wire/e.txt.gz",
        "z.warc.wet.gz",
    ]
    names = [page.name for address in addresses for page in READ(address)]
    assert names[2] == "https://example.org/a"
    assert names[-1] == "https://example.org/b"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("feed.xml", ATOM.format("https://example.org/a")),
        ("feed.atom", ATOM.format("https://example.org/a")),
        ("feed.rss.gz", "<rss><channel><item><link>https://example.org/a</link></item></channel></rss>"),
        ("sitemap.XML", "<urlset><url><loc>https://example.org/a</loc></url></urlset>"),
        ("index.xml", "<sitemapindex><sitemap><loc>https://example.org/a</loc></sitemap></sitemapindex>"),
    ],
)
def test_a_saved_feed_stands_for_the_pages_it_names(tmp_path: Path, name: str, body: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(body.encode()) if name.endswith(".gz") else body.encode())
    assert [*EXPAND(str(path))] == ["https://example.org/a"]


def test_a_folder_never_makes_tocsin_go_to_the_web(folder: Path) -> None:
    before = [*EXPAND(str(folder))]
    (folder / "feed.xml").write_text(ATOM.format("https://example.org/a"))
    assert [*EXPAND(str(folder))] == before


def test_a_saved_feed_without_full_addresses_is_named(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(ATOM.format("/a"))
    with pytest.raises(ReadError, match=r"feed\.xml names no page by its full address"):
        next(EXPAND(str(path)))


def test_a_page_saved_as_xml_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.xml"
    path.write_text('<?xml version="1.0"?><!DOCTYPE html><html><p>Talks began.')
    (address,) = EXPAND(str(path))
    (page,) = READ(address)
    assert (page.name, page.media) == ("page.xml", "text/html")
