"""Comments of live pages, from the interfaces they name."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from tests.read.server import Answer, Site, settings
from tocsin.config import Config
from tocsin.model import Page
from tocsin.read import make_read

PAGE = "/2021/09/talks/"
ONE = "/api/wp/v2/comments?post=7&per_page=100&page={}&order=asc"
FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>By: Reader</title>'
    b"<link>https://example.org/2021/09/talks/#comment-1</link></item></channel></rss>"
)


def page(*links: str, marks: str = "") -> Answer:
    """A page with such links in its head."""
    return Answer(
        f'<!doctype html><html><head>{"".join(links)}</head><body class="{marks}"><p>Talks'.encode()
    )


def link(rel: str, href: str, type: str = "") -> str:
    """A link in the head."""
    return f'<link rel="{rel}" href="{href}" type="{type}">'


def comments(*ids: int) -> Answer:
    """One answer of WordPress REST."""
    return Answer(
        json.dumps([{"id": id, "content": {"rendered": "<p>Č"}} for id in ids]).encode(),
        headers={"Content-Type": "application/json"},
    )


def read(site: Site, path: str = PAGE, **changed: Any) -> Page:
    """The page of a site."""
    (found,) = make_read(settings(**changed))(site.root + path)
    return found


API = link("https://api.w.org/", "/api/")
SHORT = link("shortlink", "/?p=7")


@pytest.mark.parametrize(
    "answer",
    [
        page(API, SHORT),
        page(API, marks="single single-post postid-7 wide"),
        page(
            API,
            link("alternate", "/api/oembed/1.0/embed?url=x", "application/json+oembed"),
            link("alternate", "/feed.json", "application/json"),
            link("alternate", "/api/wp/v2/posts/7", "application/json"),
        ),
        Answer(
            page().body,
            headers={"Link": '</api/>; rel="https://api.w.org/", </?p=7>; rel="shortlink"'},
        ),
    ],
    ids=["shortlink", "body class", "alternate", "header"],
)
def test_wordpress(site: Site, answer: Answer) -> None:
    site.answers |= {PAGE: answer, ONE.format(1): comments(1, 2)}
    found = read(site)
    assert [comment["id"] for comment in json.loads(found.comments)] == [1, 2]
    assert found.body == answer.body
    assert found.id == sha256(answer.body + found.comments).hexdigest()
    assert site.asked == ["/robots.txt", PAGE, ONE.format(1)]


def test_wordpress_with_plain_addresses(site: Site) -> None:
    question = "/index.php?rest_route=/wp/v2/comments&post=7&per_page=100&page=1&order=asc"
    site.answers |= {
        PAGE: page(
            link("https://api.w.org/", "/index.php?rest_route=/"),
            link("alternate", "/index.php?rest_route=/wp/v2/posts/7", "application/json"),
        ),
        question: comments(1),
    }
    assert json.loads(read(site).comments)[0]["id"] == 1


def test_many_comments_are_joined_to_one_list(site: Site) -> None:
    site.answers[PAGE] = page(API, SHORT)
    for n in (1, 2, 3):
        answer = comments(n)
        answer.headers["X-WP-TotalPages"] = "3"
        site.answers[ONE.format(n)] = answer
    found = read(site)
    assert [comment["id"] for comment in json.loads(found.comments)] == [1, 2, 3]
    assert found.comments.decode().count("<p>Č") == 3


def test_twenty_answers_at_most(site: Site) -> None:
    site.answers[PAGE] = page(API, SHORT)
    for n in range(1, 40):
        answer = comments(n)
        answer.headers["X-WP-TotalPages"] = "9999999"
        site.answers[ONE.format(n)] = answer
    assert len(json.loads(read(site).comments)) == 20


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=401),
        Answer(status=500),
        Answer(b"[]"),
        Answer(b'{"code": "rest_no_route"}'),
        Answer(b"<p>no JSON"),
        Answer(b"[" * 100_000),
        Answer(b"[1, "),
        Answer(status=302, headers={"Location": "file:///etc/passwd"}),
    ],
)
def test_a_page_is_read_without_when_they_cannot_be_had(site: Site, answer: Answer) -> None:
    site.answers |= {PAGE: page(API, SHORT), ONE.format(1): answer}
    found = read(site)
    assert found.comments == b""
    assert found.id == sha256(found.body).hexdigest()


def test_half_of_the_comments_are_none(site: Site) -> None:
    first = comments(1)
    first.headers["X-WP-TotalPages"] = "2"
    site.answers |= {PAGE: page(API, SHORT), ONE.format(1): first}
    assert read(site).comments == b""


def test_comments_larger_than_a_page_may_be(site: Site) -> None:
    site.answers |= {PAGE: page(API, SHORT), ONE.format(1): comments(*range(1000))}
    assert read(site, max_bytes=5000).comments == b""


def test_robots_hold_for_the_interface(site: Site) -> None:
    site.answers |= {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /api/\n"),
        PAGE: page(API, SHORT),
        ONE.format(1): comments(1),
    }
    assert read(site).comments == b""
    assert site.asked == ["/robots.txt", PAGE]


def test_private_networks_hold_for_the_interface(site: Site, open_example: None) -> None:
    """The page's own host passes for public, the one that it names does not."""
    port = site.server_address[1]
    site.answers[PAGE] = page(
        link("https://api.w.org/", f"http://127.0.0.2:{port}/api/"),
        SHORT,
        link("alternate", f"http://127.0.0.2:{port}{PAGE}feed/", "application/rss+xml"),
    )
    (found,) = make_read(Config(delay_s=0.0))(f"http://open.example:{port}{PAGE}")
    assert found.comments == b""
    assert site.asked == ["/robots.txt", PAGE]


