"""The ledger in a SQLite file: what is appended, what is read, what is taken down."""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    union,
)
from sqlalchemy.dialects.sqlite import insert as insert_new

from tocsin.errors import InputError, LedgerError
from tocsin.ledger import tables as t
from tocsin.ledger import versions
from tocsin.ledger.address import address_of, normalised
from tocsin.ledger.engine import mapped, open_engine, writing
from tocsin.ledger.lineage import carried
from tocsin.ledger.records import now, packed, storable, unpacked
from tocsin.model import (
    Alert,
    Derived,
    Document,
    Drop,
    Event,
    Fault,
    Judgement,
    Mention,
    Note,
    Page,
    Reading,
    Situation,
    Span,
    Version,
    Visit,
)
from tocsin.stages import Ledger

T = TypeVar("T")
Row = dict[str, Any]
Query = Select[*tuple[Any, ...]]

_PART = 10_000


class SqliteLedger:
    """The Protocol `stages.Ledger` on a file; may be used by several threads.

    Every method that writes is one transaction (`judge` may be several), and on the disk when it returns.
    Every method that reads sees one state of the ledger, whatever is written meanwhile. All raise
    LedgerError naming the file.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._engine = open_engine(path, read_only=read_only)
        self._writer = writing(self._engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections to the file."""
        self._engine.dispose()

    def reader(self) -> AbstractContextManager[Ledger]:
        """A second, read-only view for another thread."""
        return SqliteLedger(self.path, read_only=True)

    # --- facts, appended -------------------------------------------------------------------------

    def holds(self, page: str, coder: str) -> bool:
        """Whether this page was already coded by this coder, or was taken down."""
        with self._read() as connection:
            return _known(connection, page, coder)

    def append(self, reading: Reading) -> bool:
        """Store all of a reading in one transaction; False when it was already there, or taken down."""
        with self._write() as connection:
            if _known(connection, reading.page.id, reading.coder):
                return False
            _store_page(connection, reading.page)
            coding = _store_coding(connection, reading)
            _insert(connection, t.mentions, [_mention_row(m, coding) for m in reading.coding.mentions])
            records = [{"mention": m.id, "record": packed(m)} for m in reading.coding.mentions]
            _insert(connection, t.mention_records, records)
            drops = [_drop_row(d, coding, place) for place, d in enumerate(reading.coding.drops)]
            _insert(connection, t.drops, drops)
        return True

    def fault(self, fault: Fault, page: Page | None = None) -> None:
        """Store a fault, and the page if it was read. The same fault again adds nothing."""
        row = {
            "stage": fault.stage,
            "page": fault.page,
            "name": storable(fault.name),
            "reason": storable(fault.reason),
        }
        with self._write() as connection:
            if page is not None and not _taken_down(connection, page.id):
                _store_page(connection, page)
            connection.execute(insert_new(t.faults).values(**row, at=now()).on_conflict_do_nothing())

    def look(self, url: str, at: str, page: str = "", feed: str = "") -> None:
        """Append that a URL was read, and which page stood there; "": it could not be read.

        What a page that is not new said before, it says still: that makes it the newest version.
        """
        url = storable(url)
        row = {"feed": feed, "url": url, "address": normalised(url), "at": at, "page": page or None}
        with self._write() as connection:
            connection.execute(insert(t.looks).values(row))

    def visit(self, visit: Visit) -> None:
        """Append an asking of a feed."""
        row = {
            key: storable(value) if isinstance(value, str) else value for key, value in asdict(visit).items()
        }
        with self._write() as connection:
            connection.execute(insert(t.visits).values(row))

    def judge(self, judgements: Iterable[Judgement]) -> int:
        """Append verdicts that are new; how many were.

        One that repeats the last verdict of the same judge on the same pair is not new. Many are stored a
        part at a time, so that other writers get their turn: each verdict is a fact of its own.
        """
        added, left = 0, iter(judgements)
        while rows := [_judgement_row(judgement) for judgement in islice(left, _PART)]:
            with self._write() as connection:
                options = {"preserve_rowcount": True}
                added += connection.execute(_NEW_JUDGEMENT, rows, execution_options=options).rowcount
        return added

    def write_note(self, note: Note) -> None:
        """Append a note. The same note again adds nothing; another one of its id raises LedgerError."""
        with self._write() as connection:
            known = connection.execute(_NOTES.where(t.notes.c.id == note.id)).mappings().one_or_none()
            if known is not None:
                if _note(known) != note:
                    raise LedgerError(
                        f"ledger {self.path} holds another note {note.id!r}; give this one a new id"
                    )
                return
            row = {"id": note.id, "about": note.about, "at": note.at, "reply_to": note.reply_to}
            connection.execute(insert(t.notes).values(row))
            words = {"author": storable(note.author), "text": storable(note.text)}
            connection.execute(insert(t.note_texts).values(note=note.id, **words))

    def erase(self, page: str, by: str, why: str) -> bool:
        """Take a page down: its bytes, documents, mentions' records, and notes about these, are deleted.

        A tombstone with who and why is appended; the page is not stored again. What was derived is
        deleted as well: derive it anew (`tocsin rebuild`). Ids, name, URL, codes, counts and reasons stay.
        False when the page was taken down before. Raises InputError when there is no such page.
        """
        with self._write() as connection:
            if not _any(connection, select(t.pages.c.id).where(t.pages.c.id == page)):
                raise InputError(f"ledger {self.path} has no page {page!r}; give the id of one it has")
            if _taken_down(connection, page):
                return False
            _delete_words(connection, page)
            for table in t.DERIVED:
                connection.execute(delete(table))
            connection.execute(
                insert(t.tombstones).values(page=page, by=storable(by), why=storable(why), at=now())
            )
        self._forget()
        return True

    # --- facts, read -----------------------------------------------------------------------------

    def page(self, id: str) -> Page | None:
        """A page with its bytes; None when there is none, or it was taken down."""
        bytes = (t.bodies.c.packed, t.bodies.c.comments)
        query = select(t.pages, *bytes).join(t.bodies).where(t.pages.c.id == id)
        with self._read() as connection:
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            return None
        fields = dict(row)
        try:
            body, comments = (fields.pop(name) for name in ("packed", "comments"))
            thread = zlib.decompress(comments) if comments else b""
            return Page(body=zlib.decompress(body), comments=thread, **fields)
        except zlib.error as error:
            raise LedgerError(f"{self._where('page', id)}: damaged ({error}); restore a copy") from error

    def looked(self, url: str) -> tuple[str, ...]:
        """When this URL was read, oldest first, in ISO 8601: by `look`, or as a page that was stored."""
        address = normalised(url)
        times = select(t.looks.c.at).where(t.looks.c.address == address)
        coded = t.pages.join(t.codings).join(t.addresses)
        stored = select(t.pages.c.fetched).select_from(coded).where(t.addresses.c.address == address)
        query = union(times, stored)
        with self._read() as connection:
            return tuple(sorted(connection.execute(query).scalars()))

    def followed(self, feed: str, since: str) -> tuple[str, ...]:
        """The URLs that were read for this feed since then, in that order, each as it was asked for last."""
        query = select(t.looks.c.address, t.looks.c.url).where(t.looks.c.feed == feed, t.looks.c.at >= since)
        with self._read() as connection:
            rows = connection.execute(query.order_by(t.looks.c.seq)).mappings()
            return tuple({row["address"]: row["url"] for row in rows}.values())

    def visits(self, feed: str = "", since: str = "") -> Iterator[Visit]:
        """The askings of a feed (default: of all) since then, oldest first."""
        columns = [column for column in t.visits.c if column.name != "seq"]
        query = select(*columns).where(t.visits.c.at >= since)
        query = query.where(t.visits.c.feed == feed) if feed else query
        for row in self._rows(query.order_by(t.visits.c.at, t.visits.c.seq)):
            yield Visit(**row)

    def mentions(self, coder: str = "") -> Iterator[Mention]:
        """The mentions of the newest version of each document, in the order of their ids.

        Of one coder if named: then the newest version that this one read. With them, those of older
        versions that a person judged and that the newest one does not repeat (see `lineage`).
        """
        with self._read() as connection:
            kept = versions.lineage_of_all(connection, coder, str(self.path)).kept
            counted = or_(t.mentions.c.coding.in_(versions.newest(coder)), t.mentions.c.id.in_(kept))
            query = _MENTIONS.join(t.mentions).where(counted).order_by(t.mention_records.c.mention)
            for row in connection.execute(query).mappings():
                yield unpacked(row["record"], Mention, self._where("mention", row["id"]))

    def mentions_of(self, page: str) -> Iterator[Mention]:
        """The mentions of one page, by every coder, in text order."""
        coded = t.mentions.join(t.codings)
        query = _MENTIONS.join(coded, t.mention_records.c.mention == t.mentions.c.id)
        found = self._nouns(query.where(t.codings.c.page == page), Mention)
        yield from sorted(found, key=lambda m: (m.trigger.start, m.trigger.end, m.id))

    def mention(self, id: str) -> Mention | None:
        """One mention; None when there is none, or its page was taken down."""
        return next(self._nouns(_MENTIONS.where(t.mention_records.c.mention == id), Mention), None)

    def documents(self) -> Iterator[Document]:
        """The newest version of each document as it was last parsed, in the order in which that was stored."""
        query = _DOCUMENTS.where(t.documents.c.coding.in_(versions.newest_documents()))
        yield from self._nouns(query.order_by(t.documents.c.coding), Document)

    def versions(self, of: str) -> tuple[Version, ...]:
        """All versions, the newest last, of the document of a page (its id) or URL; not those taken down."""
        with self._read() as connection:
            return versions.versions(connection, of)

    def successor(self, mention: str) -> str:
        """The id of the mention that took the place of one of an older version; else that same id."""
        with self._read() as connection:
            return versions.lineage_of(connection, mention, str(self.path)).heirs.get(mention, mention)

    def document(self, page: str) -> Document | None:
        """A page as it was last parsed; None when there is none, or it was taken down."""
        query = _DOCUMENTS.join(t.codings).where(t.codings.c.page == page)
        return next(self._nouns(query.order_by(t.codings.c.seq.desc()).limit(1), Document), None)

    def drops(self, page: str) -> Iterator[Drop]:
        """What was left out of a page, coder by coder."""
        query = select(t.drops).join(t.codings).where(t.codings.c.page == page)
        for row in self._rows(query.order_by(t.drops.c.coding, t.drops.c.place)):
            span = None if row["start"] is None else Span(start=row["start"], end=row["end"])
            yield Drop(stage=row["stage"], reason=row["reason"], span=span)

    def faults(self) -> Iterator[Fault]:
        """All faults, oldest first."""
        query = select(t.faults.c.stage, t.faults.c.page, t.faults.c.name, t.faults.c.reason)
        for row in self._rows(query.order_by(t.faults.c.seq)):
            yield Fault(**row)

    def judgements(self, coder: str = "") -> Iterator[Judgement]:
        """All verdicts, oldest first.

        With a coder, those of people on its mentions of older versions are told of the mentions of the
        newest that took their place.
        """
        columns = [column for column in t.judgements.c if column.name not in ("seq", "at")]
        with self._read() as connection:
            where = str(self.path)
            heirs = versions.lineage_of_all(connection, coder, where).heirs if coder else {}
            for row in connection.execute(select(*columns).order_by(t.judgements.c.seq)).mappings():
                if judgement := carried(Judgement(**row), heirs):
                    yield judgement

    def notes(self, about: str) -> Iterator[Note]:
        """The notes about something, and about the mentions that it took the place of, oldest first."""
        with self._read() as connection:
            heirs = versions.lineage_of(connection, about, str(self.path)).heirs
            meant = (about, *(older for older, heir in heirs.items() if heir == about))
            query = _NOTES.where(t.notes.c.about.in_(meant)).order_by(t.notes.c.at, t.notes.c.id)
            yield from map(_note, connection.execute(query).mappings())

    def counts(self) -> dict[str, int]:
        """Rows a table, for people."""
        with self._read() as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (*t.FACTS, *t.SIDE, *t.DERIVED)
            }

    # --- derived ---------------------------------------------------------------------------------

    def replace(self, derived: Derived) -> None:
        """Put what was derived in place of what was derived before, in one transaction."""
        with self._write() as connection:
            for table in t.DERIVED:
                connection.execute(delete(table))
            _insert(connection, t.events, [_event_row(e, n) for n, e in enumerate(derived.events)])
            _insert(
                connection, t.situations, [_situation_row(s, n) for n, s in enumerate(derived.situations)]
            )
            _insert(connection, t.alerts, [_alert_row(a, n) for n, a in enumerate(derived.alerts)])

    def derived(self) -> Derived:
        """What was derived last, all of it from the same time."""
        with self._read() as connection:
            return Derived(
                events=self._all(connection, t.events, Event),
                situations=self._all(connection, t.situations, Situation),
                alerts=self._all(connection, t.alerts, Alert),
            )

    # --- helpers ---------------------------------------------------------------------------------

    @contextmanager
    def _read(self) -> Generator[Connection]:
        with mapped(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Generator[Connection]:
        with mapped(self.path), self._writer.begin() as connection:
            yield connection

    def _rows(self, query: Query) -> Iterator[RowMapping]:
        with self._read() as connection:
            yield from connection.execute(query).mappings()

    def _nouns(self, query: Query, noun: type[T]) -> Iterator[T]:
        """The nouns of a query for an id and the record."""
        for row in self._rows(query):
            yield unpacked(row["record"], noun, self._where(noun.__name__.lower(), row["id"]))

    def _all(self, connection: Connection, table: Table, noun: type[T]) -> tuple[T, ...]:
        rows = connection.execute(select(table.c.record).order_by(table.c.place))
        return tuple(unpacked(row[0], noun, f"ledger {self.path}, table {table.name}") for row in rows)

    def _where(self, what: str, id: object) -> str:
        return f"ledger {self.path}, {what} {id}"

    def _forget(self) -> None:
        """Bring deletions from the write-ahead log to the file, so that neither holds what was deleted."""
        with mapped(self.path):
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()


_MENTIONS = select(t.mention_records.c.mention.label("id"), t.mention_records.c.record)
_DOCUMENTS = select(t.documents.c.coding.label("id"), t.documents.c.record)
_NOTES = select(t.notes, t.note_texts.c.author, t.note_texts.c.text).join(t.note_texts)


def _new_judgement() -> Any:
    given = {c.name: bindparam(f"new_{c.name}", type_=c.type) for c in t.judgements.c if c.name != "seq"}
    same = [t.judgements.c[key] == given[key] for key in ("left", "right", "by")]
    last = select(t.judgements.c.verdict).where(*same).order_by(t.judgements.c.seq.desc()).limit(1)
    is_new = func.coalesce(last.scalar_subquery(), "") != given["verdict"]
    return insert(t.judgements).from_select([*given], select(*given.values()).where(is_new))


_NEW_JUDGEMENT = _new_judgement()


def _any(connection: Connection, query: Query) -> bool:
    return connection.execute(query.limit(1)).first() is not None


def _taken_down(connection: Connection, page: str) -> bool:
    return _any(connection, select(t.tombstones.c.page).where(t.tombstones.c.page == page))


def _known(connection: Connection, page: str, coder: str) -> bool:
    coded = select(t.codings.c.seq).where(t.codings.c.page == page, t.codings.c.coder == coder)
    return _any(connection, coded) or _taken_down(connection, page)


def _store_page(connection: Connection, page: Page) -> None:
    """The page and its bytes, unless it was stored before, by a fault or for another coder."""
    names = ("id", "name", "url", "media", "charset", "fetched")
    row = {name: storable(getattr(page, name)) for name in names}
    connection.execute(insert_new(t.pages).values(row).on_conflict_do_nothing())
    comments = zlib.compress(page.comments) if page.comments else None
    body = {"page": page.id, "packed": zlib.compress(page.body), "comments": comments}
    connection.execute(insert_new(t.bodies).values(body).on_conflict_do_nothing())


def _store_coding(connection: Connection, reading: Reading) -> int:
    """The number of the coding, stored with the document that its spans point into."""
    new = insert(t.codings).values(page=reading.page.id, coder=reading.coder, at=now())
    coding = connection.execute(new.returning(t.codings.c.seq)).scalar_one()
    connection.execute(insert(t.documents).values(coding=coding, record=packed(reading.document)))
    address = storable(address_of(reading.page, reading.document))
    connection.execute(insert(t.addresses).values(coding=coding, address=address))
    return coding


def _delete_words(connection: Connection, page: str) -> None:
    codings = select(t.codings.c.seq).where(t.codings.c.page == page)
    mentions = select(t.mentions.c.id).where(t.mentions.c.coding.in_(codings))
    notes = select(t.notes.c.id).where(or_(t.notes.c.about == page, t.notes.c.about.in_(mentions)))
    connection.execute(delete(t.note_texts).where(t.note_texts.c.note.in_(notes)))
    connection.execute(delete(t.mention_records).where(t.mention_records.c.mention.in_(mentions)))
    connection.execute(delete(t.documents).where(t.documents.c.coding.in_(codings)))
    connection.execute(delete(t.bodies).where(t.bodies.c.page == page))


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _mention_row(mention: Mention, coding: int) -> Row:
    return {"id": mention.id, "coding": coding, "type": mention.type, "status": mention.status}


def _drop_row(drop: Drop, coding: int, place: int) -> Row:
    return {
        "coding": coding,
        "place": place,
        "stage": drop.stage,
        "reason": storable(drop.reason),
        "start": drop.span.start if drop.span else None,
        "end": drop.span.end if drop.span else None,
    }


def _judgement_row(judgement: Judgement) -> Row:
    return {
        "new_left": judgement.left,
        "new_right": judgement.right,
        "new_verdict": judgement.verdict,
        "new_score": judgement.score,
        "new_by": judgement.by,
        "new_why": storable(judgement.why),
        "new_at": now(),
    }


def _event_row(event: Event, place: int) -> Row:
    return {"id": event.id, "place": place, "type": event.type, "date": event.date, "record": packed(event)}


def _situation_row(situation: Situation, place: int) -> Row:
    return {"name": situation.name, "place": place, "record": packed(situation)}


def _alert_row(alert: Alert, place: int) -> Row:
    return {"place": place, "situation": alert.situation, "date": alert.date, "record": packed(alert)}


def _note(row: RowMapping) -> Note:
    return Note(**row)
