"""How well the comment threads of HTML pages are read, and those named that a script would load.

    python -m bench.threads [--data DIR] [--per-page] [--peers]

Reads the saved pages under DIR (default ../shared/gold/pages) and runs the scorer that lies there. `--per-page`
prints a line a page. `--peers` also measures trafilatura in its fast mode, where it is installed: its comments are
flat text, which is cut at line ends. Prints the scorer's tables, and as its last line one JSON object.
"""

from __future__ import annotations

import argparse
import importlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.floors import data_hash
from bench.pages import DATA, Record, predict, read_page, score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--per-page", action="store_true", help="print a line a page")
    parser.add_argument("--peers", action="store_true", help="measure trafilatura in the same run")
    args = parser.parse_args()
    options = ["--per-page"] if args.per_page else []
    with tempfile.TemporaryDirectory() as folder:
        figures = _own(args.data, Path(folder), options)
        if args.peers:
            figures.update(_peer(args.data, Path(folder), options))
    print(json.dumps({**figures, "data": data_hash(args.data / "dumps" / "gold.jsonl")}))


def _pages(data: Path) -> list[Path]:
    folders = (data / "threads", data / "script_threads")
    return [path for folder in folders for path in sorted(folder.glob("*.html.gz"))]


def _own(data: Path, out: Path, options: Sequence[str]) -> Record:
    paths = _pages(data)
    predict(paths, out / "threads.jsonl", lambda path: path.name)
    print(f"== tocsin: {len(paths)} pages")
    return score(data / "threads_score.py", out / "threads.jsonl", *options)


def _peer(data: Path, out: Path, options: Sequence[str]) -> Record:
    """trafilatura's comments: text alone, without author, time, likes or tree."""
    try:
        trafilatura: Any = importlib.import_module("trafilatura")
    except ImportError:
        print("\n== trafilatura is not installed: pip install trafilatura")
        return {}
    with (out / "trafilatura.jsonl").open("w", encoding="utf-8") as predictions:
        for path in _pages(data):
            found = trafilatura.bare_extraction(read_page(path).body, fast=True, include_comments=True)
            predictions.write(json.dumps({"page": path.name, "blocks": _flat(found)}) + "\n")
    print(f"\n== trafilatura {trafilatura.__version__} fast")
    return {"trafilatura": score(data / "threads_score.py", out / "trafilatura.jsonl", *options)}


def _flat(found: Any) -> list[Record]:
    """The blocks of trafilatura's document, which is None where it finds nothing."""
    if found is None:
        return []
    body = [{"kind": "body", "text": found.text or ""}]
    lines = (line.strip() for line in (found.comments or "").split("\n"))
    return body + [{"kind": "comment", "text": line, "id": f"c{at}"} for at, line in enumerate(lines) if line]


if __name__ == "__main__":
    main()
