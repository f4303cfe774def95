"""Web archives, sound and damaged."""

from __future__ import annotations

import gc
import gzip
import tracemalloc
from pathlib import Path
from random import Random
from typing import Any

import pytest
from lab.warc_memory import write

from tests.read.archive import answer, packed, record
from tocsin.config import Config
from tocsin.errors import ReadError
from tocsin.model import Page
from tocsin.parse import make_parse
from tocsin.read import make_expand, make_read, name_of

A = answer("https://example.org/a", b"<p>Talks began.")
B = answer("https://example.org/b", b"<p>Talks ended.", "text/html; charset=ISO-8859-2")
C = answer("https://example.org/c", b"Talks went on.", "text/plain")
NAMES = ["https://example.org/a", "https://example.org/b", "https://example.org/c"]


def read(path: Path, body: bytes, **settings: Any) -> tuple[list[Page], str]:
    """The pages of an archive and what it raised after the last, "" for nothing."""
    path.write_bytes(body)
    pages: list[Page] = []
    try:
        for page in make_read(Config(**settings))(str(path)):
            pages.append(page)
    except ReadError as error:
        return pages, str(error)
    return pages, ""


def names(pages: list[Page]) -> list[str]:
    """The names of pages, in order."""
    return [page.name for page in pages]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.warc", A + B + C),
        ("a.warc.gz", packed(A, B, C)),
        ("A.WARC.GZ", gzip.compress(A + B + C)),
    ],
    ids=["plain", "packed", "packed-as-one"],
)
def test_an_archive(tmp_path: Path, name: str, body: bytes) -> None:
    pages, error = read(tmp_path / name, body)
    assert (names(pages), error) == (NAMES, "")
    assert [page.url for page in pages] == NAMES
    assert [page.body for page in pages] == [b"<p>Talks began.", b"<p>Talks ended.", b"Talks went on."]
    assert [page.media for page in pages] == ["text/html", "text/html", "text/plain"]
    assert [page.charset for page in pages] == ["", "iso-8859-2", ""]
    assert {page.fetched for page in pages} == {"2021-09-27T10:00:00+00:00"}


def test_the_plain_text_of_pages(tmp_path: Path) -> None:
    wet = record("https://example.org/a", "Čačak, talks.".encode(), "conversion", "text/plain")
    info = record("", b"Software-Info: x\r\n", "warcinfo", "application/warc-fields")
    pages, error = read(tmp_path / "a.warc.wet.gz", packed(info, wet))
    assert (names(pages), error) == (["https://example.org/a"], "")
    assert (pages[0].media, pages[0].charset, pages[0].body.decode()) == (
        "text/plain",
        "utf-8",
        "Čačak, talks.",
    )


def test_codings_of_the_server_are_undone(tmp_path: Path) -> None:
    inner = gzip.compress(b"<p>Talks began.")
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(inner), inner)
    coded = answer("https://example.org/a", body, Content_Encoding="gzip", Transfer_Encoding="chunked")
    undone = answer(
        "https://example.org/b", b"<p>Talks ended.", Content_Encoding="gzip", Transfer_Encoding="chunked"
    )
    pages, error = read(tmp_path / "a.warc", coded + undone + C)
    assert [page.body for page in pages] == [b"<p>Talks began.", b"<p>Talks ended.", b"Talks went on."]
    assert error == ""


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    others = (
        record("", b"Software: x", "warcinfo", "application/warc-fields"),
        record(
            "https://example.org/a",
            b"GET /a HTTP/1.1\r\n\r\n",
            "request",
            "application/http; msgtype=request",
        ),
        answer("https://example.org/picture", b"\x89PNG", "image/png"),
        answer("https://example.org/gone", b"<p>Not here", status="404 Not Found"),
        answer("https://example.org/moved", b"<p>Moved", status="301 Moved", Location="/a"),
        answer("https://example.org/empty", b""),
        answer("https://example.org/data", b"\0\1\2", "application/octet-stream"),
        record("https://example.org/a", b"", "revisit", "application/http; msgtype=response"),
        record(
            "https://example.org/x", b"no answer of HTTP", "response", "application/http; msgtype=response"
        ),
    )
    pages, error = read(tmp_path / "a.warc.gz", packed(*others, A))
    assert (names(pages), error) == (NAMES[:1], "")
    pages, error = read(tmp_path / "a.warc.gz", packed(*others))
    assert pages == []
    assert "a.warc.gz has no page in it" in error


@pytest.mark.parametrize("uri", ["<https://example.org/a>", "https://example.org/a"])
def test_an_address_in_brackets(tmp_path: Path, uri: str) -> None:
    pages, _ = read(tmp_path / "a.warc", answer(uri, b"<p>Talks"))
    assert names(pages) == NAMES[:1]


def test_a_bad_date_is_now(tmp_path: Path) -> None:
    body = A.replace(b"2021-09-27T10:00:00Z", b"the other day")
    pages, _ = read(tmp_path / "a.warc", body)
    assert pages[0].fetched > "2026"


# --- damaged -------------------------------------------------------------------------------------

