"""The comment thread of an HTML page: which elements are comments, and who answers whom.

Each comment system is a table of selectors in the pack (`page_markup.toml`). A selector is run once
over the page and every match is given to the nearest comment around it, so that nested replies keep
their own author, time and text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tocsin.know.phrases import CommentMarkup, Markup, markup, phrases, plain
from tocsin.parse.dates import from_attribute, from_text
from tocsin.parse.dom import Mark, attribute, text_of

_CLOAKED = ".__cf_email__"  # Cloudflare's "[email protected]" in place of an address that was given as a name
_CLIMB = 200  # a part of a comment does not lie deeper inside it
_MAX_HEADING = 200  # characters of a reply form's heading
_NUMBER = re.compile(r"-?\d[\d.,]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment's record; its text is marked in the DOM."""

    id: str
    parent: str | None = None
    depth: int = 1
    author: str | None = None
    time: str | None = None
    likes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page's thread. marks: by `mem_id`, what elements are; comments in page order."""

    comments: tuple[Comment, ...] = ()
    marks: Mapping[int, Mark] = field(default_factory=dict[int, Mark])
    reply_to: str | None = None


@dataclass(slots=True)
class _Item:
    """A comment's element, and the elements found inside it."""

    node: LexborNode
    around: int | None
    number: str
    answers: str
    level: int | None
    is_comment: bool
    parts: dict[str, LexborNode] = field(default_factory=dict[str, LexborNode])


def find_thread(tree: LexborHTMLParser) -> Found:
    """The static comments and the reply form of a page."""
    tables = markup()
    marks: dict[int, Mark] = {}
    comments: tuple[Comment, ...] = ()
    for system in tables.comments:
        items = _items(tree, system)
        if any(item.is_comment for item in items):
            if not system.first_is_article:
                _mark_areas(tree, items, marks)
            comments = _read(tree, items, system, marks)
            break
    for form in _each(tree, tables.form):
        marks[form.mem_id] = Mark(kind="form")
    return Found(comments=comments, marks=marks, reply_to=_reply_to(tree, tables))


def _each(tree: LexborHTMLParser, selectors: Sequence[str]) -> Iterator[LexborNode]:
    for selector in selectors:
        yield from tree.css(selector)


def _mark_areas(tree: LexborHTMLParser, items: Sequence[_Item], marks: dict[int, Mark]) -> None:
    """What stands around the comments, in the elements made for them, belongs to the thread."""
    areas = {area.mem_id for area in _each(tree, markup().thread_area)}
    for item in items:
        node = item.node.parent
        for _ in range(_CLIMB):
            if node is None or marks.get(node.mem_id):
                break
            if node.mem_id in areas:
                marks[node.mem_id] = Mark(kind="comment_meta")
            node = node.parent


def _items(tree: LexborHTMLParser, system: CommentMarkup) -> list[_Item]:
    """The comments' elements in page order; of two around the same comment the outer one.

    An element that several selectors of a list find is given several times by lexbor, hence the dict.
    """
    nodes = list({node.mem_id: node for node in tree.css(system.item)}.values())
    if system.first_is_article:
        nodes = nodes[1:]
    inside = {node.mem_id for node in nodes}
    items: list[_Item] = []
    at: dict[int, int] = {}
    for node in nodes:
        found = re.search(system.id, attribute(node, "id")) if system.id else None
        number = found[1] if found else ""
        outer = _around(node.parent, inside)
        around = at.get(outer) if outer is not None else None
        if around is not None and number and items[around].number in ("", number):
            items[around].number = number
            at[node.mem_id] = around
            continue
        at[node.mem_id] = len(items)
        items.append(_item(node, around, number, found, system))
    return items


def _item(
    node: LexborNode, around: int | None, number: str, found: re.Match[str] | None, system: CommentMarkup
) -> _Item:
    names = attribute(node, "class")
    return _Item(
        node=node,
        around=around,
        number=number,
        answers=found[2] if found and found.re.groups > 1 else "",
        level=_level(node, names, system),
        is_comment=set(system.not_item).isdisjoint(names.split()),
    )


def _level(node: LexborNode, names: str, system: CommentMarkup) -> int | None:
    """The depth from 1 that a flat thread states: by a class, or by the wrappers that indent it."""
    if system.depth and (found := re.search(system.depth, names)):
        return int(found[1])
    if not system.indent:
        return None
    level, above = 1, node.parent
    for _ in range(_CLIMB):
        if above is None:
            break
        level += system.indent in attribute(above, "class").split()
        above = above.parent
    return level


def _around(node: LexborNode | None, inside: Mapping[int, int] | set[int]) -> int | None:
    """The nearest element of `inside` at or above `node`."""
    for _ in range(_CLIMB):
        if node is None:
            return None
        if node.mem_id in inside:
            return node.mem_id
        node = node.parent
    return None


