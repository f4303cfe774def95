"""The pages for tests and the records beside them agree with each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from tocsin.text import squeeze

PAGES = Path(__file__).parents[1] / "pages"
RECORDS = sorted(PAGES.glob("*.json"))
Record = dict[str, Any]

each_record = pytest.mark.parametrize("path", RECORDS, ids=[path.stem for path in RECORDS])


def visible(path: Path) -> str:
    """All words of the page that `path` is the record of."""
    page = path.with_suffix(".html")
    if not page.is_file():
        return squeeze(path.with_suffix(".txt").read_text(encoding="utf-8"))
    body = LexborHTMLParser(page.read_text(encoding="utf-8")).body
    assert body is not None
    return squeeze(body.text(separator=" "))


def test_every_page_has_a_record() -> None:
    pages = {path.stem for path in PAGES.iterdir() if path.suffix in (".html", ".txt")}
    assert len(pages) >= 10
    assert pages == {path.stem for path in RECORDS}


@each_record
def test_record_quotes_the_page(path: Path) -> None:
    record: Record = json.loads(path.read_text(encoding="utf-8"))
    words = visible(path)
    quoted = [record.get("title"), record["credit"], record.get("dateline"), *record["authors"]]
    quoted += [*record["body"], *record["not_body"], *(c["text_start"] for c in record["comments"])]
    quoted += [c["author"] for c in record["comments"]]
    assert not [quote for quote in quoted if quote and quote not in words]
    if record["reply_to"]:
        assert f"Leave a Reply to {record['reply_to']}" in words


@each_record
def test_comments_form_a_tree(path: Path) -> None:
    record: Record = json.loads(path.read_text(encoding="utf-8"))
    depths: dict[str | None, int] = {None: 0}
    for comment in record["comments"]:
        assert comment["depth"] == depths[comment["parent"]] + 1
        depths[comment["id"]] = comment["depth"]
