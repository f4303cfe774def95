"""The lines of a comment's element: which of them name its author and time, and which are its words.

Old themes put "NAME | 3 May 2010 at 9:05" or "NAME says:" beside the words, without an element of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tocsin.know.phrases import markup, phrases
from tocsin.parse.comment_times import time_in
from tocsin.parse.dom import INLINE, SILENT, attribute

_MAX_NODES = 5_000  # of one comment
_MAX_LINE = 160  # characters; a longer line is not made of a name and a time
_MAX_NAME = 8  # words
_LEADING = re.compile(r"^(?:[-–—:@#.*]+(?=\s)|#?\d+[.):]?(?=\s+\D)|[,;|·•»«›‹/\s])+")
_TRAILING = re.compile(r"(?:\s+[-–—@#.*]+|\s*[:,;|·•»«›‹/]|\s)+$")
_HALF = re.compile(r"[ap]\.?m\b", re.IGNORECASE)
_TOKEN = re.compile(r"\S+")
_PLACE = re.compile(r"^#?\d{1,5}[.):]?$")  # a comment's number in its thread


@dataclass(slots=True)
class Line:
    """Text between two block boundaries or line ends. links: how many of its nodes stand in a link."""

    nodes: list[LexborNode] = field(default_factory=list[LexborNode])
    text: str = ""
    strong: bool = False

    def add(self, node: LexborNode, text: str, strong: bool) -> None:
        """Add a text node: what stands in elements of its own is set apart, but for the "rd" of "3rd"."""
        self.nodes.append(node)
        raised = node.parent is not None and node.parent.tag == "sup"
        self.text += text if raised else f" {text}"
        self.strong = self.strong or strong


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """What a line says of its comment beside its words. rest: what is left of it, a name for the most part."""

    rest: str
    time: str | None = None
    told: bool = False


def lines_of(root: LexborNode, leave_out: Callable[[LexborNode], bool]) -> list[Line]:
    """The visible lines under an element. leave_out: tells of elements in it that are stepped over."""
    lines = [Line()]
    stack: list[tuple[LexborNode, bool, bool]] = [(root, False, False)]
    for _ in range(_MAX_NODES):
        if not stack:
            break
        node, strong, leaving = stack.pop()
        if leaving:
            lines.append(Line())
        elif node.tag == "-text":
            lines[-1].add(node, node.text_content or "", strong)
        elif node.tag == "br":
            lines.append(Line())
        elif not leave_out(node) and node.tag not in SILENT and not (node.tag or "-").startswith("-"):
            _open(node, strong, lines, stack)
    for line in lines:
        line.text = " ".join(line.text.split())
    return [line for line in lines if line.text]


def _open(
    node: LexborNode, strong: bool, lines: list[Line], stack: list[tuple[LexborNode, bool, bool]]
) -> None:
    if node.tag not in INLINE:
        lines.append(Line())
        stack.append((node, strong, True))
    strong = strong or node.tag in ("a", "b", "strong", "cite", "h2", "h3", "h4", "h5", "h6", "dt")
    stack.extend((child, strong, False) for child in reversed(list(_children(node))))


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def attribution(line: str, day_first: bool | None = None) -> Attribution:
    """A line taken apart into its time, the words around names ("says", "on"), and the rest."""
    if len(line) > _MAX_LINE:
        return Attribution(rest=line)
    line = _without_remark(line)
    time = time_in(line, day_first)
    before, after, told = line, "", time is not None
    if time is not None:
        before, after = _around_time(line, time, day_first)
    elif found := markup().thread.relative.search(line):
        before, after, told = line[: found.start()], line[found.end() :], True
    parts = [_bare(part, told) for part in (before, after)]
    named = [part for part, _ in parts if part and not phrases().meta.match(part)]
    said = any(cue for _, cue in parts)
    return Attribution(rest=" ".join(named), time=time, told=told or said)


def _without_remark(line: str) -> str:
    """Without "(edited 2 hours ago)", if a name or time is left."""
    found = markup().thread.edited.search(line)
    if found is None or not (rest := (line[: found.start()] + line[found.end() :]).strip()):
        return line
    return rest


def is_name(text: str) -> bool:
    """Whether the rest of an attribution may be somebody's name."""
    return bool(text) and len(text.split()) <= _MAX_NAME and not text.endswith((".", "!", "?", "…"))


