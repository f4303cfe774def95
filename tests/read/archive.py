"""Records of web archives (ISO 28500), made by hand."""

from __future__ import annotations

import gzip

DATE = "2021-09-27T10:00:00Z"


def answer(url: str, body: bytes, media: str = "text/html", status: str = "200 OK", **headers: str) -> bytes:
    """A server's answer as a record. headers: more of HTTP, `_` for `-`."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    content = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
    return record(url, content, "response", "application/http; msgtype=response")


def record(
    url: str, content: bytes, kind: str, media: str, length: int | None = None, date: str = DATE
) -> bytes:
    """Any record. length: what it says of itself, if that is wrong."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(content) if length is None else length}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Records packed one by one, as crawlers do."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)
