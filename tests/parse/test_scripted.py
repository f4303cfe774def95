from __future__ import annotations

import pytest

from tests.parse.make import comments, read_html
from tocsin.model import Thread


@pytest.mark.parametrize(
    ("html", "thread"),
    [
        (
            '<div id="disqus_thread"></div><script>this.page.identifier = "77 news";</script>'
            '<script type="application/ld+json">{"commentCount": 3}</script>',
            Thread(system="disqus", identifier="77 news", comment_count=3),
        ),
        (
            '<div id="coral_thread"></div><span class="coral-count" data-coral-id="ab-1" data-coral-count="50"></span>',
            Thread(system="coral", identifier="ab-1", comment_count=50),
        ),
        (
            '<div data-spotim-module="conversation" data-spot-id="sp_1" data-post-id="4711"></div>',
            Thread(system="openweb", identifier="4711"),
        ),
        (
            '<vf-comments></vf-comments><div vf-container-id="99"></div><script src="//cdn.viafoura.net/x.js"></script>',
            Thread(system="viafoura", identifier="99"),
        ),
        (
            '<div class="fb-comments" data-href="https://paper.example/story"></div>',
            Thread(system="facebook", identifier="https://paper.example/story"),
        ),
    ],
)
def test_a_thread_that_a_script_would_load_is_named(html: str, thread: Thread) -> None:
    found = read_html(f"<p>A story.</p>{html}")
    assert found.thread == thread
    assert comments(found) == []


def test_a_page_without_one_has_none() -> None:
    assert read_html("<p>We talked about comments on Facebook and Disqus.</p>").thread is None
