"""A phrase to codes: which of its words say who acts, and which say whose.

English names the actor last in the head of a noun phrase ("the Serbian *defence ministry*"), and says whose it is
before it or after "of", "in", "from", "at". The head ends at the first preposition, "and", or comma.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tocsin.know.actors import actors
from tocsin.resolve.who_answer import Answer, Nearby
from tocsin.resolve.who_index import Token
from tocsin.resolve.who_scan import Scan
from tocsin.resolve.who_sense import Sense, senses

# Sectors of organs of the state: a minister or a spokesman of one is of the executive; of any other body, of the body.
_STATE = frozenset({"", "GOV", "LEG", "JUD", "MIL", "COP", "SPY"})
_ARMED = frozenset({"REB", "PRM", "CRM", "UAF", "MIL", "COP", "SPY"})
_NO_STATE = frozenset({"NGO", "MNC", "ISM"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A stretch of a phrase without prepositions: the one before it ("" for the head), its words and senses."""

    preposition: str
    start: int
    end: int
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Codes for a part of a phrase, before the context is asked. bare: where a missing country may come from."""

    country: str = ""
    sector: str = ""
    second_sector: str = ""
    bare: str = ""
    rows: tuple[str, ...] = ()
    reason: str = ""


NOTHING = Verdict()


def decide(scanned: Scan, date: str, nearby: Nearby) -> Answer:
    """Codes for a whole phrase. date: ISO 8601 or "" when it is not known."""
    words = scanned.tokens
    if not words:
        return Answer(no_code=True, reason="no words")
    if all(_is_pronoun(word) for word in words):
        return Answer(sector="UNK", reason="a pronoun; what it stands for is not known here")
    found = senses(scanned, date, nearby)
    verdict = NOTHING
    for clause in _clauses(words, found):
        told = _clause(clause, words)
        by_name = told.rows and any(sense.kind == "person" for chunk in clause for sense in chunk.senses)
        if not verdict.rows or (by_name and not verdict.sector and any(sense.role for sense in found)):
            verdict = told
        elif not verdict.country and told.country and not _is_person(found, verdict):
            verdict = replace(verdict, country=told.country, rows=(*verdict.rows, *told.rows))
    return _settle(verdict, words, found, nearby)


def _is_pronoun(word: Token) -> bool:
    """ "who", "He", but not "WHO" and "US"."""
    return word.norm in actors().words.pronouns and not (word.raw.isupper() and len(word.raw) > 1)


def _is_person(found: Sequence[Sense], verdict: Verdict) -> bool:
    return any(sense.kind == "person" and sense.label in verdict.rows for sense in found)


def _settle(verdict: Verdict, words: Sequence[Token], found: Sequence[Sense], nearby: Nearby) -> Answer:
    """The answer: the country from the context where the words leave it open and the role allows it."""
    if not verdict.rows or not (verdict.country or verdict.sector):
        return _uncoded(verdict, words, found)
    country, reason = verdict.country, verdict.reason
    if not country and verdict.bare:
        country = {"state": nearby.state, "story": nearby.story, "main": nearby.main}[verdict.bare]
        reason += f"; country {country} from the context" if country else "; the context gives no country"
    elif not country:
        reason += "; the words give no country"
    return Answer(
        country=country,
        sector=verdict.sector,
        second_sector=verdict.second_sector,
        row="; ".join(dict.fromkeys(verdict.rows)),
        reason=reason,
    )


def _uncoded(verdict: Verdict, words: Sequence[Token], found: Sequence[Sense]) -> Answer:
    """No codes: because no word is known, or because the known ones do not say who it is."""
    if verdict.reason or verdict.rows:
        reason = verdict.reason or "the words name no actor by themselves"
        return Answer(no_code=not verdict.rows, row="; ".join(verdict.rows), reason=reason)
    if any(sense.kind in ("role", "body", "person", "group") for sense in found):
        told = next((sense.reason for sense in found if sense.reason), "")
        return Answer(reason=told or "the words name no actor by themselves")
    phrase = " ".join(word.raw for word in words)
    return Answer(no_code=True, reason=f"no row and no role word says who {phrase!r} is")


# --- taking the phrase apart ---------------------------------------------------------------------


def _clauses(words: Sequence[Token], found: Sequence[Sense]) -> list[list[Chunk]]:
    """The phrase cut at commas and brackets, each clause cut at its prepositions; "and" ends a clause."""
    listed = actors().words
    covered = {at: sense for sense in found for at in range(sense.start, sense.end)}
    clauses: list[list[Chunk]] = []
    chunks: list[Chunk] = []
    preposition, start, dead = "", 0, False
    for at, word in enumerate(words):
        inside = at in covered and covered[at].start != at
        if at and not inside and any(mark in word.gap for mark in ",;()–—:"):
            chunks.append(_chunk(preposition, start, at, found))
            clauses.append(chunks)
            chunks, preposition, start, dead = [], "", at, False
        if at in covered or dead:
            continue
        if word.norm in ("and", "or") and _ends_clause(at, start, found):
            chunks.append(_chunk(preposition, start, at, found))
            dead, start = True, len(words)
        elif word.norm in listed.belongs or word.norm in listed.apart:
            chunks.append(_chunk(preposition, start, at, found))
            preposition, start = word.norm, at + 1
    if not dead:
        chunks.append(_chunk(preposition, start, len(words), found))
    clauses.append(chunks)
    return clauses


def _ends_clause(at: int, start: int, found: Sequence[Sense]) -> bool:
    """Whether "and" at `at` begins another actor: not so between adjectives ("American and British troops")."""
    before = [sense for sense in found if start <= sense.start and sense.end <= at]
    after = any(sense.kind == "role" and sense.start > at for sense in found)
    return bool(before) and not (after and all(sense.kind == "adjective" for sense in before))


def _chunk(preposition: str, start: int, end: int, found: Sequence[Sense]) -> Chunk:
    inside = tuple(sense for sense in found if start <= sense.start < end)
    return Chunk(preposition=preposition, start=start, end=end, senses=inside)


# --- one clause ----------------------------------------------------------------------------------


def _clause(chunks: Sequence[Chunk], words: Sequence[Token]) -> Verdict:
    """Codes of a clause: those of its head, completed by what stands after "of", "in", "from", "at"."""
    chunks = [chunk for chunk in chunks if chunk.end > chunk.start]
    if not chunks:
        return NOTHING
    head, rest = chunks[0], chunks[1:]
    if not head.senses and rest and rest[0].preposition == "of":
        return _clause([replace(rest[0], preposition=""), *rest[1:]], words)
    if _names_nothing(head, words):
        return NOTHING
    if (whole := _part_of(head, rest, words)) is not None:
        return whole
    verdict = _head(head, words)
    if not verdict.country:
        verdict = _with_country(verdict, rest, words)
    return verdict


def _names_nothing(head: Chunk, words: Sequence[Token]) -> bool:
    """Whether the last word of the head is a time or a thing ("Serbian plates") and no actor stands in it."""
    if any(sense.kind in ("role", "body", "person", "group") for sense in head.senses):
        return False
    last = head.end - 1
    return words[last].norm in actors().words.nothing and not any(sense.end > last for sense in head.senses)


def _part_of(head: Chunk, rest: Sequence[Chunk], words: Sequence[Token]) -> Verdict | None:
    """ "members of X", "head of X", "president of X", "families of X": the codes of X. None where it is none such."""
    role = _last(head.senses, "role")
    if role is None or not rest or any(sense.kind in ("body", "person") for sense in head.senses):
        return None
    listed = actors().words
    if rest[0].preposition not in (listed.part_of if role.role in ("part", "position") else {"of", "from"}):
        return None
    of = _clause([replace(rest[0], preposition=""), *rest[1:]], words)
    named = [sense for sense in rest[0].senses if sense.kind in ("body", "role", "person", "group")]
    if not named:
        return None
    codes = _of_the_whole(role, of, named)
    if codes is None:
        return None
    country = _owner(head.senses) or of.country
    verdict = replace(codes, country=country, rows=(role.label, *of.rows), bare=role.bare or of.bare)
    return _former(verdict, head, words) if role.role != "kin" else verdict


def _of_the_whole(role: Sense, of: Verdict, named: Sequence[Sense]) -> Verdict | None:
    reason = f"'{role.label.split(': ')[1]}' of: {of.reason}"
    if role.role == "part":
        return replace(of, reason=reason)
    if role.role == "position":
        return replace(of if of.sector else _codes(role), reason=reason)
    if role.role == "office" and of.country not in _NO_STATE:
        return replace(of if of.sector and named[0].kind != "person" else _codes(role), reason=reason)
    if role.role == "kin":
        kept = of.sector in ("GOV", "ELI", "LEG")
        return Verdict(sector="ELI" if kept else "CVL", reason=f"family: {of.reason}")
    if role.role == "force" and of.sector in _ARMED:
        return replace(of, reason=reason)
    return None


def _with_country(verdict: Verdict, rest: Sequence[Chunk], words: Sequence[Token]) -> Verdict:
    """The country of what follows "of", "in", "from", "at", unless another preposition came before."""
    for chunk in rest:
        if chunk.preposition not in actors().words.belongs:
            break
        for sense in chunk.senses:
            if sense.country:
                rows = (*verdict.rows, sense.label)
                told = f"country of what follows '{chunk.preposition}'"
                reason = f"{verdict.reason}; {told}" if verdict.reason else told
                return replace(verdict, country=sense.country, rows=rows, reason=reason)
    return verdict


# --- the head ------------------------------------------------------------------------------------


def _head(head: Chunk, words: Sequence[Token]) -> Verdict:
    found = head.senses
    person, body = _last(found, "person"), _last(found, "body")
    role = _strong(found)
    if person is not None and (role is None or role.start < person.start):
        return _person(person, head, words)
    if person is not None and role is not None:
        return _of_person(person, role, found)
    if body is not None:
        return _former(_body(body, found, head, words), head, words)
    if role is not None:
        return _former(_role(role, found), head, words)
    return _people_or_state(head, words)


def _last(found: Sequence[Sense], kind: str) -> Sense | None:
    return next((sense for sense in reversed(found) if sense.kind == kind), None)


def _strong(found: Sequence[Sense]) -> Sense | None:
    """The role that counts: the last that says something by itself, a rank or "official" only where it is alone."""
    roles = [sense for sense in found if sense.kind == "role"]
    for kinds in (("office", "body", "force", "people", "thing", "kin"), ("position",), ("part",)):
        if fit := [sense for sense in roles if sense.role in kinds]:
            return fit[-1]
    return None


def _owner(found: Sequence[Sense]) -> str:
    """Whose it is: the first country that the words before or in the head name."""
    return next((sense.country for sense in found if sense.gives_country), "")


def _labels(found: Sequence[Sense], *main: Sense) -> tuple[str, ...]:
    owner = next((sense.label for sense in found if sense.gives_country), "")
    return tuple(label for label in (*(sense.label for sense in main), owner) if label)


def _codes(sense: Sense) -> Verdict:
    return Verdict(sector=sense.sector, second_sector=sense.second_sector, reason=sense.label)


def _person(person: Sense, head: Chunk, words: Sequence[Token]) -> Verdict:
    """A known person. The date decides; a title decides only where the pack has no term before that date."""
    title = _strong([sense for sense in head.senses if sense.end <= person.start])
    verdict = Verdict(
        country=person.country,
        sector=person.sector,
        second_sector=person.second_sector,
        rows=(person.label,),
        reason=person.reason,
    )
    if (
        title is not None
        and title.role in ("office", "position", "force")
        and person.state in ("before", "undated")
    ):
        sector, second = title.sector, title.second_sector
        verdict = replace(verdict, sector=sector, second_sector=second, rows=(person.label, title.label))
        verdict = replace(verdict, reason=f"{person.reason}; title '{title.label}'")
    marked = any(words[at].norm in actors().words.former for at in range(head.start, person.start))
    if marked and verdict.sector in actors().words.offices_end_in_eli:
        return replace(verdict, sector="ELI", second_sector="", reason=f"{verdict.reason}; called former")
    return verdict


def _of_person(person: Sense, role: Sense, found: Sequence[Sense]) -> Verdict:
    """ "the X administration", "X's wife", "X supporters", "X's spokesman"."""
    rows, reason = (role.label, person.label), f"{role.label} of {person.reason}"
    if role.role == "kin":
        sector = "ELI" if person.sector in ("GOV", "ELI", "LEG", "JUD", "MIL") else "CVL"
        return Verdict(country=person.country, sector=sector, rows=rows, reason=reason)
    if role.role in ("part", "position"):
        return Verdict(country=person.country, sector=person.sector, rows=rows, reason=reason)
    country = _owner(found) or person.country
    return replace(_codes(role), country=country, rows=rows, reason=reason)


def _body(body: Sense, found: Sequence[Sense], head: Chunk, words: Sequence[Token]) -> Verdict:
    """A named body, and what a role word after it makes of it ("UN peacekeepers", "BBC journalist")."""
    role = _strong([sense for sense in found if sense.start >= body.end])
    owner = _owner(found)
    country = body.country or owner
    own = Verdict(
        country=country,
        sector=body.sector,
        second_sector=body.second_sector,
        bare=body.bare,
        rows=(body.label,),
        reason=body.reason or f"named: {body.label}",
    )
    if role is None or role.role == "part" or (role.role == "position" and body.sector):
        return own
    if body.sector in _ARMED and role.role in ("force", "thing"):
        return own
    if role.role in ("office", "position") and (body.sector not in _STATE or body.country in _NO_STATE):
        return own
    if not role.sector:
        return own
    rows = (role.label, body.label)
    return replace(
        _codes(role),
        country=owner or country,
        bare=role.bare,
        rows=rows,
        reason=f"{role.label} of {body.label}",
    )


def _role(role: Sense, found: Sequence[Sense]) -> Verdict:
    """A role word, with the country and the group before it."""
    before = [sense for sense in found if sense.start < role.start]
    group = _last(before, "group")
    owner = _owner(found)
    if group is not None and role.role in ("part", "position"):
        country = owner or group.country
        rows = _labels(found, group, role)
        return Verdict(
            country=country,
            sector=group.leaders,
            bare=group.bare,
            rows=rows,
            reason=f"leaders of {group.label}",
        )
    if role.role == "kin":
        post = any(sense.role == "office" for sense in before)
        rows = _labels(found, role)
        return Verdict(country=owner, sector="ELI" if post else "CVL", rows=rows, reason=role.label)
    opposed = next((sense for sense in before if sense.second_sector == "OPP"), None)
    second = role.second_sector or ("OPP" if opposed is not None and role.sector != "PTY" else "")
    if not second and role.sector:
        second = next((sense.sector for sense in found if sense.sector == "PRE" and sense.gives_country), "")
    country = owner or (group.country if group is not None else "")
    return Verdict(
        country=country,
        sector=role.sector,
        second_sector=second if second != role.sector else "",
        bare=role.bare,
        rows=_labels(found, role),
        reason=f"pattern: {' + '.join(_labels(found, role))}",
    )


def _former(verdict: Verdict, head: Chunk, words: Sequence[Token]) -> Verdict:
    """ "a former X official" is ELI; a former soldier is nobody that the codebook names."""
    listed = actors().words
    first = min((sense.start for sense in head.senses), default=head.end)
    marks = [at for at in range(head.start, head.end) if words[at].norm in listed.former]
    if not any(at <= max(first, head.end - 2) for at in marks):
        return verdict
    role = _strong(head.senses)
    held = role is not None and role.role in ("office", "position", "part")
    if held and verdict.sector in listed.offices_end_in_eli:
        return replace(verdict, sector="ELI", second_sector="", reason=f"{verdict.reason}; called former")
    if role is not None and role.role == "force":
        return replace(
            verdict, sector="", second_sector="", reason=f"{verdict.reason}; called former, no longer of it"
        )
    return verdict


def _people_or_state(head: Chunk, words: Sequence[Token]) -> Verdict:
    """Only names of countries, places and peoples: a state, its capital for its government, a people, a town."""
    found = head.senses
    if not found:
        return NOTHING
    last, rows = found[-1], tuple(sense.label for sense in found if sense.label)
    ethnic = next((sense for sense in found if sense.kind == "ethnic"), None)
    if ethnic is not None:
        return Verdict(
            country=_owner(found),
            sector="CVL",
            bare="story",
            rows=rows,
            reason="people of that nation elsewhere",
        )
    group = _last(found, "group")
    if group is not None:
        country = _owner(found) or group.country
        return Verdict(
            country=country, sector=group.sector, bare="story", rows=rows, reason=f"people: {group.label}"
        )
    if len(found) > 1 and last.kind in ("people", "adjective") and found[-2].end == last.start:
        return Verdict(
            country=_owner(found),
            sector="CVL",
            rows=rows,
            reason="people of one nation in the country of another",
        )
    if last.counted:
        return Verdict(country=last.country, sector="CVL", rows=rows, reason=f"people: {last.label}")
    if _looks_like_a_person(head, last, words):
        return Verdict(reason="a name that begins like a place, which no row has")
    if last.end < head.end and not _only_small_words(words[last.end : head.end]):
        return Verdict(country=_owner(found), rows=rows, reason="whose it is, not what it is")
    return _place_or_state(last, rows)


def _place_or_state(last: Sense, rows: tuple[str, ...]) -> Verdict:
    if last.speaks:
        return Verdict(
            country=last.speaks,
            sector="GOV",
            rows=rows,
            reason=f"the town for the body that sits there: {last.label}",
        )
    if last.kind == "capital":
        return Verdict(
            country=last.country,
            sector="GOV",
            second_sector=last.sector,
            rows=rows,
            reason="the capital for its government",
        )
    if last.kind == "city":
        return Verdict(country=last.country, sector="CVL", rows=rows, reason="a town, for its people")
    return Verdict(country=last.country, sector=last.sector, rows=rows, reason="a state or region as such")


def _looks_like_a_person(head: Chunk, last: Sense, words: Sequence[Token]) -> bool:
    """ "Jordan Smith": one capitalised word after the name of a place, and nothing else."""
    if last.kind == "adjective" or last.end - last.start > 1 or words[last.start].possessive:
        return False
    return head.end - head.start == 2 and last.start == head.start and words[last.end].capital


def _only_small_words(rest: Sequence[Token]) -> bool:
    return all(word.norm in actors().words.counted for word in rest)
