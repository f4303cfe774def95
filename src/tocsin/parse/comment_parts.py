"""What the elements of comments say: author, time, likes, and where the reader's own words stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from selectolax.lexbor import LexborNode

from tocsin.know.phrases import CommentMarkup, markup, phrases, plain
from tocsin.parse.comment import Comment
from tocsin.parse.comment_items import Item, Items, nearest
from tocsin.parse.comment_lines import (
    Line,
    attribution,
    clean_name,
    is_button,
    is_name,
    is_permalink,
    lines_of,
    mark_line,
)
from tocsin.parse.comment_times import day_comes_first, tells_time, time_of
from tocsin.parse.dom import Mark, attribute, text_of

_CLOAKED = ".__cf_email__"  # Cloudflare's "[email protected]" in place of an address that was given as a name
_TRACKBACK = re.compile(r"\[(?:…|\.\.\.)\].*\[(?:…|\.\.\.)\]$")  # as WordPress cuts the other page's words
_NAMED = ("author", "time", "likes")
_MAX_AUTHOR = 120  # characters of an element that names the author, and perhaps the time
_IN_LINE = 3  # elements between a text and the link it stands in
_HEAD = 6  # lines at either end of a comment that may name its author and time


@dataclass(slots=True)
class _Said:
    """A comment's own lines: how it names its author and time where no element does."""

    author: str | None = None
    time: str | None = None


def read_parts(found: Items, system: CommentMarkup, marks: dict[int, Mark]) -> list[Comment]:
    """A record for each item, without parents; the marks of the items' elements are added to `marks`."""
    found.share_out("author", system.author, lambda node: 0 < len(text_of(node)) <= _MAX_AUTHOR)
    found.share_out("time", system.time, tells_time)
    found.share_out("likes", system.likes, lambda node: _likes(node) is not None)
    found.share_out("text", system.text, lambda node: not _holds_names(found, node))
    _leave_out(found)
    _mark(found, system, marks)
    times = [item.parts["time"] for item in found.items if "time" in item.parts]
    day_first = day_comes_first(times)
    return [_comment(found, item, index, marks, day_first) for index, item in enumerate(found.items)]


def _holds_names(found: Items, node: LexborNode) -> bool:
    """Whether an element is around a comment's author or time, and so not made for its words alone."""
    item = found.of(node)
    parts = (item.parts.get(role) for role in ("author", "time")) if item else ()
    return any(part is not None and _inside(part, node) for part in parts)


def _leave_out(found: Items) -> None:
    """Trackbacks are no comments; nor is what has no words where most have: it was deleted or is folded away."""
    comments = [item for item in found.items if item.is_comment]
    with_text = 2 * sum("text" in item.parts for item in comments) > len(comments)
    for item in comments:
        text = item.parts.get("text")
        item.is_comment = not with_text if text is None else _TRACKBACK.match(text_of(text)) is None


def _mark(found: Items, system: CommentMarkup, marks: dict[int, Mark]) -> None:
    """The comments' own words are comments, all else in their elements belongs to the thread."""
    meta = Mark(kind="comment_meta")
    position = 0
    for item in found.items:
        marks.update((node.mem_id, meta) for node in (item.node, *item.beside))
        if item.is_comment:
            marks[item.parts.get("text", item.node).mem_id] = Mark(kind="comment", comment=position)
            position += 1
    for item, node in found.owned(system.folded):
        if (text := item.parts.get("text")) is not None:
            marks.setdefault(node.mem_id, marks[text.mem_id])
    named = ((item, item.parts[role]) for item in found.items for role in _NAMED if role in item.parts)
    for item, node in (*found.owned(system.meta), *named):
        if not _holds_text(item, node):
            marks.setdefault(node.mem_id, meta)


def _holds_text(item: Item, node: LexborNode) -> bool:
    """Whether an element is around most of what a comment without a text element of its own says."""
    if "text" in item.parts:
        return False
    return len(text_of(node)) > 0.8 * len(text_of(item.node)) > 80


def _comment(found: Items, item: Item, index: int, marks: dict[int, Mark], day_first: bool | None) -> Comment:
    author, time = _author(item), time_of(item.parts.get("time"), day_first)
    if item.is_comment and ("text" not in item.parts or author is None or time is None):
        said = _from_lines(found, item, marks, day_first, author)
        author, time = author or said.author, time or said.time
    return Comment(
        id=f"comment-{item.number}" if item.number else f"c{index + 1}",
        author=author,
        time=time,
        likes=_likes(item.parts.get("likes")),
    )


def _likes(node: LexborNode | None) -> int | None:
    if node is None:
        return None
    shown = attribute(node, "data-like-count") or text_of(node)
    found = markup().thread.votes.search(shown) or phrases().liked.match(shown)
    number = next((group for group in found.groups() if group), "") if found else ""
    digits = re.sub(r"\D", "", number)
    return int(digits) * (-1 if number[:1] in "-–−" else 1) if digits else None


# --- the author ----------------------------------------------------------------------------------------


def _author(item: Item) -> str | None:
    """A name, without "says" and without the time that some themes put beside it."""
    node = item.parts.get("author")
    if node is None or node.css_first(_CLOAKED) is not None:
        return None
    name = _name_in(node, item.parts.get("time"))
    return name or None


