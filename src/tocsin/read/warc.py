"""Web archives (ISO 28500): .warc as crawlers write them, .wet with the plain text of pages.

An archive is one address, read in one pass, a record at a time, so that its size does not matter. An index
of its records (`FILE!OFFSET` as addresses) would need a first pass, a list of all of them in memory, and
records that are packed one by one. A run that was interrupted passes over the pages that the ledger holds.
What is damaged or too large is left out, and told in one ReadError after the last sound page.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import BinaryIO

from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType

from tocsin.errors import ReadError
from tocsin.model import Page
from tocsin.read.coding import unchunked, uncoded
from tocsin.read.content import MEDIA, is_page, make_page, too_large

SUFFIXES = (".warc", ".wet")

_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_NAMED = 5  # losses that an error names one by one
_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b\x08"
_BEGINNING = b"WARC/"
_WBITS_GZIP = 31


def pages(path: Path, name: str, max_bytes: int) -> Iterator[Page]:
    """The pages of an archive in its order: HTML and plain text that was answered with success.

    name: of the archive, for errors. `fetched` is the record's date, or now where it has none. Raises
    ReadError after the last page when records were damaged or larger than `max_bytes`, saying how many and
    where; also when it is no archive or has no page.
    """
    read = 0
    lost: list[str] = []
    try:
        with path.open("rb") as stream:
            for record in _records(stream, max_bytes):
                try:
                    page = _page(record, max_bytes)
                except ReadError as error:
                    lost.append(f"at byte {record.at}: {error}")
                    continue
                if page:
                    read += 1
                    yield page
    except OSError as error:
        raise ReadError(f"{name} cannot be read: {error.strerror or error}") from error
    if lost:
        more = f"; and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
        raise ReadError(
            f"{name}: pages read: {read}; places that are damaged or too large: {len(lost)}: "
            f"{'; '.join(lost[:_NAMED])}{more}; fetch these again"
        )
    if not read:
        raise ReadError(f"{name} has no page in it: no answer that is HTML or plain text")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What an archive holds at one place. at: byte of the file where it (or its packing) begins.

    damage: why it cannot be used, "" when it can. broken: what follows can be read only after a new start.
    behind: the damage lies somewhere behind `at`.
    """

    at: int
    url: str = ""
    fetched: str = ""
    type: str = ""
    charset: str = ""
    coding: str = ""
    chunked: bool = False
    body: bytes = b""
    damage: str = ""
    broken: bool = False
    behind: bool = False


def _records(stream: BinaryIO, limit: int) -> Iterator[_Record]:
    """All records that may hold a page, and each damage once, after which it goes on with the next record."""
    start: int | None = 0
    told = False
    while start is not None:
        broken: _Record | None = None
        for record in _stretch(stream, start, limit):
            broken = record if record.broken else None
            # a damage that was told as lying behind a record is now met at its own place
            if not (broken and told and record.at == start):
                yield record
            told = False
        told = broken is not None and broken.behind
        start = _next_start(stream, broken.at + 1) if broken else None


def _stretch(stream: BinaryIO, start: int, limit: int) -> Iterator[_Record]:
    """The records from a place in the file to its end, or to the next damage, which is then the last one."""
    stream.seek(start)
    at, met = start, 0
    walk = iter(ArchiveIterator(stream, parse_http=False))
    while True:
        try:
            found = next(walk, None)
        except OSError as error:
            where = "what follows is damaged" if met else "damaged"
            yield _Record(at=at, damage=f"{where} ({error})", broken=True, behind=met > 0)
            return
        if found is None:
            yield from _cut_off(stream, at)
            return
        at, met = found.stream_pos, met + 1
        record = _read(found, at, limit)
        if record:
            yield record
            if record.broken:
                return


