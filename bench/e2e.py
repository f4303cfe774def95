"""Whole pages, every event, every field: the scorer of ../shared/gold/e2e on what the line finds.

    python -m bench.e2e [--data FOLDER] [--out FILE] [--table ID]

FOLDER holds gold.jsonl and score.py. The texts go through the line as plain-text pages, published as the
gold says. --table prints the gold mentions of one page as found or missed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.facets import facets
from bench.floors import data_hash
from tocsin import config
from tocsin.flow import Line, code_document
from tocsin.parse.passage import page_of_text
from tocsin.records import mention_record
from tocsin.run.line import make_line

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "e2e"
Record = dict[str, Any]


def scorer(folder: Path) -> ModuleType:
    """The gold's own scorer, as a module."""
    spec = importlib.util.spec_from_file_location("e2e_score", folder / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages(folder: Path) -> list[Record]:
    """The gold pages."""
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def predict(page: Record, line: Line) -> list[Record]:
    """The mentions that the line finds on a gold page, up to where it was annotated."""
    document = line.parse(page_of_text(page["text"], page["id"]))
    document = replace(document, published=page["published"], language=page["language"])
    until = page.get("annotated_until") or len(page["text"])
    mentions = code_document(document, line).mentions
    return [mention_record(m) for m in mentions if m.trigger.start < until]


def show_page(page: Record, predicted: list[Record], score: ModuleType) -> None:
    """Each gold mention of one page: found with which fields right, or missed; then the false alarms."""
    matched = score.match_page(page, predicted, typed=False)
    by_gold = {pair.gold["id"]: pair.predicted for pair in matched.pairs}
    for gold in page["mentions"]:
        found = by_gold.get(gold["id"])
        what = f"{gold['type']:9} {gold['status']:12} {gold['trigger_text'][:34]:34}"
        print(f"  {gold['id'][-2:]} {what} {_verdict(gold, found, score)}")
    used = {id(pair.predicted) for pair in matched.pairs}
    for extra in (p for p in matched.predicted if id(p) not in used):
        print(f"  -- {extra['type']:9} {extra['status']:12} {extra['trigger_text'][:34]:34} not in the gold")


def _verdict(gold: Record, found: Record | None, score: ModuleType) -> str:
    if found is None:
        return "missed"
    checks = {
        "type": score.same_type(gold, found),
        "actor": score.same_entities(gold, found, "actors"),
        "recipient": score.same_entities(gold, found, "recipients"),
        "countries": score.same_countries(gold, found),
        "status": score.same_status(gold, found),
        "date": score.same_date(gold, found),
        "place": score.same_place(gold, found),
        "chain": score.same_chain(gold, found),
    }
    wrong = [name for name, right in checks.items() if not right]
    return "found, all right" if not wrong else f"found; wrong: {', '.join(wrong)}"


def _lines(gold: list[Record], line: Line) -> Iterator[Record]:
    for page in gold:
        print(f"\r{page['id']:30}", end="", file=sys.stderr)
        yield {"id": page["id"], "mentions": predict(page, line)}
    print(f"\r{'':30}\r", end="", file=sys.stderr)


def main() -> None:
    """Predict, score, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=GOLD, help="folder with gold.jsonl and score.py")
    parser.add_argument("--table", metavar="ID", help="print this page's mentions, found and missed")
    parser.add_argument("--out", type=Path, help="write the predictions here")
    args = parser.parse_args()
    if not (args.data / "gold.jsonl").is_file():
        sys.exit(f"{args.data}: no gold.jsonl there; give the folder with --data")
    score, gold = scorer(args.data), pages(args.data)
    predicted = list(_lines(gold, make_line(config.load())))
    if args.out:
        args.out.write_text(
            "".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predicted), encoding="utf-8"
        )
    by_id: dict[str, list[Record]] = {p["id"]: p["mentions"] for p in predicted}
    if args.table:
        page = next(p for p in gold if p["id"] == args.table)
        show_page(page, by_id[args.table], score)
    figures = score.score(gold, by_id)
    for name in ("detection", *score.FACETS):
        f = figures[name]
        print(
            f"{name:18} P {f['p']:.3f}  R {f['r']:.3f}  F1 {f['f1']:.3f}  {f['right']}/{f['predicted']}/{f['gold']}"
        )
    matched = score.match(gold, by_id, typed=True)
    others = facets([(pair.gold, pair.predicted) for pair in matched.pairs])
    print("of the matched:")
    for name, f in others.items():
        print(f"{name:18} " + "  ".join(f"{key} {value}" for key, value in f.items()))
    figures["facets"] = others
    print(json.dumps({**figures, "data": data_hash(args.data / "gold.jsonl")}, sort_keys=True))


if __name__ == "__main__":
    main()
