"""Labels of a plain-text page's lines where the wording or the list marks are surer than the network."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.know.phrases import phrases
from tocsin.parse.comment_lines import is_button
from tocsin.parse.credit import is_credit
from tocsin.parse.dump_meta import read_likes, stamp
from tocsin.parse.lines import Unit

OPENS = ("opens", "answers")
_MAX_TITLE = 30  # words
_STRAY = 4  # times as many lines of comments below an article as above it
_STORY = 3  # lines of an article
_FEW = 2  # words of a line that is no sentence
_MENU = 3  # lines above the body that a clean text has at most
_TITLE_REACH = 6  # lines above the body among which the title is looked for, where a menu precedes


def settled(units: Sequence[Unit], labels: Sequence[str]) -> list[str]:
    """The labels, with credits told by their wording, comments by their list marks, and a title if there is one.

    A single line is all body.
    """
    found = list(labels) if len(labels) > 1 else ["body"] * len(labels)
    _settle_strays(units, found)
    _settle_credits(units, found)
    _settle_gaps(units, found)
    _settle_marks(units, found)
    _settle_title(units, found)
    return found


def _settle_strays(units: Sequence[Unit], labels: list[str]) -> None:
    """Few comments above an article with many below it are none: they would stand at the root of the tree."""
    comments = [index for index, label in enumerate(labels) if label in (*OPENS, "comment")]
    bodies = [index for index, label in enumerate(labels) if label == "body"]
    for last in bodies[::-1]:
        before = [index for index in comments if index < last]
        if not before or _STRAY * len(before) > len(comments) - len(before):
            continue
        if sum(before[-1] < index for index in bodies) >= _STORY:
            for index in range(before[-1] + 1):
                if labels[index] in (*OPENS, "comment"):
                    labels[index] = "body" if units[index].is_prose else "chrome"
        return


def _settle_credits(units: Sequence[Unit], labels: list[str]) -> None:
    """A credit's wording is sure enough above the comments."""
    for index, unit in enumerate(units):
        if labels[index] in OPENS:
            return
        if labels[index] != "title" and is_credit(unit.text):
            labels[index] = "credit"


def _settle_gaps(units: Sequence[Unit], labels: list[str]) -> None:
    """A single sentence between two lines of the article is of the article."""
    for index in range(1, len(labels) - 1):
        if (
            labels[index] == "chrome"
            and labels[index - 1] == "body"
            and labels[index + 1] in ("body", "credit")
            and units[index].ends_sentence
            and units[index].words > _FEW
            and not phrases().furniture.match(units[index].text)
        ):
            labels[index] = "body"


def _settle_marks(units: Sequence[Unit], labels: list[str]) -> None:
    """Where every comment opens with a list mark, each marked line of a comment opens one, and no other."""
    opening = [index for index, label in enumerate(labels) if label in OPENS]
    marked = [index for index in opening if units[index].mark]
    if not marked or 2 * len(marked) <= len(opening):
        return
    for index in range(opening[0], len(labels)):
        if units[index].mark and _is_comment(units, labels, index):
            labels[index] = "opens"
        elif labels[index] in OPENS and not units[index].mark and labels[index - 1] in (*OPENS, "comment"):
            labels[index] = "comment"


def _is_comment(units: Sequence[Unit], labels: Sequence[str], index: int) -> bool:
    """Whether a marked line in a thread of marked comments is one: not a phrase, nor a name over its words."""
    if labels[index] == "comment":
        return True
    text = units[index].text
    if labels[index] not in ("author", "comment_meta") or is_button(text) or stamp(text) is not None:
        return False
    after = index + 1
    over = after < len(units) and labels[after] in (*OPENS, "comment") and not units[after].mark
    return not over and read_likes(text) is None


def _settle_title(units: Sequence[Unit], labels: list[str]) -> None:
    """Without a title: the first line of a clean text; under a menu, the longest one close above the body."""
    body = [index for index, label in enumerate(labels) if label == "body"]
    if "title" in labels or not body:
        return
    above = list(range(body[0]))
    able = [index for index in above if labels[index] == "chrome" and _may_be_title(units[index])]
    if len(above) > _MENU:
        able = [index for index in able if index >= body[0] - _TITLE_REACH]
        able.sort(key=lambda index: -units[index].words)
    if able:
        labels[able[0]] = "title"


def _may_be_title(unit: Unit) -> bool:
    if not 1 < unit.words <= _MAX_TITLE or unit.mark:
        return False
    return not unit.text.endswith((".", "…", ":", ",", ";")) or unit.text.endswith("...")
