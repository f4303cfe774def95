"""The DOM of a page, and one walk over it: the visible text, piece by piece, and the elements it stands in.

selectolax (lexbor) is wrapped here. The walk reads the page as lexbor writes it out again, where every
element that can have an end tag has one, and `<` and `>` stand nowhere but around tags: cutting at `<` is
then all the parsing that is left, many times faster than stepping from node to node, and the depth of a
page costs no recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tocsin.errors import ParseError
from tocsin.model import BlockKind

MAX_DEPTH = 5_000  # lexbor's time grows with the square of the depth; browsers cut pages off at 512
MAX_ATTRIBUTES = 5_000  # of one tag; here, too, lexbor's time grows with the square
MAX_NODES = 1_000_000  # tags, each with the text after it; the longest articles have some thousand
_OPENING = 200  # characters of a script in which its type is looked for
_TOO_MANY = f"{{}}: the page has more than {MAX_NODES} elements; this is no article"
_WINDOW = 5_000  # characters; a tag with that many attributes covers at least one whole window

# Elements of HTML that never show text, those that stand inside a line, and those that have no end tag.
_SILENT_TAGS = """audio base button canvas datalist embed head iframe input link map meta math noembed noframes
    noscript object optgroup option param picture plaintext script select source style svg template textarea
    title track video xmp"""
_INLINE_TAGS = """a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rb rp
    rt ruby s samp small span strike strong sub sup time tt u var wbr"""
_VOID_TAGS = """area base basefont bgsound br col embed frame hr img input keygen link meta param source track
    wbr"""
_OPEN_ENDED = f"{_VOID_TAGS} dd dt li option p td th tr"
SILENT = frozenset(_SILENT_TAGS.split())
INLINE = frozenset(_INLINE_TAGS.split())
_VOID = frozenset(_VOID_TAGS.split())
_INLINE_PAIRS = INLINE - _VOID

# Scripts, styles and comments are half of a page. The pattern matches wherever it can start, if need be up to
# the end of the page, as a browser does: so it never reads a stretch twice.
_UNREAD = re.compile(
    r"<(?:(script|style)(?=[\s/>])[^>]*+>?[^<]*+(?:<(?!/\1[\s/>])[^<]*+)*+(?:</\1[^>]*+>?)?"
    r"|!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+(?:--!?>)?))",
    re.IGNORECASE,
)
_RAW = re.compile(r"<(iframe|noembed|noframes|xmp|plaintext|style)\b[^>]*>.*?</\1>", re.DOTALL)
_TAG = re.compile(rf"<(/?)(?!(?:{'|'.join(_OPEN_ENDED.split())})\b)[a-z]", re.IGNORECASE)
_WHOLE_TAG = re.compile(r"<([^>]*)>")
_ATTRIBUTE = r"""[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+"""
_OVERLOADED = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:{_ATTRIBUTE}){{{MAX_ATTRIBUTES}}}")
_ODD = re.compile(r"<(?:[!?]|script)")
_UNSHOWN = re.compile(r"<(?:!--.*?--|\?[^>]*|script\b[^>]*>.*?</script)>", re.DOTALL)


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, grouped by their first letters: three times as fast as a plain list."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())


# A tag that ends a piece of text, or that nothing inside of it is shown.
_CUT = re.compile(rf"<((?!/?(?:{_any_of([*INLINE, *(SILENT & _VOID), 'br'])})[ >])[^>]*)>")
_HIDING = ("hidden", "display", "sr-only", "screen-reader-text")
_HIDDEN = re.compile(
    r' hidden="| style="[^"]*?(?:display\s*:\s*none|visibility\s*:\s*hidden)'
    r'| class="(?:[^"]*\s)?(?:screen-reader-text|sr-only|visually-?hidden)[\s"]',
    re.IGNORECASE,
)
_SELECTOR_PART = re.compile(r"[.#]([\w-]+)|\[\s*([\w-]+)[^\]]*\]|(?<![\w-])([a-zA-Z][\w-]*)")
_LAST = "/body"
_NO_KEY = "\x00"  # no page has this character, for lexbor takes it out
_LINKS = ("a", "/a")
_BREAK = "\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What an element is already known to be. comment: index into the thread's comments."""

    kind: BlockKind
    comment: int | None = None


@dataclass(slots=True)
class Layout:
    """A page as it is seen, top to bottom, in columns.

    A piece is visible text between two block boundaries. texts: white space squeezed, "\\n" where a single
    <br> stood. homes: index of the element it stands in. linked: how many of its characters are link text.
    marks: what it is already known to be.

    An element is a block-level one. tags: its name; openings: the tag that opens it, without the brackets;
    parents: index of the element around it (-1: none), which comes before it; known: what it is already known
    to be.
    """

    texts: list[str] = field(default_factory=list[str])
    homes: list[int] = field(default_factory=list[int])
    linked: list[int] = field(default_factory=list[int])
    marks: list[Mark | None] = field(default_factory=list["Mark | None"])
    tags: list[str] = field(default_factory=lambda: ["body"])
    openings: list[str] = field(default_factory=lambda: ["body"])
    parents: list[int] = field(default_factory=lambda: [-1])
    known: list[Mark | None] = field(default_factory=lambda: [None])

    def names(self, element: int) -> str:
        """Class and id of an element, in lower case."""
        tag, found = self.openings[element], ""
        for opener in (' class="', ' id="'):
            at = tag.find(opener)
            if at >= 0:
                at += len(opener)
                found += " " + tag[at : tag.index('"', at)]
        return found.lower()

    def enter(self, name: str, opening: str, parent: int, mark: Mark | None) -> int:
        """Add an element; its index."""
        self.tags.append(name)
        self.openings.append(opening)
        self.parents.append(parent)
        self.known.append(mark)
        return len(self.tags) - 1

    def say(self, run: str, home: int, linked: bool) -> bool:
        """Add the pieces of a run of text and inline tags. linked: whether it begins inside a link; the result
        whether it ends inside one."""
        if "<" not in run:
            self._add(run, home, len(run) if linked else 0)
            return linked
        shown, length, breaks = "", 0, 0
        for token in f">{run}".split("<"):
            tag, _, text = token.partition(">")
            if tag[:2] == "br":
                breaks += 1
                shown += _BREAK
                if breaks > 1:
                    self._add(shown, home, length)
                    shown, length, breaks = "", 0, 0
            elif tag[:2] == "a " or tag in _LINKS:
                linked = tag != "/a"
            if text:
                shown += text
                if (linked or breaks) and not text.isspace():
                    breaks = 0
                    length += len(text.strip()) if linked else 0
        self._add(shown, home, length)
        return linked

    def _add(self, text: str, home: int, linked: int) -> None:
        text = squeeze(text if "&" not in text else _unescaped(text))
        if text:
            self.texts.append(text)
            self.homes.append(home)
            self.linked.append(min(linked, len(text)))
            self.marks.append(self.known[home])


class Tree(LexborHTMLParser):
    """The DOM of a page. Scripts (but JSON-LD) and styles are not in it.

    `css` and `css_first` look first whether the page has the names in the selector at all: most of the
    selectors that are tried on a page are those of other platforms.
    """

    @cached_property
    def inside(self) -> str:
        """The body as lexbor writes it out, with its own tags."""
        return _written(self.body or self.root)

    @cached_property
    def written(self) -> str:
        """The page as lexbor writes it out."""
        stated = self.root.attributes if self.root else {}
        outer = "".join(f' {name}="{value}"' for name, value in stated.items())
        return f"<html{outer}>{_written(self.head)}{self.inside}"

    @cached_property
    def _names(self) -> frozenset[str]:
        """The classes and ids of the page, in lower case."""
        parts = [*self.written.split(' class="'), *self.written.split(' id="')]
        found = {part.partition('"')[0] for part in parts}
        return frozenset(" ".join(found).lower().split())

    @cached_property
    def _held(self) -> dict[str, bool]:
        return {}

    def drop(self, query: str) -> None:
        """Take out the elements that a selector matches. Before anything is read."""
        for node in super().css(query):
            node.decompose()

    def css(self, query: str) -> list[LexborNode]:
        """The elements that a selector matches."""
        likely = self._likely(query)
        return super().css(likely) if likely else []

    def css_first(self, query: str, default: Any = None, strict: bool = False) -> Any:
        """The first element that a selector matches."""
        likely = self._likely(query)
        return super().css_first(likely, default, strict) if likely else default

    def _likely(self, query: str) -> str:
        """The alternatives of a selector that may match something on this page."""
        return ", ".join(
            alternative
            for alternative, names, words in _needs(query)
            if names <= self._names and all(map(self._holds, words))
        )

    def _holds(self, word: str) -> bool:
        if word not in self._held:
            self._held[word] = word in self.written
        return self._held[word]


def _written(node: LexborNode | None) -> str:
    return (node.html or "") if node else ""


@lru_cache(maxsize=2048)
def _needs(query: str) -> tuple[tuple[str, frozenset[str], tuple[str, ...]], ...]:
    """The alternatives of a selector, each with the class and id names, and the markup, that it cannot do without."""
    if "(" in query or "\\" in query:
        return ((query, frozenset(), ()),)
    return tuple(_needed(alternative) for alternative in re.split(r",(?![^\[]*\])", query))


def _needed(selector: str) -> tuple[str, frozenset[str], tuple[str, ...]]:
    parts = _SELECTOR_PART.findall(selector)
    names = frozenset(name.lower() for name, _, _ in parts if name)
    words = [
        f' {attribute.lower()}="' if attribute else f"<{tag.lower()}"
        for name, attribute, tag in parts
        if not name
    ]
    return selector.strip(), names, tuple(dict.fromkeys(words))


def parse_html(html: str, name: str) -> Tree:
    """The DOM of a page. Raises ParseError when it cannot be read in bounded time: too many elements, nested too
    deeply, or a tag with too many attributes."""
    html = _UNREAD.sub(_if_read, html)
    tags = html.count("<")
    if tags > 2 * MAX_NODES:
        raise ParseError(_TOO_MANY.format(name))
    if tags > MAX_DEPTH:
        _refuse_depth(html, name)
    blank = any(html.find(">", at, at + _WINDOW) < 0 for at in range(0, len(html) - _WINDOW, _WINDOW))
    if blank and _OVERLOADED.search(html):
        raise ParseError(f"{name}: a tag has more than {MAX_ATTRIBUTES} attributes; this is no article")
    tree = Tree(html)
    if "<!--" in html:  # only scripts that were left to lexbor still have one
        tree.drop("script:not([type*='ld+json'])")
    return tree


def _if_read(element: re.Match[str]) -> str:
    """JSON-LD; and a script inside of which a comment holds a script: where it ends, only lexbor can tell."""
    text = element[0]
    keep = "ld+json" in text[:_OPENING] or ("<!--" in text and "<script" in text[1:])
    return text if keep and element[1] else ""


def _refuse_depth(html: str, name: str) -> None:
    depth = 0
    for tag in _TAG.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MAX_DEPTH:
            raise ParseError(f"{name}: elements are nested more than {MAX_DEPTH} deep; this is no article")


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


# --- the walk ------------------------------------------------------------------------------------------


def walk(tree: Tree, marks: Mapping[int, Mark], name: str) -> Layout:
    """The visible text of a page. marks: by `mem_id` of the element that they hold for.
    name: the page's, for the error.

    Raises ParseError for a page of more than MAX_NODES nodes.
    """
    key = _set(marks, tree) if marks else _NO_KEY
    markup = _without_hidden(_body(_written(tree.body or tree.root) if marks else tree.inside))
    if marks:
        markup = _as_blocks(markup, key)
    parts = _CUT.split(markup)
    if len(parts) > MAX_NODES:
        raise ParseError(_TOO_MANY.format(name))
    return _read(parts, list(marks.values()), key)


def _read(parts: Sequence[str], marks: Sequence[Mark], key: str) -> Layout:
    """Text and the tag after it, in turn, to a layout. key: what stands before a mark's position in a tag."""
    layout = Layout()
    parents, known = layout.parents, layout.known
    here, linked, run = 0, False, ""
    silent, depth = "", 0
    for text, tag in zip(parts[::2], [*parts[1::2], _LAST], strict=True):
        if silent:
            name = tag.partition(" ")[0]
            depth += (name == silent) - (name == f"/{silent}")
            silent = silent if depth else ""
            continue
        if text and (run or not text.isspace()):
            run += text
        if tag[0] != "/" and (silent := _unshown(tag, key)):
            depth = 1
            continue
        if run:
            linked = layout.say(run, here, linked)
            run = ""
        if tag[0] == "/":
            here = parents[here] if here else 0
        elif (name := tag.partition(" ")[0]) not in _VOID:
            mark = marks[_position(tag, key)] if key in tag else known[here]
            here = layout.enter(name, tag, here, mark)
    return layout


def _unshown(tag: str, key: str) -> str:
    """The element's name when nothing inside it is shown, else "". A marked one is shown, were it hidden."""
    name, _, stated = tag.partition(" ")
    if name in SILENT or (stated and key not in tag and _is_hidden(name, tag)):
        return name
    return ""


def _is_hidden(name: str, tag: str) -> bool:
    likely = ' hidden="' in tag or "style=" in tag or "-only" in tag or "screen-" in tag or "visually" in tag
    return likely and name not in _VOID and _HIDDEN.search(tag) is not None


def _position(tag: str, key: str) -> int:
    return int(tag.partition(key)[2].partition('"')[0])


# --- the markup that is walked -------------------------------------------------------------------------


def _body(written: str) -> str:
    """What is inside of an element, every "<" and ">" of it around a tag."""
    markup = written[written.find(">") + 1 :]
    if _ODD.search(markup):
        markup = _UNSHOWN.sub("", markup)
    if markup.count("<") != markup.count(">"):  # raw text of an <iframe>, or the name of an attribute
        markup = _WHOLE_TAG.sub(lambda tag: f"<{tag[1].replace('<', '')}>", _RAW.sub("", markup))
    return markup


def _without_hidden(markup: str) -> str:
    """The markup without the inline elements that are hidden; the others are seen when they are reached."""
    cuts: list[tuple[int, int]] = []
    for word in _HIDING:
        end = 0
        for start, tag in _tags_with(word, markup):
            if start >= end and tag.partition(" ")[0] in _INLINE_PAIRS and _HIDDEN.search(tag):
                end = _end(markup, start)[1]
                cuts.append((start, end))
    if not cuts:
        return markup
    kept: list[str] = []
    at = 0
    for start, end in sorted(cuts):
        kept.append(markup[at:start])
        at = max(at, end)
    return "".join([*kept, markup[at:]])


def _tags_with(word: str, markup: str) -> Iterator[tuple[int, str]]:
    """The tags that hold `word` somewhere: where they start, and what is inside the brackets."""
    at = markup.find(word)
    while at >= 0:
        start = markup.rfind("<", 0, at)
        if start >= 0 and markup.find(">", start, at) < 0:
            yield start, markup[start + 1 : markup.find(">", at)]
        after = markup.find("<", at)
        at = markup.find(word, after) if after >= 0 else -1


def _end(markup: str, start: int) -> tuple[int, int]:
    """Where the end tag of the element that starts at `start` begins and ends."""
    name = re.match(r"<([^ >]*)", markup[start : start + 50])
    depth = 0
    for tag in re.compile(rf"<(/?){re.escape(name[1]) if name else ''}[ >]").finditer(markup, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start(), tag.end()
    return len(markup), len(markup)


def _set(marks: Mapping[int, Mark], tree: Tree) -> str:
    """Write each mark's position into the DOM; what stands before it in a tag."""
    name = "mark"
    while f" {name}=" in tree.written:
        name += "-"
    order = {node: str(position) for position, node in enumerate(marks)}
    for node in tree.root.traverse() if tree.root else ():
        if node.mem_id in order:
            node.attrs[name] = order[node.mem_id]
    return f' {name}="'


def _as_blocks(markup: str, key: str) -> str:
    """The markup in which inline elements that are marked have the name of a block."""
    edits: list[tuple[int, int]] = []
    for start, tag in _tags_with(key, markup):
        name = tag.partition(" ")[0]
        if name in _INLINE_PAIRS:
            edits += [(start + 1, len(name)), (_end(markup, start)[0] + 2, len(name))]
    kept: list[str] = []
    done = 0
    for at, length in sorted(edits):
        kept.append(markup[done:at])
        done = at + length
    return "div".join([*kept, markup[done:]])


def _unescaped(text: str) -> str:
    """Text as it was before lexbor escaped it for writing."""
    text = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">")
    return text.replace("&amp;", "&")