def _name_in(node: LexborNode, time: LexborNode | None) -> str:
    whole = text_of(node)
    if time is not None and time.mem_id != node.mem_id and _inside(time, node):
        parts = [part.text_content or "" for part in _texts(node) if not _inside(part, time)]
        return attribution_name(" ".join(" ".join(parts).split()))
    if any(map(str.isdigit, whole)) and attribution(whole).told:
        return attribution(whole).rest
    return _without_byline(clean_name(whole))


def _inside(node: LexborNode, outer: LexborNode) -> bool:
    return nearest(node, {outer.mem_id: 0}) is not None


def _without_byline(name: str) -> str:
    """A name without "by"; with a capital it may be part of the name."""
    opener = next((opener for opener in phrases().byline if name.startswith(f"{opener} ")), "")
    return name[len(opener) :].strip()


def attribution_name(text: str) -> str:
    """The name in a line whose time was taken out."""
    return attribution(f"{text} 1 minute ago").rest


def _texts(node: LexborNode) -> Iterator[LexborNode]:
    for part in node.traverse(include_text=True):
        if part.tag == "-text":
            yield part


# --- lines without elements of their own ---------------------------------------------------------------


def _from_lines(
    found: Items, item: Item, marks: dict[int, Mark], day_first: bool | None, author: str | None
) -> _Said:
    """Author and time from a comment's lines; those that say nothing else are marked."""
    said = _Said(author=author)
    index = found.owner[item.node.mem_id]
    text = item.parts.get("text")

    def left_out(node: LexborNode) -> bool:
        return found.owner.get(node.mem_id, index) != index or (
            text is not None and node.mem_id == text.mem_id
        )

    lines = lines_of(item.node, left_out)
    for line in chain.from_iterable(lines_of(node, left_out) for node in item.beside):
        _take(line, said, day_first)
    if text is None:
        _mark_ends(found, item, lines, said, marks, day_first)
    else:
        for line in lines[: 2 * _HEAD]:
            _take(line, said, day_first)
    return said


def _mark_ends(
    found: Items,
    item: Item,
    lines: list[Line],
    said: _Said,
    marks: dict[int, Mark],
    day_first: bool | None,
) -> None:
    """Mark the first and the last lines that are not the reader's words; the name alone at the end is.

    Readers sign what they write.
    """
    first, last = 0, len(lines)
    while first < min(last, _HEAD) and (
        _take(lines[first], said, day_first)
        or _in_meta(lines[first], item, marks)
        or _same(_text(lines[first], _in_permalink), said.author)
    ):
        first += 1
    while last > max(first, len(lines) - _HEAD) and (
        _take(lines[last - 1], said, day_first) or _in_meta(lines[last - 1], item, marks)
    ):
        last -= 1
    if first == last:
        return
    for line in (*lines[:first], *lines[last:]):
        if not _in_meta(line, item, marks):
            for node in mark_line(found.tree, line):
                marks.setdefault(node.mem_id, Mark(kind="comment_meta"))


def _in_meta(line: Line, item: Item, marks: dict[int, Mark]) -> bool:
    """Whether all of a line stands in elements that are known not to be the reader's words."""
    stop = item.node.mem_id
    for node in line.nodes:
        at = node.parent
        while at is not None and at.mem_id != stop and at.mem_id not in marks:
            at = at.parent
        if (node.text_content or "").strip() and (at is None or at.mem_id == stop):
            return False
    return True


def _take(line: Line, said: _Said, day_first: bool | None) -> bool:
    """Whether a line only names author, time or buttons; what it names is kept."""
    text = _text(line, _in_permalink)
    if text == "" or is_button(line.text):
        return True
    told = attribution(line.text, day_first)
    if not told.told and text != line.text:
        told = attribution(f"{text} 1 minute ago", day_first)
    if told.told and (told.rest == "" or _same(told.rest, said.author) or _only_links(line, said)):
        said.time = said.time or told.time
        return True
    if told.told and said.author is None and is_name(told.rest):
        said.author, said.time = told.rest, said.time or told.time
        return True
    return False


def _only_links(line: Line, said: _Said) -> bool:
    """Whether a line is a time among links, one of which is the author's."""
    rest = _text(line, _in_link)
    return (
        said.author is not None
        and rest != line.text
        and attribution(rest).told
        and not attribution(rest).rest
    )


def _same(text: str, author: str | None) -> bool:
    return author is not None and plain(clean_name(text)) == plain(author)


def _text(line: Line, left_out: Callable[[LexborNode], bool]) -> str:
    kept = [node for node in line.nodes if not left_out(node)]
    return " ".join("".join(node.text_content or "" for node in kept).split())


def _in_permalink(node: LexborNode) -> bool:
    link = _link(node)
    return link is not None and is_permalink(link)


def _in_link(node: LexborNode) -> bool:
    return _link(node) is not None


def _link(node: LexborNode) -> LexborNode | None:
    """The link that a text stands in."""
    above = node.parent
    for _ in range(_IN_LINE):
        if above is None or above.tag == "a":
            return above
        above = above.parent
    return None
