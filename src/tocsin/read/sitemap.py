"""Sitemaps, news sitemaps and sitemap indexes (https://www.sitemaps.org/protocol.html) to the pages they name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tocsin.errors import ReadError
from tocsin.model import Entry
from tocsin.read.dates import instant, iso
from tocsin.read.feed import address, plain
from tocsin.read.markup import utf8, walk

# the protocol's own bound for one sitemap
_MOST_IN_ONE = 50_000
_MOST_SITEMAPS = 20
_DEEPEST_INDEX = 2
# the elements that are kept, by parent and name; images and videos of a page have such children too
_KEPT = {
    ("url", "loc"): "loc",
    ("sitemap", "loc"): "loc",
    ("sitemap", "lastmod"): "lastmod",
    ("news", "title"): "title",
    ("news", "publication_date"): "published",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """A sitemap's pages in its order, or the sitemaps that an index names, newest first."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_sitemap(body: bytes, url: str, charset: str = "") -> Sitemap:
    """A sitemap or an index, as far as it is whole: what stands before a damage is kept.

    url: of the sitemap, "" for a file. Raises ReadError when nothing can be read, RefusedError when it
    declares entities of its own.
    """
    name = url or "the sitemap"
    found = _Found()
    damage = walk(utf8(body, charset), name, found.start, found.end, found.text.append)
    if damage and not found.pages and not found.sitemaps:
        raise ReadError(f"{name} cannot be read as a sitemap ({damage}); try again later")
    return Sitemap(entries=_entries(found.pages, url), sitemaps=_newest_first(found.sitemaps, url))


def gather(first: Sitemap, fetch: Callable[[str], Sitemap], most: int) -> tuple[Entry, ...]:
    """The pages of a sitemap, or of those that an index names: newest sitemap first, each page once.

    Indexes are followed two deep, and to 20 sitemaps. One that cannot be had is passed over for the rest;
    when there is nothing but such, its ReadError is raised.
    """
    entries = {entry.url: entry for entry in first.entries}
    waiting = [(url, 1) for url in first.sitemaps]
    failure: ReadError | None = None
    asked: set[str] = set()
    while waiting and len(asked) < _MOST_SITEMAPS and len(entries) < most:
        url, depth = waiting.pop(0)
        if url in asked:
            continue
        asked.add(url)
        try:
            found = fetch(url)
        except ReadError as error:
            failure = failure or error
            continue
        for entry in found.entries:
            entries.setdefault(entry.url, entry)
        if depth < _DEEPEST_INDEX:
            waiting += [(inner, depth + 1) for inner in found.sitemaps]
    if failure and not entries:
        raise failure
    return tuple(entries.values())[:most]


@dataclass(slots=True)
class _Found:
    """What a parser has met so far: the texts of each finished `url` or `sitemap` element."""

    pages: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    sitemaps: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    path: list[str] = field(default_factory=lambda: [""])
    texts: dict[str, str] = field(default_factory=dict[str, str])
    text: list[str] = field(default_factory=list[str])

    def start(self, element: str) -> None:
        """An element begins."""
        self.path.append(_local(element))
        self.text.clear()

    def end(self, element: str) -> None:
        """An element ends."""
        self.path.pop()
        name = _local(element)
        key = _KEPT.get((self.path[-1], name))
        if key:
            self.texts.setdefault(key, "".join(self.text).strip())
        self.text.clear()
        if name in ("url", "sitemap"):
            kept = self.pages if name == "url" else self.sitemaps
            if len(kept) < _MOST_IN_ONE:
                kept.append(self.texts)
            self.texts = {}


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _entries(pages: list[dict[str, str]], base: str) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for page in pages:
        url = address(page.get("loc", ""), base)
        if url and url not in found:
            title, published = plain(page.get("title", "")), iso(page.get("published", ""))
            found[url] = Entry(url=url, title=title, published=published)
    return tuple(found.values())


def _newest_first(sitemaps: list[dict[str, str]], base: str) -> tuple[str, ...]:
    """Those that say when they were last changed, latest first; then the others in their order."""

    def age(sitemap: dict[str, str]) -> float:
        changed = iso(sitemap.get("lastmod", ""))
        return -instant(changed) if changed else 0.0

    urls = (address(sitemap.get("loc", ""), base) for sitemap in sorted(sitemaps, key=age))
    return tuple(dict.fromkeys(filter(None, urls)))
