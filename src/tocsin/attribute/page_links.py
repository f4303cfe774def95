"""The outer links of a chain: whose page it is, whose text it carries, which agency it came from.

Rule 7 of the codebook: a page whose credit names another outlet is a reposter; an agency's dateline
or byline is a link of its own. The credits themselves are found when the page is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from tocsin.attribute.kinds import known_name, same_name
from tocsin.model import Credit, Document, Source


def page_links(document: Document) -> tuple[Source, ...]:
    """Reposter, outlet and agency of a page, outermost first; always an outlet, perhaps without a name."""
    own = document.outlet or urlsplit(document.url).netloc.removeprefix("www.")
    agency = next(_agencies(document), None)
    credit = next(
        (_source(credit) for credit in document.credits if credit.kind in ("publisher", "original")), None
    )
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


def _source(credit: Credit) -> Source:
    return Source(kind="outlet", name=credit.name, span=credit.span, cue=credit.cue)


def _another(credit: Source, own: str) -> bool:
    """Whether the credit is to somebody else than the page's own site."""
    return not own or not (same_name(credit.name, [own]) or _letters(credit.name) in _letters(own))


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower().removeprefix("the "))


def _agencies(document: Document) -> Iterator[Source]:
    """The agency of the dateline, then those in the author's place; a newsroom there is no link."""
    for credit in document.credits:
        if credit.kind == "dateline":
            yield Source(kind="agency", name=credit.name, span=credit.span, cue=credit.cue)
    for credit in document.credits:
        known = known_name(credit.name) if credit.kind == "byline" else None
        if known and known[0] == "agency":
            yield Source(kind="agency", name=known[1], span=credit.span, cue=credit.cue)
