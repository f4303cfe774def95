"""How well title, authors and time of a page are found.

    python -m bench.metadata [--data DIR] [--peers] [--halves]

Reads the saved pages under DIR (default ../shared/gold/pages) and runs the scorer that lies there. `--peers`
also measures trafilatura in its fast mode, where it is installed. `--halves` scores the publishers that the
rules were developed on and those they were only checked on apart. Prints the scorer's tables, and as its last
line one JSON object.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.floors import data_hash
from bench.pages import DATA, Record, predict, rows, score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--peers", action="store_true", help="measure trafilatura in the same run")
    parser.add_argument("--halves", action="store_true", help="score the two halves of the publishers apart")
    args = parser.parse_args()
    gold = list(rows(args.data / "metadata" / "gold.jsonl"))
    with tempfile.TemporaryDirectory() as folder:
        figures = _own(args.data, gold, Path(folder))
        if args.halves:
            figures["halves"] = _halves(args.data, gold, Path(folder))
        if args.peers:
            figures.update(_peer(args.data, gold, Path(folder)))
    print(json.dumps({**figures, "data": data_hash(args.data / "metadata" / "gold.jsonl")}))


def _own(data: Path, gold: Sequence[Record], out: Path) -> Record:
    paths = [data / "metadata" / row["page"] for row in gold]
    seconds = predict(paths, _predicted(out), lambda path: f"{path.parent.name}/{path.name}")
    print(f"== tocsin: {len(paths)} pages, {len(paths) / seconds:.0f} pages/s, one core")
    return score(data / "metadata_score.py", _predicted(out))


def _predicted(out: Path) -> Path:
    return out / "metadata.jsonl"


def _halves(data: Path, gold: Sequence[Record], out: Path) -> Record:
    """Publishers by the last bit of the first byte of their name's MD5: 0 developed on, 1 only checked."""
    found: Record = {}
    for number, name in enumerate(("developed", "checked")):
        folder = out / name
        folder.mkdir()
        half = [row for row in gold if _half(row) == number]
        (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in half), encoding="utf-8")
        print(f"\n== publishers {name} on: {len(half)} pages")
        found[name] = score(data / "metadata_score.py", _predicted(out), "--gold", folder)
    return found


def _half(row: Record) -> int:
    return hashlib.md5((row["publisher"] or row["url"]).encode(), usedforsecurity=False).digest()[0] % 2


def _peer(data: Path, gold: Sequence[Record], out: Path) -> Record:
    """trafilatura's fast mode."""
    try:
        trafilatura: Any = importlib.import_module("trafilatura")
    except ImportError:
        print("\n== trafilatura is not installed: pip install trafilatura")
        return {}
    seconds = 0.0
    with (out / "trafilatura.jsonl").open("w", encoding="utf-8") as lines:
        for row in gold:
            html = gzip.decompress((data / "metadata" / row["page"]).read_bytes())
            begin = time.process_time()
            found = trafilatura.bare_extraction(html, fast=True, with_metadata=True)
            seconds += time.process_time() - begin
            told: Record = found.as_dict() if found else Record()
            lines.write(json.dumps({"page": row["page"], **_peer_record(told)}) + "\n")
    print(f"\n== trafilatura {trafilatura.__version__} fast: {len(gold) / seconds:.0f} pages/s")
    figures = score(data / "metadata_score.py", out / "trafilatura.jsonl")
    return {"peer": {**figures, "pages_per_s": round(len(gold) / seconds, 1)}}


def _peer_record(told: Record) -> Record:
    authors = [name.strip() for name in (told.get("author") or "").split(";")]
    return {"title": told.get("title"), "authors": [a for a in authors if a], "published": told.get("date")}


if __name__ == "__main__":
    main()
