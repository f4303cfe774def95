"""Bytes to a Page: unpacked, never larger than allowed, known as HTML or plain text."""

from __future__ import annotations

import gzip
import re
import zlib
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Protocol

from tocsin.errors import ReadError, RefusedError
from tocsin.model import Page

HTML = "text/html"
PLAIN = "text/plain"
# media types that servers give pages, to those of pages; "" is to be found out
MEDIA = {HTML: HTML, "application/xhtml+xml": HTML, PLAIN: PLAIN, "": "", "application/octet-stream": ""}

# the tags of https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type that a
# saved page begins with, after white space, an XML declaration and comments
_HTML = re.compile(
    r"(?>\s+|<\?xml[^>]*>|<!--.*?-->)*+"
    r"<(?:!doctype\s+html|html|head|body|title|meta|script|style|div|article|h1|p)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 4096
_BOMS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class Readable(Protocol):
    """An open file or anything else that gives bytes."""

    def read(self, size: int, /) -> bytes: ...


def read_all(stream: Readable, limit: int, name: str) -> bytes:
    """All bytes of a stream. Raises RefusedError naming it when they are more than `limit`."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise too_large(name, limit)
    return data


def too_large(name: str, limit: int) -> RefusedError:
    """The error for a page of more than `limit` bytes, unpacked."""
    return RefusedError(f"{name} is larger than {limit} bytes; raise the setting max_bytes to read it")


def unpack(packed: bytes, limit: int, name: str) -> bytes:
    """The content of gzip data, at most `limit` bytes of it made. Raises ReadError, RefusedError."""
    try:
        with gzip.GzipFile(fileobj=BytesIO(packed)) as stream:
            return read_all(stream, limit, name)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ReadError(f"{name} is not sound gzip ({error}); fetch or pack it again") from error


def make_page(
    body: bytes,
    *,
    name: str,
    where: str,
    url: str = "",
    media: str = "",
    charset: str = "",
    fetched: str = "",
    comments: bytes = b"",
) -> Page:
    """A page of the unpacked bytes.

    where: path or URL, for errors. media: what suffix or server say, "" when they say nothing. What is not
    called HTML but begins like it is HTML. fetched: "" for now. comments: of the site's comment interface.
    Raises ReadError when there is nothing to read, or it is not text.
    """
    if not body.strip():
        raise ReadError(f"{where} is empty; there is nothing to read")
    if not is_page(body, media):
        raise ReadError(f"{where} is neither HTML nor text; give a page")
    return Page(
        id=sha256(body + comments).hexdigest(),
        name=name,
        url=url,
        fetched=fetched or datetime.now(UTC).isoformat(timespec="seconds"),
        media=HTML if is_html(body, media) else PLAIN,
        charset=charset,
        body=body,
        comments=comments,
    )


def is_page(body: bytes, media: str) -> bool:
    """Whether there is something to read in it, and it is text, as far as its beginning shows."""
    return bool(body.strip()) and bool(media or not _binary(body))


def is_html(body: bytes, media: str) -> bool:
    """Whether it is called HTML or begins like it."""
    return media == HTML or _HTML.match(_head(body)) is not None


def _head(body: bytes) -> str:
    return body[:_HEAD].decode(_BOMS.get(body[:2], "latin-1"), "ignore").lstrip("\ufeffï»¿")


def _binary(body: bytes) -> bool:
    return b"\0" in body[:_HEAD] and body[:2] not in _BOMS
