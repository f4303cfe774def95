"""How well plain-text renderings of pages are read.

    python -m bench.dumps [--data DIR]

Reads the saved pages under DIR (default ../shared/gold/pages) and runs the scorer that lies there. Prints its
tables, and as its last line one JSON object.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from bench.floors import data_hash
from bench.pages import DATA, predict, rows, score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    data: Path = parser.parse_args().data
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "dumps.jsonl"
        paths = [data / "dumps" / row["dump"] for row in rows(data / "dumps" / "gold.jsonl")]
        predict(paths, predictions, lambda path: path.name)
        print(f"== dumps: {len(paths)} texts")
        figures = score(data / "dumps_score.py", predictions)
        example = score(data / "dumps_score.py", predictions, "--only", "kosovo_2021.txt")
    print(json.dumps({**figures, "example_page": example, "data": data_hash(data / "dumps" / "gold.jsonl")}))


if __name__ == "__main__":
    main()
