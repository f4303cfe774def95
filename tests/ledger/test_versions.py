"""Pages of one address are versions of one document, and the newest one counts."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from tests.factories import document, mention
from tests.ledger.make import judgement, page, reading
from tocsin.config import Config
from tocsin.ledger import SqliteLedger, open_ledger
from tocsin.ledger.compare import facts
from tocsin.model import Coding, EventType, Note, Page, Reading, Visit

URL = "https://wire.example/bridge"
BRIDGE = "On Sunday the army closed the bridge."
TALKS = "Both sides will talk on Monday."
TRIGGERS: tuple[tuple[str, EventType], ...] = (("closed", "COERCE"), ("talk", "CONSULT"))


def version(
    *sentences: str, hour: int, url: str = URL, coder: str = "light 1", canonical: str = ""
) -> Reading:
    """A page of these sentences, read at that hour."""
    made = document("Army moves", [" ".join(sentences)], url=url, canonical=canonical)
    its = Page(
        id=made.page,
        name="bridge.html",
        url=url,
        fetched=f"2021-09-27T{hour:02}:00:00+00:00",
        media="text/plain",
        charset="",
        body=made.text.encode(),
    )
    found = tuple(mention(made, word, type, coder=coder) for word, type in TRIGGERS if word in made.text)
    return Reading(page=its, document=made, coder=coder, coding=Coding(mentions=found))


def ids(ledger: SqliteLedger, coder: str = "") -> set[str]:
    return {found.id for found in ledger.mentions(coder)}


def of(*readings: Reading) -> set[str]:
    return {found.id for each in readings for found in each.coding.mentions}


ONE, TWO, THREE = (
    version(BRIDGE, hour=8),
    version("An edit.", BRIDGE, TALKS, hour=9),
    version(TALKS, hour=10),
)


@pytest.mark.parametrize("order", [*permutations((ONE, TWO, THREE))])
def test_the_newest_counts_in_whatever_order_they_come(
    ledger: SqliteLedger, order: tuple[Reading, ...]
) -> None:
    other = reading(1)
    for each in (*order, other):
        ledger.append(each)
    assert ids(ledger) == ids(ledger, "light 1") == of(THREE, other)
    assert [*ledger.documents()] == [THREE.document, other.document]
    assert [found.page for found in ledger.versions(URL)] == [each.page.id for each in (ONE, TWO, THREE)]
    assert ledger.versions(ONE.page.id) == ledger.versions(f"{URL}/#x") == ledger.versions(THREE.page.id)


def test_of_versions_read_at_once_the_one_stored_last(ledger: SqliteLedger) -> None:
    same = replace(ONE, page=replace(ONE.page, fetched=TWO.page.fetched))
    ledger.append(TWO)
    ledger.append(same)
    assert ids(ledger) == of(same)


def test_an_older_version_is_still_there(ledger: SqliteLedger) -> None:
    ledger.append(ONE)
    ledger.append(TWO)
    assert ledger.document(ONE.page.id) == ONE.document
    assert [*ledger.mentions_of(ONE.page.id)] == [*ONE.coding.mentions]
    assert ledger.page(ONE.page.id) == ONE.page
    assert ledger.mention(ONE.coding.mentions[0].id) == ONE.coding.mentions[0]


def test_a_page_that_says_again_what_it_said_before(ledger: SqliteLedger) -> None:
    ledger.append(ONE)
    ledger.append(TWO)
    ledger.look(URL, "2021-09-27T12:00:00+00:00", ONE.page.id)
    assert ids(ledger) == of(ONE)
    last = ledger.versions(URL)[-1]
    assert (last.page, last.first, last.last) == (ONE.page.id, ONE.page.fetched, "2021-09-27T12:00:00+00:00")


def test_files_of_one_canonical_address(ledger: SqliteLedger) -> None:
    first, second = (
        version(BRIDGE, hour=8, url="", canonical=URL),
        version(TALKS, hour=9, url="", canonical=f"{URL}/?utm_source=mail"),
    )
    alone = version(BRIDGE, TALKS, hour=9, url="")
    for each in (first, second, alone):
        ledger.append(each)
    assert ids(ledger) == of(second, alone)
    assert [found.page for found in ledger.versions(alone.page.id)] == [alone.page.id]


def test_each_coder_has_its_newest(ledger: SqliteLedger) -> None:
    better = version(BRIDGE, hour=8, coder="light 2")
    for each in (ONE, TWO, better):
        ledger.append(each)
    assert ids(ledger, "light 1") == of(TWO)
    assert ids(ledger, "light 2") == of(better)
    assert [*ledger.documents()] == [TWO.document]


def test_a_newest_version_that_was_taken_down_brings_no_older_one_back(ledger: SqliteLedger) -> None:
    ledger.append(ONE)
    ledger.append(TWO)
    ledger.erase(TWO.page.id, "Ana", "asked to")
    assert ids(ledger) == set()
    assert [*ledger.documents()] == []
    assert [found.page for found in ledger.versions(URL)] == [ONE.page.id]


def test_what_is_unknown_has_no_version(ledger: SqliteLedger) -> None:
    assert ledger.versions("https://nowhere.example/") == ()
    assert ledger.successor("none") == "none"


# --- verdicts and notes --------------------------------------------------------------------------


def test_a_persons_verdict_is_one_on_the_mentions_of_the_newest(ledger: SqliteLedger) -> None:
    other = reading(1, mentions=1)
    for each in (ONE, other, TWO):
        ledger.append(each)
    (old,), (closed, _), (else_,) = (each.coding.mentions for each in (ONE, TWO, other))
    assert ledger.successor(old.id) == closed.id and ledger.successor(closed.id) == closed.id
    by_person, by_model = judgement(old.id, else_.id, by="Ana"), judgement(old.id, else_.id, by="merge/1")
    ledger.judge([by_person, by_model])
    assert [*ledger.judgements()] == [by_person, by_model]
    assert [*ledger.judgements("light 1")] == [judgement(closed.id, else_.id, by="Ana"), by_model]
    assert ids(ledger) == of(TWO, other)


def test_what_a_person_judged_stays_when_its_sentence_is_gone(ledger: SqliteLedger) -> None:
    other = reading(1, mentions=1)
    for each in (ONE, other, THREE):
        ledger.append(each)
    (old,), (else_,) = ONE.coding.mentions, other.coding.mentions
    assert ids(ledger, "light 1") == of(THREE, other)
    ledger.judge([judgement(old.id, else_.id, by="merge/1")])
    assert ids(ledger, "light 1") == of(THREE, other)
    ledger.judge([judgement(old.id, else_.id, "different", by="Ana")])
    assert ids(ledger, "light 1") == ids(ledger) == of(ONE, THREE, other)


def test_a_note_goes_with_the_mention(ledger: SqliteLedger) -> None:
    ledger.append(ONE)
    old, new = ONE.coding.mentions[0].id, TWO.coding.mentions[0].id
    first = Note(id="n1", about=old, author="Ana", text="Which?", at="2021-09-27T08:30:00Z")
    ledger.write_note(first)
    ledger.append(TWO)
    second = Note(id="n2", about=new, author="Bo", text="The new one.", at="2021-09-27T09:30:00Z")
    ledger.write_note(second)
    assert [*ledger.notes(new)] == [first, second]
    assert [*ledger.notes(old)] == [first]


# --- what was read when --------------------------------------------------------------------------


def test_when_a_url_was_read(ledger: SqliteLedger) -> None:
    ledger.append(ONE)
    ledger.look(f"{URL}/", "2021-09-27T12:00:00+00:00", ONE.page.id, "https://wire.example/rss")
    ledger.look(f"{URL}?utm_medium=rss", "2021-09-27T13:00:00+00:00", "", "https://wire.example/rss")
    assert ledger.looked(f"{URL}#top") == (
        ONE.page.fetched,
        "2021-09-27T12:00:00+00:00",
        "2021-09-27T13:00:00+00:00",
    )
    assert ledger.looked("https://wire.example/other") == ()
    feed = "https://wire.example/rss"
    assert ledger.followed(feed, "2021-09-27T00:00:00+00:00") == (f"{URL}?utm_medium=rss",)
    assert ledger.followed(feed, "2021-09-28T00:00:00+00:00") == ledger.followed("x", "") == ()


def test_visits(ledger: SqliteLedger) -> None:
    worked = Visit(feed="f", at="2021-09-27T10:00:00+00:00", outcome="changed", entries=9, new=2, etag='"e"')
    failed = Visit(feed="g", at="2021-09-27T09:00:00+00:00", outcome="failed", reason="no \udce9nswer")
    ledger.visit(worked)
    ledger.visit(failed)
    assert [*ledger.visits("f")] == [worked]
    assert [*ledger.visits()] == [replace(failed, reason="no ?nswer"), worked]
    assert [*ledger.visits(since="2021-09-27T09:30:00+00:00")] == [worked]


def test_a_thread_that_was_fetched_beside_the_page(ledger: SqliteLedger) -> None:
    made = replace(ONE, page=replace(ONE.page, comments=b'[{"id": 1}]' * 50))
    ledger.append(made)
    assert ledger.page(made.page.id) == made.page


# --- ledgers of the first version ----------------------------------------------------------------


def as_first(path: Path) -> None:
    """Take back what the second migration did."""
    connection = sqlite3.connect(path, isolation_level=None)
    for table in ("addresses", "looks", "visits"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("ALTER TABLE bodies DROP COLUMN comments")
    connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()


def test_a_ledger_of_the_first_version_is_migrated(ledger: SqliteLedger, path: Path) -> None:
    local = version(TALKS, hour=11, url="", canonical="https://wire.example/talks")
    before_canonical = version(BRIDGE, TALKS, hour=12, url="")
    stated = replace(before_canonical.document, url="https://wire.example/talks/")
    gone = reading(2)
    readings = (ONE, TWO, local, replace(before_canonical, document=stated), reading(1), gone)
    for each in readings:
        ledger.append(each)
    ledger.erase(gone.page.id, "Ana", "asked to")
    ledger.close()
    whole, counted = [*facts(path)], of(TWO, before_canonical, reading(1))
    as_first(path)
    with open_ledger(Config(ledger=str(path))) as opened:
        assert ids(opened) == counted
        assert opened.page(ONE.page.id) == ONE.page
        assert [found.page for found in opened.versions("https://wire.example/talks")] == [
            local.page.id,
            before_canonical.page.id,
        ]
        assert not opened.append(ONE)
    assert [*facts(path)] == whole
    (address,) = (
        json.loads(line)[1:] for line in whole if line.startswith('["addresses"') and gone.page.id in line
    )
    assert address == [gone.page.id, gone.page.id, "light 1"]


def test_a_record_without_the_newer_fields_is_migrated(ledger: SqliteLedger, path: Path) -> None:
    """Documents that were stored before there was a canonical address."""
    ledger.append(reading(1))
    ledger.close()
    as_first(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("DROP TRIGGER documents_no_update")
    connection.execute("UPDATE documents SET record = json_remove(record, '$.canonical')")
    connection.close()
    with open_ledger(Config(ledger=str(path))) as opened:
        assert [found.page for found in opened.versions(page(1).id)] == [page(1).id]
        assert opened.document(page(1).id) == reading(1).document
