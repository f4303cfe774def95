"""The comment thread in a plain-text dump, from what is left of it: list marks, indentation, buttons.

Three layouts are read: lists (a comment opens with a mark, replies are indented), names ("NAME says:"
opens a comment), and buttons alone (what stands between two runs of "Like" and "Reply" is a comment).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from tocsin.know.phrases import phrases, plain
from tocsin.model import BlockKind
from tocsin.parse.dates import from_text
from tocsin.parse.lines import Unit
from tocsin.parse.thread import Comment, reply_name, without_cancel

_REACH = 8  # lines after a form's heading in which one of its notices has to stand
_NOTICE = 4  # words from which a line of the form is a notice, and not a label such as "Name"
_GAP = 2  # other lines between two lines of a form
_MAX_META = 80  # characters of a line with a name and a time
_MAX_NAME = 5  # words
_MAX_STAMP = 10  # words of a line with a name and a time
_SEPARATOR = re.compile(r"\s*[·|•—–@]\s*|\s+-\s+")


@dataclass(slots=True)
class _Item:
    """A comment as it is being read: its lines, and what stands around them."""

    indent: int
    lines: list[int] = field(default_factory=list[int])
    author: str | None = None
    time: str | None = None
    likes: int | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpThread:
    """Kinds by unit index, of thread and form; for each comment its record and its units, in order."""

    kinds: dict[int, BlockKind]
    comments: tuple[tuple[Comment, tuple[int, ...]], ...]
    reply_to: str | None
    start: int | None


def find_dump_thread(units: Sequence[Unit]) -> DumpThread:
    """The thread and the reply form of a dump."""
    form, reply_to = _form(units)
    kinds: dict[int, BlockKind] = dict.fromkeys(form, "form")
    start = _start(units, form)
    if start is None:
        return DumpThread(kinds=kinds, comments=(), reply_to=reply_to, start=None)
    end = next((index for index in sorted(form) if index > start), len(units))
    items, meta = _items(units, start, end)
    for index in meta:
        kinds[index] = "comment_meta"
    comments = _records(items)
    for _, lines in comments:
        kinds.update(dict.fromkeys(lines, "comment"))
    return DumpThread(kinds=kinds, comments=comments, reply_to=reply_to, start=start)


# --- the reply form ------------------------------------------------------------------------------------


def _form(units: Sequence[Unit]) -> tuple[set[int], str | None]:
    """The form's lines, and whom it answers. A heading counts only with a notice of the form after it."""
    is_line = [bool(phrases().form.match(unit.text)) for unit in units]
    is_notice = [ok and unit.words >= _NOTICE for ok, unit in zip(is_line, units, strict=True)]
    lines = {index for index, ok in enumerate(is_notice) if ok}
    name: str | None = None
    for index, unit in enumerate(units):
        heading = reply_name(unit.text)
        if heading is None and not _is_form_heading(unit.text):
            continue
        if any(is_notice[index : index + _REACH]):
            name = name or heading
            lines.add(index)
    return _filled(lines, is_line), name


def _is_form_heading(line: str) -> bool:
    return len(line) <= _MAX_META and bool(phrases().form_heading.match(without_cancel(line)))


def _filled(lines: set[int], is_line: Sequence[bool]) -> set[int]:
    """With the labels and the few other lines between and after the form's own lines."""
    filled = set(lines)
    for index in sorted(lines):
        after = index + 1
        while after < len(is_line):
            near = next((k for k in range(after, min(after + _GAP + 1, len(is_line))) if is_line[k]), None)
            if near is None:
                break
            filled.update(range(after, near + 1))
            after = near + 1
    return filled


# --- where the thread begins ---------------------------------------------------------------------------


def _start(units: Sequence[Unit], form: set[int]) -> int | None:
    """The heading over the comments, or the first line of the first one; None when there is no thread.

    A heading counts when text comes before it and, close after it, something that only a thread has.
    """
    anchors = [i for i, unit in enumerate(units) if i not in form and _is_anchor(unit)]
    prose = next((i for i, unit in enumerate(units) if unit.is_prose), len(units))
    for index in range(prose + 1, len(units) - 1):
        if phrases().thread_heading.match(units[index].text) and (
            units[index + 1].mark or any(index < i <= index + _REACH for i in anchors)
        ):
            return index
    sure = [i for i in anchors if not _is_button(units[i].text)]
    if sure or len(anchors) > 1:
        return _first_line(units, anchors[0])
    return None


def _is_anchor(unit: Unit) -> bool:
    return _liked(unit.text) is not None or bool(_says(unit.text)) or _is_button(unit.text)


def _first_line(units: Sequence[Unit], anchor: int) -> int:
    """Back from the first sure line of a thread to the comment's beginning."""
    if _says(units[anchor].text):
        return anchor
    first = anchor
    while first > 0 and (units[first - 1].mark or units[first - 1].indent):
        first -= 1
    marked = [i for i in range(first, anchor) if units[i].mark]
    return marked[0] if marked else max(0, anchor - 1)


