"""A new ledger for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger.make import new_ledger
from tocsin.ledger import SqliteLedger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the ledger lies; its name is awkward on purpose."""
    return tmp_path / "a 100% new?.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[SqliteLedger]:
    """An empty ledger."""
    with new_ledger(path) as opened:
        yield opened
