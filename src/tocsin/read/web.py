"""Addresses on the web to pages: a page, or those that a feed or a sitemap there names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tocsin.config import Config
from tocsin.errors import ReadError, RefusedError
from tocsin.model import Entry, Page
from tocsin.read.comments import comments_of
from tocsin.read.content import MEDIA, is_html, make_page
from tocsin.read.feed import read_feed
from tocsin.read.http import Answer, Web
from tocsin.read.markup import kind
from tocsin.read.sitemap import Sitemap, gather, read_sitemap

_NAMED = 3  # pages that an error names one by one


def pages(address: str, web: Web, config: Config) -> Iterator[Page]:
    """The page at an address, or, one after the other, the pages that a feed or sitemap there names.

    Raises ReadError, RefusedError; those of single pages of a feed only after the last, as one, and then
    also when it names more pages than `max_entries`.
    """
    answer = web.fetch(address)
    entries = named(answer, web.fetch, config.max_entries + 1)
    if entries is None:
        yield _page(address, answer, web, config)
        return
    yield from _all(address, (entry.url for entry in entries[: config.max_entries]), web, config)
    if len(entries) > config.max_entries:
        raise ReadError(
            f"{address} names more than {config.max_entries} pages, of which these were read; "
            "raise the setting max_entries to read the others"
        )


def named(answer: Answer, fetch: Callable[[str], Answer], most: int) -> tuple[Entry, ...] | None:
    """The first `most` pages that a feed or sitemap names; None when the answer is neither.

    fetch: for the sitemaps that an index names. Raises ReadError when it cannot be read.
    """
    what, url = kind(answer.body), str(answer.url)
    if what == "feed":
        return read_feed(answer.body, url, answer.charset)[:most]
    if what in ("sitemap", "index"):
        first = read_sitemap(answer.body, url, answer.charset)
        return gather(first, lambda inner: _sitemap(fetch(inner)), most)
    return None


def _sitemap(answer: Answer) -> Sitemap:
    """A sitemap that an index names; feeds may stand in for sitemaps."""
    if kind(answer.body) == "feed":
        return Sitemap(entries=read_feed(answer.body, str(answer.url), answer.charset))
    return read_sitemap(answer.body, str(answer.url), answer.charset)


def _all(source: str, addresses: Iterable[str], web: Web, config: Config) -> Iterator[Page]:
    """Each of the pages that a source names; those that fail are told together at the end."""
    failed: list[str] = []
    read = 0
    for address in addresses:
        try:
            page = _page(address, web.fetch(address), web, config)
        except ReadError as error:
            failed.append(str(error))
            continue
        read += 1
        yield page
    if failed:
        more = f"; and {len(failed) - _NAMED} more" if len(failed) > _NAMED else ""
        raise ReadError(
            f"{source}: pages read: {read}; pages it names that could not be: {len(failed)}: "
            f"{'; '.join(failed[:_NAMED])}{more}"
        )
    if not read:
        raise ReadError(f"{source} names no page; check the address, or try again later")


def _page(address: str, answer: Answer, web: Web, config: Config) -> Page:
    media = answer.media
    if media not in MEDIA:
        raise ReadError(f"{address} is {media}, neither HTML nor plain text; give a page")
    if kind(answer.body) in ("feed", "sitemap", "index"):
        raise RefusedError(f"{address} is again a feed or sitemap; give it by its own address")
    comments = b""
    if config.fetch_comments and is_html(answer.body, MEDIA[media]):
        comments = comments_of(answer, web.fetch, config.max_bytes)
    return make_page(
        answer.body,
        name=address,
        where=address,
        url=str(answer.url),
        media=MEDIA[media],
        charset=answer.charset,
        comments=comments,
    )
