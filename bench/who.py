"""Actor codes: country, sector, both and no code right, as shares, and look-ups a second.

    python -m bench.who [--data FILE] [--misses]

FILE has the fields of ../shared/gold/README.md, section 2. "both" counts the cases that assert country and sector;
"no_code" the share of those cases that are answered with nothing. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.floors import data_hash
from tocsin.resolve import who

DATA = Path(__file__).parents[2] / "shared" / "gold" / "actors" / "dev.jsonl"
LOOK_UPS = 10_000


def answer(case: dict[str, Any]) -> who.Answer:
    """The answer to one case; a case without a date means spring 2023, which is what no date means to look_up."""
    return who.look_up(
        case["text"],
        date=case["date"],
        context=case["context"] or "",
        known_country=case["known_country"] or "",
    )


def score(cases: Iterable[dict[str, Any]]) -> tuple[Counter[str], Counter[str], list[str]]:
    """Rights and totals by figure, and a line for each case that is not all right."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    misses: list[str] = []
    for case in cases:
        told = answer(case)
        hits = {
            name: getattr(told, name) == case[name]
            for name in ("country", "sector")
            if name in case["asserted"]
        }
        if len(hits) == 2:
            hits["both"] = all(hits.values())
            if not case["never_run"]:
                hits["both_run"] = hits["both"]
        if case["no_code"]:
            hits["no_code"] = not told.country and not told.sector
        total.update(hits.keys())
        right.update(name for name, hit in hits.items() if hit)
        if not all(hits.values()):
            gold = f"{case['country']}/{case['sector']}"
            misses.append(f"{case['id']} gold {gold}, told {told.country}/{told.sector} ({told.reason})")
    return right, total, misses


def speed(texts: list[str]) -> float:
    """Look-ups a second of processor time, the pack already loaded; other programs on the machine do not count."""
    began = time.process_time()
    for number in range(LOOK_UPS):
        who.look_up(texts[number % len(texts)], date="2022-04-01")
    return LOOK_UPS / (time.process_time() - began)


def main() -> None:
    """Print the table, then the JSON line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA, help="JSON Lines of cases")
    parser.add_argument("--misses", action="store_true", help="list the cases that are not right, by id")
    chosen = parser.parse_args()
    if not chosen.data.is_file():
        sys.exit(f"no such file: {chosen.data}; name one with --data")
    cases = [
        json.loads(line) for line in chosen.data.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    began = time.process_time()
    who.look_up("the Serbian government", date="2021-09-27")
    loaded = time.process_time() - began
    right, total, misses = score(cases)
    for line in misses if chosen.misses else ():
        print(line)
    figures: dict[str, float] = {name: round(right[name] / total[name], 3) for name in sorted(total)}
    for name, share in figures.items():
        print(f"{name:10} {right[name]:4}/{total[name]:<4} {share:.3f}")
    figures |= {
        "cases": len(cases),
        "load_s": round(loaded, 3),
        "look_ups_per_s": round(speed([case["text"] for case in cases])),
    }
    print(f"pack loaded in {loaded:.3f} s; {figures['look_ups_per_s']:.0f} look-ups/s of processor time")
    print(json.dumps({"bench": "who", **figures, "data": data_hash(chosen.data)}))


if __name__ == "__main__":
    main()
