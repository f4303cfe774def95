"""The outer links of a chain: whose page it is, whose text it carries, which agency it came from.

Rule 7 of the codebook: a page whose credit names another outlet is a reposter; an agency's dateline
or byline is a link of its own.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from tocsin.attribute.kinds import known_name, same_name
from tocsin.know.cues import cues
from tocsin.model import Document, Source, Span

_DATELINE = re.compile(r"[^\n()]{0,80}(?P<cue>\((?P<name>[^()\n]{2,40})\)\s*[-–—])")
_YEAR = re.compile(r"\b(19|20)\d\d(\s*[-–]\s*(19|20)?\d\d)?\b")
_EDGE = " \t\n,.:;|-–—"


def page_links(document: Document) -> tuple[Source, ...]:
    """Reposter, outlet and agency of a page, outermost first; always an outlet, perhaps without a name."""
    own = document.outlet or urlsplit(document.url).netloc.removeprefix("www.")
    agency = _dateline(document) or _byline(document)
    credit = _credit(document)
    if credit and _another(credit, own):
        links = (Source(kind="reposter", name=own), credit)
    else:
        links = (credit or Source(kind="outlet", name=own),)
    if agency is None:
        return links
    if same_name(agency.name, [links[-1].name]):
        span, cue = links[-1].span or agency.span, links[-1].cue or agency.cue
        return (*links[:-1], Source(kind="outlet", name=links[-1].name, span=span, cue=cue))
    return (*links, agency)


def _another(credit: Source, own: str) -> bool:
    """Whether the credit is to somebody else than the page's own site."""
    return not own or not (same_name(credit.name, [own]) or _letters(credit.name) in _letters(own))


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower().removeprefix("the "))


def _credit(document: Document) -> Source | None:
    """The outlet that a credit block names after "(c)", "Source:" and the like."""
    for block in document.blocks:
        if block.kind == "credit" and (found := _named_in(document.text, block.span, bool(document.outlet))):
            return found
    return None


@cache
def _mark() -> re.Pattern[str]:
    marks = (rf"\b{re.escape(m)}" if m[0].isalpha() else re.escape(m) for m in cues().credit.marks)
    return re.compile(f"(?:{'|'.join(marks)})", re.IGNORECASE)


def _named_in(text: str, block: Span, own_known: bool) -> Source | None:
    line = text[block.start : block.end]
    lowered = line.lower()
    words = cues().credit
    if any(re.search(rf"\b{picture}\b", lowered) for picture in words.pictures):
        return None
    mark = _mark().search(line)
    if not mark or (not own_known and _imprint(lowered)):
        return None
    return _name_after(line, mark.group(), mark.end(), block.start)


def _imprint(lowered: str) -> bool:
    """A copyright line with a year or a reservation is the site's own, whoever that is."""
    return bool(_YEAR.search(lowered)) or any(phrase in lowered for phrase in cues().credit.imprint)


def _name_after(line: str, mark: str, start: int, offset: int) -> Source | None:
    end = len(line)
    for stop in ("\n", ". ", " - ", " | ", ", 1", ", 2"):
        found = line.find(stop, start + 1)
        end = min(end, found) if found > 0 else end
    while start < end and (year := _YEAR.match(line, start)):
        start = year.end()
    name = line[start:end]
    name = _YEAR.sub("", name) if _YEAR.match(name.strip()) else name
    name = name.strip(_EDGE)
    if not name or len(name) > 60:
        return None
    at = line.index(name, start)
    return Source(
        kind="outlet", name=name, span=Span(start=offset + at, end=offset + at + len(name)), cue=mark
    )


def _dateline(document: Document) -> Source | None:
    """ "CITY, March 7 (Agency) -" at the beginning of the text."""
    body = next((b.span for b in document.blocks if b.kind == "body"), None)
    spans = [b.span for b in document.blocks if b.kind == "dateline"] + ([body] if body else [])
    for span in spans:
        found = _DATELINE.match(document.text, span.start, span.end)
        if found:
            name = Span(start=found.start("name"), end=found.end("name"))
            return Source(kind="agency", name=found["name"], span=name, cue=found["cue"])
    return None


def _byline(document: Document) -> Source | None:
    """A byline that is an agency's ("By Reuters", "J. Doe, AFP")."""
    for block in document.blocks:
        if block.kind != "byline":
            continue
        line = document.text[block.span.start : block.span.end]
        known = known_name(line.split(",")[-1]) or known_name(line)
        if known and known[0] == "agency":
            start = block.span.start + line.rindex(known[1])
            return Source(kind="agency", name=known[1], span=Span(start=start, end=start + len(known[1])))
    return None
