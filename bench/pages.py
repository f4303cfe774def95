"""What the benchmarks on saved pages share: reading pages, writing predictions, running the gold's scorers.

The pages, the shape of a prediction and the scorers are described in ../shared/gold/pages/README.md.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from tocsin.config import Config
from tocsin.model import Page
from tocsin.parse import make_parse
from tocsin.records import page_record

Record = dict[str, Any]
DATA = Path(__file__).parents[2] / "shared" / "gold" / "pages"
_LINE = re.compile(
    r"\s*(?P<name>\S.*?)\s+(?:precision \S+\s+recall \S+\s+f1 (?P<f1>\d\.\d+)|(?P<value>[+-]?\d\.\d+))(?: ±.*| *pages.*)?$"
)


def predict(paths: Iterable[Path], to: Path, name: Callable[[Path], str]) -> float:
    """Write a prediction for each page; the seconds of one core that parsing alone took."""
    parse = make_parse(Config())
    seconds = 0.0
    with to.open("w", encoding="utf-8") as out:
        for path in paths:
            page = read_page(path)
            begin = time.process_time()
            document = parse(page)
            seconds += time.process_time() - begin
            out.write(json.dumps({**page_record(document), "page": name(path)}) + "\n")
    return seconds


def read_page(path: Path) -> Page:
    """A saved page, packed or not."""
    stored = path.read_bytes()
    body = gzip.decompress(stored) if path.suffix == ".gz" else stored
    return Page(
        id=hashlib.sha256(body).hexdigest(),
        name=path.name,
        url="",
        fetched="",
        media="text/plain" if path.suffix == ".txt" else "text/html",
        charset="",
        body=body,
    )


def rows(path: Path) -> Iterator[Record]:
    """The records of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def score(scorer: Path, *arguments: str | Path) -> Record:
    """Run a scorer, print its table, and return its figures by section and name."""
    done = subprocess.run(
        [sys.executable, str(scorer), *map(str, arguments)], capture_output=True, text=True, check=True
    )
    print(done.stdout.rstrip())
    figures: Record = {}
    section = figures
    for line in done.stdout.splitlines():
        if line.startswith("["):
            section = figures.setdefault(line[1 : line.index("]")], {})
        elif found := _LINE.match(line):
            section[found["name"]] = float(found["f1"] or found["value"])
    return figures
