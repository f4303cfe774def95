"""Comments in markup that no table knows: elements of one class, each with a name, a time and words.

What is found has to be plain: a class that is named for comments, inside an element that is, too, and that is
not for other things (a list of recent comments, a form, a teaser, a live ticker).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tocsin.know.phrases import CommentMarkup, GuessMarkup, markup
from tocsin.parse.comment_items import CLIMB, Items, gather
from tocsin.parse.comment_lines import attribution, is_name, lines_of
from tocsin.parse.comment_times import time_in
from tocsin.parse.dom import attribute, text_of

_PLAIN = "comment"  # a class that needs no element around it to say the same
_LOOKED_AT = 3  # elements of that class
_SAMPLE = 12  # elements of a group that are looked at before it is taken
_SHARE = 0.7  # of them that have to be comments
_WORDS = ("omment", "essage_")
_ATTRIBUTES = (' class="', ' id="', ' itemtype="')
_MAX_FOUND = 20_000  # times that the word is looked at: it may stand in the text, too
_MOST = 2_000  # comments of a page in unknown markup
_MAX_VALUE = 300  # characters of an attribute
_DIGITS = re.compile(r"\d+")
_FIRST = 3  # lines of a comment that may name its author
_HEAD = 400  # characters of a comment that hold its time
_MIN_WORDS = 4  # of a comment with its name and time


def comment_names(written: str) -> list[str]:
    """The values of class, id and itemtype on a page that have the word comment (or message_) in them.

    written: the page as lexbor writes it out, all attributes in double quotes. Finding the word costs far less
    than asking every element.
    """
    found: list[str] = []
    for word in _WORDS:
        at = written.find(word)
        for _ in range(_MAX_FOUND):
            if at < 0:
                break
            start = written.rfind('"', max(0, at - _MAX_VALUE), at) + 1
            end = written.find('"', at, at + _MAX_VALUE)
            if written.endswith(_ATTRIBUTES, max(0, start - _MAX_VALUE), start) and end > at:
                found.append(written[start:end])
                at = end
            at = written.find(word, at + len(word))
    return found


def guess_items(tree: LexborHTMLParser, names: Sequence[str], system: CommentMarkup) -> Items | None:
    """The largest group of like elements that can be nothing but comments. names: those of `comment_names`."""
    if not any(any(_of_class(name)) or _of_id(name) for name in names):
        return None
    groups: dict[str, list[LexborNode]] = {}
    for node in {node.mem_id: node for node in tree.css(", ".join(markup().thread.look_in))}.values():
        for name in (*_of_class(attribute(node, "class")), *_of_id(attribute(node, "id"))):
            groups.setdefault(name, []).append(node)
    for name, group in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        if not (_in_thread(group[0]) or (name == _PLAIN and len(group) >= _LOOKED_AT)):
            continue
        sample = [node for node in group[:_SAMPLE] if _is_comment(node, system)]
        if len(sample) >= _SHARE * min(len(group), _SAMPLE):
            return gather(tree, [node for node in group[:_MOST] if _is_comment(node, system)], system)
    return None


def _of_class(value: str) -> Iterator[str]:
    """Classes that are named for a comment, numbers in them left out."""
    guess = markup().guess
    for name in dict.fromkeys(value.split()):
        if guess.comment.search(name) and not guess.other.search(name):
            yield _DIGITS.sub("", name)


def _of_id(value: str) -> list[str]:
    """An id that is named for a comment and has a number, which is left out."""
    guess = markup().guess
    named = guess.number.search(value) and not guess.other.search(value)
    return [f"#{_DIGITS.sub('', value)}"] if named else []


def _is_comment(node: LexborNode, system: CommentMarkup) -> bool:
    text = text_of(node)
    if len(text.split()) < _MIN_WORDS or node.css_first("textarea") is not None:
        return False
    if node.css_first(", ".join(system.author)) is None and not _is_signed(node):
        return False
    if node.css_first("time") is not None:
        return True
    ends = f"{text[:_HEAD]} {text[-_HEAD:]}"
    return time_in(ends) is not None or any(
        _is_relative(text_of(part)) for part in node.css("span, small, a, div, p, i, em")
    )


def _is_signed(node: LexborNode) -> bool:
    """Whether one of the first lines names an author and a time."""
    told = (attribution(line.text) for line in lines_of(node, lambda _: False)[:_FIRST])
    return any(one.told and is_name(one.rest) for one in told)


def _is_relative(text: str) -> bool:
    return len(text) < _HEAD // 4 and markup().thread.relative.search(text) is not None


def _in_thread(node: LexborNode) -> bool:
    """Whether an element around it is made for comments, and none for anything else."""
    guess: GuessMarkup = markup().guess
    at, inside = node.parent, False
    for _ in range(CLIMB):
        if at is None or at.tag in ("body", "html"):
            return inside
        names = f"{attribute(at, 'class')} {attribute(at, 'id')}"
        if guess.never_in.search(names) or at.tag in ("aside", "nav", "form"):
            return False
        inside = inside or guess.around.search(names) is not None
        at = at.parent
    return inside
