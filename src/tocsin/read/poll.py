"""Asks a feed, a sitemap, or a page that advertises a feed, what is new."""

from __future__ import annotations

from tocsin.config import Config
from tocsin.errors import ReadError
from tocsin.model import Polled
from tocsin.read.http import NOT_MODIFIED, Answer, Web, is_url
from tocsin.read.links import read_head
from tocsin.read.markup import kind
from tocsin.read.web import named


class Poller:
    """`stages.Poll` over the web; connections, robots rules and delays are kept between two askings."""

    def __init__(self, config: Config, web: Web) -> None:
        self._most = config.max_entries
        self._web = web

    def __call__(self, feed: str, etag: str = "", modified: str = "", /) -> Polled:
        """What the source at an address names, found out by what it answers, not by what it is called.

        A page is asked for the first feed that it advertises. `etag` and `modified` are given back only
        where an unchanged answer means that nothing is new: not for a page, whose feed is another address,
        nor for an index of sitemaps. Raises ReadError, RefusedError.
        """
        if not is_url(feed):
            raise ReadError(f"{feed!r} is no URL; give the http(s) address of a feed or sitemap")
        answer = self._web.fetch(feed, etag, modified)
        if answer.status == NOT_MODIFIED:
            kept = answer.headers.get("etag", etag), answer.headers.get("last-modified", modified)
            return Polled(unchanged=True, etag=kept[0], modified=kept[1])
        what = kind(answer.body)
        if what in ("feed", "sitemap"):
            headers = answer.headers
            return self._polled(feed, answer, headers.get("etag", ""), headers.get("last-modified", ""))
        return self._polled(feed, answer if what == "index" else self._advertised(feed, answer))

    def _polled(self, feed: str, answer: Answer, etag: str = "", modified: str = "") -> Polled:
        entries = named(answer, self._web.fetch, self._most)
        if entries is None:
            raise ReadError(
                f"{feed} is neither feed nor sitemap, nor a page that names one; give its address"
            )
        return Polled(entries=entries, etag=etag, modified=modified)

    def _advertised(self, feed: str, page: Answer) -> Answer:
        """What the first feed that a page advertises answers; those of comments are another thing."""
        head = read_head(page.body, str(page.url), ", ".join(page.headers.get_list("link")))
        found = [url for url in head.feeds() if "comments" not in url]
        return self._web.fetch(found[0]) if found else page
