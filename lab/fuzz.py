"""Damaged pages through read and parse: none may crash, hang, or be refused without a reason.

    python -m lab.fuzz [--pages N] [--seed N] [--folder DIR …] [--huge]

Takes the pages under the folders (default: tests/pages and demo/pages), damages N copies in one to three
ways each (cut, bytes flipped, wrong charset, binary, nested 10,000 deep, thousands of attributes, …) and reads
them. `--huge` adds pages of 50 MB in one line. Exit code 1, with the name of the mutation and its number, when a
page ends in anything but a sound document or a TocsinError that names it, or takes longer than 100 times the
median and than a second. A page is made again by its number: `python -m lab.fuzz --only NUMBER`. Last line: one JSON object.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tocsin.config import Config
from tocsin.errors import TocsinError
from tocsin.model import Document
from tocsin.parse import make_parse
from tocsin.read import files
from tocsin.read.content import make_page

HERE = Path(__file__).parents[1]
FOLDERS = (HERE / "tests" / "pages", HERE / "demo" / "pages")
SLOWEST = 100  # times the median
TOLERATED_S = 1.0  # the median of small pages is a few milliseconds: less than this is no hanging
DEEP = 10_000
HUGE = 50_000_000
_LIMIT = 60_000_000  # bytes of a page here, so that the huge ones are read and not refused by their size
_CHARSETS = ("utf-16", "utf-16-be", "cp1251", "shift_jis", "koi8-r", "latin-1", "utf-7", "no-such-charset")
_DEEP_TAGS = (
    "<div>",
    "<b>",
    "<table><tr><td>",
    "<ul><li>",
    "<blockquote>",
    "<svg><g>",
    "<a href=x><p>",
    "<select>",
)

Mutation = Callable[[bytes, random.Random], bytes]


def cut(body: bytes, chance: random.Random) -> bytes:
    """Truncated, as by a broken connection."""
    return body[: chance.randrange(len(body) + 1)]


def flip(body: bytes, chance: random.Random) -> bytes:
    """One byte in fifty is another one."""
    damaged = bytearray(body)
    for at in chance.sample(range(len(damaged)), len(damaged) // 50):
        damaged[at] = chance.randrange(256)
    return bytes(damaged)


def drop(body: bytes, chance: random.Random) -> bytes:
    """A stretch of it is missing."""
    start, end = sorted(chance.randrange(len(body) + 1) for _ in range(2))
    return body[:start] + body[end:]


def repeat(body: bytes, chance: random.Random) -> bytes:
    """A stretch of it stands there many times."""
    start = chance.randrange(len(body) + 1)
    piece = body[start : start + chance.randrange(2_000)]
    return body[:start] + piece * chance.randrange(2, 50) + body[start:]


def shuffle(body: bytes, chance: random.Random) -> bytes:
    """Its tags are in another order."""
    pieces = body.split(b"<")
    chance.shuffle(pieces)
    return b"<".join(pieces)


def mistaken(body: bytes, chance: random.Random) -> bytes:
    """In another charset than it says, or saying another than it is in."""
    charset = chance.choice(_CHARSETS)
    if chance.random() < 0.5:
        return f'<meta charset="{charset}">'.encode() + body
    try:
        return body.decode("utf-8", "replace").encode(charset, "replace")
    except LookupError:
        return body


def binary(body: bytes, chance: random.Random) -> bytes:
    """With a picture's worth of bytes in it, or at its beginning."""
    at = chance.choice((0, chance.randrange(len(body) + 1)))
    return body[:at] + chance.randbytes(5_000) + body[at:]


def nulls(body: bytes, chance: random.Random) -> bytes:
    """With null bytes, byte order marks, controls and halves of surrogate pairs."""
    signs = (
        b"\0",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\x1b",
        b"&#xd800;",
        b"&#0;",
        b"&#x10ffff;",
        b"\xed\xa0\x80",
        b"\r",
        b"\x85",
    )
    for _ in range(20):
        at = chance.randrange(len(body) + 1)
        body = body[:at] + chance.choice(signs) + body[at:]
    return body


def deep(body: bytes, chance: random.Random) -> bytes:
    """Nested ten thousand deep, as markup, as a list of dump lines, or in its JSON-LD."""
    at = chance.randrange(len(body) + 1)
    kind = chance.randrange(3)
    if kind == 0:
        inner = chance.choice(_DEEP_TAGS).encode() * DEEP
    elif kind == 1:
        inner = "\n".join(" " * (n % 4_000) + "* reply" for n in range(0, DEEP, 5)).encode()
    else:
        inner = b'<script type="application/ld+json">' + b'{"a":[' * DEEP + b"</script>"
    return body[:at] + inner + body[at:]


def wide(body: bytes, chance: random.Random) -> bytes:
    """With thousands of attributes, classes, comments, tags or lines."""
    many = chance.choice(
        (
            b"<p " + b" ".join(b"a%d=1" % n for n in range(3_000)) + b">text</p>",
            b'<p class="' + b"comment depth-1 " * 5_000 + b'">text</p>',
            b'<li class="comment" id="comment-1"><p>Yes, I think so too.</p></li>' * 2_000,
            b"<!-- " * 10_000,
            b"<br>" * 20_000,
            b"Reply\nLike\n" * 5_000,
            b"x" * 200_000,
            b"<" * 50_000,
            b"&" * 50_000,
            b'"' * 20_000 + b"''" * 20_000,
            b"1 2 3 May June 2021 " * 5_000,
        )
    )
    at = chance.randrange(len(body) + 1)
    return body[:at] + many + body[at:]


