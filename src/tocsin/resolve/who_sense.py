"""A hit to the one thing it means here: by date, by the countries nearby, by the letters around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from tocsin.know.actors import Bare, Body, Group, Nation, Role, RoleKind, Towns, actors
from tocsin.resolve.who_answer import Nearby
from tocsin.resolve.who_index import Form, Person, Token
from tocsin.resolve.who_people import is_active, is_famous, is_well_known, runs, standing
from tocsin.resolve.who_scan import Hit, Scan

SenseKind = Literal[
    "country", "adjective", "people", "ethnic", "capital", "city", "region", "body", "group", "role", "person"
]
# Of the things that the same words may name, the one the news mostly means comes first.
_ORDER = ("person", "body", "nation", "town", "capital", "role", "group", "surname")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What words `start` to `end` (in tokens) mean. role: the kind of a role word. state: of a person at the date."""

    kind: SenseKind
    start: int
    end: int
    country: str = ""
    sector: str = ""
    second_sector: str = ""
    role: RoleKind | None = None
    bare: Bare = ""
    leaders: str = ""
    speaks: str = ""
    state: str = ""
    counted: bool = False
    label: str = ""
    reason: str = ""

    @property
    def gives_country(self) -> bool:
        """Whether it tells whose the rest of the phrase is ("Serbian", "Kosovo", "Belgrade")."""
        return self.kind in ("country", "adjective", "people", "capital", "city", "region") and bool(
            self.country
        )


def senses(scanned: Scan, date: str, nearby: Nearby) -> tuple[Sense, ...]:
    """The hits of a scan, each as one sense; what is only the object of a feeling or a backer is left out."""
    near = nearby.countries | _told(scanned)
    found: list[Sense] = []
    titled = -1
    for hit in scanned.hits:
        sense = _sense(hit, scanned.tokens, date, near, nearby, titled=titled == hit.start)
        if sense is not None:
            found.append(sense)
            titled = sense.end if sense.role in ("office", "position") else -1
    return tuple(found)


def _told(scanned: Scan) -> frozenset[str]:
    """Countries that the phrase itself names without doubt."""
    codes: set[str] = set()
    if len(scanned.hits) < 2:
        return frozenset()
    for hit in scanned.hits:
        rows = {_country(form) for form in hit.of("nation", "town")}
        if len(rows) == 1 and not _set_apart(hit, scanned.tokens):
            codes |= rows
    return frozenset(codes)


def _set_apart(hit: Hit, tokens: Sequence[Token]) -> bool:
    """ "pro-Russian", "Russian-backed": the country is not the home of what follows."""
    words = actors().words
    before = tokens[hit.start - 1].norm if hit.start else ""
    after = tokens[hit.end] if hit.end < len(tokens) else None
    return before in words.toward or (after is not None and after.norm in words.backed and "-" in after.gap)


def _sense(
    hit: Hit, tokens: Sequence[Token], date: str, near: frozenset[str], nearby: Nearby, *, titled: bool
) -> Sense | None:
    forms = _fitting(hit, near)
    kind = forms[0].kind
    if kind in ("nation", "town", "capital", "surname", "person") and _set_apart(hit, tokens):
        return None
    if kind == "nation":
        return _nation(hit, forms, tokens, near)
    if kind in ("town", "capital"):
        return _place(hit, forms, near)
    if kind == "body":
        return _body(hit, forms, date, near)
    if kind in ("person", "surname"):
        return _person(hit, forms, date, near, nearby, titled=titled)
    return _word(hit, forms[0])


def _fitting(hit: Hit, near: frozenset[str]) -> tuple[Form, ...]:
    """The forms of the kind that is meant. A body of another country gives way to the same word as a role."""
    if len(hit.forms) == 1:
        return hit.forms
    by_kind = {kind: hit.of(kind) for kind in _ORDER}
    if by_kind["body"] and by_kind["role"] and near:
        at_home = [form for form in by_kind["body"] if cast(Body, form.row).country in near | {""}]
        if not at_home:
            return by_kind["role"]
    if by_kind["nation"] and by_kind["town"]:
        inside = [form for form in by_kind["town"] if cast(Towns, form.row).country in near]
        named = [form for form in by_kind["nation"] if cast(Nation, form.row).code in near]
        if inside and not named:
            return tuple(inside)
    return next(forms for kind in _ORDER if (forms := by_kind[kind]))