def _read(
    tree: LexborHTMLParser, items: list[_Item], system: CommentMarkup, marks: dict[int, Mark]
) -> tuple[Comment, ...]:
    """The comments of the items, and the marks of their elements added to `marks`."""
    owner = {item.node.mem_id: index for index, item in enumerate(items)}
    for role in ("text", "author", "time", "likes"):
        _share_out(tree, items, owner, role, getattr(system, role))
    comments = _tree([_comment(item, index) for index, item in enumerate(items)], items)
    kept = [index for index, item in enumerate(items) if item.is_comment]
    for position, index in enumerate(kept):
        _mark(items[index], position, marks)
    for item in items:
        if not item.is_comment:
            marks[item.node.mem_id] = Mark(kind="comment_meta")
    for selector in system.meta:
        for node in tree.css(selector):
            if _around(node, owner) is not None and marks.get(node.mem_id) is None:
                marks[node.mem_id] = Mark(kind="comment_meta")
    return tuple(comments[index] for index in kept)


def _share_out(
    tree: LexborHTMLParser,
    items: list[_Item],
    owner: Mapping[int, int],
    role: str,
    selectors: Sequence[str],
) -> None:
    """Give each item the first match of the first selector that says something inside it."""
    for selector in selectors:
        for node in tree.css(selector):
            around = _around(node, owner)
            if around is None or node.mem_id == around or role in items[owner[around]].parts:
                continue
            if role == "text" or (_time(node) if role == "time" else text_of(node)):
                items[owner[around]].parts[role] = node


def _mark(item: _Item, position: int, marks: dict[int, Mark]) -> None:
    """The comment's own words are a comment, all else in its element belongs to the thread."""
    own = Mark(kind="comment", comment=position)
    text = item.parts.get("text")
    if text is None:
        marks[item.node.mem_id] = own
        for role in ("author", "time", "likes"):
            if role in item.parts:
                marks[item.parts[role].mem_id] = Mark(kind="comment_meta")
        return
    marks[item.node.mem_id] = Mark(kind="comment_meta")
    marks[text.mem_id] = own


def _comment(item: _Item, index: int) -> Comment:
    parts = item.parts
    return Comment(
        id=f"comment-{item.number}" if item.number else f"c{index + 1}",
        author=_author(parts.get("author"), parts.get("time")),
        time=_time(parts.get("time")),
        likes=_likes(parts.get("likes")),
    )


def _tree(comments: list[Comment], items: list[_Item]) -> list[Comment]:
    """Parents and depths: what the page says (an id), else nesting, else the depth class of a flat list."""
    by_number = {item.number: index for index, item in enumerate(items) if item.number}
    last_at: dict[int, int] = {}
    placed: list[Comment] = []
    for index, (comment, item) in enumerate(zip(comments, items, strict=True)):
        up = by_number.get(item.answers) if item.answers else item.around
        if up is None and item.level is not None and item.level > 1:
            up = last_at.get(item.level - 1)
        if up is not None and (up >= index or not items[up].is_comment):
            up = None
        depth = 1 if up is None else placed[up].depth + 1
        if item.is_comment:
            last_at[item.level or depth] = index
        placed.append(replace(comment, parent=None if up is None else comments[up].id, depth=depth))
    return placed


def _author(node: LexborNode | None, time: LexborNode | None) -> str | None:
    """A name, without "says" and without the time that some themes put beside it."""
    if node is None or node.css_first(_CLOAKED) is not None:
        return None
    inside = time is not None and _around(time, {node.mem_id}) is not None
    name = " ".join(node.text(deep=False).split()) if inside else text_of(node)
    name = name.strip(" ,:|·•—–-")
    for word in phrases().says:
        if plain(name).endswith(f" {word}"):
            name = name[: -len(word) - 1].rstrip()
            break
    return _without_byline(name) or None


def _without_byline(name: str) -> str:
    for opener in phrases().byline:
        if plain(name).startswith(f"{opener} "):
            return name[len(opener) :].strip()
    return name


def _time(node: LexborNode | None) -> str | None:
    """The machine's time; the visible one where that says more (an attribute with the day only)."""
    if node is None:
        return None
    shown = text_of(node)
    stated = [attribute(node, name) for name in ("datetime", "content", "title")]
    written = next((time for value in stated if value and (time := from_attribute(value))), None)
    read = from_text(shown)
    if written and "T" not in written and read and read.startswith(written):
        return read
    return written or read


def _likes(node: LexborNode | None) -> int | None:
    if node is None:
        return None
    stated = attribute(node, "data-like-count") or text_of(node)
    found = _NUMBER.search(stated)
    return int(re.sub(r"[.,]", "", found[0])) if found else None


def _reply_to(tree: LexborHTMLParser, tables: Markup) -> str | None:
    """NAME in the heading "Leave a Reply to NAME" of the reply form."""
    for node in _each(tree, tables.form_title):
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
