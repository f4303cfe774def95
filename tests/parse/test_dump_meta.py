from __future__ import annotations

import pytest

from tocsin.parse.dump_meta import answered, named, quoted_name, read_likes, stamp, without_buttons


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Hanna Beispiel says:", "Hanna Beispiel"),
        ("Hanna sagt:", "Hanna"),
        ("Ole Petersen on May 3, 2021 at 9:16 pm", "Ole Petersen"),
        ("Tess · May 3, 2021", "Tess"),
        ("Ole Petersen Reply", "Ole Petersen"),
        ("Ruby21:00", "Ruby"),
        ("tess_b 3 hours ago", "tess_b"),
        ("Gull Watcher 42 points", "Gull Watcher"),
        ("Marie Exemple Le 9 janvier", "Marie Exemple"),
        ("Gull84", "Gull84"),
    ],
)
def test_the_name_in_a_line_that_names_an_author(line: str, name: str) -> None:
    assert named(line) == name


@pytest.mark.parametrize("line", ["May 3, 2021 at 9:16 pm", "3 hours ago", "· —"])
def test_a_line_without_a_name(line: str) -> None:
    assert named(line) is None


def test_a_stamp_gives_the_time_and_nothing_but_a_name_beside_it() -> None:
    found = stamp("Ole Petersen on May 3, 2021 at 9:16 pm")
    assert found is not None
    assert found.time == "2021-05-03T21:16"
    relative = stamp("vor 3 Stunden")
    assert relative is not None
    assert relative.time is None
    assert stamp("The mayor opened the bridge") is None
    assert (
        stamp("It was on May 3, 2021 that the mayor opened the bridge, and nobody had told the goat of it.")
        is None
    )


@pytest.mark.parametrize(
    ("line", "likes"),
    [
        ("Liked by 2 people", 2),
        ("LikeLiked by 21 people", 21),
        ("Gefällt 1 Person", 1),
        ("Rating: 36 Votes", 36),
        ("12 Likes", 12),
        ("4", None),
        ("2021", None),
        ("Two people liked the goat", None),
    ],
)
def test_likes_only_where_a_line_says_so(line: str, likes: int | None) -> None:
    assert read_likes(line) == likes


def test_whom_a_comment_answers_or_quotes() -> None:
    assert answered("In reply to Old Salt") == "old salt"
    assert answered("Reply") == ""
    assert quoted_name("On May 3, 2021 at 9:16, Old Salt said:") == "Old Salt"
    assert quoted_name("Here is what I think:") == ""


def test_buttons_left_in_a_line() -> None:
    assert without_buttons("Ole Petersen Reply") == "Ole Petersen"
    assert without_buttons("Reply") == "Reply"
