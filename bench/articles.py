"""How well, how fast and in how much memory the bodies of news articles are found.

    python -m bench.articles [--data DIR] [--peers]

Reads the saved pages under DIR (default ../shared/gold/pages) and runs the scorer that lies there. Every system
runs in a fresh process of its own over the same pages, after one page that is not timed; `parse` is all of
tocsin's reading (metadata, thread, credits, everything), `body` its article extraction alone, which is what the
peers do. `--peers` also measures trafilatura in its fast mode and resiliparse, where they are installed, the
ratio of the speeds, and the paired difference to trafilatura. Prints tables, and as its last line one JSON object.

Speed: pages per second of one core's time, the best of three rounds, in which the systems take turns, so that
a busy machine slows all of them alike. Memory: the peak of the whole process in MB, and what of it there was
after the imports and the first page.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.floors import data_hash
from bench.pages import DATA, Record, read_page, score
from tocsin.config import Config
from tocsin.model import Page
from tocsin.parse import make_parse
from tocsin.parse.charset import decode
from tocsin.parse.html import read_body

Extract = Callable[[Page], str]
_ROUNDS = 3
_OWN = ("parse", "body")
_PEERS = ("trafilatura", "resiliparse")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--peers", action="store_true", help="measure the peers in the same run")
    parser.add_argument("--run", nargs=2, metavar=("SYSTEM", "FILE"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.run:
        _run(args.run[0], args.data, Path(args.run[1]))
        return
    peers = [name for name in _PEERS if args.peers and importlib.util.find_spec(name)]
    with tempfile.TemporaryDirectory() as folder:
        figures = _measure(args.data, Path(folder), (*_OWN, *peers))
        if "trafilatura" in peers:
            figures["paired"] = _paired(args.data, Path(folder))
    print(json.dumps({**figures, "data": data_hash(args.data / "articles" / "ground-truth.json")}))


# --- one system, in a process of its own ---------------------------------------------------------------


def _run(system: str, data: Path, to: Path) -> None:
    """Write the bodies that a system finds, and print its seconds and its memory."""
    extract = _extractor(system)
    pages = _pages(data)
    extract(next(pages)[1])
    base = _peak()
    seconds, found = 0.0, dict[str, Record]()
    for name, page in _pages(data):
        begin = time.process_time()
        body = extract(page)
        seconds += time.process_time() - begin
        found[name] = {"articleBody": body}
    to.write_text(json.dumps(found), encoding="utf-8")
    print(json.dumps({"pages_per_s": len(found) / seconds, "peak_mb": _peak(), "base_mb": base}))


def _extractor(system: str) -> Extract:
    if system == "parse":
        return _whole()
    if system == "body":
        return lambda page: read_body(decode(page), page.name)
    if system == "trafilatura":
        peer: Any = importlib.import_module("trafilatura")
        return lambda page: peer.extract(page.body, include_comments=False, fast=True) or ""
    text: Any = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    return lambda page: text(decode(page), main_content=True, alt_texts=False, links=False)


def _whole() -> Extract:
    parse = make_parse(Config())

    def extract(page: Page) -> str:
        document = parse(page)
        spans = (block.span for block in document.blocks if block.kind == "body")
        return "\n".join(document.text[span.start : span.end] for span in spans)

    return extract


def _pages(data: Path) -> Iterator[tuple[str, Page]]:
    folder = data / "articles"
    for name in json.loads((folder / "ground-truth.json").read_text(encoding="utf-8")):
        yield name, read_page(folder / "html" / f"{name}.html.gz")


def _peak() -> float:
    """The most memory that this process has held so far, in MB (the system counts in kB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# --- all systems ---------------------------------------------------------------------------------------


def _measure(data: Path, out: Path, systems: tuple[str, ...]) -> Record:
    rounds = [{system: _start(system, data, out) for system in systems} for _ in range(_ROUNDS)]
    figures: Record = {}
    for system in systems:
        best = max((row[system] for row in rounds), key=lambda row: row["pages_per_s"])
        shown = {key: round(value, 1) for key, value in best.items()}
        print(
            f"== {_title(system)}: {shown['pages_per_s']} pages/s, {shown['peak_mb']} MB ({shown['base_mb']} at first)"
        )
        figures[system] = {**score(data / "articles_score.py", out / f"{system}.json"), **shown}
    if "trafilatura" in systems:
        for system in _OWN:
            ratios = sorted(row[system]["pages_per_s"] / row["trafilatura"]["pages_per_s"] for row in rounds)
            figures[system]["times_trafilatura"] = round(ratios[len(ratios) // 2], 2)
            print(
                f"== {_title(system)}: {figures[system]['times_trafilatura']} times trafilatura's pages per second"
            )
    return figures


def _start(system: str, data: Path, out: Path) -> Record:
    command = [
        sys.executable,
        "-m",
        "bench.articles",
        "--data",
        str(data),
        "--run",
        system,
        str(out / f"{system}.json"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _title(system: str) -> str:
    return f"tocsin, {system}" if system in _OWN else system


def _paired(data: Path, out: Path) -> Record:
    print("== paired differences, tocsin less trafilatura")
    other = ("--other", str(out / "trafilatura.json"))
    return {system: score(data / "articles_score.py", out / f"{system}.json", *other) for system in _OWN}


if __name__ == "__main__":
    main()
