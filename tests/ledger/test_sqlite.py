"""What the ledger keeps, and how."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from tests.ledger.make import derived, judgement, page, reading
from tocsin.config import Config
from tocsin.errors import InputError, LedgerError
from tocsin.ledger import SqliteLedger, open_ledger
from tocsin.ledger.tables import FACTS, SIDE
from tocsin.model import Derived, Fault, Note, Visit
from tocsin.stages import Ledger


def test_it_is_a_ledger(ledger: SqliteLedger) -> None:
    typed: Ledger = ledger
    assert set(typed.counts().values()) == {0}


def test_what_is_appended_is_read_again(ledger: SqliteLedger) -> None:
    first, second = reading(1), reading(2)
    assert ledger.append(first) and ledger.append(second)
    assert [*ledger.documents()] == [first.document, second.document]
    assert [*ledger.mentions()] == sorted(
        (*first.coding.mentions, *second.coding.mentions), key=lambda mention: mention.id
    )
    assert ledger.document(first.page.id) == first.document
    assert ledger.mention(second.coding.mentions[1].id) == second.coding.mentions[1]
    assert [*ledger.drops(first.page.id)] == [*first.coding.drops]
    assert ledger.page(first.page.id) == first.page


def test_what_is_not_there(ledger: SqliteLedger) -> None:
    assert ledger.document("x") is ledger.mention("x") is ledger.page("x") is None
    assert [*ledger.mentions(), *ledger.drops("x"), *ledger.notes("x"), *ledger.faults()] == []
    assert ledger.derived() == Derived()


def test_the_same_page_and_coder_adds_nothing(ledger: SqliteLedger) -> None:
    assert ledger.append(reading(1))
    before = ledger.counts()
    assert not ledger.append(reading(1))
    assert ledger.counts() == before


def test_another_coder_stands_beside(ledger: SqliteLedger) -> None:
    old, new = reading(1), reading(1, coder="light 2", mentions=1)
    assert ledger.append(old) and ledger.append(new)
    assert {m.coder for m in ledger.mentions()} == {"light 1", "light 2"}
    assert [*ledger.mentions("light 2")] == [*new.coding.mentions]
    assert ledger.counts()["pages"] == 1
    assert ledger.holds(old.page.id, "light 2") and not ledger.holds(old.page.id, "light 3")


def test_a_document_is_the_one_parsed_last(ledger: SqliteLedger) -> None:
    old, new = reading(1), reading(1, coder="light 2")
    new = replace(new, document=replace(new.document, title="Better parsed"))
    ledger.append(old)
    ledger.append(new)
    assert ledger.document(old.page.id) == new.document
    assert [*ledger.documents()] == [new.document]


def test_a_reading_that_contradicts_itself_leaves_nothing(ledger: SqliteLedger) -> None:
    sound = reading(1)
    twice = replace(sound.coding, mentions=(*sound.coding.mentions, sound.coding.mentions[0]))
    with pytest.raises(LedgerError, match=r"mentions\.id; the record contradicts"):
        ledger.append(replace(sound, coding=twice))
    assert set(ledger.counts().values()) == {0}
    assert ledger.append(sound)


def test_text_that_utf_8_cannot_hold(ledger: SqliteLedger) -> None:
    plain = reading(1)
    odd = replace(plain, document=replace(plain.document, title="half of a smiley \ud83d"))
    ledger.append(odd)
    assert ledger.document(plain.page.id) == odd.document
    ledger.fault(Fault(stage="read", page="", name="caf\udce9.txt", reason="caf\udce9.txt is empty"))
    assert [fault.name for fault in ledger.faults()] == ["caf?.txt"]


# --- faults, judgements, notes -------------------------------------------------------------------


def test_faults(ledger: SqliteLedger) -> None:
    unread = Fault(stage="read", page="", name="gone.html", reason="gone.html: no such file")
    unparsed = Fault(stage="parse", page=page(1).id, name=page(1).name, reason="no text")
    ledger.fault(unread)
    ledger.fault(unparsed, page(1))
    ledger.fault(unread)
    assert [*ledger.faults()] == [unread, unparsed]
    assert ledger.page(page(1).id) == page(1)
    assert not ledger.holds(page(1).id, "light 1")
    assert ledger.append(reading(1))
    assert ledger.counts()["pages"] == 1


def test_judgements_that_are_new(ledger: SqliteLedger) -> None:
    found = reading(1, mentions=3)
    ledger.append(found)
    a, b, c = (mention.id for mention in found.coding.mentions)
    same, other = judgement(a, b), judgement(b, c)
    assert ledger.judge([same, other, same]) == 2
    assert ledger.judge(iter([same, other])) == 0
    changed = judgement(a, b, "different")
    person = judgement(a, b, by="Ana")
    assert ledger.judge([changed, person, changed]) == 2
    assert ledger.judge([same]) == 1
    assert [*ledger.judgements()] == [same, other, changed, person, same]
    assert ledger.judge([]) == 0


def test_many_judgements_are_stored_part_by_part(
    ledger: SqliteLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tocsin.ledger.sqlite._PART", 10)
    found = reading(1, mentions=9)
    ledger.append(found)
    verdicts = [judgement(a.id, b.id) for a, b in combinations(found.coding.mentions, 2)]
    assert ledger.judge(verdicts) == len(verdicts) == 36
    assert ledger.judge(verdicts) == 0
    assert [*ledger.judgements()] == verdicts


def test_judgements_on_mentions_that_are_there(ledger: SqliteLedger) -> None:
    found = reading(1)
    ledger.append(found)
    a, b = sorted(mention.id for mention in found.coding.mentions)
    for wrong in (judgement("x", "y"), replace(judgement(a, b), left=b, right=a)):
        with pytest.raises(LedgerError, match="constraint"):
            ledger.judge([judgement(a, b), wrong])
    assert [*ledger.judgements()] == []


def test_notes(ledger: SqliteLedger) -> None:
    first = Note(id="n1", about="e1", author="Ana", text="Which bridge?", at="2021-09-27T10:00:00Z")
    answer = Note(
        id="n2", about="e1", author="Bo", text="The new one.", at="2021-09-27T11:00:00Z", reply_to="n1"
    )
    for note in (first, answer, first):
        ledger.write_note(note)
    assert [*ledger.notes("e1")] == [first, answer]
    assert [*ledger.notes("e2")] == []
    with pytest.raises(LedgerError, match="holds another note 'n1'; give this one a new id"):
        ledger.write_note(replace(first, text="changed"))
    with pytest.raises(LedgerError, match="constraint"):
        ledger.write_note(replace(answer, id="n3", reply_to="n9"))


# --- derived -------------------------------------------------------------------------------------


def test_what_is_derived_is_replaced_as_a_whole(ledger: SqliteLedger) -> None:
    old, new = derived(reading(1), reading(2)), derived(reading(3))
    ledger.replace(old)
    assert ledger.derived() == old
    ledger.replace(new)
    assert ledger.derived() == new
    ledger.replace(Derived())
    assert ledger.derived() == Derived()


def test_the_order_of_what_is_derived_is_kept(ledger: SqliteLedger) -> None:
    backwards = derived(*(reading(n) for n in range(9, 0, -1)))
    ledger.replace(backwards)
    assert ledger.derived() == backwards


def test_a_replacement_that_fails_changes_nothing(ledger: SqliteLedger) -> None:
    old = derived(reading(1))
    ledger.replace(old)
    with pytest.raises(LedgerError, match=r"events\.id"):
        ledger.replace(derived(reading(2), reading(2)))
    assert ledger.derived() == old


# --- append-only ---------------------------------------------------------------------------------


def raw(path: Path) -> sqlite3.Connection:
    """A connection that knows nothing of the ledger's manners."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA recursive_triggers = ON")
    return connection


