"""What a page tells about the actors on it: whose army "the army" is, who "Botsan-Kharchenko" is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from tocsin.know.actors import Nation, Towns, actors
from tocsin.model import Document, Span
from tocsin.resolve.who_answer import Answer, Nearby
from tocsin.resolve.who_index import Person
from tocsin.resolve.who_outlet import outlet
from tocsin.resolve.who_people import standing
from tocsin.resolve.who_phrase import decide
from tocsin.resolve.who_scan import Hit, Scan, scan

# A page is about a country that has this share of all countries named, if it is named often enough to tell.
_SHARE, _OFTEN = 0.6, 4
# An introduction stands close to the name: "Russian Ambassador to Belgrade NAME", "NAME, the Russian ambassador, ...".
_REACH = 90
_READ = ("title", "dateline", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A country named at an offset. owner: as the one who acts or owns ("Serbian", "Vucic"); place: as a place."""

    at: int
    country: str
    owner: bool
    place: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """The countries named in the title and body of a page, in order, and the persons named in full.

    main: the country that the page is about, from its words, its dateline or its outlet, or "".
    """

    text: str
    marks: tuple[Mark, ...]
    people: frozenset[str]
    main: str


@lru_cache(maxsize=16)
def view(document: Document, date: str) -> PageView:
    """What a document's title, dateline and body say about countries and persons, as of `date`."""
    marks: list[Mark] = []
    people: set[str] = set()
    dateline = ""
    for block in document.blocks:
        if block.kind in _READ:
            scanned = scan(document.text[block.span.start : block.span.end])
            own = _marks(scanned, block.span.start, date)
            marks += own
            people |= {cast(Person, form.row).key for hit in scanned.hits for form in hit.of("person")}
            if block.kind == "dateline" and own:
                dateline = dateline or own[0].country
    counts = Counter(mark.country for mark in marks)
    main = _main(counts) or dateline or _home(document, counts)
    return PageView(text=document.text, marks=tuple(marks), people=frozenset(people), main=main)


def _main(counts: Counter[str]) -> str:
    """The country that the page is about, if one clearly is."""
    country, count = counts.most_common(1)[0] if counts else ("", 0)
    return country if count >= _OFTEN and count >= _SHARE * counts.total() else ""


def _home(document: Document, counts: Counter[str]) -> str:
    """The country of the outlet, for a page that names few others: local papers do not say where they are."""
    home = outlet(document.outlet, document.url).country
    return home if home in counts or not counts else ""


def _marks(scanned: Scan, offset: int, date: str) -> list[Mark]:
    found: list[Mark] = []
    for hit in scanned.hits:
        country = _country(hit, date)
        if country:
            first = scanned.tokens[hit.start]
            named = not any("adjective" in form.parts for form in hit.of("nation")) and not hit.of("person")
            owner = not (named and _after_preposition(scanned, hit))
            place = bool(hit.of("town", "capital")) or any("name" in form.parts for form in hit.of("nation"))
            found.append(Mark(at=offset + first.start, country=country, owner=owner, place=place))
    return found


def _country(hit: Hit, date: str) -> str:
    if rows := hit.of("person"):
        codes = {standing(cast(Person, form.row), date).country for form in rows}
    elif rows := hit.of("nation", "town", "capital"):
        codes = {
            form.row.code if isinstance(form.row, Nation) else cast(Towns, form.row).country for form in rows
        }
    else:
        return ""
    return codes.pop() if len(codes) == 1 else ""


def _after_preposition(scanned: Scan, hit: Hit) -> bool:
    """Whether a place is only where or whither: "in Kosovo", "to the border of Kosovo"."""
    words = actors().words
    before = [word.norm for word in scanned.tokens[max(0, hit.start - 2) : hit.start]]
    if before[-1:] == ["the"]:
        before.pop()
    return bool(before) and before[-1] in words.belongs | words.apart


