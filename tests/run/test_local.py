"""One page after the other: what fails, what goes on, what is counted."""

from __future__ import annotations

import gzip
import types
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ledger.make import new_ledger
from tests.run.light import WATCHES, light_line, write_pages
from tocsin.errors import LedgerError
from tocsin.ledger import SqliteLedger
from tocsin.model import Coding, Document, Fault, Page, Reading
from tocsin.run.local import documents, readings, rebuild, run
from tocsin.stages import Parse


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    """An empty ledger."""
    with new_ledger(tmp_path / "new.db") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four pages: two sound, one that cannot be parsed, one broken."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text("Report 2021-09-20\nArland accuse Borland")
    (pages / "b.txt").write_text("Report 2021-09-20\nunparsable")
    (pages / "c.txt.gz").write_bytes(gzip.compress(b"Report" * 20)[:-9])
    (pages / "d.txt").write_text("Report 2021-09-21\nArland accuse Borland\nBorland aid Arland\n# remark")
    return pages


def test_what_fails_is_named_and_the_rest_goes_on(folder: Path) -> None:
    found = [*readings(("gone.html", str(folder)), light_line())]
    assert [type(each) for each in found] == [Fault, Reading, Fault, Fault, Reading]
    faults = [each for each in found if isinstance(each, Fault)]
    assert [fault.stage for fault in faults] == ["read", "parse", "read"]
    assert [fault.name for fault in faults] == ["gone.html", "b.txt", "c.txt.gz"]
    assert faults[0].reason == "gone.html: no such file or folder; check the path"
    assert faults[1].reason == "b.txt cannot be parsed; mend it"
    assert faults[2].reason.startswith(f"{folder}/c.txt.gz is not sound gzip")
    assert faults[1].page and not faults[2].page


def test_documents_alone(folder: Path) -> None:
    found = [*documents((str(folder),), light_line())]
    assert [each.title for each in found if isinstance(each, Document)] == [
        "Report 2021-09-20",
        "Report 2021-09-21",
    ]
    assert len([each for each in found if isinstance(each, Fault)]) == 2


def test_published_anchors_the_dates(folder: Path) -> None:
    (found,) = readings((str(folder / "a.txt"),), light_line(), published="2021-09-27")
    assert isinstance(found, Reading)
    assert found.document.published == found.coding.mentions[0].told == "2021-09-27"


def test_pages_are_taken_as_they_come(folder: Path) -> None:
    """Nothing is read before it is asked for."""
    found = readings((str(folder / "a.txt"), "gone.html"), light_line())
    assert isinstance(next(found), Reading)
    (folder / "a.txt").unlink()
    assert isinstance(next(found), Fault)


# --- the stage at fault --------------------------------------------------------------------------


def in_module(name: str) -> Parse:
    """A stage of that module, which fails."""
    module = types.ModuleType(name)
    exec("def fail(*_):\n    raise KeyError('lost')", module.__dict__)
    return module.__dict__["fail"]


@pytest.mark.parametrize("stage", ["parse", "attribute", "resolve"])
def test_the_stage_is_found_by_the_module(folder: Path, stage: str) -> None:
    line = replace(light_line(), **{stage: in_module(f"tocsin.{stage}.deep.inside")})
    (found,) = readings((str(folder / "a.txt"),), line)
    assert isinstance(found, Fault)
    assert (found.stage, found.reason) == (stage, "KeyError: 'lost'")


@pytest.mark.parametrize("stage", ["parse", "attribute", "resolve"])
def test_a_plug_in_from_elsewhere_is_found_too(folder: Path, stage: str) -> None:
    line = replace(light_line(), **{stage: in_module("elsewhere")})
    (found,) = readings((str(folder / "a.txt"),), line)
    assert isinstance(found, Fault)
    assert found.stage == stage


def test_a_plug_in_that_is_an_object_is_found_too(folder: Path) -> None:
    (folder / "a.txt").write_text("uncodable")
    (found,) = readings((str(folder / "a.txt"),), light_line())
    assert isinstance(found, Fault)
    assert (found.stage, found.reason) == ("code", "ZeroDivisionError: no such verb")


def test_a_stage_that_never_ends_its_recursion(folder: Path) -> None:
    def parse(page: Page, /) -> Document:
        return parse(page)

    (found,) = readings((str(folder / "a.txt"),), replace(light_line(), parse=parse))
    assert isinstance(found, Fault)
    assert found.reason.startswith("RecursionError")


def test_an_id_given_twice_is_a_fault(folder: Path) -> None:
    line = light_line()

    def twice(document: Document, mentions: object, /) -> tuple[object, ...]:
        found = line.code(document).mentions
        return (*found, *found)

    doubled = replace(line, resolve=twice)  # pyright: ignore[reportArgumentType]
    (found,) = readings((str(folder / "a.txt"),), doubled)
    assert isinstance(found, Fault)
    assert "light 1 gives one id to two mentions" in found.reason


