"""Undoes the codings of HTTP (RFC 9110, 9112): chunks, gzip, deflate, Brotli, Zstandard."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from io import BytesIO

from fastwarc.stream_io import BrotliReader, ZstdReader  # pyright: ignore[reportMissingModuleSource]

from tocsin.errors import ReadError
from tocsin.read.content import read_all, too_large, unpack

_SIZE = re.compile(rb"([0-9a-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n", re.IGNORECASE)
_GZIP = b"\x1f\x8b"
_ZLIB_OR_RAW = (zlib.MAX_WBITS, -zlib.MAX_WBITS)


def unchunked(body: bytes, name: str) -> bytes:
    """A body without its chunk sizes; one that has none (they were undone before) as it is.

    Raises ReadError naming it when it ends or goes wrong in a later chunk.
    """
    parts: list[bytes] = []
    at = 0
    while found := _SIZE.match(body, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(parts)
        part = body[found.end() : found.end() + size]
        if len(part) < size:
            break
        parts.append(part)
        at = found.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    if not parts:
        return body
    raise ReadError(f"{name} is not soundly chunked")


def uncoded(body: bytes, codings: str, limit: int, name: str) -> bytes:
    """A body without the codings of its `Content-Encoding`, at most `limit` bytes of it made.

    What is called gzip and is not was unpacked before. Raises ReadError, RefusedError naming it.
    """
    for coding in reversed([part.strip().lower() for part in codings.split(",")]):
        if coding in ("", "identity") or not body:
            continue
        if coding not in _UNDO:
            raise ReadError(f"{name} is packed as {coding!r}, which is not known")
        body = _UNDO[coding](body, limit, name)
    return body


def _ungzip(body: bytes, limit: int, name: str) -> bytes:
    return unpack(body, limit, name) if body.startswith(_GZIP) else body


def _inflate(body: bytes, limit: int, name: str) -> bytes:
    """RFC 9110 means the zlib format by "deflate"; servers send the bare stream as well."""
    for window in _ZLIB_OR_RAW:
        unpacker = zlib.decompressobj(window)
        try:
            data = unpacker.decompress(body, limit + 1)
        except zlib.error:
            continue
        if len(data) > limit:
            raise too_large(name, limit)
        if unpacker.eof:
            return data
    raise ReadError(f"{name} is not soundly deflated")


def _unbrotli(body: bytes, limit: int, name: str) -> bytes:
    try:
        return read_all(BrotliReader(BytesIO(body)), limit, name)
    except OSError as error:
        raise ReadError(f"{name} is not sound Brotli ({error})") from error


def _unzstd(body: bytes, limit: int, name: str) -> bytes:
    try:
        return read_all(ZstdReader(BytesIO(body)), limit, name)
    except OSError as error:
        raise ReadError(f"{name} is not sound Zstandard ({error})") from error


_UNDO: dict[str, Callable[[bytes, int, str], bytes]] = {
    "gzip": _ungzip,
    "x-gzip": _ungzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
