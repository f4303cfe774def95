"""One walk over the DOM: the visible text of a page, piece by piece, and the elements it stands in.

selectolax (lexbor) is wrapped here. The walk keeps its own stack, so the depth of a page costs no
recursion.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tocsin.errors import ParseError
from tocsin.model import BlockKind

MAX_DEPTH = 20_000  # lexbor's time grows with the square of the depth: this deep it needs a second
MAX_NODES = 1_000_000  # elements and texts; the longest articles have some thousand
_SMALL = 10_000  # pages with fewer tags cannot be that deep, nor slow

# Elements of HTML that never show text, those that stand inside a line, and those that need no end tag.
_SILENT_TAGS = """audio base button canvas datalist embed head iframe input link map meta math noscript object
    optgroup option param picture script select source style svg template textarea title track video"""
_INLINE_TAGS = """a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rb rp
    rt ruby s samp small span strike strong sub sup time tt u var wbr"""
SILENT = frozenset(_SILENT_TAGS.split())
INLINE = frozenset(_INLINE_TAGS.split())
_OPEN_ENDED = (
    "area base br col embed hr img input li link meta option p param source td th tr track wbr dd dt"
)
_TAG = re.compile(rf"<(/?)(?!(?:{_OPEN_ENDED.replace(' ', '|')})\b)[a-z]", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:screen-reader-text|sr-only|visually-?hidden)(?:\s|$)", re.IGNORECASE)
_BREAK = "\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What an element is already known to be. comment: index into the thread's comments."""

    kind: BlockKind
    comment: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A block-level element: tag, class and id in lower case, and the index of the one around it (-1: none)."""

    tag: str
    names: str
    parent: int
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Visible text between two block boundaries.

    text: white space squeezed, "\\n" where a single <br> stood. element: index of the element it stands
    in. linked: how many of its characters are link text.
    """

    text: str
    element: int
    linked: int
    mark: Mark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A page as it is seen, top to bottom."""

    pieces: tuple[Piece, ...]
    elements: tuple[Element, ...]


def parse_html(html: str, name: str) -> LexborHTMLParser:
    """The DOM of a page. Raises ParseError when it is nested too deeply to be read in bounded time."""
    if html.count("<") > _SMALL:
        depth = 0
        for tag in _TAG.finditer(html):
            depth = max(0, depth - 1) if tag[1] else depth + 1
            if depth > MAX_DEPTH:
                raise ParseError(
                    f"{name}: elements are nested more than {MAX_DEPTH} deep; this is no article"
                )
    return LexborHTMLParser(html)


def squeeze(text: str) -> str:
    """White space squeezed to single blanks; where the walk saw a <br>, a line end."""
    if _BREAK not in text:
        return " ".join(text.split())
    return "\n".join(line for part in text.split(_BREAK) if (line := " ".join(part.split())))


def text_of(node: LexborNode) -> str:
    """All text of an element on one line."""
    return " ".join(node.text(separator=" ").split())


def attribute(node: LexborNode, name: str) -> str:
    """An attribute's value, "" where there is none."""
    return node.attributes.get(name) or ""


@dataclass(slots=True)
class _Walk:
    """The walk's running state: what is open, and what was gathered since the last block boundary."""

    marks: Mapping[int, Mark]
    pieces: list[Piece] = field(default_factory=list[Piece])
    elements: list[Element] = field(default_factory=list[Element])
    run: list[str] = field(default_factory=list[str])
    linked: int = 0
    breaks: int = 0

    def flush(self, element: int, mark: Mark | None) -> None:
        """End the piece that is being gathered."""
        text = squeeze("".join(self.run)) if self.run else ""
        if text:
            self.pieces.append(
                Piece(text=text, element=element, linked=min(self.linked, len(text)), mark=mark)
            )
        self.run.clear()
        self.linked = self.breaks = 0

    def text(self, text: str, linked: bool) -> None:
        """Add a text node."""
        self.run.append(text)
        if not text.isspace():
            self.breaks = 0
            if linked:
                self.linked += len(text.strip())

    def line_break(self, element: int, mark: Mark | None) -> None:
        """A <br>: one ends a line, two end a paragraph."""
        self.breaks += 1
        if self.breaks > 1:
            self.flush(element, mark)
        else:
            self.run.append(_BREAK)


@dataclass(frozen=True, slots=True)
class _Open:
    """A node to visit (or, when `leave` is set, to leave) and what it stands in."""

    node: LexborNode
    element: int
    mark: Mark | None
    linked: bool
    leave: bool = False


def walk(root: LexborNode, marks: Mapping[int, Mark], name: str) -> Layout:
    """The visible text under `root`. marks: by `mem_id` of the element that they hold for.
    name: the page's, for the error.

    Raises ParseError for a page of more than MAX_NODES nodes.
    """
    state = _Walk(marks)
    state.elements.append(Element(tag=root.tag or "", names="", parent=-1, depth=0))
    stack = [_Open(root, 0, marks.get(root.mem_id), False, leave=True)]
    _push_children(stack, root, stack[0])
    for _ in range(MAX_NODES):
        if not stack:
            break
        here = stack.pop()
        if here.leave:
            state.flush(here.element, here.mark)
            continue
        _visit(state, stack, here)
    if stack:
        raise ParseError(f"{name}: the page has more than {MAX_NODES} elements; this is no article")
    return Layout(pieces=tuple(state.pieces), elements=tuple(state.elements))


def _push_children(stack: list[_Open], node: LexborNode, inside: _Open) -> None:
    child = node.last_child
    while child is not None:
        stack.append(_Open(child, inside.element, inside.mark, inside.linked))
        child = child.prev


def _visit(state: _Walk, stack: list[_Open], here: _Open) -> None:
    node, tag = here.node, here.node.tag
    if tag == "-text":
        state.text(node.text_content or "", here.linked)
        return
    if tag == "br":
        state.line_break(here.element, here.mark)
        return
    if tag is None or tag in SILENT or tag.startswith("-"):
        return
    mark, attributes = state.marks.get(node.mem_id), node.attributes
    if mark is None and attributes and _hidden(attributes):
        return
    if tag in INLINE and mark is None:
        _push_children(stack, node, _Open(node, here.element, here.mark, here.linked or tag == "a"))
        return
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower() if attributes else ""
    _enter_block(state, stack, here, mark, names)


def _enter_block(state: _Walk, stack: list[_Open], here: _Open, mark: Mark | None, names: str) -> None:
    node = here.node
    state.flush(here.element, here.mark)
    outer = state.elements[here.element]
    state.elements.append(
        Element(tag=node.tag or "", names=names, parent=here.element, depth=outer.depth + 1)
    )
    inside = _Open(
        node, len(state.elements) - 1, mark or here.mark, here.linked or node.tag == "a", leave=True
    )
    stack.append(inside)
    _push_children(stack, node, inside)


def _hidden(attributes: Mapping[str, str | None]) -> bool:
    if "hidden" in attributes:
        return True
    style, names = attributes.get("style"), attributes.get("class")
    return bool(style and _HIDDEN_STYLE.search(style)) or bool(names and _HIDDEN_CLASS.search(names))
