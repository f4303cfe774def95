from __future__ import annotations

import pytest

from tests.parse.make import page
from tocsin.errors import ParseError
from tocsin.parse.charset import decode

WORDS = "Größe und Übermaß: „fünf“ Euro"


def test_utf_8_is_the_default() -> None:
    assert decode(page(f"<p>{WORDS}")) == f"<p>{WORDS}"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_obeyed_and_dropped(codec: str) -> None:
    assert decode(page(WORDS.encode(codec), charset="cp1252")) == WORDS


def test_the_header_beats_the_page() -> None:
    body = f'<meta charset="koi8-r"><p>{WORDS}'.encode("cp1252")
    assert WORDS in decode(page(body, charset="windows-1252"))


@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="iso-8859-1">',
        '<META http-equiv="Content-Type" content="text/html; charset=windows-1252">',
    ],
)
def test_the_meta_element_is_obeyed_and_latin_1_means_windows_1252(meta: str) -> None:
    assert WORDS in decode(page(f"{meta}<p>{WORDS}".encode("cp1252")))


def test_a_wrong_declaration_does_not_spoil_the_text() -> None:
    body = (
        f'<meta charset="utf-8"><p>{WORDS}, weil es hier sehr schön war und wir gern länger geblieben wären'
    )
    assert WORDS[:18] in decode(page(body.encode("cp1252")))


def test_a_meta_element_in_plain_text_means_nothing() -> None:
    body = f'<meta charset="koi8-r"> {WORDS}'
    assert decode(page(body, media="text/plain")) == body


@pytest.mark.parametrize("charset", ["no-such-charset", "base64", "utf-16"])
def test_a_charset_that_cannot_be_is_ignored(charset: str) -> None:
    assert decode(page(WORDS, charset=charset)) == WORDS


@pytest.mark.parametrize(
    "body", [b"\xff\xd8\xff\xe0" + bytes(99), b"PK\x03\x04abc", bytes([0, 1, 2, 3]) * 100]
)
def test_what_is_no_text_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError, match=r"page\.html: this is"):
        decode(page(body))
