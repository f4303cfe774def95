"""The comments of a live page, from the interface that the page itself names.

WordPress REST (https://developer.wordpress.org/rest-api/reference/comments/), or else the post's own comment
feed. What cannot be had leaves the page without; it is never a reason not to read the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from tocsin.errors import ReadError
from tocsin.read.feed import read_feed
from tocsin.read.http import Answer
from tocsin.read.links import Head, read_head
from tocsin.read.markup import utf8

Fetch = Callable[[str], Answer]

_API = "https://api.w.org/"
_POST = re.compile(r"/wp/v2/posts/(\d{1,18})$")
_MARK = re.compile(r"postid-(\d{1,18})")
_BLOGGER = re.compile(r"/feeds/\d+/comments/default$")
_PER_PAGE = 100  # the most that WordPress gives at once
_MOST_PAGES = 20
_LONGEST_NUMBER = 9


def comments_of(answer: Answer, fetch: Fetch, max_bytes: int) -> bytes:
    """The comments of a page of HTML as its interface gives them, b"" when it names none or there are none.

    WordPress's answers, several of them joined, are one JSON list; a comment feed is in UTF-8.
    """
    url = str(answer.url)
    head = read_head(answer.body, url, ", ".join(answer.headers.get_list("link")))
    root, post = head.first(_API), _post(head)
    found = _rest(root, post, fetch, max_bytes) if root and post else b""
    return found or _feed(_comment_feed(head, url, post), fetch)


def _post(head: Head) -> str:
    """The number of the post that a page shows, "" where it does not say."""
    for alternate in head.of("alternate", "application/json"):
        stated = _POST.search(_route(alternate))
        if stated:
            return stated[1]
    short = parse_qs(urlsplit(head.first("shortlink")).query).get("p", [""])[0]
    marks = (found[1] for mark in head.marks if (found := _MARK.fullmatch(mark)))
    return short if short.isdecimal() else next(marks, "")


def _route(url: str) -> str:
    """The route of an address of the interface, which stands in the query where addresses are plain."""
    parts = urlsplit(url)
    return parse_qs(parts.query).get("rest_route", [parts.path])[0]


def _rest(root: str, post: str, fetch: Fetch, max_bytes: int) -> bytes:
    """All comments on a post, page by page, as one JSON list; b"" when not all can be had or there are none."""
    comments: list[Any] = []
    page, pages, size = 1, 1, 0
    while page <= min(pages, _MOST_PAGES):
        try:
            answer = fetch(_question(root, post, page))
            found = json.loads(answer.body)
        except (ReadError, ValueError, RecursionError):
            return b""
        size += len(answer.body)
        if not isinstance(found, list) or size > max_bytes:
            return b""
        comments += cast(list[Any], found)
        total = answer.headers.get("x-wp-totalpages", "1")
        pages = int(total) if total.isdecimal() and len(total) < _LONGEST_NUMBER else 1
        page += 1
    return json.dumps(comments, ensure_ascii=False, separators=(",", ":")).encode() if comments else b""


def _question(root: str, post: str, page: int) -> str:
    """The address of one page of a post's comments, oldest first."""
    parts = urlsplit(root)
    asked = {"post": post, "per_page": str(_PER_PAGE), "page": str(page), "order": "asc"}
    query = dict(parse_qsl(parts.query))
    path = f"{parts.path.rstrip('/')}/wp/v2/comments"
    if "rest_route" in query:
        path = parts.path
        query["rest_route"] = f"{query['rest_route'].rstrip('/')}/wp/v2/comments"
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(query | asked, safe="/"), ""))


def _comment_feed(head: Head, url: str, post: str) -> str:
    """The feed of this page's own comments, "" when it names none.

    WordPress: `feed` under the page's address, or `?feed=rss2&p=POST`; Blogger: /feeds/POST/comments/default.
    """
    own = urlsplit(head.first("canonical") or url).path.rstrip("/")
    for feed in head.feeds():
        parts = urlsplit(feed)
        path, query = parts.path.rstrip("/"), parse_qs(parts.query)
        below = own and path == f"{own}/feed"
        asked = post and query.get("p") == [post] and "feed" in query
        if below or asked or _BLOGGER.search(path):
            return feed
    return ""


def _feed(url: str, fetch: Fetch) -> bytes:
    if not url:
        return b""
    try:
        answer = fetch(url)
        found = read_feed(answer.body, str(answer.url), answer.charset)
    except ReadError:
        return b""
    return utf8(answer.body, answer.charset) if found else b""
