"""How well title, authors and time of a page are found.

    python -m bench.metadata [--data DIR]

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
        predictions = Path(folder) / "metadata.jsonl"
        paths = [data / "metadata" / row["page"] for row in rows(data / "metadata" / "gold.jsonl")]
        predict(paths, predictions, lambda path: f"{path.parent.name}/{path.name}")
        print(f"== metadata: {len(paths)} pages")
        figures = score(data / "metadata_score.py", predictions)
    print(json.dumps({**figures, "data": data_hash(data / "metadata" / "gold.jsonl")}))


if __name__ == "__main__":
    main()
