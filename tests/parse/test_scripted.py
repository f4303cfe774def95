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
            '<div class="c-embed fb-comments" data-numposts="5" data-href="https://paper.example/bridge"></div>',
            Thread(system="facebook", identifier="https://paper.example/bridge"),
        ),
        (
            '<script>var spot={postId: "77"}</script><script src="https://launcher.spot.im/spot/sp_1"></script>',
            Thread(system="openweb", identifier="77"),
        ),
        (
            '<hyvor-talk-comments website-id="1" page-id="bridge"></hyvor-talk-comments>',
            Thread(system="hyvor", identifier="bridge"),
        ),
        (
            '<div id="commento" data-page-id="/bridge"></div><script src="https://cdn.commento.io/js/commento.js"></script>',
            Thread(system="commento", identifier="/bridge"),
        ),
        (
            '<div id="remark42"></div><script>var remark_config = { host: "https://r.example", url: "https://paper.example/bridge" }</script>',
            Thread(system="remark42", identifier="https://paper.example/bridge"),
        ),
        (
            '<div class="giscus"></div><script src="https://giscus.app/client.js" data-term="bridge"></script>',
            Thread(system="giscus", identifier="bridge"),
        ),
        (
            '<div id="vuukle-comments"></div><script>var VUUKLE_CONFIG = {apiKey: "k", articleId: "99"}</script>',
            Thread(system="vuukle", identifier="99"),
        ),
        (
            '<div id="livefyre-comments"></div><script>Livefyre.load({articleId: "a1"})</script>',
            Thread(system="livefyre", identifier="a1"),
        ),
        (
            "<div id='idc-container'></div><script>var idcomments_post_id = '12';</script>",
            Thread(system="intensedebate", identifier="12"),
        ),
        (
            '<div class="tolstoycomments-feed" data-identity="bridge-1"></div>',
            Thread(system="tolstoy", identifier="bridge-1"),
        ),
        (
            '<section id="isso-thread" data-isso-id="/bridge/"></section>',
            Thread(system="isso", identifier="/bridge/"),
        ),
        ('<div id="mc-container"></div>', Thread(system="cackle")),
        ('<div id="hypercomments_widget"></div>', Thread(system="hypercomments")),
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
