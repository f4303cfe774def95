"""Pages without an event: what the whole line finds on them is all false.

    python -m bench.no_event [--data FOLDER] [--list FILE]

FILE (default bench/no_event.tsv) names pages below FOLDER (default ../shared/gold/pages) whose article a reader
found to hold no codable event; they go through the line as they were published. Prints a row for each page with a
mention, and as its last line one JSON object: `pages` that were coded (not those whose body was lost or that the
coder left out whole), `pages_with_mention`, `mentions`, and `clean`, the pages coded that have no mention.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.floors import data_hash
from bench.pages import DATA, read_page
from tocsin import config
from tocsin.flow import Line, code_document
from tocsin.model import Mention
from tocsin.run.line import make_line

LIST = Path(__file__).with_name("no_event.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A listed page: its folder, how its file name begins (up to .html.gz), and what kind of article it is."""

    set: str
    id: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the line finds on a listed page. coded: whether it had a body, and the coder took it on."""

    entry: Entry
    coded: bool
    mentions: tuple[Mention, ...]


def entries(path: Path) -> list[Entry]:
    """The listed pages: the lines below the comment and the header."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [Entry(set=s, id=i, kind=k) for s, i, k in (line.split("\t") for line in lines[1:])]


def find(entry: Entry, folder: Path, line: Line) -> Found:
    """Take one page down the line."""
    document = line.parse(read_page(next(page_paths(entry, folder))))
    coding = code_document(document, line)
    left_out = any(drop.stage == "code" and drop.span is None for drop in coding.drops)
    body = any(block.kind == "body" for block in document.blocks)
    return Found(entry=entry, coded=body and not left_out, mentions=tuple(coding.mentions))


def page_paths(entry: Entry, folder: Path) -> Iterator[Path]:
    """The files that a listed page may be: one, where the list fits the folder."""
    return (folder / entry.set).glob(f"{entry.id}*.html.gz")


def table(found: Sequence[Found]) -> Iterator[str]:
    """A row for each page with a mention, or that was not coded."""
    for page in found:
        words = [f"{m.type} {' '.join(m.trigger_text.split())!r}" for m in page.mentions]
        if not page.coded:
            words.insert(0, "not coded")
        if words:
            yield f"{page.entry.id[:34]:34} {page.entry.kind:12} {'; '.join(words)}"


def figures(found: Sequence[Found]) -> dict[str, int]:
    """Pages that were coded, those of them with and without a mention, and all mentions."""
    coded = [page for page in found if page.coded]
    wrong = sum(bool(page.mentions) for page in coded)
    return {
        "pages": len(coded),
        "pages_with_mention": wrong,
        "mentions": sum(len(page.mentions) for page in coded),
        "clean": len(coded) - wrong,
    }


def _all(listed: Sequence[Entry], folder: Path, line: Line) -> Iterator[Found]:
    for entry in listed:
        print(f"\r{entry.id[:34]:34}", end="", file=sys.stderr)
        yield find(entry, folder, line)
    print(f"\r{'':34}\r", end="", file=sys.stderr)


def main() -> None:
    """Find, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the saved pages")
    parser.add_argument("--list", type=Path, default=LIST, help="the pages: set, id and kind, by tabs")
    args = parser.parse_args()
    listed = entries(args.list)
    if wrong := [entry.id for entry in listed if len(list(page_paths(entry, args.data))) != 1]:
        sys.exit(f"{args.data}: {len(wrong)} listed pages are not there once, {wrong[0]} first; see --data")
    found = list(_all(listed, args.data, make_line(config.load())))
    print("\n".join(table(found)))
    result: dict[str, Any] = {**figures(found), "data": data_hash(args.list)}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
