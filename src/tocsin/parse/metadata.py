"""What an HTML page states about itself: title, authors, times, outlet.

Read in this order: JSON-LD (schema.org Article), <meta> (Open Graph and others), microdata and
<time>, then the visible lines that themes use for it.
"""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from tocsin.know.phrases import markup, phrases, plain
from tocsin.parse.dates import from_attribute, from_text
from tocsin.parse.dom import attribute, text_of

Node = dict[str, Any]

_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review)$")
_JSON_NOISE = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_SEPARATOR = re.compile(r"\s+[|–—\-·•»›:/]\s+|\s*[|：]\s*|:\s+(?=[^:]*$)")
_NAMES = re.compile(
    r"\s*(?:,|;|/|&|\||\band\b|\bund\b|\bet\b|\by\b|\be\b|\bi\b|\bи\b|\ben\b|\bog\b)\s+", re.IGNORECASE
)
_NO_NAME = re.compile(r"https?:|www\.|@|\d|[<>{}\[\]=]")
_DATED_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:[/-]|$)")
_MAX_NAME = 6  # words; a longer author is a sentence
_MAX_TITLE = 500  # characters of a <title> that are looked at
_MAX_OPENER = 40  # characters, longer than any "Published on"
_MAX_LINE = 200  # characters of a visible byline
_MAX_DATED = 400  # characters of an element that is marked as giving the time
_MAX_NODES = 20_000  # of JSON-LD looked at
_META_AUTHOR = (
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
)
_META_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "dc.date.created", "cxenseparse:recs:publishtime", "article.published", "originalpublicationdate",
    "last-published",
)  # fmt: skip
_META_UPDATED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified", "article.updated",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the page says of itself; "" or None where it does not. url: where it was fetched, else its canonical address."""

    title: str
    authors: tuple[str, ...]
    published: str | None
    updated: str | None
    outlet: str
    url: str


def read_head(tree: LexborHTMLParser, url: str = "") -> Head:
    """The page's own statements. url: where it was fetched, "" for a file."""
    meta = _metas(tree)
    node = _article(tree)
    url = url or _address(tree, meta)
    outlet = _outlet(tree, meta, node)
    return Head(
        title=_title(tree, meta, node, (outlet, urlsplit(url).hostname or "")),
        authors=_authors(tree, meta, node, outlet),
        published=_published(tree, meta, node) or _dated(url),
        updated=_updated(tree, meta, node),
        outlet=outlet,
        url=url,
    )


# --- sources ---------------------------------------------------------------------------------------


def _metas(tree: LexborHTMLParser) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        value = _line(attributes.get("content"))
        if name and value:
            found.setdefault(name.lower(), []).append(value)
    return found


def _first(meta: dict[str, list[str]], names: Sequence[str]) -> str:
    return next((meta[name][0] for name in names if name in meta), "")


def _article(tree: LexborHTMLParser) -> Node:
    """The JSON-LD node of the article, {} for none: the first that has a headline and a date."""
    nodes = [n for n in _nodes(tree) if any(_ARTICLE_TYPE.search(t) for t in _texts(n.get("@type")))]
    dated = (n for n in nodes if n.get("headline") and n.get("datePublished"))
    return next(dated, nodes[0] if nodes else {})


def _nodes(tree: LexborHTMLParser) -> Iterator[Node]:
    """All JSON-LD objects of a page, outer ones first."""
    queue: deque[Any] = deque()
    for script in tree.css("script[type='application/ld+json']"):
        try:
            queue.append(json.loads(_JSON_NOISE.sub("", script.text()), strict=False))
        except (ValueError, RecursionError):
            continue  # damaged JSON-LD is common; the other sources still stand
    for _ in range(_MAX_NODES):
        if not queue:
            return
        value = queue.popleft()
        if isinstance(value, dict):
            node = cast(Node, value)
            yield node
            queue.extend(node.values())
        elif isinstance(value, list):
            queue.extend(cast(list[Any], value))


def _texts(value: Any) -> list[str]:
    """A JSON-LD value as texts: a string, an object's name, or a list of those."""
    values = cast(list[Any], value) if isinstance(value, list) else [value]
    found: list[str] = []
    for item in values:
        if isinstance(item, dict):
            item = cast(Node, item).get("name") or cast(Node, item).get("@value")
        if isinstance(item, str) and (line := _line(item)):
            found.append(line)
    return found