def fill(ledger: SqliteLedger) -> None:
    """At least one row in every table of facts."""
    first, second = reading(1), reading(2)
    ledger.append(first)
    ledger.append(second)
    ledger.judge([judgement(*(mention.id for mention in first.coding.mentions))])
    ledger.fault(Fault(stage="read", page="", name="gone.html", reason="gone"))
    ledger.write_note(Note(id="n1", about="e1", author="Ana", text="?", at="2021-09-27T10:00:00Z"))
    ledger.look("https://example.org/a", "2021-09-27T10:00:00+00:00")
    ledger.visit(Visit(feed="f", at="2021-09-27T10:00:00+00:00", outcome="unchanged"))
    ledger.erase(second.page.id, "Ana", "asked to")


@pytest.mark.parametrize("table", [table.name for table in FACTS])
@pytest.mark.parametrize(
    "statement", ["DELETE FROM {}", "UPDATE {0} SET {1} = {1}", "REPLACE INTO {0} SELECT * FROM {0}"]
)
def test_the_file_itself_refuses_to_change_facts(
    ledger: SqliteLedger, path: Path, table: str, statement: str
) -> None:
    fill(ledger)
    connection = raw(path)
    column = connection.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchone()[0]
    assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0
    with pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only"):
        connection.execute(statement.format(table, column))
    connection.close()


@pytest.mark.parametrize("table", [table.name for table in SIDE])
def test_side_tables_are_written_once(ledger: SqliteLedger, path: Path, table: str) -> None:
    fill(ledger)
    connection = raw(path)
    column = connection.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchone()[0]
    with pytest.raises(sqlite3.IntegrityError, match=f"{table} is written once"):
        connection.execute(f"UPDATE {table} SET {column} = {column}")
    connection.close()


