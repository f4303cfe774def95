"""A run that is killed loses nothing that it acknowledged, and leaves nothing half-written."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run.light import WATCHES, Coder, light_line, write_pages
from tocsin.config import Config
from tocsin.ledger import open_ledger
from tocsin.ledger.compare import facts
from tocsin.run.local import run

PAGES = 40
ROOT = Path(__file__).parents[2]


def start(folder: Path, ledger: Path) -> subprocess.Popen[str]:
    """The light line as a program of its own."""
    command = [sys.executable, "-m", "tests.run.light", str(folder), str(ledger)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def acknowledged(line: str) -> int:
    """N of "acknowledged N of …"."""
    return int(line.split()[1])


def kill_after(number: int, folder: Path, ledger: Path) -> int:
    """Run, kill -9 when that many pages are acknowledged; how many were when it was dead."""
    with start(folder, ledger) as child:
        assert child.stdout
        while acknowledged(child.stdout.readline()) < number:
            check_whole(ledger)
        child.send_signal(signal.SIGKILL)
        said = [number, *map(acknowledged, child.stdout.read().splitlines())]
    assert child.returncode == -signal.SIGKILL
    return said[-1]


def check_whole(ledger: Path) -> int:
    """Every coding in the ledger is all there, seen beside the writer; how many there are."""
    with open_ledger(Config(ledger=str(ledger)), read_only=True) as view:
        documents = {document.page: document for document in view.documents()}
        counts = view.counts()
        coder = Coder()
        expected = {m.id for d in documents.values() for m in coder(d).mentions}
        found = {mention.id for mention in view.mentions()}
    assert counts["codings"] <= len(documents)
    assert found >= {id for id in expected if id in found}
    return counts["codings"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages."""
    return write_pages(tmp_path_factory.mktemp("pages"), PAGES)


def test_a_killed_run_ends_as_an_undisturbed_one(tmp_path: Path, folder: Path) -> None:
    disturbed, undisturbed = tmp_path / "disturbed.db", tmp_path / "undisturbed.db"
    with open_ledger(Config(ledger=str(undisturbed))) as ledger:
        tally = run((str(folder),), light_line(), ledger, WATCHES)
        whole = ledger.counts()
    assert (whole["codings"], tally.failed) == (PAGES - 1, 1)
    assert whole["events"] > 20 and whole["alerts"] > 0

    for number in (3, 17, 31):
        survived = kill_after(number, folder, disturbed)
        assert survived < PAGES
        held = check_whole(disturbed)
        assert survived - 1 <= held <= survived + 1
        assert [*facts(disturbed)] != [*facts(undisturbed)]
    with start(folder, disturbed) as child:
        assert child.stdout
        assert acknowledged(child.stdout.read().splitlines()[-1]) == PAGES
    assert child.returncode == 0
    assert [*facts(disturbed)] == [*facts(undisturbed)]


def test_a_run_again_adds_nothing(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "twice.db"
    with open_ledger(Config(ledger=str(path))) as ledger:
        run((str(folder),), light_line(), ledger, WATCHES)
        once = [*facts(path)]
        tally = run((str(folder),), light_line(), ledger, WATCHES)
    assert [*facts(path)] == once
    new = next(stage for stage in tally.stages if stage.stage == "new")
    assert (new.entered, new.left, new.why) == (PAGES, 1, (("already in the ledger", PAGES - 1),))