def is_button(line: str) -> bool:
    """ "Reply", "Like", "#12" and the like."""
    parts = [part for part in re.split(r"\s*[|·•/]\s*|\s{2,}", line) if part]
    return bool(_PLACE.match(line)) or all(phrases().meta.match(part) for part in parts)


def clean_name(text: str) -> str:
    """A name without "Comment by", "says:", and the marks that stand around it."""
    return _bare(text, False)[0]


def _around_time(line: str, time: str, day_first: bool | None) -> tuple[str, str]:
    """What stands before and after the shortest stretch of words that gives this time."""
    words = [(found.start(), found.end()) for found in _TOKEN.finditer(line)]
    low, high = _likely_time([line[start:end] for start, end in words])
    if time_in(line[words[low][0] : words[high][1]], day_first) != time:
        low, high = 0, len(words) - 1
    while low < high and time_in(line[words[low + 1][0] : words[high][1]], day_first) == time:
        low += 1
    while high > low and time_in(line[words[low][0] : words[high - 1][1]], day_first) == time:
        high -= 1
    return line[: words[low][0]], line[words[high][1] :]


def _likely_time(words: Sequence[str]) -> tuple[int, int]:
    """The first and the last word of a time: from the first to the last digit, with "May" before, "pm" after."""
    digits = [at for at, word in enumerate(words) if any(map(str.isdigit, word))]
    low, high = digits[0], digits[-1]
    if low > 0 and words[low - 1].strip(".,").casefold() in phrases().months:
        low -= 1
    while high + 1 < len(words) and _may_follow(words[high + 1]):
        high += 1
    return low, high


def _may_follow(word: str) -> bool:
    """Whether a word belongs to the clock time before it."""
    return _HALF.match(word) is not None or word.strip("().,") in phrases().zones


def _bare(text: str, dated: bool) -> tuple[str, bool]:
    """The text without the words that stand around a name, and whether such a word said who wrote.

    dated: a time stood beside it, so that "on" and "by" belong to the line and not to the name.
    """
    words = _words()
    said = False
    for _ in range(_MAX_LINE):
        left = _TRAILING.sub("", _LEADING.sub("", text)).strip(" ")
        left, cues = words.written_by.subn("", left)
        left, more = words.says.subn("", left)
        said = said or bool(cues or more)
        if dated:
            left = words.joins_before.sub("", words.joins_after.sub("", left))
        if left == text:
            break
        text = left
    return text, said


@dataclass(frozen=True, slots=True)
class _Words:
    """The words around a commenter's name, as patterns: before it, after it, and beside a time."""

    written_by: re.Pattern[str]
    says: re.Pattern[str]
    joins_before: re.Pattern[str]
    joins_after: re.Pattern[str]


@cache
def _words() -> _Words:
    thread = markup().thread
    joins = _any((*thread.joins, *thread.openers))
    return _Words(
        re.compile(rf"^(?:{_any(thread.written_by)})(?=[\s:])", re.IGNORECASE),
        re.compile(rf"(?:^|\s)(?:{_any(phrases().says)})(?:\s*(?:\.{{2,}}|…))?$", re.IGNORECASE),
        re.compile(rf"^(?:{joins})(?=\s|$)", re.IGNORECASE),
        re.compile(rf"(?:^|\s)(?:{joins})$", re.IGNORECASE),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def mark_line(tree: LexborHTMLParser, line: Line) -> Iterator[LexborNode]:
    """Elements that hold a line's text nodes and nothing else; a bare text node gets one of its own."""
    for node in line.nodes:
        parent = node.parent
        text = node.text_content or ""
        if not text.strip() or parent is None:
            continue
        if parent.first_child is not None and parent.first_child.next is None and parent.tag in INLINE:
            yield parent
            continue
        node.insert_before(tree.create_node("span"))
        if (wrapper := node.prev) is not None:
            wrapper.insert_child(text)
            node.remove()
            yield wrapper


def is_permalink(node: LexborNode) -> bool:
    """Whether a link leads to a comment of its page."""
    return bool(markup().thread.permalink.search(attribute(node, "href")))