@pytest.mark.parametrize(
    ("links", "path"),
    [
        ((link("alternate", "feed/", "application/rss+xml"),), f"{PAGE}feed/"),
        (
            (link("canonical", "/talks"), link("alternate", "/talks/feed", "application/rss+xml")),
            "/talks/feed",
        ),
        ((SHORT, link("alternate", "/?feed=rss2&p=7", "application/rss+xml")), "/?feed=rss2&p=7"),
        (
            (link("alternate", "/feeds/123/comments/default", "application/atom+xml"),),
            "/feeds/123/comments/default",
        ),
        ((API, SHORT, link("alternate", "feed/", "application/rss+xml")), f"{PAGE}feed/"),
    ],
)
def test_a_feed_of_comments(site: Site, links: tuple[str, ...], path: str) -> None:
    site.answers |= {PAGE: page(*links), path: Answer(FEED, headers={"Content-Type": "application/rss+xml"})}
    assert read(site).comments == FEED


@pytest.mark.parametrize(
    "feed", ["/feed/", "/comments/feed/", "/2021/09/feed/", "/?feed=rss2&p=8", "/?feed=rss2"]
)
def test_a_feed_of_something_else(site: Site, feed: str) -> None:
    site.answers |= {PAGE: page(SHORT, link("alternate", feed, "application/rss+xml")), feed: Answer(FEED)}
    assert read(site).comments == b""
    assert site.asked == ["/robots.txt", PAGE]


def test_the_feed_of_a_front_page_is_not_of_its_comments(site: Site) -> None:
    site.answers |= {"/": page(link("alternate", "/feed/", "application/rss+xml")), "/feed/": Answer(FEED)}
    assert read(site, "/").comments == b""


@pytest.mark.parametrize("body", [b"<p>no feed", b"", FEED.replace(b"item", b"thing")])
def test_what_is_no_feed_of_comments(site: Site, body: bytes) -> None:
    site.answers |= {
        PAGE: page(link("alternate", "feed/", "application/rss+xml")),
        f"{PAGE}feed/": Answer(body),
    }
    assert read(site).comments == b""


def test_comments_are_fetched_unless_the_settings_say_no(site: Site) -> None:
    site.answers |= {PAGE: page(API, SHORT), ONE.format(1): comments(1)}
    assert read(site, fetch_comments=False).comments == b""
    assert site.asked == ["/robots.txt", PAGE]


def test_plain_text_names_no_interface(site: Site) -> None:
    body = b"Talks began. " + page(API, SHORT).body
    site.answers |= {PAGE: Answer(body, headers={"Content-Type": "text/plain"}), ONE.format(1): comments(1)}
    assert read(site).comments == b""
    assert site.asked == ["/robots.txt", PAGE]
