"""The first tables, and the triggers that keep facts as they were written."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
)

revision = "0001"
down_revision = None

FACTS = ("pages", "codings", "mentions", "drops", "faults", "judgements", "notes", "tombstones")
SIDE = ("bodies", "documents", "mention_records", "note_texts")


def upgrade() -> None:
    """Make all tables."""
    _found()
    _said()
    _side()
    _derived()
    for table in FACTS:
        _refuse("UPDATE", table, "append-only")
        _refuse("DELETE", table, "append-only")
    for table in SIDE:
        _refuse("UPDATE", table, "written once")


def _found() -> None:
    op.create_table(
        "pages",
        Column("id", Text, primary_key=True),
        _text("name"),
        _text("url"),
        _text("media"),
        _text("charset"),
        _text("fetched"),
    )
    op.create_table(
        "codings",
        Column("seq", Integer, primary_key=True),
        _text("page", "pages.id"),
        _text("coder"),
        _text("at"),
    )
    op.create_index("codings_page_coder", "codings", ["page", "coder"], unique=True)
    op.create_table(
        "mentions", Column("id", Text, primary_key=True), _coding(), _text("type"), _text("status")
    )
    op.create_index("mentions_coding", "mentions", ["coding"])
    op.create_table(
        "drops",
        _coding(),
        _place(),
        _text("stage"),
        _text("reason"),
        Column("start", Integer),
        Column("end", Integer),
        PrimaryKeyConstraint("coding", "place"),
    )
    op.create_table(
        "faults",
        Column("seq", Integer, primary_key=True),
        _text("stage"),
        _text("page"),
        _text("name"),
        _text("reason"),
        _text("at"),
    )
    op.create_index("faults_all", "faults", ["name", "page", "stage", "reason"], unique=True)


def _said() -> None:
    op.create_table(
        "judgements",
        Column("seq", Integer, primary_key=True),
        _text("left", "mentions.id"),
        _text("right", "mentions.id"),
        _text("verdict"),
        Column("score", Float, nullable=False),
        _text("by"),
        _text("why"),
        _text("at"),
        CheckConstraint('"left" < "right"', name="judgements_in_order"),
        CheckConstraint("verdict IN ('same', 'different')", name="judgements_verdict"),
    )
    op.create_index("judgements_pair", "judgements", ["left", "right", "by", "seq"])
    op.create_table(
        "notes",
        Column("id", Text, primary_key=True),
        _text("about"),
        _text("at"),
        Column("reply_to", Text, ForeignKey("notes.id")),
    )
    op.create_index("notes_about", "notes", ["about"])
    op.create_table(
        "tombstones",
        Column("page", Text, ForeignKey("pages.id"), primary_key=True),
        _text("by"),
        _text("why"),
        _text("at"),
    )


def _side() -> None:
    op.create_table(
        "bodies",
        Column("page", Text, ForeignKey("pages.id"), primary_key=True),
        Column("packed", LargeBinary, nullable=False),
    )
    op.create_table(
        "documents",
        Column("coding", Integer, ForeignKey("codings.seq"), primary_key=True),
        _text("record"),
    )
    op.create_table(
        "mention_records",
        Column("mention", Text, ForeignKey("mentions.id"), primary_key=True),
        _text("record"),
    )
    op.create_table(
        "note_texts",
        Column("note", Text, ForeignKey("notes.id"), primary_key=True),
        _text("author"),
        _text("text"),
    )


def _derived() -> None:
    op.create_table(
        "events",
        Column("id", Text, primary_key=True),
        _place(),
        _text("type"),
        Column("date", Text),
        _text("record"),
    )
    op.create_table("situations", Column("name", Text, primary_key=True), _place(), _text("record"))
    op.create_table(
        "alerts",
        Column("place", Integer, primary_key=True),
        _text("situation"),
        _text("date"),
        _text("record"),
    )


def _refuse(what: str, table: str, why: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is {why}'); END"
    )


def _text(name: str, key: str | None = None) -> Column[str]:
    return Column(name, Text, ForeignKey(key), nullable=False) if key else Column(name, Text, nullable=False)


def _coding() -> Column[int]:
    return Column("coding", Integer, ForeignKey("codings.seq"), nullable=False)


def _place() -> Column[int]:
    return Column("place", Integer, nullable=False)