def test_ctrl_c_is_not_a_fault(folder: Path, ledger: SqliteLedger) -> None:
    def parse(page: Page, /) -> Document:
        if page.name == "d.txt":
            raise KeyboardInterrupt
        return light_line().parse(page)

    with pytest.raises(KeyboardInterrupt):
        run((str(folder),), replace(light_line(), parse=parse), ledger, WATCHES)
    assert len([*ledger.documents()]) == 1
    assert len([*ledger.faults()]) == 2


def test_a_ledger_that_fails_ends_the_run(folder: Path, ledger: SqliteLedger) -> None:
    with ledger.reader() as view, pytest.raises(LedgerError, match="readonly"):
        run((str(folder),), light_line(), view, WATCHES)


# --- counting ------------------------------------------------------------------------------------


def test_what_goes_in_comes_out_or_is_left_out_with_its_reason(folder: Path, ledger: SqliteLedger) -> None:
    (folder / "e.txt").write_text("Relatio 2021-09-21\nlingua")
    seen: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, name: str) -> None:
        seen.append((done, total, name))

    tally = run(("gone.html", str(folder)), light_line(), ledger, WATCHES, progress)
    assert {stage.stage: (stage.entered, stage.left, stage.why) for stage in tally.stages} == {
        "read": (6, 4, (("ReadError", 2),)),
        "new": (4, 4, ()),
        "parse": (4, 3, (("ParseError", 1),)),
        "code": (3, 2, (("language", 1),)),
        "acts": (4, 3, (("comment", 1),)),
        "attribute": (2, 2, ()),
        "resolve": (2, 2, ()),
        "store": (3, 3, ()),
        "merge": (3, 3, ()),
        "situate": (3, 2, (("in no watched situation", 1),)),
        "ring": (1, 0, ()),
    }
    assert tally.failed == 3 and [*ledger.faults()] == [*tally.faults]
    assert [place for place, _, _ in seen] == [1, 2, 3, 4, 5, 6]
    assert {total for _, total, _ in seen} == {6}
    assert seen[0][2] == "gone.html"


def test_a_page_in_another_language_is_kept(folder: Path, ledger: SqliteLedger) -> None:
    (folder / "e.txt").write_text("Relatio 2021-09-21\nlingua")
    run((str(folder / "e.txt"),), light_line(), ledger, WATCHES)
    (document,) = ledger.documents()
    assert document.title == "Relatio 2021-09-21"
    assert [drop.reason for drop in ledger.drops(document.page)] == ["language"]


def test_one_page_under_two_names_is_stored_once(folder: Path, ledger: SqliteLedger) -> None:
    (folder / "copy.txt").write_bytes((folder / "a.txt").read_bytes())
    tally = run((str(folder / "a.txt"), str(folder / "copy.txt")), light_line(), ledger, WATCHES)
    assert [stage.why for stage in tally.stages if stage.stage == "new"] == [(("already in the ledger", 1),)]
    assert ledger.counts()["codings"] == 1


def test_a_page_that_failed_is_tried_again(folder: Path, ledger: SqliteLedger) -> None:
    def parse(page: Page, /) -> Document:
        raise ValueError("not yet")

    source = (str(folder / "a.txt"),)
    assert run(source, replace(light_line(), parse=parse), ledger, WATCHES).failed == 1
    assert ledger.counts()["pages"] == 1
    assert run(source, light_line(), ledger, WATCHES).failed == 0
    assert ledger.counts()["codings"] == 1


def test_a_page_is_not_parsed_when_the_ledger_holds_it(folder: Path, ledger: SqliteLedger) -> None:
    def parse(page: Page, /) -> Document:
        raise AssertionError("parsed again")

    source = (str(folder / "a.txt"),)
    run(source, light_line(), ledger, WATCHES)
    assert run(source, replace(light_line(), parse=parse), ledger, WATCHES).failed == 0


def test_another_coder_reads_it_again(folder: Path, ledger: SqliteLedger) -> None:
    class Newer:
        name = "light 2"

        def __call__(self, document: Document, /) -> Coding:
            return Coding()

        def classify(self, text: str, actor: str, recipient: str, /) -> tuple[str, float | None]:
            return "", None

    source = (str(folder / "a.txt"),)
    run(source, light_line(), ledger, WATCHES)
    run(source, replace(light_line(), code=Newer()), ledger, WATCHES)
    assert ledger.counts()["codings"] == 2


def test_rebuilding_gives_the_same_from_the_ledger_alone(tmp_path: Path, ledger: SqliteLedger) -> None:
    pages = write_pages(tmp_path / "many", 12)
    run((str(pages),), light_line(), ledger, WATCHES)
    derived, facts = ledger.derived(), ledger.counts()
    for path in pages.rglob("*.txt"):
        path.unlink()
    assert rebuild(light_line(), ledger, WATCHES) == derived == ledger.derived()
    assert ledger.counts() == facts
    assert rebuild(light_line(), ledger, ()).situations == ()
