from __future__ import annotations

import pytest

from tests.parse.make import comments, read_html, text_of, texts
from tocsin.model import Block
from tocsin.parse.thread import reply_name

STORY = (
    "<article><h1>The bridge is open</h1>"
    + "<p>The bridge was opened, at last, by the mayor and a goat.</p>" * 4
)


def _modern(number: int, author: str, words: str, depth: int = 1, inner: str = "", extra: str = "") -> str:
    return f"""<li id="comment-{number}" class="comment even depth-{depth}"><article id="div-comment-{number}" class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">{author}</b> <span class="says">says:</span></div>
<div class="comment-metadata"><a href="#comment-{number}"><time datetime="2021-09-27T10:{number:02}:00+02:00">27 September</time></a></div></footer>
<div class="comment-content"><p>{words}</p>{extra}</div>
<div class="reply"><a class="comment-reply-link" href="#">Reply</a></div></article>{inner}</li>"""


def _likes(count: int) -> str:
    people = "1 person" if count == 1 else f"{count} people"
    return f"""<p class="comment-likes"><a class="comment-like-link"><span>Like</span></a><span class="comment-like-feedback">Liked by
<a class="view-likers" data-like-count="{count}">{people}</a></span></p>"""


def _page(items: str, after: str = "") -> str:
    return f'{STORY}</article><div id="comments" class="comments-area"><h2>3 thoughts on “The bridge is open”</h2><ol class="comment-list">{items}</ol>{after}</div>'


def _of(blocks: list[Block]) -> list[tuple[str | None, str | None, int | None]]:
    return [(block.id, block.parent, block.depth) for block in blocks]


def test_nested_replies_keep_their_own_author_time_and_text() -> None:
    third = f'<ul class="children">{_modern(3, "Ida", "Goats vote too.", 3)}</ul>'
    second = f'<ul class="children">{_modern(2, "Tom", "And the goat?", 2, third)}</ul>'
    found = read_html(_page(_modern(1, "Ann", "About time.", 1, second) + _modern(4, "Ed", "Fine.")))
    blocks = comments(found)
    assert _of(blocks) == [
        ("comment-1", None, 1),
        ("comment-2", "comment-1", 2),
        ("comment-3", "comment-2", 3),
        ("comment-4", None, 1),
    ]
    assert [text_of(found, block) for block in blocks] == [
        "About time.",
        "And the goat?",
        "Goats vote too.",
        "Fine.",
    ]
    assert [block.author for block in blocks] == ["Ann", "Tom", "Ida", "Ed"]
    assert blocks[1].time == "2021-09-27T10:02:00+02:00"
    assert [block.likes for block in blocks] == [None] * 4


def test_likes_are_read_and_are_not_part_of_what_was_said() -> None:
    found = read_html(
        _page(_modern(1, "Ann", "About time.", extra=_likes(21)) + _modern(2, "Tom", "No.", extra=_likes(1)))
    )
    assert [(text_of(found, block), block.likes) for block in comments(found)] == [
        ("About time.", 21),
        ("No.", 1),
    ]


def test_nothing_of_a_comment_is_in_the_body() -> None:
    words = "The mayor should have let the goat speak first, as was promised to us, in writing, last year."
    found = read_html(_page("".join(_modern(n, "Ann", words) for n in range(1, 20))))
    assert not any(words in text for text in texts(found, "body"))
    assert len(texts(found, "body")) == 4
    assert "3 thoughts on" in "\n".join(texts(found, "comment_meta"))


def test_replies_flattened_at_the_deepest_level_hang_on_the_last_one_above() -> None:
    items = _modern(1, "Ann", "One.", 1) + _modern(2, "Tom", "Two.", 2) + _modern(3, "Ida", "Three.", 2)
    assert _of(comments(read_html(_page(items)))) == [
        ("comment-1", None, 1),
        ("comment-2", "comment-1", 2),
        ("comment-3", "comment-1", 2),
    ]


def test_a_pingback_is_no_comment() -> None:
    ping = '<li class="pingback even depth-1" id="comment-9"><p>Pingback: <a href="#">Other blog</a></p></li>'
    assert [block.id for block in comments(read_html(_page(ping + _modern(1, "Ann", "One."))))] == [
        "comment-1"
    ]