def nearby(page: PageView, span: Span, sentence: Span, text: str) -> Nearby:
    """The context of an actor at `span`: nearest countries in its sentence, then in its paragraph, then the page."""
    inside = sentence.start <= span.start < sentence.end
    begin = sentence.start if inside else page.text.rfind("\n", 0, span.start) + 1
    paragraph = page.text.rfind("\n\n", 0, span.start) + 1
    own = {mark.country for mark in _marks(scan(text), 0, "")}
    state = _nearest(page, begin, span.start, owner=True) or _only(page, paragraph, span.start)
    story = _nearest(page, paragraph, span.start, owner=False, but=own)
    return Nearby(
        state=state or page.main,
        story=story or (page.main if page.main not in own else ""),
        main=page.main,
        countries=frozenset(
            mark.country for mark in page.marks if begin <= mark.at < max(sentence.end, span.end)
        ),
        people=page.people,
    )


def _nearest(page: PageView, start: int, end: int, *, owner: bool, but: set[str] | None = None) -> str:
    """The country of the last mark before `end` that owns (or is a place), from `start` on."""
    for mark in reversed(page.marks):
        fits = mark.owner if owner else mark.place
        if start <= mark.at < end and fits and mark.country not in (but or ()):
            return mark.country
    return ""


def _only(page: PageView, start: int, end: int) -> str:
    """The country that owns in the paragraph so far, if it is but one."""
    countries = {mark.country for mark in page.marks if start <= mark.at < end and mark.owner}
    return countries.pop() if len(countries) == 1 else ""


def is_somebody_else(page: PageView, name: str) -> bool:
    """Whether a surname that the pack knows is on this page, by its full name, somebody the pack does not know."""
    known = {cast(Person, form.row).key for hit in scan(name).hits for form in hit.of("surname")}
    if not known or known & page.people:
        return False
    first = re.compile(rf"(?<!\w)([^\W\d_a-z][\w'’-]+ {re.escape(name)})(?!\w)")
    return any(not scan(full).hits for full in first.findall(page.text))


def intro(page: PageView, name: str, date: str, around: Nearby) -> Answer | None:
    """Codes of a person whom no row names, from the words that introduce the name on the page."""
    if not name or not name[0].isupper():
        return None
    for full in _fuller(page.text, name):
        for match in re.finditer(rf"(?<!\w){re.escape(full)}(?!\w)", page.text):
            for phrase in (_before(page.text, match.start()) + full, _after(page.text, match.end())):
                answer = _introduced(phrase, full, date, around)
                if answer is not None:
                    return answer
    return None


def _fuller(text: str, name: str) -> list[str]:
    """The name itself, and for a surname the longer name of which it is the end."""
    if " " in name:
        return [name]
    longer = re.findall(rf"(?<!\w)((?:[^\W\d_a-z][\w'’-]+ ){{1,3}}{re.escape(name)})(?!\w)", text)
    return [name, *dict.fromkeys(longer)]


def _before(text: str, at: int) -> str:
    """The words before a name up to the start of the sentence or the last comma."""
    window = text[max(0, at - _REACH) : at]
    if at > _REACH:
        window = window.partition(" ")[2]
    return re.split(r"[\n,;:()–—“”\"]|(?<=[a-z])\. ", window)[-1]


def _after(text: str, at: int) -> str:
    """The apposition after a name: between two commas, or in brackets."""
    match = re.match(r"(?:, | \()([^,.;()\n]{3,90})[,.;)]", text[at : at + _REACH + 10])
    return match.group(1) if match else ""


def _introduced(phrase: str, name: str, date: str, around: Nearby) -> Answer | None:
    """The codes of an introduction, if a post in it leads up to the name with no verb between."""
    scanned = scan(phrase)
    posts = [
        hit
        for hit in scanned.hits
        if any(
            getattr(form.row, "kind", "") in ("office", "position", "force", "part", "people")
            for form in hit.of("role")
        )
    ]
    if not posts or (phrase.endswith(name) and not _leads_to(scanned, posts[-1], len(scan(name).tokens))):
        return None
    if not phrase.endswith(name) and posts[0].start > 4:
        return None
    cut = phrase.removesuffix(name) if phrase.endswith(name) else phrase
    answer = decide(scan(cut), date, around)
    return answer if answer.sector else None


def _leads_to(scanned: Scan, post: Hit, name_length: int) -> bool:
    words = actors().words
    small = words.belongs | words.apart | {"the", "a", "an"}
    covered = {at for hit in scanned.hits for at in range(hit.start, hit.end)}
    between = range(post.end, len(scanned.tokens) - name_length)
    return all(
        at in covered or scanned.tokens[at].capital or scanned.tokens[at].norm in small for at in between
    )