# --- its comments --------------------------------------------------------------------------------------


def _items(units: Sequence[Unit], start: int, end: int) -> tuple[list[_Item], set[int]]:
    """The comments between two lines, and the lines there that nobody wrote."""
    listed = any(unit.mark for unit in units[start:end])
    named = any(_says(unit.text) for unit in units[start:end])
    items: list[_Item] = []
    meta: set[int] = set()
    margin = units[start].indent if units[start].mark else sys.maxsize
    for index in range(start, end):
        unit = units[index]
        if index == start and phrases().thread_heading.match(unit.text):
            meta.add(index)
            continue
        current = items[-1] if items else None
        if listed and current and not unit.mark and unit.indent < margin:
            break
        if _opens(unit, current, listed, named):
            current = _Item(unit.indent)
            margin = min(margin, unit.indent)
            items.append(current)
        if current is None or _is_meta(units, index, current):
            meta.add(index)
        else:
            current.lines.append(index)
    return [item for item in items if item.lines], meta


def _opens(unit: Unit, current: _Item | None, listed: bool, named: bool) -> bool:
    if listed:
        return bool(unit.mark)
    if named:
        return bool(_says(unit.text))
    return (current is None or current.closed) and not _is_anchor(unit)


def _is_meta(units: Sequence[Unit], index: int, item: _Item) -> bool:
    """Whether a line belongs to the thread, not to the comment; what it says goes into `item`."""
    line = units[index].text
    liked = _liked(line)
    if liked is not None:
        item.likes, item.closed = liked, True
        return True
    if _is_button(line):
        item.closed = bool(item.lines)
        return True
    if item.lines and item.closed:
        return True
    if not item.lines and (name := _says(line)):
        item.author = name
        return True
    return _is_stamp(line, item) or (not item.lines and _is_name(units, index, item))


def _is_stamp(line: str, item: _Item) -> bool:
    """A line with the time, and at most the name, above or below the comment."""
    if (
        item.time
        or len(line) > _MAX_META
        or line.endswith((".", "?", "!", ","))
        or len(line.split()) > _MAX_STAMP
    ):
        return False
    item.time = from_text(line)
    if item.time is None:
        return False
    name = _SEPARATOR.split(line)[0].strip()
    if not item.author and 0 < len(name.split()) <= _MAX_NAME and not any(map(str.isdigit, name)):
        item.author = name
    item.closed = bool(item.lines)
    return True


def _is_name(units: Sequence[Unit], index: int, item: _Item) -> bool:
    """A few words with a time on the next line are the commenter's name."""
    following = units[index + 1].text if index + 1 < len(units) else ""
    if item.author or units[index].words > _MAX_NAME or units[index].ends_sentence:
        return False
    if len(following) > _MAX_META or from_text(following) is None:
        return False
    item.author = units[index].text
    return True


def _says(line: str) -> str:
    """NAME of "NAME says:", "" for any other line."""
    if len(line) > _MAX_META or not line.endswith(":"):
        return ""
    folded = plain(line[:-1])
    for word in phrases().says:
        if folded.endswith(f" {word}"):
            name = line[:-1].rstrip()[: -len(word)].strip()
            return name if 0 < len(name.split()) <= _MAX_NAME else ""
    return ""


def _liked(line: str) -> int | None:
    """How many liked it, of a line that says so; buttons may stand before it."""
    if len(line) > _MAX_META:
        return None
    found = phrases().liked.match(line)
    return int(re.sub(r"\D", "", found[found.lastindex or 0])) if found else None


def _is_button(line: str) -> bool:
    return len(line) <= _MAX_META and bool(phrases().meta.match(line))


def _records(items: Sequence[_Item]) -> tuple[tuple[Comment, tuple[int, ...]], ...]:
    """Parents from indentation: the nearest comment before that is less indented."""
    found: list[tuple[Comment, tuple[int, ...]]] = []
    above: list[tuple[int, str]] = []
    for number, item in enumerate(items, 1):
        while above and above[-1][0] >= item.indent:
            above.pop()
        comment = Comment(
            id=f"c{number}",
            parent=above[-1][1] if above else None,
            depth=len(above) + 1,
            author=item.author,
            time=item.time,
            likes=item.likes,
        )
        above.append((item.indent, comment.id))
        found.append((comment, _together(item.lines)))
    return tuple(found)


def _together(lines: Sequence[int]) -> tuple[int, ...]:
    """The lines up to the first gap: a comment is one stretch of text."""
    kept = [lines[0]]
    for index in lines[1:]:
        if index != kept[-1] + 1:
            break
        kept.append(index)
    return tuple(kept)
