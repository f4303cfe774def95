"""Alembic's entry: brings the database behind the given connection to the newest version.

The connection comes with its transaction begun (`engine.open_engine`), so that a migration that is cut off
leaves nothing behind; SQLite's schema changes are part of a transaction like any other.
"""

from __future__ import annotations

from alembic import context

from tocsin.ledger.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
