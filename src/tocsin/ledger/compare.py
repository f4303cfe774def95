"""What a ledger holds, told so that two ledgers can be compared."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from tocsin.ledger import tables as t
from tocsin.ledger.engine import mapped, open_engine

# when something was stored, and as the how-many-eth, differs between runs that found the same
_PASSING = ("at", "fetched", "seq", "coding")


def facts(path: Path) -> Iterator[str]:
    """Every row of every table as a line, sorted within its table, without times and running numbers.

    Two ledgers hold the same when these lines are equal. Raises LedgerError.
    """
    engine = open_engine(path, read_only=True)
    try:
        with mapped(path), engine.connect() as connection:
            for table in (*t.FACTS, *t.SIDE, *t.DERIVED):
                yield from sorted(_lines(connection, table))
    finally:
        engine.dispose()


def _lines(connection: Connection, table: Table) -> Iterator[str]:
    columns = [column for column in table.c if column.name not in _PASSING]
    query = select(*columns)
    if "coding" in table.c:
        query = query.add_columns(t.codings.c.page, t.codings.c.coder).select_from(table.join(t.codings))
    for row in connection.execute(query):
        yield json.dumps([table.name, *map(_plain, row)])


def _plain(value: Any) -> Any:
    """Bytes by the hash of what is packed in them."""
    return sha256(zlib.decompress(value)).hexdigest() if isinstance(value, bytes) else value