def _line(value: str | None) -> str:
    """The words of a value in one line; a half of a surrogate pair, as JSON-LD that was cut has it, is a `?`."""
    text = (value or "").encode("utf-8", "replace").decode("utf-8")
    return " ".join(html.unescape(text).split())


def _address(tree: LexborHTMLParser, meta: dict[str, list[str]]) -> str:
    link = tree.css_first("link[rel~=canonical]")
    for value in (attribute(link, "href") if link else "", _first(meta, ("og:url",))):
        if value.startswith(("https://", "http://")):
            return value.strip()
    return ""


def _outlet(tree: LexborHTMLParser, meta: dict[str, list[str]], node: Node) -> str:
    """The site's own name: as it states it, else the link to its front page that its <title> repeats."""
    publisher = next(iter(_texts(node.get("publisher"))), "")
    stated = _first(meta, ("og:site_name",)) or publisher or _first(meta, ("publisher", "application-name"))
    if stated:
        return stated
    title = plain(_window_title(tree))
    links = [text_of(link) for link in tree.css("a[rel~=home], a[href='/']")]
    return next((name for name in links if name and plain(name) in title and plain(name) != title), "")


# --- title -----------------------------------------------------------------------------------------


def _title(tree: LexborHTMLParser, meta: dict[str, list[str]], node: Node, site: Sequence[str]) -> str:
    """The wording that most sources share; of equals JSON-LD's, the heading's, Open Graph's, <title>'s."""
    headings = _headings(tree, markup().headline, site)
    stated = next(iter(_texts(node.get("headline"))), "")
    told = [_first(meta, ("og:title", "twitter:title"))[:_MAX_TITLE], _window_title(tree)]
    known = {plain(text) for text in (stated, *headings)}
    heading = _heading(tree, headings, [stated, *told], site)
    if heading and plain(heading) == plain(stated):
        return stated
    candidates = [stated, heading, *(_without_site(text, site, known) for text in told)]
    candidates = [text for text in candidates if text]
    votes = [sum(plain(text) == plain(other) for other in candidates) for text in candidates]
    return candidates[votes.index(max(votes))] if candidates else ""


def _window_title(tree: LexborHTMLParser) -> str:
    title = tree.css_first("head title") or tree.css_first("title")
    return _line(title.text())[:_MAX_TITLE] if title else ""


def _headings(tree: LexborHTMLParser, selectors: Sequence[str], site: Sequence[str]) -> list[str]:
    """Headings that may be the article's, the likeliest first; the site's own name is none."""
    names = {plain(name) for name in site}
    found = [text_of(node) for selector in selectors for node in tree.css(selector)]
    return [text for text in dict.fromkeys(found) if text and plain(text) not in names]


def _heading(
    tree: LexborHTMLParser, headings: Sequence[str], told: Sequence[str], site: Sequence[str]
) -> str:
    """The heading that the page's statements repeat; else the only <h1>; lesser ones only if repeated."""
    lesser = () if headings else _headings(tree, markup().headline_else, site)
    for heading in (*headings, *lesser):
        if any(plain(heading) in plain(text) for text in told if text):
            return heading
    return headings[0] if len(headings) == 1 else ""


def title_parts(title: str) -> list[str]:
    """ "Bridge opened - The Valley Post" at its separators; [] when there are none."""
    parts = [part.strip() for part in _SEPARATOR.split(title) if part and part.strip()]
    return parts if len(parts) > 1 else []


def _without_site(title: str, site: Sequence[str], known: set[str]) -> str:
    """ "Bridge opened | The Valley Post" without the part that names the site."""
    if plain(title) in known:
        return title
    names = {_bare(name) for name in site if name}
    for cut in _SEPARATOR.finditer(title):
        before, after = title[: cut.start()].strip(), title[cut.end() :].strip()
        if plain(before) in known or _is_site(after, names):
            return before
        if plain(after) in known or _is_site(before, names):
            return after
    return title


