"""How well the comment threads of HTML pages are read, and those named that a script would load.

    python -m bench.threads [--data DIR]

Reads the saved pages under DIR (default ../shared/gold/pages) and runs the scorer that lies there. Prints its
tables, and as its last line one JSON object.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from bench.floors import data_hash
from bench.pages import DATA, predict, score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    data: Path = parser.parse_args().data
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "threads.jsonl"
        parts = (data / "threads", data / "script_threads")
        paths = [path for part in parts for path in sorted(part.glob("*.html.gz"))]
        predict(paths, predictions, lambda path: path.name)
        print(f"== threads: {len(paths)} pages")
        figures = score(data / "threads_score.py", predictions)
    print(json.dumps({**figures, "data": data_hash(data / "dumps" / "gold.jsonl")}))


if __name__ == "__main__":
    main()