def unclosed(body: bytes, chance: random.Random) -> bytes:
    """With something opened that is never closed."""
    openings = (
        b"<script>",
        b"<style>",
        b"<!--",
        b"<title>",
        b"<textarea>",
        b"<p class='",
        b"<![CDATA[",
        b"<noscript>",
        b"<table>",
        b"<template>",
    )
    at = chance.randrange(len(body) + 1)
    return body[:at] + chance.choice(openings) + body[at:]


MUTATIONS: tuple[Mutation, ...] = (
    cut, flip, drop, repeat, shuffle, mistaken, binary, nulls, deep, wide, unclosed,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A damaged page. how: the mutations that made it."""

    name: str
    how: str
    media: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a page. wrong: what must not be, "" when all is well."""

    case: str
    seconds: float
    refused: str = ""
    wrong: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, nargs="+", default=list(FOLDERS))
    parser.add_argument("--only", type=int, help="make and read this one page alone")
    parser.add_argument("--huge", action="store_true", help="pages of 50 MB in one line too")
    args = parser.parse_args()
    seeds = list(stored(args.folder))
    numbers = range(args.pages) if args.only is None else [args.only]
    outcomes = [_told(read(case(number, args.seed, seeds)), number, args.pages) for number in numbers]
    problems = [f"{o.case}: {o.wrong}" for o in outcomes if o.wrong] + slow(outcomes)
    if args.huge:
        problems += [f"{o.case}: {o.wrong}" for o in map(read, huge()) if o.wrong]
    median = statistics.median(o.seconds for o in outcomes)
    refused = Counter(o.refused for o in outcomes if o.refused)
    for reason, count in refused.most_common(20):
        print(f"{count:6} refused: {reason}")
    slowest = max(outcomes, key=lambda o: o.seconds)
    figures = {
        "pages": len(outcomes),
        "refused": refused.total(),
        "wrong": len(problems),
        "median_ms": round(1000 * median, 2),
        "slowest_times_median": round(slowest.seconds / median, 1),
        "slowest": slowest.case,
    }
    print(json.dumps(figures))
    if problems:
        sys.exit("\n".join(problems))


def stored(folders: Sequence[Path]) -> Iterator[tuple[str, str, bytes]]:
    """Name, media type and bytes of every page under the folders."""
    for folder in folders:
        for address in files.expand(str(folder)):
            page = files.read(address, Config())
            yield page.name, page.media, page.body


def case(number: int, seed: int, seeds: Sequence[tuple[str, str, bytes]]) -> Case:
    """The damaged page of this number: always the same for a seed and the same pages."""
    chance = random.Random(seed * 1_000_003 + number)
    name, media, body = chance.choice(seeds)
    used = chance.sample(MUTATIONS, chance.choice((1, 1, 2, 3)))
    for mutation in used:
        body = mutation(body, chance)
    how = "+".join(mutation.__name__ for mutation in used)
    return Case(name=f"fuzz-{number}", how=f"{name} {how}", media=media, body=body)


def huge() -> Iterator[Case]:
    """Pages of 50 MB without a line end."""
    for media, piece in (
        ("text/html", b"<p>word "),
        ("text/html", b"word "),
        ("text/html", b"<div class=a>"),
        ("text/plain", b"word "),
        ("text/plain", b"x"),
        ("text/plain", b"Reply. "),
    ):
        yield Case(name=f"huge {piece.decode()!r}", how=media, media=media, body=piece * (HUGE // len(piece)))


def read(damaged: Case) -> Outcome:
    """Read and parse a page, and look at what came of it."""
    name = f"{damaged.name} ({damaged.how})"
    begin = time.process_time()
    try:
        page = make_page(damaged.body, name=damaged.name, where=damaged.name, media=damaged.media)
        document = make_parse(Config(max_bytes=_LIMIT))(page)
    except TocsinError as error:
        reason = str(error)
        wrong = "" if damaged.name in reason else f"refused without its name: {reason}"
        words = reason.replace(damaged.name, "PAGE")[:120]
        return Outcome(case=name, seconds=time.process_time() - begin, refused=words, wrong=wrong)
    except Exception as error:  # noqa: BLE001 (that there is none is what this program is for)
        return Outcome(case=name, seconds=0, wrong=f"{type(error).__name__}: {error}"[:300])
    return Outcome(case=name, seconds=time.process_time() - begin, wrong=unsound(document))


def unsound(document: Document) -> str:
    """What is wrong with a document's blocks, "" for nothing."""
    last = 0
    for block in document.blocks:
        span = block.span
        if not (last <= span.start <= span.end <= len(document.text)):
            return f"block {block.kind} {span} out of order, after {last}, in {len(document.text)} characters"
        last = span.end
    comments = {block.id for block in document.blocks if block.kind == "comment"}
    lost = [b.parent for b in document.blocks if b.parent is not None and b.parent not in comments]
    return f"parents that are no comments: {lost[:3]}" if lost else ""


def slow(outcomes: Sequence[Outcome]) -> list[str]:
    """Pages that take longer than 100 times the median, and than a second."""
    median = statistics.median(o.seconds for o in outcomes)
    return [
        f"{o.case}: {o.seconds:.2f} s, {o.seconds / median:.0f} times the median"
        for o in outcomes
        if o.seconds > max(SLOWEST * median, TOLERATED_S)
    ]


def _told(outcome: Outcome, number: int, total: int) -> Outcome:
    if sys.stderr.isatty() and number % 100 == 0:
        print(f"\r{number}/{total}", end="", file=sys.stderr)
    return outcome


if __name__ == "__main__":
    main()
