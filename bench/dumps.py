"""How well plain-text renderings of pages are read.

    python -m bench.dumps [--data DIR]

Reads the saved texts under DIR (default ../shared/gold/pages) and runs the scorer that lies there. Prints its
tables, and as its last line one JSON object. The weights of the pack `lines` have seen every text of the
default folder: on it the figures are fitted. What to expect of other sites is the cross-validated figure of
lab/train_lines.py, which is printed below and stands in the JSON as "by_site"; on texts of other sites the
figures of the run itself are the honest ones.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from bench.floors import data_hash
from bench.pages import DATA, Record, predict, rows, score

BY_SITE = Path(__file__).parents[1] / "lab" / "lines_cv.json"
FOUNDING = "kosovo_2021.txt"
LAYOUTS = ("resiliparse", "inscriptis", "trafilatura", "wet", "all")
SHOWN = ("line comment", "line body", "comments", "parent right (of matched)", "author exact", "likes right")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    data: Path = parser.parse_args().data
    gold = data / "dumps" / "gold.jsonl"
    seen = gold.is_file() and data_hash(gold) == data_hash(DATA / "dumps" / "gold.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "dumps.jsonl"
        paths = [data / "dumps" / row["dump"] for row in rows(gold)]
        seconds = predict(paths, predictions, lambda path: path.name)
        print(f"== dumps: {len(paths)} texts, {1000 * seconds / len(paths):.0f} ms each")
        print("   FITTED: the weights have seen these texts" if seen else "   texts of other sites")
        figures = score(data / "dumps_score.py", predictions)
        example = score(data / "dumps_score.py", predictions, "--only", FOUNDING)
    by_site: Record = json.loads(BY_SITE.read_text(encoding="utf-8"))
    print("== BY SITE: cross-validated on sites that were held out (python -m lab.train_lines --cv)")
    for layout in LAYOUTS:
        print(f"  {layout:<12}" + "  ".join(f"{name} {by_site[layout].get(name, 0):.3f}" for name in SHOWN))
    print(
        json.dumps(
            {**figures, "example_page": example, "fitted": seen, "by_site": by_site, "data": data_hash(gold)}
        )
    )


if __name__ == "__main__":
    main()