def test_an_old_theme_without_a_content_element() -> None:
    item = """<li class="comment even thread-even depth-1" id="li-comment-7"><div id="comment-7">
<div class="comment-author vcard"><cite class="fn">Old Salt</cite> <span class="says">says:</span></div>
<div class="comment-meta commentmetadata"><a href="#comment-7">May 3, 2010 at 9:05 pm</a></div>
<p>First paragraph.</p><p>Second paragraph.</p>
<div class="reply"><a class="comment-reply-link" href="#">Reply</a></div></div></li>"""
    found = read_html(_page(item))
    (block,) = comments(found)
    assert text_of(found, block) == "First paragraph.\nSecond paragraph."
    assert (block.id, block.author, block.time) == ("comment-7", "Old Salt", "2010-05-03T21:05")


def test_the_reply_form_and_whom_it_answers() -> None:
    form = """<div id="respond" class="comment-respond"><h3 id="reply-title" class="comment-reply-title">Leave a Reply to
<a href="#comment-1">Ann Low</a> <small><a id="cancel-comment-reply-link">Cancel reply</a></small></h3>
<form id="commentform"><p>Your email address will not be published.</p></form></div>"""
    found = read_html(_page(_modern(1, "Ann Low", "One."), form))
    assert found.reply_to == "Ann Low"
    assert "Your email address will not be published." in "\n".join(texts(found, "form"))
    assert texts(found, "form")[0].startswith("Leave a Reply to Ann Low")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Leave a Reply to foo_bar Cancel reply", "foo_bar"),
        ("Schreibe eine Antwort zu Frau Maß Antwort abbrechen", "Frau Maß"),
        ("Laisser un commentaire à Zoé Annuler la réponse.", "Zoé"),
        ("Ostavite odgovor na Mira Otkaži odgovor", "Mira"),
        ("Leave a Reply", None),
        ("Leave a Reply Cancel reply", None),
        ("He had to leave a reply to nobody in particular, and so he left", None),
    ],
)
def test_reply_names(line: str, name: str | None) -> None:
    assert reply_name(line) == name


def test_a_comment_without_words_is_left_out_and_its_answers_move_up() -> None:
    answer = f'<ul class="children">{_modern(2, "Tom", "What a picture.", 2)}</ul>'
    blocks = comments(read_html(_page(_modern(1, "Ann", "<img src='x.jpg'>", 1, answer))))
    assert [(block.id, block.parent) for block in blocks] == [("comment-2", None)]


def test_drupal_replies_in_indented_wrappers() -> None:
    def item(number: int, author: str) -> str:
        return f"""<article class="comment" about="/comment/{number}#comment-{number}"><span class="username">{author}</span>
<time datetime="2023-10-18T13:11:26+02:00">18.10.</time><div class="field-name-comment-body"><p>Words of {author}.</p></div></article>"""

    inner = f'<div class="indented">{item(2, "Tom")}<div class="indented">{item(3, "Ida")}</div></div>'
    found = read_html(
        f"{STORY}</article><section id='comments'>{item(1, 'Ann')}{inner}{item(4, 'Ed')}</section>"
    )
    assert [(block.author, block.depth) for block in comments(found)] == [
        ("Ann", 1),
        ("Tom", 2),
        ("Ida", 3),
        ("Ed", 1),
    ]
    ids = {block.id: block.author for block in comments(found)}
    assert [ids.get(block.parent or "") for block in comments(found)] == [None, "Ann", "Tom", None]


def test_votes_of_wpdiscuz_are_likes_and_its_ids_name_the_parent() -> None:
    def item(ids: str, author: str, votes: int) -> str:
        return f"""<div id="wc-comm-{ids}" class="wc-comment"><div class="wc-comment-author">{author}</div>
<div class="wc-comment-text"><p>Words of {author}.</p></div><span class="wc-vote-result">{votes}</span></div>"""

    found = read_html(
        f"{STORY}</article><div id='comments'>{item('8_0', 'Ann', 6)}{item('9_8', 'Tom', -2)}</div>"
    )
    assert [(b.id, b.parent, b.likes) for b in comments(found)] == [
        ("comment-8", None, 6),
        ("comment-9", "comment-8", -2),
    ]
