"""Bytes of a page to its text."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from tocsin.errors import ParseError
from tocsin.model import Page

# https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding: byte order mark,
# then the HTTP header, then a <meta> in the first 1024 bytes (real pages put it later, so more is read).
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_META_REACH = 8192
_SAMPLE = 65_536
# The web says Latin-1 or ASCII and means Windows-1252: https://encoding.spec.whatwg.org/#names-and-labels
_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "x-user-defined": "cp1252",
}
_BINARY_SAMPLE = 16_384
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b", b"RIFF")
_CONTROL = bytes((*range(0x09), *range(0x0E, 0x20)))
_MAX_CONTROL = 0.01  # share of control characters above which a page is taken for binary


def decode(page: Page) -> str:
    """The text of a page, without a byte order mark; undecodable bytes become U+FFFD.

    Raises ParseError when the bytes are no text (an image, a PDF, an archive).
    """
    if page.body.startswith(_BINARY):
        raise ParseError(f"{page.name}: this is a binary file, not a page of text")
    text = _decode(page).lstrip("\ufeff")
    sample = text[:_BINARY_SAMPLE].encode("utf-8", "replace")
    if len(sample) - len(sample.translate(None, _CONTROL)) > _MAX_CONTROL * len(sample):
        raise ParseError(f"{page.name}: this is binary data, not a page of text")
    return text


def _decode(page: Page) -> str:
    body = page.body
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    for name in (page.charset, _declared(page)):
        codec = _codec(name)
        if not codec:
            continue
        try:
            return body.decode(codec)
        except (UnicodeDecodeError, ValueError):
            continue
    return _guess(body)


def _declared(page: Page) -> str:
    if page.media != "text/html":
        return ""
    found = _META.search(page.body, 0, _META_REACH)
    return found[1].decode("ascii", "ignore") if found else ""


def _codec(name: str) -> str:
    """The Python codec of a charset label, "" for none; a <meta> that can be read is not UTF-16."""
    label = name.strip().strip("\"'").lower()
    label = _ALIASES.get(label, label)
    if not label or label.startswith("utf-16"):
        return "utf-8" if label else ""
    try:
        return codecs.lookup(label).name if codecs.lookup(label)._is_text_encoding else ""  # pyright: ignore[reportPrivateUsage]
    except LookupError:
        return ""


def _guess(body: bytes) -> str:
    """UTF-8 unless it hardly is; then what the letters of a sample suggest, then Windows-1252."""
    text = body.decode("utf-8", "replace")
    if text.count("\ufffd") <= max(1, len(text) // 1000):
        return text
    best = from_bytes(body[:_SAMPLE]).best()
    return body.decode(best.encoding if best else "cp1252", "replace")
