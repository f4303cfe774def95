"""Which pages have one address."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ledger.make import reading
from tocsin.ledger.address import address_of, normalised


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("HTTPS://Example.ORG/News/Story/", "https://example.org/News/Story"),
        ("https://example.org/a?utm_source=x&id=3&fbclid=y#top", "https://example.org/a?id=3"),
        ("https://example.org/a?gclid=y&utm_campaign=z", "https://example.org/a"),
        ("https://example.org/a?gclidol=1", "https://example.org/a?gclidol=1"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
        ("https://user:word@example.org/a", "https://example.org/a"),
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        ("https://[broken/a", "https://[broken/a"),
        ("https://example.org:x/a", "https://example.org:x/a"),
        ("ftp://example.org/a", "ftp://example.org/a"),
        ("", ""),
    ],
)
def test_the_many_ways_to_write_a_url(url: str, address: str) -> None:
    assert normalised(url) == address
    assert normalised(address) == address


@pytest.mark.parametrize(
    ("url", "canonical", "stated", "address"),
    [
        ("https://a.example/x/", "https://b.example/y", "", "https://a.example/x"),
        ("", "https://b.example/y#z", "https://c.example/", "https://b.example/y"),
        ("", "", "https://c.example/z", "https://c.example/z"),
        ("", "https://b.example/", "", None),  # the whole site: says nothing of the page
        ("", "https://b.example/?p=7", "", "https://b.example?p=7"),
        ("", "/y", "", None),
        ("", "", "", None),
    ],
)
def test_where_it_was_fetched_else_what_it_states_else_its_id(
    url: str, canonical: str, stated: str, address: str | None
) -> None:
    found = reading(1)
    page = replace(found.page, url=url)
    document = replace(found.document, canonical=canonical, url=stated)
    assert address_of(page, document) == (address or page.id)
