"""How labels of a page's blocks are laid onto the lines of its renderings."""

from __future__ import annotations

from pathlib import Path

from lab.lines_data import lay, pieces_of, site_of, squash

from tests.parse.make import read_html

PAGE = """<html><head><link rel="canonical" href="https://www.harbour.example/goat"><title>The goat swam</title></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>The goat swam</h1>
<p>The goat of the harbour master swam across the bay on Sunday, and nobody knows what made it do so.</p>
<p>It was given a towel, a bucket of carrots and a ride home in the harbour master's own boat.</p></article>
<ol class="comment-list"><li class="comment" id="comment-1"><div class="comment-author"><cite class="fn">Tess</cite></div>
<div class="comment-content"><p>Well done, goat.</p></div></li></ol></body></html>"""


def test_lines_get_the_kind_of_the_block_they_stand_in() -> None:
    text = "Home\nThe goat swam\nThe goat of the harbour master swam across the bay on Sunday, and nobody knows what made it do so.\n  1. Well done, goat.\nSomething else altogether\n"
    found = {number: kind for number, kind, _ in lay(text, pieces_of(read_html(PAGE)))}
    assert found == {0: "chrome", 1: "title", 2: "body", 3: "comment", 4: "chrome"}


def test_letters_and_digits_only() -> None:
    assert squash(" The goat's 3rd swim! ") == "thegoats3rdswim"


def test_the_site_of_an_address() -> None:
    nowhere = Path("page.html.gz")
    assert site_of(nowhere, "https://www.harbour.example/goat") == "harbour.example"
    assert site_of(nowhere, "https://news.harbour.co.uk/goat") == "harbour.co.uk"
    assert site_of(nowhere, "https://goats.wordpress.com/1") == "goats.wordpress.com"
