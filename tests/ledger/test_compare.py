"""Telling whether two ledgers hold the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from tests.ledger.make import derived, judgement, reading
from tocsin.config import Config
from tocsin.ledger import SqliteLedger, open_ledger
from tocsin.ledger.compare import facts
from tocsin.model import Fault, Reading


def fill(path: Path, *readings: Reading) -> list[str]:
    """What a ledger of these readings holds."""
    with open_ledger(Config(ledger=str(path))) as ledger:
        for each in readings:
            ledger.append(each)
            ledger.fault(Fault(stage="read", page="", name=each.page.name, reason="gone"))
        ids = [mention.id for mention in ledger.mentions()]
        ledger.judge(judgement(*pair) for pair in pairwise(ids))
        ledger.replace(derived(*sorted(readings, key=lambda each: each.page.id)))
    return [*facts(path)]


def test_neither_time_nor_order_matters(tmp_path: Path) -> None:
    first, second = reading(1), reading(2)
    later = replace(first, page=replace(first.page, fetched="2022-01-01T00:00:00+00:00"))
    assert fill(tmp_path / "a.db", first, second) == fill(tmp_path / "b.db", second, later)


def test_every_other_difference_does(tmp_path: Path) -> None:
    first = reading(1)
    whole = fill(tmp_path / "whole.db", first)
    others = [
        replace(first, coder="light 2"),
        replace(first, document=replace(first.document, title="x")),
        replace(first, page=replace(first.page, body=b"x")),
        replace(first, page=replace(first.page, url="https://example.org")),
        replace(first, coding=replace(first.coding, drops=())),
        reading(1, mentions=3),
    ]
    for number, other in enumerate(others):
        assert fill(tmp_path / f"{number}.db", other) != whole


def test_every_table_is_told(ledger: SqliteLedger, path: Path) -> None:
    found = reading(1)
    ledger.append(found)
    told = [*facts(path)]
    assert len(told) == sum(ledger.counts().values())
    assert any(line.startswith('["mention_records"') and "SRB" in line for line in told)
