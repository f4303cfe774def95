"""A new ledger for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tocsin.config import Config
from tocsin.ledger import SqliteLedger, open_ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the ledger lies; its name is awkward on purpose."""
    return tmp_path / "a 100% new?.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[SqliteLedger]:
    """An empty ledger."""
    with open_ledger(Config(ledger=str(path))) as opened:
        yield opened
