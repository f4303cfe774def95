from __future__ import annotations

import pytest

from tocsin.know.phrases import markup, phrases, plain


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Liked by 2 people", "2"),
        ("LIKED BY 1,234 PEOPLE.", "1,234"),
        ("Gefällt 7 Personen", "7"),
        ("Liked by some", None),
    ],
)
def test_counts_of_likes(line: str, count: str | None) -> None:
    found = phrases().liked.match(line)
    assert (found and found[found.lastindex or 0]) == count


@pytest.mark.parametrize(
    "line",
    ["12 Kommentare", "3 thoughts on “A day out”", "Comments:", "Leave no comment", "Коментари (3)"],
)
def test_headings_of_threads(line: str) -> None:
    assert bool(phrases().thread_heading.match(line)) == (line != "Leave no comment")


def test_phrases_are_whole_lines() -> None:
    assert phrases().meta.match("Reply")
    assert not phrases().meta.match("Reply to the king was slow in coming, said he" + " and so on" * 60)
    assert not phrases().form.match("The comment was short")


def test_plain() -> None:
    assert plain("  “It’s”\u00a0 Over. ") == '"it\'s" over'


def test_openers_are_tried_longest_first() -> None:
    openers = phrases().published
    assert openers.index("published on") < openers.index("published")


def test_months_that_languages_disagree_on_are_left_out() -> None:
    assert phrases().months["mai"] == 5
    assert "listopada" not in phrases().months


def test_markup_is_typed() -> None:
    systems = [table.system for table in markup().comments]
    assert systems.index("wpdiscuz") < systems.index("wordpress") < systems.index("microdata")
    assert all(isinstance(table.text, tuple) for table in markup().comments)
    scripted = [table.system for table in markup().scripted]
    assert {"disqus", "coral", "openweb", "viafoura", "facebook"} <= set(scripted)
    assert len(set(scripted)) == len(scripted)
    assert all(table.present for table in markup().scripted)
    assert all(table.signs or table.hints for table in markup().comments if table.item)
