"""When a page was published and last changed, with zone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tocsin.know.head import head_markup
from tocsin.know.phrases import phrases
from tocsin.parse.authors import is_named, without_opener
from tocsin.parse.dates import from_attribute, from_text
from tocsin.parse.dom import attribute, text_of
from tocsin.parse.linked import texts
from tocsin.parse.stated import Stated

_DATED_PATH = re.compile(
    r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:[/-]|$)|[/-]((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_-]|$)"
)
_NEAR = 4  # elements around the heading in which a date is looked for
_MAX_ABOVE = 12  # elements around a time that are looked at
_SHORT = 80  # characters of an element that may give the time
_MAX_DATED = 400  # characters of an element that is marked as giving the time
_CLOCK_ONLY = len("2021-09-26T14:05:00")  # a longer time has a zone


def published(tree: LexborHTMLParser, stated: Stated, url: str) -> str | None:
    """ISO 8601, as precise as the page is: as stated for machines, else as shown, else the day in its address."""
    marked = head_markup()
    told = [*texts(stated.article.get("datePublished")), *stated.every(marked.meta_published)]
    shown = chain(_shown(tree, marked.published), _by_heading(tree))
    return _best(told) or next(shown, None) or _dated(url)


def updated(tree: LexborHTMLParser, stated: Stated) -> str | None:
    """ISO 8601 of the last change, None where the page does not say."""
    told = [*texts(stated.article.get("dateModified")), *stated.every(head_markup().meta_updated)]
    return _best(told) or next(_shown(tree, head_markup().updated), None)


def _dated(url: str) -> str | None:
    """The day in the page's own address, as in /2021/09/26/."""
    found = _DATED_PATH.search(url)
    if found is None:
        return None
    year, month, day = (part for part in found.groups() if part)
    return from_attribute(f"{year}-{month:0>2}-{day:0>2}")


def _best(told: Sequence[str]) -> str | None:
    """The first time that can be read; another of the same day where it says more (clock, zone, offset).

    Many sites write their local clock time with a Z behind it: beside the same clock time with an offset
    the offset is believed. Beside the same instant with an offset, too: it tells the time at the place.
    """
    times = [time for value in told if (time := from_attribute(value))]
    if not times:
        return None
    first = times[0]
    near = [time for time in times if time[:10] == first[:10] or _same_instant(time, first)]
    return max(near, key=lambda time: (_precision(time, first), -near.index(time)))


def _precision(time: str, first: str) -> int:
    """0 a day, 1 a clock time, 2 with zone, 3 with the place's offset for the same time."""
    if "T" not in time:
        return 0
    if len(time) <= _CLOCK_ONLY:
        return 1
    if time.endswith("+00:00"):
        return 2
    return 3 if time[:16] == first[:16] or _same_instant(time, first) else 2


def _same_instant(one: str, other: str) -> bool:
    a, b = datetime.fromisoformat(one), datetime.fromisoformat(other)
    if a.tzinfo is None or b.tzinfo is None:
        return False
    return abs((a - b).total_seconds()) < 60


def _by_heading(tree: LexborHTMLParser) -> Iterator[str]:
    """The times in elements by the heading whose names speak of a date, the nearest first."""
    marked = head_markup()
    around: LexborNode | None = tree.css_first(", ".join(marked.headline))
    for _ in range(_NEAR):
        around = around.parent if around is not None else None
        if around is None or around.tag in ("body", "html"):
            return
        for node in around.css(", ".join(marked.published_loose)):
            line = text_of(node)
            if (
                len(line) > _SHORT
                or not any(map(str.isdigit, line))
                or _is_others(node)
                or without_opener(line, phrases().updated) != line
            ):
                continue
            if time := from_text(line):
                yield time


def _shown(tree: LexborHTMLParser, selectors: Sequence[str]) -> Iterator[str]:
    """The times in elements that are marked as giving it."""
    for selector in selectors:
        for node in tree.css(selector):
            machine = attribute(node, "datetime") or attribute(node, "content")
            time = from_attribute(machine) if machine else None
            line = "" if time else text_of(node)
            if not time and len(line) < _MAX_DATED and any(map(str.isdigit, line)):
                time = from_text(line)
            if time and not _is_others(node):
                yield time


def _is_others(node: LexborNode) -> bool:
    """Whether an element stands in a comment, a teaser or another part of the page with times of its own."""
    words = head_markup().not_dated
    above: LexborNode | None = node
    for _ in range(_MAX_ABOVE):
        if above is None or above.tag in ("main", "body", "html"):
            return False
        if is_named(above, words):
            return True
        above = above.parent
    return False
