"""The tables of the ledger, as its newest migration leaves them.

FACTS are appended and never changed; triggers see to that. They hold ids, codes, counts and reasons, but
no words of a page and none of a person. Those lie in SIDE tables keyed by the id of the fact: written
once, and deleted when a page is taken down. DERIVED tables are replaced as a whole.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

HEAD = "0002"
"""The newest version of the schema; the names of the files in migrations/versions begin with theirs."""

APPLICATION_ID = 0x746F6373
"""Stands in the header of the file, so that no other program's database is taken for a ledger."""

metadata = MetaData()

# --- facts ---------------------------------------------------------------------------------------

pages = Table(
    "pages",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("media", Text, nullable=False),
    Column("charset", Text, nullable=False),
    Column("fetched", Text, nullable=False),
)

codings = Table(
    "codings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("page", Text, ForeignKey("pages.id"), nullable=False),
    Column("coder", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("codings_page_coder", "page", "coder", unique=True),
)

mentions = Table(
    "mentions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("coding", Integer, ForeignKey("codings.seq"), nullable=False),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Index("mentions_coding", "coding"),
)

drops = Table(
    "drops",
    metadata,
    Column("coding", Integer, ForeignKey("codings.seq"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    PrimaryKeyConstraint("coding", "place"),
)

addresses = Table(
    "addresses",
    metadata,
    Column("coding", Integer, ForeignKey("codings.seq"), primary_key=True),
    Column("address", Text, nullable=False),  # pages of one address are versions of one document
    Index("addresses_address", "address"),
)

looks = Table(
    "looks",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("feed", Text, nullable=False),  # "" for none
    Column("url", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("page", Text, ForeignKey("pages.id")),  # NULL when it could not be read
    Index("looks_address", "address"),
    Index("looks_page", "page", "at"),
)

visits = Table(
    "visits",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("feed", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("etag", Text, nullable=False),
    Column("modified", Text, nullable=False),
    Index("visits_feed", "feed", "at"),
)

faults = Table(
    "faults",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("page", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("faults_all", "name", "page", "stage", "reason", unique=True),
)

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("left", Text, ForeignKey("mentions.id"), nullable=False),
    Column("right", Text, ForeignKey("mentions.id"), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Text, nullable=False),
    CheckConstraint('"left" < "right"', name="judgements_in_order"),
    CheckConstraint("verdict IN ('same', 'different')", name="judgements_verdict"),
    Index("judgements_pair", "left", "right", "by", "seq"),
)

notes = Table(
    "notes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("about", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reply_to", Text, ForeignKey("notes.id")),
    Index("notes_about", "about"),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("page", Text, ForeignKey("pages.id"), primary_key=True),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# --- side tables ---------------------------------------------------------------------------------

bodies = Table(
    "bodies",
    metadata,
    Column("page", Text, ForeignKey("pages.id"), primary_key=True),
    Column("packed", LargeBinary, nullable=False),  # zlib
    Column("comments", LargeBinary),  # zlib; NULL for none
)

documents = Table(
    "documents",
    metadata,
    Column("coding", Integer, ForeignKey("codings.seq"), primary_key=True),
    Column("record", Text, nullable=False),  # JSON, as are all records
)

mention_records = Table(
    "mention_records",
    metadata,
    Column("mention", Text, ForeignKey("mentions.id"), primary_key=True),
    Column("record", Text, nullable=False),
)

note_texts = Table(
    "note_texts",
    metadata,
    Column("note", Text, ForeignKey("notes.id"), primary_key=True),
    Column("author", Text, nullable=False),
    Column("text", Text, nullable=False),
)

# --- derived -------------------------------------------------------------------------------------

events = Table(
    "events",
    metadata,
    Column("id", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("date", Text),
    Column("record", Text, nullable=False),
)

situations = Table(
    "situations",
    metadata,
    Column("name", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("record", Text, nullable=False),
)

alerts = Table(
    "alerts",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("situation", Text, nullable=False),
    Column("date", Text, nullable=False),
    Column("record", Text, nullable=False),
)

FACTS = (pages, codings, mentions, drops, addresses, looks, visits, faults, judgements, notes, tombstones)
SIDE = (bodies, documents, mention_records, note_texts)
DERIVED = (events, situations, alerts)
