"""A person and a date to codes: who held which office when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.know.actors import Body, Office, Term, actors
from tocsin.resolve.who_index import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a person is at a date. state: in office, after it, before it, or the date is not known."""

    country: str
    sector: str
    second_sector: str
    state: str
    row: str
    reason: str


def runs(row: Term | Body, date: str) -> bool:
    """Whether a row with start and end holds at an ISO date; coarse bounds count in full, empty ones are open."""
    begun = not row.start or row.start[: len(date)] <= date[: len(row.start)]
    over = bool(row.end) and row.end[: len(date)] < date[: len(row.end)]
    return begun and not over


def standing(person: Person, date: str, near: frozenset[str] = frozenset()) -> Standing:
    """What `person` is at `date` ("" = not known). near: countries that decide between namesakes."""
    terms = [term for term in person.terms if term.country in near] or list(person.terms)
    if not date:
        return _undated(terms)
    held = [term for term in terms if runs(term, date)]
    if held:
        return _of(_highest(held), "in office", date)
    over = [term for term in terms if term.end and term.end[: len(date)] < date[: len(term.end)]]
    if over:
        return _of(max(over, key=lambda term: term.end), "after", date)
    return _of(min(terms, key=lambda term: term.start), "before", date)


def is_famous(person: Person) -> bool:
    """Whether the news would call the person by surname alone."""
    return any(term.office in actors().words.famous for term in person.terms)


def is_well_known(person: Person, date: str) -> bool:
    """Whether the news would call the person by surname alone at that date, because of the post held then."""
    return bool(date) and any(
        term.office in actors().words.well_known and runs(term, date) for term in person.terms
    )


def is_active(person: Person, date: str) -> bool:
    """Whether any term of the person covers the date."""
    return bool(date) and any(runs(term, date) for term in person.terms)


def _highest(terms: Iterable[Term]) -> Term:
    """Of posts held at once the highest; of equal ones the later, as the earlier end may be coarse."""
    ranks = actors().ranks
    latest_first = sorted(terms, key=lambda term: term.start, reverse=True)
    return min(latest_first, key=lambda term: ranks[term.office])


def _of(term: Term, state: str, date: str) -> Standing:
    office = actors().offices[term.office]
    span = f"{term.start or '?'}..{term.end}"
    sector, second = _codes(office, state)
    why = {"in office": "in office", "after": "term over", "before": "before the first term we know of"}[
        state
    ]
    return Standing(
        country=term.country,
        sector=sector,
        second_sector=second,
        state=state,
        row=f"people.tsv: {term.name}, {term.office} {term.country} {span}",
        reason=f"{term.name}, {term.office} {span}: {why} at {date}" if date else f"{term.name}: no date",
    )


def _codes(office: Office, state: str) -> tuple[str, str]:
    if state == "in office":
        return office.sector, office.second_sector
    return (office.after, "") if state == "after" else ("", "")


def _undated(terms: list[Term]) -> Standing:
    """Without a date only that is said which holds at any date; the sector, only of a post never left."""
    offices = actors().offices
    codes = {
        (term.country, offices[term.office].sector, offices[term.office].second_sector) for term in terms
    }
    countries = {term.country for term in terms}
    certain = len(codes) == 1 and not any(term.end for term in terms)
    country, sector, second = codes.pop() if certain else ("", "", "")
    last = max(terms, key=lambda term: term.start)
    return Standing(
        country=country or (last.country if len(countries) == 1 else ""),
        sector=sector,
        second_sector=second,
        state="undated",
        row=f"people.tsv: {last.name}",
        reason=f"{last.name}: the story has no date, and the post changed"
        if not certain
        else f"{last.name}, {last.office}",
    )
