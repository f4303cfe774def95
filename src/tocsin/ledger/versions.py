"""The queries that tell versions of a document apart: pages of one address, by when they were read."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Subquery, func, select

from tocsin.ledger import tables as t
from tocsin.ledger.address import normalised
from tocsin.ledger.lineage import Lineage, is_person, lineage
from tocsin.ledger.records import unpacked
from tocsin.model import Mention, Version

Query = Select[*tuple[Any, ...]]


def newest(coder: str = "") -> Query:
    """The codings of the newest version of each document that a coder (default: each of them) read."""
    ranked = _ranked(coder)
    return select(ranked.c.seq).where(ranked.c.rank == 1)


def newest_documents() -> Query:
    """The last coding of the newest version of each document, whoever read it."""
    listed = _listed()
    rank = func.row_number().over(partition_by=listed.c.address, order_by=_latest(listed))
    ranked = select(listed.c.seq, rank.label("rank")).subquery()
    return select(ranked.c.seq).where(ranked.c.rank == 1)


def versions(connection: Connection, of: str) -> tuple[Version, ...]:
    """All versions, the newest last, of the document of a page (its id) or URL; not those taken down."""
    own = select(t.addresses.c.address).join(t.codings).where(t.codings.c.page == of)
    address = connection.execute(own.order_by(t.codings.c.seq.desc()).limit(1)).scalar_one_or_none()
    address = address or normalised(of)
    listed = _listed(address)
    query = select(listed.c.page, listed.c.first, listed.c.last).join(
        t.documents, t.documents.c.coding == listed.c.seq
    )
    query = query.where(listed.c.address == address)
    rows = connection.execute(query.order_by(listed.c.last, listed.c.stored)).mappings()
    return tuple(Version(**row) for row in rows)


def lineage_of_all(connection: Connection, coder: str, where: str) -> Lineage:
    """The lineage of all documents that a coder read more than one version of. where: names the ledger."""
    return _lineage(connection, _ranked(coder), where)


def lineage_of(connection: Connection, mention: str, where: str) -> Lineage:
    """The lineage of the document of one mention."""
    coding = t.mentions.join(t.codings).join(t.addresses, t.addresses.c.coding == t.codings.c.seq)
    query = select(t.codings.c.coder, t.addresses.c.address).select_from(coding)
    row = connection.execute(query.where(t.mentions.c.id == mention)).one_or_none()
    return Lineage() if row is None else _lineage(connection, _ranked(row[0], row[1]), where)


def _lineage(connection: Connection, ranked: Subquery, where: str) -> Lineage:
    query = (
        select(ranked.c.coder, ranked.c.address, ranked.c.rank, t.mention_records.c.record)
        .select_from(ranked)
        .outerjoin(t.mentions, t.mentions.c.coding == ranked.c.seq)
        .outerjoin(t.mention_records, t.mention_records.c.mention == t.mentions.c.id)
        .where(ranked.c.many > 1)
        .order_by(ranked.c.coder, ranked.c.address, ranked.c.rank)
    )
    rows = connection.execute(query).all()
    judged = _judged(connection) if rows else set[str]()
    heirs: dict[str, str] = {}
    kept: set[str] = set()
    for _, document in groupby(rows, key=lambda row: (row[0], row[1])):
        found = [
            [unpacked(row[3], Mention, where) for row in version if row[3] is not None]
            for _, version in groupby(document, key=lambda row: row[2])
        ]
        one = lineage(found, judged)
        heirs |= one.heirs
        kept |= one.kept
    return Lineage(heirs=heirs, kept=frozenset(kept))


def _judged(connection: Connection) -> set[str]:
    """The mentions that people gave verdicts on."""
    query = select(t.judgements.c.left, t.judgements.c.right, t.judgements.c.by).distinct()
    return {id for left, right, by in connection.execute(query) if is_person(by) for id in (left, right)}


def _ranked(coder: str = "", address: str = "") -> Subquery:
    """Codings with their coder, address, rank (1: of the newest version) and how many versions there are."""
    page = _pages(address)
    document = (t.addresses.c.address, t.codings.c.coder)
    query = (
        select(
            t.codings.c.seq,
            t.codings.c.coder,
            t.addresses.c.address,
            func.row_number().over(partition_by=document, order_by=_latest(page)).label("rank"),
            func.count().over(partition_by=document).label("many"),
        )
        .join(t.addresses, t.addresses.c.coding == t.codings.c.seq)
        .join(page, page.c.page == t.codings.c.page)
    )
    wanted = ((t.codings.c.coder, coder), (t.addresses.c.address, address))
    return query.where(*(column == value for column, value in wanted if value)).subquery()


def _listed(address: str = "") -> Subquery:
    """Each page with its last coding, its address by that, and when it was read first and last.

    address: only pages that had it by any coding.
    """
    page = _pages(address)
    last = select(func.max(t.codings.c.seq)).where(*_at(address, t.codings.c.page)).group_by(t.codings.c.page)
    return (
        select(t.codings.c.seq, t.addresses.c.address, *page.c)
        .join(t.addresses, t.addresses.c.coding == t.codings.c.seq)
        .join(page, page.c.page == t.codings.c.page)
        .where(t.codings.c.seq.in_(last))
        .subquery()
    )


def _pages(address: str = "") -> Subquery:
    """Each coded page (of an address): when it was read first and last, and as the how-many-eth it was stored."""
    stored = select(t.codings.c.page, func.min(t.codings.c.seq).label("stored"))
    stored = stored.where(*_at(address, t.codings.c.page)).group_by(t.codings.c.page).subquery()
    seen = select(t.looks.c.page, func.max(t.looks.c.at).label("at")).where(t.looks.c.page.is_not(None))
    seen = seen.where(*_at(address, t.looks.c.page)).group_by(t.looks.c.page).subquery()
    # max of two values is SQLite's name for the greater one
    last = func.max(t.pages.c.fetched, func.coalesce(seen.c.at, ""))
    return (
        select(stored.c.page, stored.c.stored, t.pages.c.fetched.label("first"), last.label("last"))
        .join(t.pages, t.pages.c.id == stored.c.page)
        .outerjoin(seen, seen.c.page == stored.c.page)
        .subquery()
    )


def _at(address: str, page: Column[str]) -> tuple[ColumnElement[bool], ...]:
    """The condition that a page had this address; none for any."""
    coded = select(t.codings.c.page).join(t.addresses, t.addresses.c.coding == t.codings.c.seq)
    return (page.in_(coded.where(t.addresses.c.address == address)),) if address else ()


def _latest(page: Subquery) -> tuple[Any, ...]:
    """The order from the newest version to the oldest."""
    return page.c.last.desc(), page.c.stored.desc()
