"""Addresses of documents, so that versions are known; what was read when; visits to feeds; threads.

The address of each coding that is there is made of its page and document, as for new ones.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Text, text

from tocsin.ledger.address import stated_address

revision = "0002"
down_revision = "0001"

FACTS = ("addresses", "looks", "visits")
CODED = """
    SELECT codings.seq, codings.page, pages.url,
        coalesce(nullif(json_extract(record, '$.canonical'), ''), json_extract(record, '$.url'), '')
    FROM codings JOIN pages ON pages.id = codings.page LEFT JOIN documents ON documents.coding = codings.seq
"""


def upgrade() -> None:
    """Add the tables, and fill what the documents state."""
    op.add_column("bodies", Column("comments", LargeBinary))
    op.create_table(
        "addresses",
        Column("coding", Integer, ForeignKey("codings.seq"), primary_key=True),
        Column("address", Text, nullable=False),
    )
    op.create_index("addresses_address", "addresses", ["address"])
    _heard()
    _fill()
    for table in FACTS:
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _heard() -> None:
    op.create_table(
        "looks",
        Column("seq", Integer, primary_key=True),
        *map(_text, ("feed", "url", "address", "at")),
        Column("page", Text, ForeignKey("pages.id")),
    )
    op.create_index("looks_address", "looks", ["address"])
    op.create_index("looks_page", "looks", ["page", "at"])
    op.create_table(
        "visits",
        Column("seq", Integer, primary_key=True),
        *map(_text, ("feed", "at", "outcome")),
        Column("entries", Integer, nullable=False),
        Column("new", Integer, nullable=False),
        *map(_text, ("reason", "etag", "modified")),
    )
    op.create_index("visits_feed", "visits", ["feed", "at"])


def _fill() -> None:
    """A document that was taken down is known by its page's URL or id alone."""
    connection = op.get_bind()
    new = text("INSERT INTO addresses (coding, address) VALUES (:coding, :address)")
    for coding, page, url, stated in connection.execute(text(CODED)):
        connection.execute(new, {"coding": coding, "address": stated_address(url, stated) or page})


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)