def _nation(hit: Hit, forms: tuple[Form, ...], tokens: Sequence[Token], near: frozenset[str]) -> Sense | None:
    if len(forms) > 1:
        forms = tuple(form for form in forms if cast(Nation, form.row).code in near)
    if len(forms) != 1:
        return None
    form, nation = forms[0], cast(Nation, forms[0].row)
    words = actors().words
    before = tokens[hit.start - 1].norm if hit.start else ""
    kind: SenseKind = "country"
    if before in words.ethnic:
        kind = "ethnic"
    elif "name" not in form.parts:
        kind = "people" if "adjective" not in form.parts else "adjective"
    return Sense(
        kind=kind,
        start=hit.start,
        end=hit.end,
        country=nation.code,
        sector=nation.sector,
        counted="people" in form.parts and any(word.norm in words.counted for word in tokens[: hit.start]),
        label=form.label,
        reason=f"'{' '.join(word.raw for word in tokens[hit.start : hit.end])}' is {nation.code}",
    )


def _place(hit: Hit, forms: tuple[Form, ...], near: frozenset[str]) -> Sense | None:
    countries = {_country(form) for form in forms}
    if len(countries) > 1:
        forms = tuple(form for form in forms if _country(form) in near)
    if len({_country(form) for form in forms}) != 1:
        return None
    form = forms[0]
    label = f"{form.label} ({_country(form)})"
    if isinstance(form.row, Nation):
        sector = form.row.sector
        return Sense(
            kind="capital", start=hit.start, end=hit.end, country=form.row.code, sector=sector, label=label
        )
    towns = cast(Towns, form.row)
    return Sense(
        kind=towns.kind, start=hit.start, end=hit.end, country=towns.country, speaks=towns.speaks, label=label
    )


def _country(form: Form) -> str:
    return form.row.code if isinstance(form.row, Nation) else cast(Towns, form.row).country


def _body(hit: Hit, forms: tuple[Form, ...], date: str, near: frozenset[str]) -> Sense:
    rows = [(form, cast(Body, form.row)) for form in forms]
    rows = [pair for pair in rows if pair[1].country in near] or rows
    rows = [pair for pair in rows if runs(pair[1], date)] or rows
    codes = {(row.country, row.sector, row.second_sector) for _, row in rows}
    countries, sectors = {code[0] for code in codes}, {code[1] for code in codes}
    reason = "" if len(codes) == 1 else "the name has several rows, the context does not tell which"
    return Sense(
        kind="body",
        start=hit.start,
        end=hit.end,
        country=countries.pop() if len(countries) == 1 else "",
        sector=sectors.pop() if len(sectors) == 1 else "",
        second_sector=rows[0][1].second_sector if len(codes) == 1 else "",
        bare="state"
        if len(codes) == 1 and not rows[0][1].country and rows[0][0].table == "institutions.tsv"
        else "",
        label=" | ".join(form.label for form, _ in rows),
        reason=reason,
    )


def _person(
    hit: Hit, forms: tuple[Form, ...], date: str, near: frozenset[str], nearby: Nearby, *, titled: bool
) -> Sense | None:
    people = [cast(Person, form.row) for form in forms]
    if forms[0].kind == "surname":
        people = _by_surname(people, date, near, nearby, titled=titled)
    found = [standing(person, date, near) for person in people]
    if not found or len({(one.country, one.sector, one.second_sector) for one in found}) != 1:
        return None
    one = found[0]
    return Sense(
        kind="person",
        start=hit.start,
        end=hit.end,
        country=one.country,
        sector=one.sector,
        second_sector=one.second_sector,
        state=one.state,
        label=one.row,
        reason=one.reason,
    )


def _by_surname(
    people: list[Person], date: str, near: frozenset[str], nearby: Nearby, *, titled: bool
) -> list[Person]:
    """Who is meant by a surname: somebody named in full nearby, else the famous and, after a title, those in office.

    More than one is answered where the choice is open; they count only if they come to the same codes.
    """
    if here := [person for person in people if person.key in nearby.people]:
        return here
    if near:
        people = [person for person in people if any(term.country in near for term in person.terms)] or people
    famous = [person for person in people if is_famous(person)]
    serving = [person for person in people if is_active(person, date)]
    if best := [person for person in famous if is_active(person, date)]:
        return best
    if titled and serving:
        return serving
    return [*famous, *(person for person in serving if is_well_known(person, date))]


def _word(hit: Hit, form: Form) -> Sense:
    if isinstance(form.row, Group):
        group = form.row
        return Sense(
            kind="group",
            start=hit.start,
            end=hit.end,
            country=group.country,
            sector=group.sector,
            leaders=group.leaders,
            bare="story",
            label=form.label,
        )
    role = cast(Role, form.row)
    return Sense(
        kind="role",
        start=hit.start,
        end=hit.end,
        sector=role.sector,
        second_sector=role.second_sector,
        role=role.kind,
        bare=role.bare,
        label=form.label,
    )
