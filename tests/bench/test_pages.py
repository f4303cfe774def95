from __future__ import annotations

import gzip
import json
from pathlib import Path

from bench.pages import predict, score

TABLE = """print("[part] 3 pages")
print("f1         0.9634 ± 0.0068")
print("comments        precision 0.9000  recall 0.8000  f1 0.8471")
print("title exact     0.8370")
print("time of day     -")
"""


def test_a_scorer_s_table_is_read(tmp_path: Path) -> None:
    scorer = tmp_path / "score.py"
    scorer.write_text(TABLE, encoding="utf-8")
    assert score(scorer) == {"part": {"f1": 0.9634, "comments": 0.8471, "title exact": 0.837}}


def test_predictions_have_the_shape_that_scorers_read(tmp_path: Path) -> None:
    story = (
        "<h1>Ferry opens</h1><p>The ferry across the long lake is running again, the harbour master said.</p>"
    )
    path = tmp_path / "one.html.gz"
    path.write_bytes(gzip.compress(story.encode()))
    seconds = predict([path], tmp_path / "out.jsonl", lambda page: page.name)
    (row,) = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert seconds > 0
    assert (row["page"], row["title"]) == ("one.html.gz", "Ferry opens")
    assert [block["kind"] for block in row["blocks"]] == ["title", "body"]
