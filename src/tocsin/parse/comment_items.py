"""The elements of a page that are its comments, and the elements inside them that tell more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tocsin.know.phrases import CommentMarkup, Pointer, markup
from tocsin.parse.dom import attribute, text_of

CLIMB = 200  # a part of a comment does not lie deeper inside it
_IN_LIST = 3  # levels from a comment to its list item
_NO_ITEM = frozenset(("a", "form", "input", "textarea", "body", "html"))


@dataclass(slots=True)
class Item:
    """A comment's element, and what was found inside it.

    around: index of the comment it is nested in. beside: elements next to it that belong to it. number: its
    id on the page. answers: the id of what it answers. level: how far it is indented, in any unit.
    """

    node: LexborNode
    around: int | None = None
    number: str = ""
    answers: str = ""
    level: float | None = None
    is_comment: bool = True
    beside: list[LexborNode] = field(default_factory=list[LexborNode])
    parts: dict[str, LexborNode] = field(default_factory=dict[str, LexborNode])


@dataclass(frozen=True, slots=True)
class Items:
    """The comments in page order. owner: `mem_id` of their elements to their index."""

    tree: LexborHTMLParser
    items: list[Item]
    owner: dict[int, int]

    def of(self, node: LexborNode | None) -> Item | None:
        """The nearest comment at or above an element."""
        index = nearest(node, self.owner)
        return None if index is None else self.items[index]

    def owned(self, selectors: Sequence[str]) -> Iterator[tuple[Item, LexborNode]]:
        """What the selectors find inside of comments, each with its comment."""
        for node in self.tree.css(", ".join(selectors)) if selectors else ():
            item = self.of(node)
            if item is not None and item.node.mem_id != node.mem_id:
                yield item, node

    def share_out(self, role: str, selectors: Sequence[str], accept: Callable[[LexborNode], object]) -> None:
        """Give each comment the first match of the first selector that is accepted inside it."""
        if not selectors or self.tree.css_first(", ".join(selectors)) is None:
            return
        for selector in selectors:
            if all(role in item.parts or not item.is_comment for item in self.items):
                return
            for item, node in self.owned((selector,)):
                if role not in item.parts and accept(node):
                    item.parts[role] = node


def nearest(node: LexborNode | None, inside: Mapping[int, int]) -> int | None:
    """What `inside` gives for the nearest element at or above `node`."""
    for _ in range(CLIMB):
        if node is None:
            return None
        if (index := inside.get(node.mem_id)) is not None:
            return index
        node = node.parent
    return None


def find_items(tree: LexborHTMLParser, system: CommentMarkup) -> Items:
    """The comments of a page by a system's table; of two around the same comment the outer one."""
    return gather(tree, _nodes(tree, system), system)


def gather(tree: LexborHTMLParser, elements: Iterable[LexborNode], system: CommentMarkup) -> Items:
    """The comments that these elements are, in page order."""
    nodes = list(elements)
    if system.first_is_article and not _is_later_page(tree):
        nodes = nodes[1:]
    found = Items(tree, [], {})
    lists: dict[int, int] = {}
    for node in nodes:
        item = _item(node, system)
        item.around = nearest(node.parent, found.owner)
        if item.around is None:
            item.around = _in_list(node, lists, len(found.items))
        outer = found.items[item.around] if item.around is not None else None
        if outer is not None and item.number and outer.number in ("", item.number):
            outer.number = item.number
            found.owner[node.mem_id] = item.around or 0
            continue
        found.owner[node.mem_id] = len(found.items)
        found.items.append(item)
    _take_neighbours(found, system)
    _point(found, system)
    return found


def _is_later_page(tree: LexborHTMLParser) -> bool:
    """Whether the page says that it is the second or a later one of its topic: the first post is not on it."""
    return any(
        markup().thread.later_page.search(attribute(node, "href"))
        for node in tree.css("link[rel~=canonical]")
    )


def _in_list(node: LexborNode, lists: dict[int, int], index: int) -> int | None:
    """The comment that shares a list item with the list of its answers. lists: of each list item the first comment."""
    own = node.parent
    for _ in range(_IN_LIST):
        if own is None or own.tag == "li":
            break
        own = own.parent
    if own is None or own.tag != "li":
        return None
    outer = nearest(own.parent, lists)
    first = lists.setdefault(own.mem_id, index)
    return outer if first == index else None


def _nodes(tree: LexborHTMLParser, system: CommentMarkup) -> Iterator[LexborNode]:
    """The elements that the table calls comments, in page order; lexbor may give one several times."""
    sure = {node.mem_id for node in tree.css(system.item)}
    nodes = tree.css(", ".join((system.item, *system.numbered)))
    for node in {node.mem_id: node for node in nodes}.values():
        if node.tag not in _NO_ITEM and (node.mem_id in sure or _number(node, system)):
            yield node


def _number(node: LexborNode, system: CommentMarkup) -> re.Match[str] | None:
    return re.search(system.id, attribute(node, "id")) if system.id else None


def _item(node: LexborNode, system: CommentMarkup) -> Item:
    found = _number(node, system)
    names = attribute(node, "class")
    item = Item(node, is_comment=set(system.not_item).isdisjoint(names.split()))
    if found:
        item.number = found[1]
        item.answers = found[2] if found.re.groups > 1 else ""
    item.level = _level(node, names, system)
    return item


def _level(node: LexborNode, names: str, system: CommentMarkup) -> float | None:
    """The depth from 1 that a flat thread states: by a class, or by the wrappers that indent it."""
    if system.depth and (found := re.search(system.depth, names)):
        return float(found[1])
    if not system.indent:
        return None
    level, above = 1, node.parent
    for _ in range(CLIMB):
        if above is None:
            break
        level += system.indent in attribute(above, "class").split()
        above = above.parent
    return float(level)


def _take_neighbours(found: Items, system: CommentMarkup) -> None:
    """Elements right before or after a comment's that are its head or its foot."""
    for selector, step in ((system.before, -1), (system.after, 1)):
        if not selector:
            continue
        wanted = {node.mem_id for node in found.tree.css(selector)}
        for index, item in enumerate(found.items):
            for node in _run(item.node, wanted, step, found.owner):
                item.beside.append(node)
                found.owner[node.mem_id] = index


def _run(node: LexborNode, wanted: set[int], step: int, owner: Mapping[int, int]) -> Iterator[LexborNode]:
    """The neighbours of an element, up to the first that is not wanted."""
    at = node.next if step > 0 else node.prev
    for _ in range(CLIMB):
        if at is None or at.mem_id in owner:
            return
        if at.tag and not at.tag.startswith("-"):
            if at.mem_id not in wanted:
                return
            yield at
        at = at.next if step > 0 else at.prev


def _point(found: Items, system: CommentMarkup) -> None:
    """Ids, the ids answered and the levels that stand inside of comments."""
    for item, value in _pointed(found, system.number):
        item.number = item.number or value
    for item, value in _pointed(found, system.parent):
        if value != item.number:
            item.answers = item.answers or value
    for item, value in _pointed(found, system.level):
        if item.level is None:
            item.level = float(value)


def _pointed(found: Items, pointers: Sequence[Pointer]) -> Iterator[tuple[Item, str]]:
    for pointer in pointers:
        if pointer.select:
            nodes = found.owned((pointer.select,))
        else:
            nodes = ((item, item.node) for item in found.items)
        for item, node in nodes:
            stated = attribute(node, pointer.attribute) if pointer.attribute else text_of(node)
            if value := re.search(pointer.pattern, stated):
                yield item, value[value.lastindex or 0]