# --- takedown ------------------------------------------------------------------------------------


def test_a_page_that_is_taken_down_is_gone(ledger: SqliteLedger) -> None:
    gone, kept = reading(1), reading(2)
    ledger.append(gone)
    ledger.append(kept)
    ledger.judge([judgement(gone.coding.mentions[0].id, kept.coding.mentions[0].id)])
    for name, about in (("n1", gone.page.id), ("n2", gone.coding.mentions[0].id), ("n3", kept.page.id)):
        ledger.write_note(Note(id=name, about=about, author="Ana", text="?", at="2021-09-27T10:00:00Z"))
    ledger.replace(derived(gone, kept))
    facts = {table.name: ledger.counts()[table.name] for table in FACTS}

    assert ledger.erase(gone.page.id, "Ana", "the writer asked to")

    assert ledger.page(gone.page.id) is ledger.document(gone.page.id) is None
    assert ledger.mention(gone.coding.mentions[0].id) is None
    assert [*ledger.mentions()] == sorted(kept.coding.mentions, key=lambda mention: mention.id)
    assert [*ledger.documents()] == [kept.document]
    assert [note.id for about in (gone.page.id, kept.page.id) for note in ledger.notes(about)] == ["n3"]
    assert ledger.derived() == Derived()
    assert {table.name: ledger.counts()[table.name] for table in FACTS} == facts | {"tombstones": 1}


def test_a_page_that_was_taken_down_stays_down(ledger: SqliteLedger) -> None:
    gone = reading(1)
    ledger.append(gone)
    ledger.erase(gone.page.id, "Ana", "the writer asked to")
    assert not ledger.erase(gone.page.id, "Ana", "again")
    assert ledger.holds(gone.page.id, "light 1") and ledger.holds(gone.page.id, "light 9")
    assert not ledger.append(reading(1, coder="light 9"))
    ledger.fault(Fault(stage="parse", page=gone.page.id, name="a", reason="b"), gone.page)
    assert ledger.page(gone.page.id) is None


def test_no_word_of_it_is_left_in_the_files(ledger: SqliteLedger, path: Path) -> None:
    gone = reading(1)
    secret = replace(gone.document, text="Zyxwvut spoke to nobody.", authors=("Quidam Ignotus",))
    ledger.append(replace(gone, document=secret))

    def left() -> bool:
        files = path.parent.glob(f"{path.name}*")
        return any(word in file.read_bytes() for file in files for word in (b"Zyxwvut", b"Ignotus"))

    assert left()
    ledger.erase(gone.page.id, "Ana", "the writer asked to")
    assert not left()


def test_a_page_that_never_was_cannot_be_taken_down(ledger: SqliteLedger) -> None:
    with pytest.raises(InputError, match="has no page 'x'"):
        ledger.erase("x", "Ana", "why")


# --- several at once -----------------------------------------------------------------------------


def together(*tasks: Callable[[], None]) -> None:
    """Run tasks in threads; raises what one of them raised."""
    with ThreadPoolExecutor() as threads:
        running = [threads.submit(task) for task in tasks]
    for each in running:
        each.result()


def test_readers_beside_a_writer_see_whole_readings(ledger: SqliteLedger) -> None:
    done = threading.Event()
    seen: list[int] = []

    def write() -> None:
        try:
            for number in range(40):
                ledger.append(reading(number, mentions=3))
        finally:
            done.set()

    def read() -> None:
        with ledger.reader() as view:
            while True:
                last = done.is_set()
                counts = view.counts()
                assert counts["mentions"] == counts["mention_records"] == 3 * counts["codings"]
                assert counts["pages"] == counts["bodies"] == counts["documents"] == counts["codings"]
                seen.append(counts["codings"])
                if last:
                    return

    together(write, read, read)
    assert max(seen) == 40


def test_two_writers_add_each_page_once(ledger: SqliteLedger, path: Path) -> None:
    added: list[bool] = []

    def write() -> None:
        with open_ledger(Config(ledger=str(path))) as mine:
            added.extend(mine.append(reading(number)) for number in range(20))

    together(write, write)
    assert (len(added), sum(added)) == (40, 20)
    assert ledger.counts()["codings"] == 20


def test_a_reader_keeps_its_state_while_it_reads(ledger: SqliteLedger) -> None:
    ledger.append(reading(1))
    with ledger.reader() as view:
        mentions = view.mentions()
        first = next(mentions)
        ledger.append(reading(2))
        assert len([first, *mentions]) == 2
        assert len([*view.mentions()]) == 4


def test_a_reader_cannot_write(ledger: SqliteLedger) -> None:
    with ledger.reader() as view, pytest.raises(LedgerError, match=r"readonly.*opened for reading only"):
        view.append(reading(1))
