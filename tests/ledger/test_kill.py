"""A process that is killed at any statement of a transaction leaves all of it or nothing."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.ledger.make import derived, judgement, page, reading
from tocsin.config import Config
from tocsin.ledger import SqliteLedger, open_ledger
from tocsin.ledger.compare import facts
from tocsin.model import Fault, Note, Visit

FIRST, SECOND = reading(1), reading(2)
A, B = (mention.id for mention in FIRST.coding.mentions)

Write = Callable[[SqliteLedger], object]
WRITES: dict[str, Write] = {
    "append": lambda ledger: ledger.append(SECOND),
    "fault": lambda ledger: ledger.fault(
        Fault(stage="parse", page=page(3).id, name="c", reason="d"), page(3)
    ),
    "judge": lambda ledger: ledger.judge([judgement(A, B), judgement(A, B, "different")]),
    "note": lambda ledger: ledger.write_note(Note(id="n", about="e", author="Ana", text="?", at="2021")),
    "look": lambda ledger: ledger.look("https://example.org/a", "2021", FIRST.page.id, "f"),
    "visit": lambda ledger: ledger.visit(Visit(feed="f", at="2021", outcome="failed", reason="gone")),
    "replace": lambda ledger: ledger.replace(derived(SECOND)),
    "erase": lambda ledger: ledger.erase(FIRST.page.id, "Ana", "asked to"),
}


def killed(do: Callable[[], object], statement: int) -> bool:
    """Do something in a process that dies by SIGKILL before its `statement`-th one (a commit is one).

    False when it has fewer, and was done.
    """
    child = multiprocessing.get_context("fork").Process(target=_do, args=(do, statement))
    child.start()
    child.join()
    assert child.exitcode in (0, -signal.SIGKILL)
    return child.exitcode != 0


def _do(do: Callable[[], object], left: int) -> None:
    def count(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
    do()


def write_to(path: Path, write: Write) -> None:
    """Open a ledger and write to it."""
    with open_ledger(Config(ledger=str(path))) as ledger:
        write(ledger)


@pytest.mark.parametrize("name", WRITES)
def test_all_or_nothing(tmp_path: Path, name: str) -> None:
    base = tmp_path / "base.db"
    write_to(base, lambda ledger: ledger.append(FIRST))
    write_to(base, lambda ledger: ledger.replace(derived(FIRST)))
    before, deaths = [*facts(base)], 0
    while True:
        path = tmp_path / f"{deaths}.db"
        shutil.copy(base, path)
        if not killed(partial(write_to, path, WRITES[name]), deaths + 1):
            break
        deaths += 1
        assert [*facts(path)] == before
        write_to(path, WRITES[name])
        assert [*facts(path)] != before
    assert deaths >= 5
    assert [*facts(path)] != before


def test_a_ledger_half_made_is_made_again(tmp_path: Path) -> None:
    """Killed at every fourth statement of the migrations, so that all of their parts are met."""
    deaths = 0
    for statement in range(1, 1000, 4):
        path = tmp_path / f"{statement}.db"
        if not killed(partial(write_to, path, SqliteLedger.counts), statement):
            break
        deaths += 1
        with open_ledger(Config(ledger=str(path))) as ledger:
            assert set(ledger.counts().values()) == {0}
            assert ledger.append(FIRST)
    assert deaths >= 15
