from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.parse.make import comments, page, text_of
from tocsin.config import Config
from tocsin.model import Document
from tocsin.parse import make_parse

STORY = (
    "<article><h1>The bridge is open</h1>"
    + "<p>The bridge was opened, at last, by the mayor.</p>" * 4
    + "</article>"
)

ATOM = """<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">
<entry><title>By: Tom</title><link rel="alternate" type="text/html" href="https://paper.example/bridge/#comment-8"/><author><name>Tom</name></author><id>https://paper.example/bridge/#comment-8</id>
<updated>2021-05-04T09:30:00Z</updated><published>2021-05-04T09:30:00Z</published><content type="html"><![CDATA[<p>And the goat?</p>]]></content>
<thr:in-reply-to ref="https://paper.example/bridge/#comment-7" href="https://paper.example/bridge/#comment-7" type="text/html"/></entry>
<entry><title>By: Ann Low</title><link rel="alternate" href="https://paper.example/bridge/#comment-7"/><author><name>Ann Low</name></author><id>https://paper.example/bridge/#comment-7</id>
<published>2021-05-03T19:05:00Z</published><content type="html">&lt;p&gt;About time.&lt;/p&gt;</content><thr:in-reply-to ref="https://paper.example/?p=1" href="https://paper.example/bridge/"/></entry></feed>"""

BLOGGER = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">
<entry><id>tag:blogger.com,1999:blog-1.post-7</id><published>2021-05-03T12:05:00.000-07:00</published><content type="html">About time.</content>
<link rel="alternate" type="text/html" href="https://b.example/2021/05/bridge.html?showComment=1620068700000#c7"/><author><name>Ann Low</name></author><thr:in-reply-to ref="tag:blogger.com,1999:blog-1.post-2" href="https://b.example/2021/05/bridge.html"/></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-8</id><published>2021-05-04T02:30:00.000-07:00</published><content type="html">And the goat?</content>
<link rel="alternate" href="https://b.example/2021/05/bridge.html?showComment=1620120600000#c8"/><link rel="related" type="application/atom+xml" href="http://www.blogger.com/feeds/1/2/comments/default/7"/><author><name>Tom</name></author></entry></feed>"""

RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Comments on: The bridge</title>
<item><title>By: Tom</title><link>https://paper.example/bridge/#comment-8</link><dc:creator><![CDATA[Tom]]></dc:creator><pubDate>Tue, 04 May 2021 09:30:00 +0000</pubDate><guid isPermaLink="false">https://paper.example/?p=1#comment-8</guid><content:encoded><![CDATA[<p>And the goat?</p>]]></content:encoded></item>
<item><title>By: Ann Low</title><link>https://paper.example/bridge/#comment-7</link><dc:creator>Ann Low</dc:creator><pubDate>Mon, 03 May 2021 19:05:00 +0000</pubDate><description>About time.</description></item></channel></rss>"""


def _rest() -> str:
    def row(number: int, parent: int, author: str, at: str, words: str, **more: Any) -> dict[str, Any]:
        return {"id": number, "parent": parent, "author_name": author, "date": at, "date_gmt": at, "content": {"rendered": words}, "type": "comment", **more}  # fmt: skip

    return json.dumps(
        [
            row(8, 7, "Tom", "2021-05-04T09:30:00", "<p>And the goat?</p>\n"),
            row(7, 0, "Ann &amp; Low", "2021-05-03T19:05:00", "<p>About time.</p>\n"),
            row(
                9,
                0,
                "Other page",
                "2021-05-05T10:00:00",
                "<p>[&#8230;] bridge [&#8230;]</p>",
                type="pingback",
            ),
        ]
    )


def _read(answer: str, below: str = "") -> Document:
    stored = page(STORY + below)
    return make_parse(Config())(replace(stored, comments=answer.encode()))


def _rows(found: Document) -> list[tuple[str | None, str | None, str | None, str | None, str]]:
    return [(b.id, b.parent, b.author, b.time, text_of(found, b)) for b in comments(found)]


def test_the_answer_of_wordpress() -> None:
    assert _rows(_read(_rest())) == [
        ("comment-7", None, "Ann & Low", "2021-05-03T19:05:00+00:00", "About time."),
        ("comment-8", "comment-7", "Tom", "2021-05-04T09:30:00+00:00", "And the goat?"),
    ]


@pytest.mark.parametrize(
    ("feed", "parent", "times"),
    [
        pytest.param(ATOM, "comment-7", ("2021-05-03T19:05:00+00:00", "2021-05-04T09:30:00+00:00"), id="Atom"),
        pytest.param(BLOGGER, "comment-7", ("2021-05-03T12:05:00-07:00", "2021-05-04T02:30:00-07:00"), id="Blogger"),
        pytest.param(RSS, None, ("2021-05-03T19:05:00+00:00", "2021-05-04T09:30:00+00:00"), id="RSS"),
    ],
)  # fmt: skip
def test_comment_feeds(feed: str, parent: str | None, times: tuple[str, str]) -> None:
    assert _rows(_read(feed)) == [
        ("comment-7", None, "Ann Low", times[0], "About time."),
        ("comment-8", parent, "Tom", times[1], "And the goat?"),
    ]


def test_only_what_the_page_lacks_is_added() -> None:
    item = '<ol class="commentlist"><li class="comment depth-1" id="comment-7"><b class="fn">Ann Low</b><div class="comment-content"><p>About time.</p></div></li></ol>'
    found = _read(_rest(), item)
    assert [(b.id, b.parent, b.depth) for b in comments(found)] == [
        ("comment-7", None, 1),
        ("comment-8", "comment-7", 2),
    ]
    assert found.text.count("About time.") == 1


@pytest.mark.parametrize(
    "answer",
    ["", "[", "[1, null]", "<feed", "<p>no feed</p>", '<!DOCTYPE a [<!ENTITY b "c">]><feed/>', "{}", "\x00"],
)
def test_what_is_no_answer_adds_nothing(answer: str) -> None:
    assert comments(_read(answer)) == []


def test_comments_that_answer_each_other_do_not_hang() -> None:
    circle = json.dumps(
        [
            {"id": 1, "parent": 2, "content": {"rendered": "One, two, three."}},
            {"id": 2, "parent": 1, "content": {"rendered": "Four, five, six."}},
        ]
    )
    assert comments(_read(circle)) == []
