from __future__ import annotations

import json
from typing import Any

from tests.parse.make import comments, read_html, text_of, texts

STORY = "<p>The bridge was opened, at last, by the mayor and a goat.</p>" * 4


def _page(data: dict[str, Any], below: str = "") -> str:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return f"<html><head>{script}</head><body><article><h1>The bridge is open</h1>{STORY}</article>{below}</body></html>"


def _comment(number: int, author: str, words: str, **more: Any) -> dict[str, Any]:
    return {
        "@type": "Comment",
        "@id": f"https://paper.example/bridge#comment-{number}",
        "author": {"@type": "Person", "name": author},
        "dateCreated": f"2021-05-03T21:{number:02}:00+02:00",
        "text": words,
        **more,
    }


def test_comments_of_json_ld_alone_are_appended() -> None:
    second = _comment(2, "Tom", "<p>And the goat?</p><p>It was fed.</p>", upvoteCount=3)
    first = _comment(1, "Ann Low", "About time &amp; all that.", comment=[second])
    found = read_html(_page({"@type": "NewsArticle", "headline": "The bridge is open", "comment": [first]}))
    blocks = comments(found)
    assert [(b.id, b.parent, b.depth, b.author, b.likes) for b in blocks] == [
        ("comment-1", None, 1, "Ann Low", None),
        ("comment-2", "comment-1", 2, "Tom", 3),
    ]
    assert [text_of(found, block) for block in blocks] == [
        "About time & all that.",
        "And the goat?\nIt was fed.",
    ]
    assert blocks[0].time == "2021-05-03T21:01:00+02:00"


def test_a_comment_that_stands_on_the_page_is_taken_out_of_what_it_was_read_as() -> None:
    words = "The mayor should have let the goat speak first, as was promised to us, in writing, last year."
    below = f"<div class='x1'><div class='x2'><p>{words}</p></div></div>"
    found = read_html(_page({"@type": "NewsArticle", "comment": _comment(1, "Ann Low", words)}, below))
    (block,) = comments(found)
    assert (text_of(found, block), block.author) == (words, "Ann Low")
    assert found.text.count(words) == 1
    assert words not in "\n".join(texts(found, "body"))
    assert len(texts(found, "body")) == 4


def test_answers_of_a_question_page_but_not_of_a_list_of_questions() -> None:
    question = {
        "@type": "Question",
        "name": "Who paid?",
        "suggestedAnswer": [
            {"@type": "Answer", "text": "We all did.", "author": "Ann Low", "upvoteCount": 5}
        ],
    }
    found = read_html(_page({"@type": "QAPage", "mainEntity": question}))
    assert [(b.author, b.likes) for b in comments(found)] == [("Ann Low", 5)]
    asked = {"@type": "Question", "acceptedAnswer": {"@type": "Answer", "text": "Press the button."}}
    assert comments(read_html(_page({"@type": "FAQPage", "mainEntity": [asked]}))) == []


def test_comments_of_the_markup_come_first_and_damaged_json_is_passed_over() -> None:
    item = '<li class="comment depth-1" id="comment-1"><b class="fn">Ann</b><div class="comment-content"><p>Yes.</p></div></li>'
    data = {"@type": "NewsArticle", "comment": [_comment(1, "Ann", "Yes."), _comment(2, "Tom", "No.")]}
    assert len(comments(read_html(_page(data, f"<ol class='commentlist'>{item}</ol>")))) == 1
    assert comments(read_html(_page(data).replace('"@type"', '"@type'))) == []
