"""The comment thread of an HTML page: which elements are comments, and who answers whom.

Each comment system is a table of selectors in the pack (`page_markup.toml`). A selector is run once
over the page and every match is given to the nearest comment around it, so that nested replies keep
their own author, time and text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tocsin.know.phrases import CommentMarkup, markup, phrases, plain
from tocsin.parse.comment import Comment, Found
from tocsin.parse.comment_guess import comment_names, guess_items
from tocsin.parse.comment_items import CLIMB, Item, Items, find_items
from tocsin.parse.comment_parts import read_parts
from tocsin.parse.dom import Mark, Tree, text_of

_MAX_HEADING = 200  # characters of a reply form's heading

_Thread = tuple[tuple[Comment, ...], dict[int, Mark]]


def find_thread(tree: Tree) -> Found:
    """The static comments and the reply form of a page."""
    comments, marks = next(_threads(tree), _none())
    for form in _each(tree, markup().thread.form):
        marks.setdefault(form.mem_id, Mark(kind="form"))
    return Found(comments=comments, marks=marks, reply_to=_reply_to(tree))


def _none() -> _Thread:
    return (), {}


def _threads(tree: Tree) -> Iterator[_Thread]:
    """What each system that the page may have finds, with the marks of its elements."""
    names = comment_names(tree.written)
    said = " ".join(names)
    for system in markup().comments:
        if not _may_be(tree, said, system):
            continue
        found = find_items(tree, system) if system.item else guess_items(tree, names, system)
        marks: dict[int, Mark] = {}
        comments = _read(found, system, marks) if found else ()
        if found and _is_thread(found, comments):
            yield comments, marks


def _is_thread(found: Items, comments: Sequence[Comment]) -> bool:
    """Whether somebody wrote it: a comment has a time, or an element that names its author beside its words."""
    named = any("author" in item.parts for item in found.items)
    return any(comment.time for comment in comments) or (named and any(c.author for c in comments))


def _may_be(tree: Tree, names: str, system: CommentMarkup) -> bool:
    """Whether a page shows any of the signs of a system, which costs less than looking for its comments."""
    if not system.item:
        return bool(names)
    if system.hints and names and system.hints.search(names):
        return True
    return bool(system.signs) and tree.css_first(", ".join(system.signs)) is not None


def _each(tree: Tree | LexborHTMLParser, selectors: Sequence[str]) -> Iterator[LexborNode]:
    yield from tree.css(", ".join(selectors))


def _read(found: Items, system: CommentMarkup, marks: dict[int, Mark]) -> tuple[Comment, ...]:
    """The comments of the items, and the marks of their elements added to `marks`."""
    if not any(item.is_comment for item in found.items):
        return ()
    if not system.first_is_article:
        _mark_areas(found, marks)
    comments = _tree(read_parts(found, system, marks), found.items)
    return tuple(comment for comment, item in zip(comments, found.items, strict=True) if item.is_comment)


def _mark_areas(found: Items, marks: dict[int, Mark]) -> None:
    """What stands around the comments, in the elements made for them, belongs to the thread."""
    areas = {area.mem_id for area in _each(found.tree, markup().thread.area)}
    for item in found.items:
        node = item.node.parent
        for _ in range(CLIMB):
            if node is None or marks.get(node.mem_id):
                break
            if node.mem_id in areas:
                marks[node.mem_id] = Mark(kind="comment_meta")
            node = node.parent


# --- who answers whom ----------------------------------------------------------------------------------


def _tree(comments: Sequence[Comment], items: Sequence[Item]) -> list[Comment]:
    """Parents and depths: what the page says (an id), else nesting, else how far a flat list is indented."""
    by_number = {item.number: index for index, item in enumerate(items) if item.number}
    above: list[int] = []
    placed: list[Comment] = []
    for index, (comment, item) in enumerate(zip(comments, items, strict=True)):
        up = by_number.get(item.answers) if item.answers else item.around
        if up is None and item.level is not None:
            while above and (items[above[-1]].level or 0) >= item.level:
                above.pop()
            up = above[-1] if above else None
        if item.is_comment:
            above.append(index)
        if up is not None and (up >= index or not items[up].is_comment):
            up = None
        depth = 1 if up is None else placed[up].depth + 1
        placed.append(replace(comment, parent=None if up is None else comments[up].id, depth=depth))
    return placed


# --- the reply form ------------------------------------------------------------------------------------


def _reply_to(tree: Tree) -> str | None:
    """NAME in the heading "Leave a Reply to NAME" of the reply form."""
    for node in _each(tree, markup().thread.form_title):
        if name := reply_name(text_of(node)):
            return name
    return None


def reply_name(line: str) -> str | None:
    """NAME of a line "Leave a Reply to NAME Cancel reply", in the letters of the line."""
    if len(line) > _MAX_HEADING:
        return None
    line = without_cancel(" ".join(line.split()).rstrip(" ."))
    found = phrases().reply_to.match(line)
    if found is None or found.lastindex is None:
        return None
    before = len(found.string[: found.start(found.lastindex)].split())
    name = line.split()[before : before + len(found[found.lastindex].split())]
    return " ".join(name)


def without_cancel(line: str) -> str:
    """A heading of a reply form without the link "Cancel reply" after it."""
    folded = plain(line)
    link = next((link for link in phrases().cancel if folded.endswith(f" {link}")), "")
    return line[: -len(link) - 1].rstrip() if link else line
