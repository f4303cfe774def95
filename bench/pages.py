"""How well pages are read: article bodies, metadata, comment threads, plain-text dumps.

    python -m bench.pages [--data DIR] [--peers]

Reads the saved pages under DIR (default ../shared/gold/pages), writes predictions in the shape that
DIR/README.md describes, and runs the scorers that lie there. `--peers` also measures trafilatura on
the articles, where it is installed. Prints the scorers' tables, and as its last line one JSON object.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.floors import data_hash
from tocsin.config import Config
from tocsin.model import Page
from tocsin.parse import make_parse
from tocsin.records import page_record

Record = dict[str, Any]
DATA = Path(__file__).parents[2] / "shared" / "gold" / "pages"
_LINE = re.compile(
    r"\s*(?P<name>\S.*?)\s+(?:precision \S+\s+recall \S+\s+f1 (?P<f1>\d\.\d+)|(?P<value>[+-]?\d\.\d+))(?: ±.*| *pages.*)?$"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--peers", action="store_true", help="measure trafilatura on the articles too")
    args = parser.parse_args()
    figures: Record = {}
    with tempfile.TemporaryDirectory() as folder:
        for part in (_articles, _metadata, _threads, _dumps):
            figures.update(part(args.data, Path(folder)))
        if args.peers:
            figures.update(_peer(args.data, Path(folder)))
    print(json.dumps({**figures, "data": data_hash(args.data / "articles" / "ground-truth.json")}))


# --- parts ---------------------------------------------------------------------------------------------


def _articles(data: Path, out: Path) -> Record:
    names = list(json.loads((data / "articles" / "ground-truth.json").read_text(encoding="utf-8")))
    paths = [data / "articles" / "html" / f"{name}.html.gz" for name in names]
    seconds = _predict(paths, out / "articles.jsonl", lambda path: path.name.removesuffix(".html.gz"))
    speed = len(paths) / seconds
    print(f"\n== articles: {len(paths)} pages, {speed:.0f} pages/s, one core")
    figures = _score(data / "articles_score.py", out / "articles.jsonl")
    return {"articles": figures, "pages_per_s": round(speed, 1)}


def _metadata(data: Path, out: Path) -> Record:
    folder = data / "metadata"
    pages = [row["page"] for row in _rows(folder / "gold.jsonl")]
    _predict(
        [folder / page for page in pages],
        out / "metadata.jsonl",
        lambda path: f"{path.parent.name}/{path.name}",
    )
    print(f"\n== metadata: {len(pages)} pages")
    return {"metadata": _score(data / "metadata_score.py", out / "metadata.jsonl")}


def _threads(data: Path, out: Path) -> Record:
    paths = [
        path for name in ("threads", "script_threads") for path in sorted((data / name).glob("*.html.gz"))
    ]
    _predict(paths, out / "threads.jsonl", lambda path: path.name)
    print(f"\n== threads: {len(paths)} pages")
    return {"threads": _score(data / "threads_score.py", out / "threads.jsonl")}


def _dumps(data: Path, out: Path) -> Record:
    paths = [data / "dumps" / row["dump"] for row in _rows(data / "dumps" / "gold.jsonl")]
    _predict(paths, out / "dumps.jsonl", lambda path: path.name)
    print(f"\n== dumps: {len(paths)} texts")
    figures = _score(data / "dumps_score.py", out / "dumps.jsonl")
    example = _score(data / "dumps_score.py", out / "dumps.jsonl", "--only", "kosovo_2021.txt")
    return {"dumps": figures, "example_page": example}


def _peer(data: Path, out: Path) -> Record:
    """trafilatura's fast mode on the articles, and the paired difference to it."""
    try:
        trafilatura: Any = importlib.import_module("trafilatura")
    except ImportError:
        print("\n== trafilatura is not installed: pip install trafilatura")
        return {}
    found: dict[str, Record] = {}
    seconds = 0.0
    for path in sorted((data / "articles" / "html").glob("*.html.gz")):
        html = gzip.decompress(path.read_bytes())
        begin = time.process_time()
        body = trafilatura.extract(html, include_comments=False, fast=True)
        seconds += time.process_time() - begin
        found[path.name.removesuffix(".html.gz")] = {"articleBody": body or ""}
    other = out / "trafilatura.json"
    other.write_text(json.dumps(found), encoding="utf-8")
    print(f"\n== trafilatura {trafilatura.__version__} fast: {len(found) / seconds:.0f} pages/s")
    figures = _score(data / "articles_score.py", other)
    print("== paired difference, tocsin less trafilatura")
    paired = _score(data / "articles_score.py", out / "articles.jsonl", "--other", str(other))
    return {"trafilatura": {**figures, "pages_per_s": round(len(found) / seconds, 1)}, "paired": paired}


# --- predicting and scoring ------------------------------------------------------------------------------


def _predict(paths: Iterable[Path], to: Path, name: Callable[[Path], str]) -> float:
    """Write a prediction for each page; the seconds of one core that parsing alone took."""
    parse = make_parse(Config())
    seconds = 0.0
    with to.open("w", encoding="utf-8") as out:
        for path in paths:
            page = _page(path)
            begin = time.process_time()
            document = parse(page)
            seconds += time.process_time() - begin
            out.write(json.dumps({**page_record(document), "page": name(path)}) + "\n")
    return seconds


def _page(path: Path) -> Page:
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


def _rows(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _score(scorer: Path, *arguments: str | Path) -> Record:
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


if __name__ == "__main__":
    main()
