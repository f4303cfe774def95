"""A ledger's file: opened, checked, brought to the newest version; its transactions and their errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from tocsin.errors import LedgerError
from tocsin.ledger.tables import APPLICATION_ID, HEAD

BUSY_S = 30.0
"""How long a writer waits for another one."""

_MIGRATIONS = Path(__file__).parent / "migrations"
# FULL: a commit is on the disk when it returns, also through a power cut. secure_delete: what is taken
# down is overwritten. recursive_triggers: REPLACE must not slip past the triggers on DELETE.
_PRAGMAS = ("synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON", "secure_delete = ON")
_ADVICE = (
    ("locked", "another program is writing; try again when it has ended"),
    ("readonly", "it was opened for reading only"),
    ("not a database", "name another file, or restore a copy of the ledger"),
    ("malformed", "it is damaged; restore a copy of the ledger"),
    ("unable to open", "check that its folder exists and may be written to"),
    ("full", "make room on the disk"),
    ("constraint", "the record contradicts what the ledger holds"),
    ("no such table", "it is damaged; restore a copy of the ledger"),
)


def open_engine(path: Path, *, read_only: bool) -> Engine:
    """The engine of a ledger that is there and of the newest version, made or migrated if need be.

    Raises LedgerError when the file is no ledger, of a newer version, or (read_only) absent or older.
    """
    if read_only and not path.is_file():
        raise LedgerError(f"there is no ledger {path}; make one with `tocsin run SRC… --ledger {path}`")
    engine = _engine(path, read_only=read_only)
    try:
        with mapped(path):
            _ready(engine, path, read_only=read_only)
    except LedgerError:
        engine.dispose()
        raise
    return engine


@contextmanager
def mapped(path: Path) -> Generator[None]:
    """Errors of the database as LedgerError, naming the file and what to do."""
    try:
        yield
    except DBAPIError as error:
        words = str(error.orig)
        advice = next(
            (advice for sign, advice in _ADVICE if sign in words), "see https://sqlite.org/rescode.html"
        )
        raise LedgerError(f"ledger {path}: {words}; {advice}") from error


def writing(engine: Engine) -> Engine:
    """The same engine, its transactions taking the write lock when they begin, not halfway."""
    return engine.execution_options(immediate=True)


def version(connection: Connection, path: Path) -> str:
    """The version of the ledger's schema, "" for a file that is still empty. Raises LedgerError."""
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if application != APPLICATION_ID:
        if application or connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").first():
            raise LedgerError(f"{path} is a database, but not a ledger of tocsin; name another file")
        return ""
    found = str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
    if found > HEAD:
        raise LedgerError(
            f"ledger {path} is of version {found}, this tocsin knows versions up to {HEAD}; install a newer tocsin"
        )
    return found


def _engine(path: Path, *, read_only: bool) -> Engine:
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=BUSY_S, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, record: object) -> None:
    del record
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # the driver itself begins no transaction (isolation_level None), so that reads see one snapshot and
    # schema changes can be rolled back: https://docs.sqlalchemy.org/dialects/sqlite.html#transactions
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("immediate") else "BEGIN")


def _ready(engine: Engine, path: Path, *, read_only: bool) -> None:
    with engine.connect() as connection:
        found = version(connection, path)
    if read_only:
        if found != HEAD:
            raise LedgerError(
                f"ledger {path} is of version {found or 'none'}, not {HEAD}; run `tocsin rebuild --ledger {path}`"
            )
        return
    _in_wal(engine)
    if found != HEAD:
        _migrate(engine, path)


def _in_wal(engine: Engine) -> None:
    """Readers beside a writer; outside of a transaction, as SQLite wants it."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _migrate(engine: Engine, path: Path) -> None:
    """Bring the schema to the newest version, in one transaction.

    Of two processes that open a new ledger at once, the second waits, and finds nothing left to do.
    """
    with writing(engine).begin() as connection:
        version(connection, path)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    # imported here: most ledgers are up to date, and Alembic takes longer to load than they to open
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