def _read(found: WarcRecord, at: int, limit: int) -> _Record | None:
    """A record with its content, at most `limit` bytes of it; None when it is of a kind that holds no page."""
    # some writers put the address in angle brackets
    url = (found.headers.get("WARC-Target-URI") or "").strip("<> ")
    if "Content-Length" not in found.headers:
        return _Record(at=at, url=url, damage=f"{url or 'a record'} ends in its header", broken=True)
    if not found.record_type & _KINDS:
        return None
    try:
        if found.is_http:
            found.parse_http()  # pyright: ignore[reportUnknownMemberType]
        if found.content_length > limit:
            return _Record(at=at, url=url, damage=str(too_large(url, limit)))
        body = found.reader.read(limit)
    except OSError as error:
        return _Record(at=at, url=url, damage=f"{url} is damaged ({error})", broken=True)
    if len(body) < found.content_length:
        return _Record(at=at, url=url, damage=f"{url} ends before its end", broken=True)
    return _answer(found, at, url, body) if found.is_http_parsed else _text(found, at, url, body)


def _answer(found: WarcRecord, at: int, url: str, body: bytes) -> _Record | None:
    """What a server answered; None when it was not a success."""
    headers = found.http_headers
    if not 200 <= (headers.status_code or 0) < 300:
        return None
    return _Record(
        at=at,
        url=url,
        fetched=_date(found),
        type=headers.get("Content-Type") or "",
        charset=found.http_charset or "",
        coding=headers.get("Content-Encoding") or "",
        chunked="chunked" in (headers.get("Transfer-Encoding") or "").lower(),
        body=body,
    )


def _text(found: WarcRecord, at: int, url: str, body: bytes) -> _Record | None:
    """A page without an answer around it: the plain text of a .wet file, which is UTF-8, or a saved file."""
    charset = "utf-8" if found.record_type == WarcRecordType.conversion else ""
    media = found.headers.get("Content-Type") or ""
    return _Record(at=at, url=url, fetched=_date(found), type=media, charset=charset, body=body)


def _date(found: WarcRecord) -> str:
    """WARC-Date in UTC, "" where it is none."""
    try:
        date = found.record_date
        return date.astimezone(UTC).isoformat(timespec="seconds") if date else ""
    except (ValueError, OverflowError):
        return ""


def _page(record: _Record, limit: int) -> Page | None:
    """The page in a record, None when it holds something else. Raises ReadError when it is damaged."""
    if record.damage:
        raise ReadError(record.damage)
    media = record.type.partition(";")[0].strip().lower()
    if media not in MEDIA or not record.url:
        return None
    body = unchunked(record.body, record.url) if record.chunked else record.body
    body = uncoded(body, record.coding, limit, record.url)
    if not is_page(body, MEDIA[media]):
        return None
    return make_page(
        body,
        name=record.url,
        where=record.url,
        url=record.url,
        media=MEDIA[media],
        charset=record.charset,
        fetched=record.fetched,
    )


def _next_start(stream: BinaryIO, start: int) -> int | None:
    """Where, from a byte of the file on, the next record begins; None when there is none."""
    stream.seek(0)
    packed = stream.read(len(_GZIP)) == _GZIP
    mark, skip = (_GZIP, 0) if packed else (b"\r\n\r\n" + _BEGINNING, 4)
    stream.seek(start)
    window = stream.read(_CHUNK)
    while window:
        more = stream.read(_CHUNK)
        at = window.find(mark)
        while at >= 0:
            if not packed or _unpacks(window[at:] + more):
                return start + at + skip
            at = window.find(mark, at + 1)
        # a mark may lie across two chunks
        kept = len(window) - len(mark) + 1
        start, window = start + kept, window[kept:] + more if more else b""
    return None


def _unpacks(packed: bytes) -> bool:
    """Whether packed bytes are the beginning of a record, as far as they go."""
    try:
        return _BEGINNING.startswith(zlib.decompressobj(_WBITS_GZIP).decompress(packed, len(_BEGINNING)))
    except zlib.error:
        return False


def _cut_off(stream: BinaryIO, last: int) -> Iterator[_Record]:
    """A last record of which too little is there to be given as one, as a killed crawler leaves it."""
    start = _next_start(stream, last + 1)
    if start is None:
        return
    stream.seek(start)
    unpacker = zlib.decompressobj(_WBITS_GZIP)
    try:
        while (packed := stream.read(_CHUNK)) and not unpacker.eof:
            while packed and not unpacker.eof:
                unpacker.decompress(packed, _CHUNK)
                packed = unpacker.unconsumed_tail
    except zlib.error:
        return
    if not unpacker.eof:
        yield _Record(at=start, damage="the file ends in the middle of a record")
