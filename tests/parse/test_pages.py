"""The pages of tests/pages, each with the record that a careful reader would write beside it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.parse.make import comments, page, text_of, texts
from tocsin.config import Config
from tocsin.model import Document
from tocsin.parse import make_parse

PAGES = Path(__file__).parents[1] / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.json"))


def _expected(name: str) -> dict[str, Any]:
    return json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))


def _read(name: str) -> Document:
    html = PAGES / f"{name}.html"
    path = html if html.is_file() else PAGES / f"{name}.txt"
    media = "text/html" if html.is_file() else "text/plain"
    return make_parse(Config())(page(path.read_bytes(), media=media, name=path.name))


def _instant(value: str | None) -> tuple[datetime, bool] | None:
    """A time without regard to how its offset is written, and whether it has a clock."""
    return (datetime.fromisoformat(value), "T" in value) if value else None


@pytest.mark.parametrize("name", NAMES)
def test_metadata(name: str) -> None:
    wanted, found = _expected(name), _read(name)
    for key in ("title", "outlet", "reply_to"):
        if key in wanted:
            assert (getattr(found, key) or None) == wanted[key], key
    if "authors" in wanted:
        assert list(found.authors) == wanted["authors"]
    for key in ("published", "updated"):
        if key in wanted:
            assert _instant(getattr(found, key)) == _instant(wanted[key]), key


@pytest.mark.parametrize("name", NAMES)
def test_body_and_credit(name: str) -> None:
    wanted, found = _expected(name), _read(name)
    body = "\n".join(texts(found, "body"))
    assert [words for words in wanted["body"] if words not in body] == []
    assert [words for words in wanted["not_body"] if words in body] == []
    if not wanted["body"]:
        assert body == ""
    assert (texts(found, "credit") or [None])[0] == wanted["credit"]
    if "dateline" in wanted:
        assert wanted["dateline"] in "\n".join([body, *texts(found, "dateline")])


@pytest.mark.parametrize("name", NAMES)
def test_comments(name: str) -> None:
    wanted, found = _expected(name)["comments"], _read(name)
    blocks = comments(found)
    assert len(blocks) == len(wanted)
    ids = {block.id: row["id"] for block, row in zip(blocks, wanted, strict=True)}
    for block, row in zip(blocks, wanted, strict=True):
        assert " ".join(text_of(found, block).split()).startswith(row["text_start"])
        assert (block.depth, block.author, block.likes) == (row["depth"], row["author"], row["likes"])
        assert _instant(block.time) == _instant(row["time"])
        assert (ids[block.parent] if block.parent else None) == row["parent"]


@pytest.mark.parametrize("name", NAMES)
def test_blocks_are_in_order_and_do_not_overlap(name: str) -> None:
    found = _read(name)
    ends = [0]
    for block in found.blocks:
        assert ends[-1] <= block.span.start < block.span.end <= len(found.text)
        assert text_of(found, block) == text_of(found, block).strip()
        ends.append(block.span.end)
