"""The figures of the pages without an event, on made-up pages and a light line."""

from __future__ import annotations

import gzip
from pathlib import Path

from bench.no_event import LIST, Entry, entries, figures, find, table

from tests.run.light import light_line

PAGES = {
    "quiet": "Ferry opens 2021-09-20\n# The ferry runs again.",
    "loud": "Ferry opens 2021-09-20\nArland accuse Borland\nArland aid Borland",
    "foreign": "Ferry opens 2021-09-20\nlingua",
}


def test_every_mention_counts_and_a_page_left_out_is_no_success(tmp_path: Path) -> None:
    for name, text in PAGES.items():
        path = tmp_path / "wire" / f"{name}.html.gz"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(text.encode()))
    listed = [Entry(set="wire", id=name, kind="ferry") for name in PAGES]
    found = [find(entry, tmp_path, light_line()) for entry in listed]
    assert figures(found) == {"pages": 2, "pages_with_mention": 1, "mentions": 2, "clean": 1}
    loud, foreign = table(found)
    assert loud.startswith("loud ") and "ACCUSE" in loud and "AID" in loud
    assert foreign.endswith("not coded")


def test_the_list_skips_its_comment_and_header(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    path.write_text("# who chose\nset\tid\tkind\nwire\tone\tsport\n", encoding="utf-8")
    assert entries(path) == [Entry(set="wire", id="one", kind="sport")]


def test_the_list_of_the_repository_names_fifty_pages_once() -> None:
    listed = entries(LIST)
    assert len({entry.id for entry in listed}) == len(listed) == 50
