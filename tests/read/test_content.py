"""Bytes to a Page."""

from __future__ import annotations

import gzip
from hashlib import sha256

import pytest

from tocsin.errors import ReadError, RefusedError
from tocsin.read.content import make_page, unpack


def test_a_page_is_known_by_the_hash_of_its_bytes() -> None:
    page = make_page(b"Talks began.", name="a.txt", where="x/a.txt", media="text/plain")
    assert page.id == sha256(b"Talks began.").hexdigest()
    assert (page.name, page.url, page.charset, page.body) == ("a.txt", "", "", b"Talks began.")
    assert page.fetched.endswith("+00:00")


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"<!DOCTYPE html><p>Talks", "text/html"),
        (b"\xef\xbb\xbf  <html lang=en>", "text/html"),
        (b"<?xml version='1.0'?>\n<!-- saved --><!-- twice -->\n<HTML>", "text/html"),
        ("<html><p>Talks".encode("utf-16"), "text/html"),
        (b"Talks <html> began", "text/plain"),
        (b"<pre-war> borders", "text/plain"),
        ("Talks began".encode("utf-16"), "text/plain"),
    ],
)
def test_html_is_told_by_its_beginning(body: bytes, media: str) -> None:
    assert make_page(body, name="a", where="a").media == media


def test_many_comments_before_the_page_are_no_trouble() -> None:
    assert make_page(b"<!--x-->" * 400 + b"nothing", name="a", where="a").media == "text/plain"


def test_what_is_called_html_stays_html() -> None:
    assert make_page(b"Talks began", name="a", where="a", media="text/html").media == "text/html"


@pytest.mark.parametrize("body", [b"", b" \n\t "])
def test_an_empty_page_is_named(body: bytes) -> None:
    with pytest.raises(ReadError, match=r"x/a\.txt is empty"):
        make_page(body, name="a.txt", where="x/a.txt", media="text/plain")


def test_what_is_not_text_is_named() -> None:
    with pytest.raises(ReadError, match="neither HTML nor text"):
        make_page(b"\x89PNG\r\n\0\0", name="a", where="a")


def test_a_bomb_is_never_unpacked() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 100_000
    with pytest.raises(RefusedError, match="bomb is larger than 1000 bytes; raise the setting max_bytes"):
        unpack(bomb, 1000, "bomb")


def test_unpacking_up_to_the_limit() -> None:
    assert unpack(gzip.compress(b"x" * 1000), 1000, "a") == b"x" * 1000


@pytest.mark.parametrize("packed", [b"no gzip", gzip.compress(b"x" * 999)[:-9]])
def test_broken_gzip_is_named(packed: bytes) -> None:
    with pytest.raises(ReadError, match="a is not sound gzip"):
        unpack(packed, 1000, "a")


def test_damaged_gzip_is_named() -> None:
    packed = bytearray(gzip.compress(bytes(range(256)) * 40))
    packed[40] ^= 0xFF
    with pytest.raises(ReadError, match="a is not sound gzip"):
        unpack(bytes(packed), 100_000, "a")
