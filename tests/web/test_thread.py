from __future__ import annotations

from collections.abc import Sequence

from tests.web.crisis import BLOG
from tests.web.telling import Part, document
from tocsin.web.thread import Comment, comments


def shape(found: Sequence[Comment]) -> list[object]:
    return [[c.text, shape(c.answers)] for c in found]


def thread(*parts: tuple[str, int, str | None, str | None]) -> tuple[Comment, ...]:
    return comments(
        document("t", [Part(kind="comment", text=t, depth=d, id=i, parent=p) for t, d, i, p in parts])
    )


def test_a_comment_hangs_under_its_parent() -> None:
    first, second = comments(BLOG)
    assert (first.block.author, second.block.author) == ("marginalia", "k_reader")
    (answer,) = first.answers
    assert answer.block.author is None
    assert [c.block.author for c in answer.answers] == ["Old Ibar"]


def test_where_no_parent_is_named_depth_tells() -> None:
    found = thread(("a", 1, None, None), ("b", 2, None, None), ("c", 3, None, None), ("d", 2, None, None))
    assert shape(found) == [["a", [["b", [["c", []]]], ["d", []]]]]


def test_depth_never_reaches_back_over_a_higher_comment() -> None:
    found = thread(("a", 1, None, None), ("b", 2, None, None), ("c", 1, None, None), ("d", 3, None, None))
    assert shape(found) == [["a", [["b", []]]], ["c", []], ["d", []]]


def test_an_answer_whose_parent_is_not_on_the_page_stands_at_the_top() -> None:
    assert shape(thread(("a", 1, "1", None), ("b", 2, "2", "gone"))) == [["a", []], ["b", []]]


def test_walking_visits_every_comment_top_down() -> None:
    assert [c.block.id for root in comments(BLOG) for c in root.walk()] == [
        "c-101",
        "c-102",
        "c-103",
        "c-104",
    ]
