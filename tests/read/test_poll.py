"""Asking feeds and sitemaps what is new."""

from __future__ import annotations

from typing import Any

import pytest

from tests.read.server import HTML, Answer, Site, settings
from tests.read.test_web import index, rss, urlset, xml
from tocsin.errors import ReadError, RefusedError
from tocsin.model import Entry, Polled
from tocsin.plugins import load
from tocsin.read import make_poll

TAGS = {"ETag": '"v1"', "Last-Modified": "Mon, 27 Sep 2021 10:00:00 GMT"}


def poll(address: str, etag: str = "", modified: str = "", **changed: Any) -> Polled:
    """What a source names."""
    config = settings(**changed)
    return make_poll(config)(address, etag, modified)


def tagged(answer: Answer) -> Answer:
    """An answer with validators."""
    return Answer(answer.body, headers=answer.headers | TAGS)


def advertising(*feeds: str) -> Answer:
    """A page that advertises feeds."""
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{feed}">' for feed in feeds)
    return Answer(b"<!doctype html><head>" + links.encode())


def test_it_is_found_by_its_entry_point() -> None:
    assert load("poll", "feeds") is make_poll


@pytest.mark.parametrize("body", [rss("/b", "/a"), urlset("/b", "/a")])
def test_feeds_and_sitemaps(site: Site, body: bytes) -> None:
    site.answers["/feed"] = tagged(xml(body))
    found = poll(f"{site.root}/feed")
    assert [entry.url for entry in found.entries] == [f"{site.root}/b", f"{site.root}/a"]
    assert (found.unchanged, found.etag, found.modified) == (False, TAGS["ETag"], TAGS["Last-Modified"])
    assert site.asked == ["/robots.txt", "/feed"]


@pytest.mark.parametrize("known", [(TAGS["ETag"], ""), ("", TAGS["Last-Modified"]), tuple(TAGS.values())])
def test_unchanged(site: Site, known: tuple[str, str]) -> None:
    site.answers["/feed"] = tagged(xml(rss("/a")))
    assert poll(f"{site.root}/feed", *known) == Polled(
        unchanged=True, etag=TAGS["ETag"], modified=TAGS["Last-Modified"]
    )


def test_changed_since(site: Site) -> None:
    site.answers["/feed"] = tagged(xml(rss("/a")))
    found = poll(f"{site.root}/feed", '"v0"')
    assert (found.unchanged, len(found.entries), found.etag) == (False, 1, '"v1"')


def test_nothing_is_unchanged_that_was_not_asked_for_conditionally(site: Site) -> None:
    site.answers["/feed"] = Answer(status=304)
    with pytest.raises(ReadError, match="the server answers 304"):
        poll(f"{site.root}/feed")


def test_a_feed_without_tags(site: Site) -> None:
    site.answers["/feed"] = xml(rss("/a"))
    assert poll(f"{site.root}/feed") == Polled(entries=(Entry(url=f"{site.root}/a", title="Talks"),))


def test_an_index_is_asked_anew_each_time(site: Site) -> None:
    """An index may stay the same while the sitemaps in it change."""
    site.answers |= {"/sitemap.xml": tagged(xml(index("/s1.xml"))), "/s1.xml": xml(urlset("/a"))}
    found = poll(f"{site.root}/sitemap.xml")
    assert found == Polled(entries=(Entry(url=f"{site.root}/a"),))


def test_a_page_is_asked_for_the_feed_it_advertises(site: Site) -> None:
    """Its validators are not those of the page, whose own would hide what is new in the feed."""
    site.answers |= {
        "/": tagged(advertising("/comments/feed/", "/feed/", "/sport/feed/")),
        "/feed/": tagged(xml(rss("/a"))),
    }
    assert poll(f"{site.root}/") == Polled(entries=(Entry(url=f"{site.root}/a", title="Talks"),))
    assert site.asked == ["/robots.txt", "/", "/feed/"]


@pytest.mark.parametrize(
    "answer",
    [Answer(HTML), advertising("/comments/feed/"), advertising("/page"), xml(b"<opml/>"), Answer(b"Talks")],
)
def test_what_names_no_feed_is_named(site: Site, answer: Answer) -> None:
    site.answers |= {"/": answer, "/page": advertising("/feed/"), "/feed/": xml(rss("/a"))}
    with pytest.raises(
        ReadError, match=rf"{site.root}/ is neither feed nor sitemap, nor a page that names one"
    ):
        poll(f"{site.root}/")


def test_where_it_was_sent_on_to_is_what_links_are_relative_to(site: Site) -> None:
    site.answers |= {
        "/feed": Answer(status=301, headers={"Location": "/news/feed"}),
        "/news/feed": xml(rss("a")),
    }
    assert poll(f"{site.root}/feed").entries[0].url == f"{site.root}/news/a"


def test_no_more_entries_than_the_settings_allow(site: Site) -> None:
    site.answers["/feed"] = xml(rss(*(f"/{n}" for n in range(50))))
    assert len(poll(f"{site.root}/feed", max_entries=5).entries) == 5


def test_an_empty_feed_is_no_failure(site: Site) -> None:
    site.answers["/feed"] = xml(rss())
    assert poll(f"{site.root}/feed") == Polled()


def test_what_fails_raises(site: Site) -> None:
    with pytest.raises(ReadError, match="the server answers 404"):
        poll(f"{site.root}/feed")
    with pytest.raises(RefusedError, match="not on the public internet"):
        poll(f"{site.root}/feed", allow_private=False)
    with pytest.raises(ReadError, match=r"'feeds\.toml' is no URL"):
        poll("feeds.toml")
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n")
    with pytest.raises(RefusedError, match=r"robots\.txt"):
        poll(f"{site.root}/feed")
