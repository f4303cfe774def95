"""Places: finding names and giving them coordinates, by the metric of the gold's README, section 3.

    python -m bench.where [--data FILE] [--half even|odd|all]

Without --data both sets of `../shared/gold/places` are measured. Halves are told by the hash of the
article's id: rules were made on the even one, so the odd one is what to report.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from math import asin, cos, log, radians, sin, sqrt
from pathlib import Path
from statistics import mean, median
from typing import Any

from bench.floors import data_hash
from tocsin.resolve import where

GOLD = Path(__file__).parent.parent.parent / "shared" / "gold" / "places"
EARTH_KM = 6371.0
FARTHEST_KM = 20039


@dataclass(slots=True, kw_only=True)
class Score:
    """Counts over articles. distances: km, of found places with coordinates on both sides."""

    answers: int = 0
    gold: int = 0
    matched: int = 0
    unplaced: int = 0
    distances: list[float] = field(default_factory=list[float])

    def figures(self) -> dict[str, float | int]:
        """Precision, recall, F1, Acc@161 (also with unplaced ones as wrong), mean and median km, AUC."""
        km = self.distances or [FARTHEST_KM]
        near = sum(d <= 161 for d in km)
        return {
            "gold": self.gold,
            "answers": self.answers,
            "precision": round(self.matched / max(1, self.answers), 4),
            "recall": round(self.matched / max(1, self.gold), 4),
            "f1": round(2 * self.matched / max(1, self.answers + self.gold), 4),
            "acc161": round(near / len(km), 4),
            "acc161_unplaced_wrong": round(near / max(1, len(self.distances) + self.unplaced), 4),
            "mean_km": round(mean(km), 1),
            "median_km": round(median(km), 1),
            "auc": round(mean(log(d + 1) / log(FARTHEST_KM) for d in km), 4),
        }


def great_circle_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Haversine distance on a sphere of 6,371 km."""
    a1, o1, a2, o2 = map(radians, (lat1, lon1, lat2, lon2))
    h = sin((a2 - a1) / 2) ** 2 + cos(a1) * cos(a2) * sin((o2 - o1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, h)))


def pairs(gold: Sequence[dict[str, Any]], answers: Sequence[dict[str, Any]]) -> Iterable[tuple[int, int]]:
    """Greedy matches by any overlap, in text order, one answer a place: indices into gold and answers."""
    free = set(range(len(answers)))
    for i, place in enumerate(gold):
        hits = [j for j in sorted(free) if _overlap(place, answers[j])]
        if hits:
            free.remove(hits[0])
            yield i, hits[0]


def _overlap(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return a["start"] < b["end"] and b["start"] < a["end"]


def score_article(score: Score, gold: Sequence[dict[str, Any]], answers: Sequence[dict[str, Any]]) -> None:
    """Add one article to the counts."""
    score.gold += len(gold)
    score.answers += len(answers)
    for i, j in pairs(gold, answers):
        score.matched += 1
        there, here = gold[i], answers[j]
        if there["lat"] is None:
            continue
        if here["lat"] is None:
            score.unplaced += 1
        else:
            score.distances.append(great_circle_km(there["lat"], there["lon"], here["lat"], here["lon"]))


def is_even(id: str) -> bool:
    """Whether the article lies in the half that may be developed on."""
    return int(sha256(id.encode()).hexdigest(), 16) % 2 == 0


def measure(path: Path, half: str) -> dict[str, Any]:
    """Figures of one file: against places with coordinates (as the peers were), and against all."""
    placed, everything = Score(), Score()
    articles = [json.loads(line) for line in path.open(encoding="utf-8")]
    chosen = [a for a in articles if half == "all" or is_even(a["id"]) == (half == "even")]
    begin = time.perf_counter()
    answered = [[where.place_record(p) for p in where.find_places(a["text"], date=a["date"])] for a in chosen]
    seconds = time.perf_counter() - begin
    for article, answers in zip(chosen, answered, strict=True):
        score_article(placed, [p for p in article["places"] if p["lat"] is not None], answers)
        score_article(everything, article["places"], answers)
    speed = round(len(chosen) / seconds, 1)
    return {
        "articles": len(chosen),
        "articles_per_s": speed,
        "placed": placed.figures(),
        "all": everything.figures(),
    }


def main() -> None:
    """Print a table for people and, as the last line, one JSON object."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, action="append", help="JSON Lines in the gold's shape")
    parser.add_argument("--half", choices=["even", "odd", "all"], default="odd")
    options = parser.parse_args()
    paths: list[Path] = options.data or [GOLD / "trnews.jsonl", GOLD / "lgl.jsonl"]
    report = {path.stem: measure(path, options.half) for path in paths}
    for name, figures in report.items():
        print(f"{name}, {options.half}: {figures['articles']} articles, {figures['articles_per_s']} a second")
        for against in ("placed", "all"):
            print(f"  against {against:6}", " ".join(f"{k} {v}" for k, v in figures[against].items()))
    data = "+".join(data_hash(path) for path in paths)
    print(json.dumps({"bench": "where", "data": data, "half": options.half, **report}))


if __name__ == "__main__":
    main()
