"""How well, and how fast, the bodies of news articles are found.

    python -m bench.articles [--data DIR] [--peers]

Reads the saved pages under DIR (default ../shared/gold/pages) and runs the scorer that lies there. `--peers`
also measures trafilatura in its fast mode, where it is installed, and the paired difference to it. Prints the
scorer's tables, and as its last line one JSON object.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.floors import data_hash
from bench.pages import DATA, Record, predict, score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--peers", action="store_true", help="measure trafilatura in the same run")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = _own(args.data, Path(folder))
        if args.peers:
            figures.update(_peer(args.data, Path(folder)))
    print(json.dumps({**figures, "data": data_hash(args.data / "articles" / "ground-truth.json")}))


def _own(data: Path, out: Path) -> Record:
    names = list(json.loads((data / "articles" / "ground-truth.json").read_text(encoding="utf-8")))
    paths = [data / "articles" / "html" / f"{name}.html.gz" for name in names]
    seconds = predict(paths, out / "articles.jsonl", lambda path: path.name.removesuffix(".html.gz"))
    print(f"== tocsin: {len(paths)} pages, {len(paths) / seconds:.0f} pages/s, one core")
    figures = score(data / "articles_score.py", out / "articles.jsonl")
    return {"articles": figures, "pages_per_s": round(len(paths) / seconds, 1)}


def _peer(data: Path, out: Path) -> Record:
    """trafilatura's fast mode, and the paired difference to it."""
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
    figures = score(data / "articles_score.py", other)
    print("== paired difference, tocsin less trafilatura")
    paired = score(data / "articles_score.py", out / "articles.jsonl", "--other", str(other))
    return {"trafilatura": {**figures, "pages_per_s": round(len(found) / seconds, 1)}, "paired": paired}


if __name__ == "__main__":
    main()
