from __future__ import annotations

from tocsin.parse.comment import Comment
from tocsin.parse.dump_thread import read_dump_thread
from tocsin.parse.lines import read_units


def _comments(text: str, labels: str) -> list[Comment]:
    """labels: one letter a line with words."""
    names = {
        "b": "body", "o": "opens", "a": "answers", "c": "comment", "n": "author", "m": "comment_meta", "f": "form",
    }  # fmt: skip
    units = read_units(text, "page.txt")
    found = read_dump_thread(units, [names[letter] for letter in labels])
    return [comment for comment, _ in found.comments]


def test_names_above_comments_and_the_tree_from_indentation() -> None:
    found = _comments(
        "Body.\n\nHanna says:\nMay 3, 2021 at 9:16\nAt last.\nReply\n    Ole says:\n    May 4, 2021 at 10:00\n    And the goat?\n"
        "        Tess says:\n        It swam.\nHanna says:\nGood.\n",
        "bnmomnmonono",
    )
    assert [(c.author, c.time, c.parent, c.depth) for c in found] == [
        ("Hanna", "2021-05-03T09:16", None, 1),
        ("Ole", "2021-05-04T10:00", "c1", 2),
        ("Tess", None, "c2", 3),
        ("Hanna", None, None, 1),
    ]


def test_names_below_comments() -> None:
    found = _comments("Good.\n\nTess · May 3, 2021\n\nBad.\n\nOle · May 4, 2021\n", "onon")
    assert [(c.author, c.time) for c in found] == [("Tess", "2021-05-03"), ("Ole", "2021-05-04")]


def test_likes_belong_to_the_comment_above_them() -> None:
    found = _comments("Good.\nLike\nLiked by 3 people\nTess\nBad.\nLiked by 1 person\n", "ommnom")
    assert [(c.author, c.likes) for c in found] == [(None, 3), ("Tess", 1)]


def test_without_indentation_the_label_tells_a_reply() -> None:
    found = _comments("Who fed the goat?\nI did.\nThank you, both of you.\nNobody asked.\n", "oaao")
    assert [c.parent for c in found] == [None, "c1", "c1", None]


def test_a_name_tells_whom_a_comment_answers() -> None:
    found = _comments(
        "Hanna\nWho fed the goat?\nOle\nI did.\nTess\nIn reply to Hanna\nI did, too.\nKay\nOle wrote:\nNo, I did.\n",
        "nononmonoc",
    )
    assert [(c.author, c.parent) for c in found] == [
        ("Hanna", None),
        ("Ole", None),
        ("Tess", "c1"),
        ("Kay", "c2"),
    ]


def test_a_comment_is_one_stretch_with_at_most_one_line_of_the_platform_in_it() -> None:
    assert len(_comments("One.\nTwo.\nReply\nThree.\n", "ocmc")) == 1
    assert len(_comments("One.\nTwo.\nReply\nShare\nThree.\n", "ocmmc")) == 2


def test_the_form_says_whom_it_answers() -> None:
    units = read_units("Body.\nLeave a Reply to Old Salt Cancel reply\nName\n", "page.txt")
    assert read_dump_thread(units, ["body", "form", "form"]).reply_to == "Old Salt"
    assert read_dump_thread(units, ["body", "body", "body"]).reply_to is None
