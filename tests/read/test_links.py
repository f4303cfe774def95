"""Links for programs, in a page's head and its HTTP header."""

from __future__ import annotations

import pytest

from tocsin.read.links import Link, read_head

URL = "https://example.org/2021/talks/"


def test_links_of_header_and_page_in_order() -> None:
    page = (
        b'<head><link rel="Canonical" href="/talks"><link rel="alternate nofollow" type="Application/RSS+XML; x=y" '
        b'href="feed/#top"><link rel="icon" href="javascript:1"><link href="/nothing"></head><body class="post postid-7">'
    )
    header = '<https://example.org/api/>; rel="https://api.w.org/", </?p=7>; rel=shortlink; type=text/html'
    head = read_head(page, URL, header)
    assert head.links == (
        Link(href="https://example.org/api/", rels=("https://api.w.org/",), type=""),
        Link(href="https://example.org/?p=7", rels=("shortlink",), type="text/html"),
        Link(href="https://example.org/talks", rels=("canonical",), type=""),
        Link(
            href="https://example.org/2021/talks/feed/",
            rels=("alternate", "nofollow"),
            type="application/rss+xml",
        ),
    )
    assert head.marks == ("post", "postid-7")
    assert (head.first("canonical"), head.first("next")) == ("https://example.org/talks", "")
    assert head.feeds() == ("https://example.org/2021/talks/feed/",)
    assert head.of("alternate", "application/json") == ()


def test_links_relative_to_the_base_of_the_page() -> None:
    page = b'<base href="https://other.example/x/"><link rel="alternate" type="application/atom+xml" href="feed">'
    assert read_head(page, URL).feeds() == ("https://other.example/x/feed",)


@pytest.mark.parametrize(
    "header", ["", "<", "<a>; rel", '<a; rel="b"', "nonsense", ";" * 10_000, "<a>;x=" * 5000]
)
def test_a_header_that_is_none(header: str) -> None:
    assert read_head(b"", URL, header).first("b") == ""
