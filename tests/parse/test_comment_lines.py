from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from tocsin.parse.comment_lines import attribution, clean_name, is_button, is_name, lines_of


@pytest.mark.parametrize(
    ("line", "rest", "time"),
    [
        ("Comment by Ann Low — 17.07, 2011 @ 13:04", "Ann Low", "2011-07-17T13:04"),
        ("Ann Low on 12 September 2018 at 4:47 pm said:", "Ann Low", "2018-09-12T16:47"),
        ("Ann Low | May 3, 2010 at 9:05 pm", "Ann Low", "2010-05-03T21:05"),
        ("#12 Ann Low am 3. Mai 2010 um 14:33 Uhr", "Ann Low", "2010-05-03T14:33"),
        ("3 May 2010, 10:15 Bob wrote:", "Bob", "2010-05-03T10:15"),
        ("On Tuesday, May 3, 2008 at 9:05, Ann wrote:", "Ann", "2008-05-03T09:05"),
        ("Le 3 mai 2010 à 10:15, par Zoé", "Zoé", "2010-05-03T10:15"),
        ("2Pac on May 3, 2010 at 9:05 pm PST", "2Pac", "2010-05-03T21:05-08:00"),
        ("Ann Low says:", "Ann Low", None),
        ("Ann Low - 2 years ago (last modified 1 year ago)", "Ann Low", None),
        ("vor 3 Stunden", "", None),
    ],
)
def test_a_line_that_names_its_comment_s_author_or_time(line: str, rest: str, time: str | None) -> None:
    told = attribution(line)
    assert (told.rest, told.time, told.told) == (rest, time, True)


@pytest.mark.parametrize("line", ["By the way, I like it.", "The goat", "omg -_-", "I paid 17 crowns"])
def test_words_are_no_attribution(line: str) -> None:
    assert attribution(line).told is False


def test_names() -> None:
    assert clean_name("Ann Low says:") == "Ann Low"
    assert clean_name("Tom said...") == "Tom"
    assert clean_name("omg -_-") == "omg -_-"
    assert is_name("Ann Low")
    assert not is_name("It was fed.")


@pytest.mark.parametrize(
    ("line", "button"), [("Reply", True), ("#12", True), ("Reply | Share", True), ("No.", False)]
)
def test_buttons(line: str, button: bool) -> None:
    assert is_button(line) is button


def test_lines_are_cut_at_blocks_and_breaks_and_step_over_what_is_left_out() -> None:
    tree = LexborHTMLParser(
        "<div><b>Ann</b><span>3<sup>rd</sup> May</span><br>One.<p>Two.</p><ul><li>Three.</li></ul><script>x()</script></div>"
    )
    (root,) = tree.css("div")
    assert [line.text for line in lines_of(root, lambda node: node.tag == "ul")] == [
        "Ann 3rd May",
        "One.",
        "Two.",
    ]