def _is_site(text: str, names: set[str]) -> bool:
    bare = _bare(text)
    return len(bare) > 2 and any(bare == name or (len(bare) > 4 and bare in name) for name in names)


def _bare(text: str) -> str:
    return re.sub(r"\W|^www\.", "", text.casefold())


# --- authors ---------------------------------------------------------------------------------------


def _authors(tree: LexborHTMLParser, meta: dict[str, list[str]], node: Node, outlet: str) -> tuple[str, ...]:
    """People; neither the outlet nor an agency nor "staff" is one."""
    named = [value for name in _META_AUTHOR for value in meta.get(name, ())]
    for source in (_persons(node.get("author")), named, _visible_names(tree)):
        people = [name for text in source for name in split_names(text) if plain(name) != plain(outlet)]
        if people:
            return tuple(dict.fromkeys(people))
    return ()


def _persons(value: Any) -> list[str]:
    values = cast(list[Any], value) if isinstance(value, list) else [value]
    return [
        text
        for item in values
        if not (isinstance(item, dict) and "Organization" in str(cast(Node, item).get("@type")))
        for text in _texts(item)
    ]


def _visible_names(tree: LexborHTMLParser) -> list[str]:
    for selector in markup().byline:
        lines = [text_of(node) for node in tree.css(selector)]
        found = [line for line in lines if 0 < len(line) < _MAX_LINE]
        if any(split_names(line) for line in found[:3]):
            return found[:3]
    return []


def split_names(text: str) -> list[str]:
    """The people in "By Ana Kovač and Marko Ilić, Reuters"; [] when there are none."""
    text = without_opener(text, phrases().byline)
    found: list[str] = []
    for name in _NAMES.split(text):
        name = without_opener(name.strip(" .,;:|·•–—-"), phrases().byline)
        if _is_person(name):
            found.append(name)
    return found


def without_opener(line: str, openers: Sequence[str]) -> str:
    """A line without the "By", "Published on" or the like that opens it."""
    folded = line[:_MAX_OPENER].casefold()
    for opener in openers:
        if folded.startswith(opener) and not folded[len(opener) : len(opener) + 1].isalnum():
            return line[len(opener) :].strip(" :,|–-")
    return line


def _is_person(name: str) -> bool:
    if not name or _NO_NAME.search(name) or len(name.split()) > _MAX_NAME or len(name) < 3:
        return False
    known = phrases()
    return not known.staff.match(name) and plain(name) not in known.agencies and not from_text(name)


# --- times -----------------------------------------------------------------------------------------


def _published(tree: LexborHTMLParser, meta: dict[str, list[str]], node: Node) -> str | None:
    stated = _texts(node.get("datePublished")) + [v for name in _META_PUBLISHED for v in meta.get(name, ())]
    return _best(stated, _shown(tree, markup().published))


def _dated(url: str) -> str | None:
    """The day in the page's own address, as in /2021/09/26/."""
    found = _DATED_PATH.search(url)
    return from_attribute("-".join(found.groups())) if found else None


def _updated(tree: LexborHTMLParser, meta: dict[str, list[str]], node: Node) -> str | None:
    stated = _texts(node.get("dateModified")) + [v for name in _META_UPDATED for v in meta.get(name, ())]
    return _best(stated, _shown(tree, markup().updated))


def _best(stated: Sequence[str], shown: Iterator[str]) -> str | None:
    """The first time that can be read; another of the same day where it says more (clock, zone)."""
    times = [time for value in stated if (time := from_attribute(value))]
    if not times:
        return next(shown, None)
    same_day = [time for time in times if time[:10] == times[0][:10]]
    return max(same_day, key=lambda time: (_precision(time), -same_day.index(time)))


def _precision(time: str) -> int:
    return 0 if "T" not in time else 1 if len(time) <= len("2021-09-26T14:05:00") else 2


def _shown(tree: LexborHTMLParser, selectors: Sequence[str]) -> Iterator[str]:
    for selector in selectors:
        for node in tree.css(selector):
            stated = attribute(node, "datetime") or attribute(node, "content")
            line = text_of(node)
            time = from_attribute(stated) if stated else None
            if time or (len(line) < _MAX_DATED and (time := from_text(line))):
                yield time