BIG = answer("https://example.org/big", b"<p>" + Random(1).randbytes(300_000))
TORN = packed(BIG)[:200_000]
SPOILT = packed(BIG)[:150_000] + b"\0" * 9 + packed(BIG)[150_009:]
HEADLESS = b"xx" + packed(B)[2:]
SPOILT_HEAD = packed(B)[:60] + b"\xff" * 9 + packed(B)[69:]


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        (packed(A) + TORN + packed(C), 1),
        (packed(A) + SPOILT + packed(C), 1),
        (packed(A) + HEADLESS + packed(C), 1),
        (packed(A) + SPOILT_HEAD + packed(C), 1),
        (packed(A) + SPOILT + SPOILT + packed(C), 2),
        (SPOILT_HEAD + packed(A) + SPOILT + packed(C) + SPOILT_HEAD, 3),
        (packed(A) + b"rubbish" * 9 + packed(C), 1),
        (A + b"rubbish\r\n\r\n" + C, 1),
        (A + record("https://example.org/b", b"short", "resource", "text/html", length=10_000_000) + C, 1),
        (packed(A, C) + packed(B)[:-30], 1),
        (packed(A, C) + packed(B)[:120], 1),
        (packed(A, C) + packed(B)[:20], 1),
        (A + C + B[:-10], 1),
        (A + C + B[:100], 1),
        (A + C + B[:9], 1),
    ],
)
def test_a_damaged_record_is_told_and_the_rest_read(tmp_path: Path, body: bytes, lost: int) -> None:
    pages, error = read(tmp_path / "a.warc.gz", body)
    assert names(pages) == [NAMES[0], NAMES[2]]
    assert f"a.warc.gz: pages read: 2; places that are damaged or too large: {lost}: " in error


def test_a_damage_is_told_with_its_place_and_address(tmp_path: Path) -> None:
    _, error = read(tmp_path / "a.warc", A + C + B[:-10])
    assert f"at byte {len(A + C)}: https://example.org/b ends before its end" in error


def test_a_coding_that_is_broken_is_a_damage(tmp_path: Path) -> None:
    broken = answer("https://example.org/b", gzip.compress(b"<p>Talks" * 90)[:-9], Content_Encoding="gzip")
    pages, error = read(tmp_path / "a.warc", A + broken + C)
    assert names(pages) == [NAMES[0], NAMES[2]]
    assert f"at byte {len(A)}: https://example.org/b is not sound gzip" in error


def test_many_damages_are_counted_not_listed(tmp_path: Path) -> None:
    large = [answer(f"https://example.org/{n}", b"x" * 3000) for n in range(20)]
    pages, error = read(tmp_path / "a.warc", A + b"".join(large) + C, max_bytes=2000)
    assert names(pages) == [NAMES[0], NAMES[2]]
    assert "too large: 20: " in error
    assert "; and 15 more" in error


def test_bombs(tmp_path: Path) -> None:
    inner = answer("https://example.org/x", gzip.compress(bytes(5_000_000)), Content_Encoding="gzip")
    outer = answer("https://example.org/y", bytes(5_000_000))
    pages, error = read(tmp_path / "a.warc.gz", packed(inner, A, outer, C), max_bytes=100_000)
    assert names(pages) == [NAMES[0], NAMES[2]]
    assert error.count("is larger than 100000 bytes") == 2


@pytest.mark.parametrize("body", [b"", b"no archive at all", gzip.compress(b"no archive"), b"\x1f\x8b"])
def test_what_is_no_archive_is_named(tmp_path: Path, body: bytes) -> None:
    pages, error = read(tmp_path / "a.warc.gz", body)
    assert pages == []
    assert "a.warc.gz" in error


def test_an_archive_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"gone\.warc cannot be read: No such file"):
        next(make_read(Config())(str(tmp_path / "gone.warc")))


def test_an_archive_is_one_address(tmp_path: Path) -> None:
    (tmp_path / "crawl").mkdir()
    path = tmp_path / "crawl" / "a.warc.gz"
    path.write_bytes(packed(A))
    assert [*make_expand(Config())(str(path))] == [str(path)]
    (address,) = make_expand(Config())(str(tmp_path))
    assert name_of(address) == "crawl/a.warc.gz"
    assert names([*make_read(Config())(address)]) == NAMES[:1]


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    """lab/warc_memory.py does it with 20,000 pages and the parser."""
    path = tmp_path / "a.warc.gz"
    random = Random(2)
    bodies = (b"<p>" + random.randbytes(5000).hex().encode() for _ in range(600))
    path.write_bytes(packed(*(answer(f"https://example.org/{n}", body) for n, body in enumerate(bodies))))
    held: list[int] = []
    tracemalloc.start()
    try:
        for page in make_read(Config())(str(path)):
            assert len(page.body) == 10_003
            held.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert len(held) == 600
    assert max(held[100:]) - held[100] < 100_000


def test_nothing_is_kept_of_pages_that_were_parsed(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    write(path, 90)
    parse, kept, done = make_parse(Config()), dict[int, int](), 0
    for page in make_read(Config())(str(path)):
        parse(page)
        done += 1
        # the first pages fill tables that are read once
        if done % 30 == 0:
            gc.collect()
            kept[done] = len(gc.get_objects())
    assert done == 90
    assert kept[90] - kept[60] < 100
