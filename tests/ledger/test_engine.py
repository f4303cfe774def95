"""Opening a ledger: new, old, newer, damaged, or something else."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, create_engine

from tests.ledger.make import derived, reading
from tocsin.config import Config
from tocsin.errors import LedgerError
from tocsin.ledger import SqliteLedger, engine, open_ledger
from tocsin.ledger.tables import HEAD, metadata


def change(path: Path, *statements: str) -> None:
    """Change a file behind the ledger's back."""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_new_ledger_is_durable_and_lets_readers_in(ledger: SqliteLedger, path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    with engine.open_engine(path, read_only=False).connect() as own:
        found = [own.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "foreign_keys")]
    assert found == [2, 1]


def test_migrations_lead_to_the_tables(ledger: SqliteLedger, path: Path) -> None:
    scripts = ScriptDirectory(str(Path(engine.__file__).parent / "migrations"))
    assert scripts.get_heads() == [HEAD]
    with create_engine(URL.create("sqlite", database=str(path))).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_an_empty_file_becomes_a_ledger(path: Path) -> None:
    path.touch()
    with open_ledger(Config(ledger=str(path))) as ledger:
        assert ledger.append(reading(1))


def test_alembic_is_not_loaded_for_a_ledger_that_is_up_to_date(ledger: SqliteLedger, path: Path) -> None:
    code = (
        "import sys; from tocsin.config import Config; from tocsin.ledger import open_ledger\n"
        "open_ledger(Config(ledger=sys.argv[1])).close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 0


def test_two_may_make_the_same_ledger_at_once(path: Path) -> None:
    errors: list[Exception] = []

    def make() -> None:
        try:
            open_ledger(Config(ledger=str(path))).close()
        except LedgerError as error:
            errors.append(error)

    threads = [threading.Thread(target=make) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with open_ledger(Config(ledger=str(path)), read_only=True) as ledger:
        assert set(ledger.counts().values()) == {0}


def test_a_newer_ledger_is_not_touched(ledger: SqliteLedger, path: Path) -> None:
    ledger.close()
    change(path, "UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(LedgerError, match=r"is of version 9999, .* up to 0002; install a newer tocsin"):
            open_ledger(Config(ledger=str(path)), read_only=read_only)
    assert path.read_bytes() == before


def test_an_older_ledger_is_not_migrated_by_a_reader(ledger: SqliteLedger, path: Path) -> None:
    ledger.close()
    change(path, "UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(LedgerError, match="is of version 0000, not 0002; run `tocsin rebuild"):
        open_ledger(Config(ledger=str(path)), read_only=True)


def test_reading_what_is_not_there(path: Path) -> None:
    with pytest.raises(LedgerError, match=r"there is no ledger .*new.*; make one with `tocsin run"):
        open_ledger(Config(ledger=str(path)), read_only=True)
    assert not path.exists()


def test_a_text_file_is_no_ledger(path: Path) -> None:
    path.write_text("Talks began in Raška. " * 100)
    with pytest.raises(LedgerError, match=r"new.*not a database; name another file"):
        open_ledger(Config(ledger=str(path)))
    assert path.read_text().startswith("Talks")


def test_another_programs_database_is_left_alone(path: Path) -> None:
    change(path, "CREATE TABLE pages (id)", "INSERT INTO pages VALUES (1)")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="a database, but not a ledger of tocsin"):
        open_ledger(Config(ledger=str(path)))
    assert path.read_bytes() == before


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=f"{tmp_path}.*unable to open"):
        open_ledger(Config(ledger=str(tmp_path)))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"unable to open.*check that its folder exists"):
        open_ledger(Config(ledger=str(tmp_path / "gone" / "new.db")))


def test_a_url_is_not_a_file() -> None:
    with pytest.raises(LedgerError, match="'postgresql://host/db' is a URL; name a file"):
        open_ledger(Config(ledger="postgresql://host/db"))


def test_damaged_pages_are_named(ledger: SqliteLedger, path: Path) -> None:
    for number in range(50):
        ledger.append(reading(number))
    ledger.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xee" * (len(whole) - 4096))
    with (
        pytest.raises(LedgerError, match=r"ledger .*new.*malformed; it is damaged; restore a copy"),
        open_ledger(Config(ledger=str(path))) as damaged,
    ):
        damaged.append(reading(99))


def test_a_truncated_ledger_is_named(ledger: SqliteLedger, path: Path) -> None:
    for number in range(50):
        ledger.append(reading(number))
    ledger.close()
    path.write_bytes(path.read_bytes()[: 4096 * 8])
    with (
        pytest.raises(LedgerError, match=r"ledger .*new.*restore a copy"),
        open_ledger(Config(ledger=str(path))) as damaged,
    ):
        assert len([*damaged.mentions()]) == 100


@pytest.mark.parametrize(
    ("statements", "where"),
    [
        (("DROP TRIGGER documents_no_update", "UPDATE documents SET record = '{\"page\": 1}'"), "document 1"),
        (("DROP TRIGGER bodies_no_update", "UPDATE bodies SET packed = x'00'"), "page "),
        (("UPDATE events SET record = substr(record, 9)",), "table events"),
    ],
)
def test_a_damaged_record_is_named(
    ledger: SqliteLedger, path: Path, statements: tuple[str, ...], where: str
) -> None:
    found = reading(1)
    ledger.append(found)
    ledger.replace(derived(found))
    change(path, *statements)
    with pytest.raises(LedgerError, match=f"new.*{where}.*damaged"):
        _ = ledger.document(found.page.id), ledger.page(found.page.id), ledger.derived()
