"""Codings of HTTP, undone."""

from __future__ import annotations

import gzip
import zlib
from io import BytesIO

import pytest
from fastwarc import ZstdWriter
from fastwarc.stream_io import BrotliWriter  # pyright: ignore[reportMissingModuleSource]

from tocsin.errors import ReadError, RefusedError
from tocsin.read.coding import unchunked, uncoded

BODY = b"<p>Talks began in the town." * 40


def chunks(*parts: bytes) -> bytes:
    """Parts as chunks of a body."""
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def deflated(body: bytes) -> bytes:
    """Without the header and the checksum of zlib."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def brotli(body: bytes) -> bytes:
    """Packed as Brotli."""
    out = BytesIO()
    with BrotliWriter(out) as writer:
        writer.write(body)
    return out.getvalue()


def zstd(body: bytes) -> bytes:
    """Packed as Zstandard."""
    out = BytesIO()
    with ZstdWriter(out) as writer:
        writer.write(body)
    return out.getvalue()


def test_chunks() -> None:
    assert unchunked(chunks(b"Talks ", b"began."), "x") == b"Talks began."
    assert unchunked(b"6\nTalks \n6\nbegan.\n0\n\n", "x") == b"Talks began."


@pytest.mark.parametrize("body", [b"<p>Talks", b"", b"abc\r\nis no size", b"zz\r\n"])
def test_what_has_no_chunks_stays(body: bytes) -> None:
    assert unchunked(body, "x") == body


@pytest.mark.parametrize("cut", [-9, -7, -5])
def test_a_chunk_that_is_missing(cut: int) -> None:
    with pytest.raises(ReadError, match="x is not soundly chunked"):
        unchunked(chunks(b"Talks ", b"began.")[:cut], "x")


@pytest.mark.parametrize(
    ("codings", "packed"),
    [
        ("gzip", gzip.compress(BODY)),
        ("X-GZIP", gzip.compress(BODY)),
        ("deflate", zlib.compress(BODY)),
        ("deflate", deflated(BODY)),
        ("br", brotli(BODY)),
        ("zstd", zstd(BODY)),
        ("deflate, gzip", gzip.compress(zlib.compress(BODY))),
        ("identity", BODY),
        ("", BODY),
        ("gzip", BODY),
    ],
)
def test_codings(codings: str, packed: bytes) -> None:
    assert uncoded(packed, codings, 10_000, "x") == BODY


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(BODY)[:-9]),
        ("deflate", zlib.compress(BODY)[:-9]),
        ("deflate", b"no deflate"),
        ("br", b"\xff" * 100),
        ("zstd", b"no Zstandard"),
        ("compress", BODY),
    ],
)
def test_broken_codings_are_named(coding: str, packed: bytes) -> None:
    with pytest.raises(ReadError, match=r"^x is"):
        uncoded(packed, coding, 10_000, "x")


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(bytes(20_000_000))),
        ("deflate", zlib.compress(bytes(20_000_000))),
        ("br", brotli(bytes(20_000_000))),
        ("zstd", zstd(bytes(20_000_000))),
    ],
)
def test_bombs_are_not_unpacked(coding: str, packed: bytes) -> None:
    assert len(packed) < 100_000
    with pytest.raises(RefusedError, match="x is larger than 10000 bytes"):
        uncoded(packed, coding, 10_000, "x")
