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


def start(folder: Path, ledger: Path, leash: int) -> subprocess.Popen[str]:
    """The light line as a program of its own, that waits for a word when `leash` pages are acknowledged."""
    command = [sys.executable, "-m", "tests.run.light", str(folder), str(ledger), str(leash)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def acknowledged(line: str) -> int:
    """N of "acknowledged N of …"."""
    return int(line.split()[1])


def kill_after(number: int, folder: Path, ledger: Path) -> int:
    """Run, kill -9 when that many pages are acknowledged and others under way; how many were at the end."""
    with start(folder, ledger, number + 5) as child:
        assert child.stdout
        while acknowledged(child.stdout.readline()) < number:
            pass
        check_whole(ledger)
        child.send_signal(signal.SIGKILL)
        said = [number, *map(acknowledged, child.stdout.read().splitlines())]
    assert child.returncode == -signal.SIGKILL
    return said[-1]


def check_whole(ledger: Path) -> int:
    """Everything in the ledger is all there, even while it is written; how many pages are done."""
    coder = Coder()
    with open_ledger(Config(ledger=str(ledger)), read_only=True) as view:
        counts = view.counts()
        expected = {mention.id for document in view.documents() for mention in coder(document).mentions}
        found = {mention.id for mention in view.mentions()}
    assert counts["codings"] == counts["documents"]
    assert counts["pages"] == counts["bodies"] == counts["codings"] + counts["faults"]
    assert counts["mentions"] == counts["mention_records"]
    assert expected and expected <= found
    return counts["pages"]


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
        assert survived <= check_whole(disturbed) <= survived + 1 < PAGES
        assert [*facts(disturbed)] != [*facts(undisturbed)]
    with start(folder, disturbed, PAGES + 1) as child:
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
