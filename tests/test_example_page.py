"""The page that tocsin comes from, when ../shared is there: read exactly, coded as the codebook's worked example."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bench import e2e
from tocsin import config
from tocsin.flow import Line
from tocsin.model import Document, Reading
from tocsin.run.line import make_line
from tocsin.run.local import readings

PAGE = Path(__file__).parents[2] / "shared" / "gold" / "pages" / "dumps" / "kosovo_2021.txt"
pytestmark = pytest.mark.skipif(
    not (PAGE.is_file() and e2e.GOLD.is_dir()), reason="../shared/gold is not beside this checkout"
)


@cache
def line() -> Line:
    return make_line(config.Config())


@cache
def reading() -> Reading:
    (found,) = readings([str(PAGE)], line(), "2021-09-27")
    assert isinstance(found, Reading)
    return found


def lines_of(document: Document, kind: str) -> list[int]:
    """The 1-based lines on which blocks of a kind begin."""
    return [document.text.count("\n", 0, b.span.start) + 1 for b in document.blocks if b.kind == kind]


def test_the_page_comes_apart() -> None:
    document = reading().document
    assert lines_of(document, "title") == [1]
    assert lines_of(document, "body") == [*range(3, 20, 2)]
    assert lines_of(document, "credit") == [21]
    assert lines_of(document, "form") == [*range(40, 57, 2)]
    assert document.reply_to == "foccusser"
    comments = [block for block in document.blocks if block.kind == "comment"]
    assert [(c.depth, c.likes, c.author) for c in comments] == [(1, 2, None), (2, 1, None), (3, 1, None)]
    assert [c.parent for c in comments] == [None, comments[0].id, comments[1].id]


def test_acts_and_their_status_are_found() -> None:
    gold = next(page for page in e2e.pages(e2e.GOLD) if page["id"] == "kosovo_2021")
    score = e2e.scorer(e2e.GOLD)
    predicted = e2e.predict(gold, line())
    pairs = score.match_page(gold, predicted, typed=True).pairs
    assert sum(score.same_entities(p.gold, p.predicted, "actors") for p in pairs) >= 10
    independence = next(p.predicted for p in pairs if p.gold["id"] == "kosovo_2021-11")
    assert (independence["status"], independence["date"]) == ("historical", "2008-02")


def test_the_pantsir_dispatch_keeps_its_four_sources() -> None:
    mention = next(m for m in reading().coding.mentions if m.type == "AGREE")
    assert (mention.status, mention.date) == ("future", "2021-10")
    assert [(s.kind, s.name) for s in mention.sources] == [
        ("reposter", ""),
        ("outlet", "UAWire"),
        ("agency", "TASS"),
        ("anonymous", "a source in Russian military circles"),
    ]


def test_nothing_is_coded_outside_title_and_body() -> None:
    document, mentions = reading().document, reading().coding.mentions
    coded: list[Any] = [b.span for b in document.blocks if b.kind in ("title", "body")]
    assert mentions
    for mention in mentions:
        assert any(s.start <= mention.trigger.start and mention.trigger.end <= s.end for s in coded)
