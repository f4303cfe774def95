"""The comment thread of a plain-text page from the labels of its lines: whose each comment is, and the tree.

The labels tell which lines readers wrote, where each comment opens, whether it answers another one, and which
line names its author. Names, times and likes are read from the thread's other lines around it; who answers
whom from indentation, from a name ("in reply to NAME", "NAME wrote:"), or where a text has neither, from the
label alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tocsin.know.phrases import plain
from tocsin.parse.comment import Comment
from tocsin.parse.dump_labels import OPENS
from tocsin.parse.dump_meta import answered, named, quoted_name, read_likes, stamp
from tocsin.parse.lines import Unit
from tocsin.parse.thread import reply_name

META = ("author", "comment_meta")
_REACH = 8  # lines around a comment, or after a form's heading, in which what belongs to it stands
_MARKED = 2  # columns that a list mark moves the text of its line to the right
_SLACK = 1  # columns by which lines of one depth may differ
_LONG = 10  # comments from which a thread is long
_GAP = 1  # other lines that may stand inside a comment
_ADDRESS = 6  # words at a comment's beginning in which it addresses somebody
_NAME = 3  # letters; a shorter first name is a word as often
_SIGNS = ",.!?:;()\"'-–—"
_QUOTE = 3  # lines at a comment's beginning in which it names whom it quotes


@dataclass(slots=True)
class _Item:
    """A comment as it is being read. head, foot: the thread's lines before and after it that are its own."""

    lines: list[int]
    answers: bool
    head: list[int] = field(default_factory=list[int])
    foot: list[int] = field(default_factory=list[int])
    author: str | None = None
    time: str | None = None
    likes: int | None = None
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpThread:
    """Each comment's record with its lines, in order; NAME of "Leave a Reply to NAME"."""

    comments: tuple[tuple[Comment, tuple[int, ...]], ...]
    reply_to: str | None


def read_dump_thread(units: Sequence[Unit], labels: Sequence[str]) -> DumpThread:
    """The thread of a dump. labels: one a unit, those of the pack `lines`."""
    items = _items(labels)
    _share(units, labels, items)
    for item in items:
        _read_meta(units, labels, item)
    return DumpThread(comments=_records(units, items), reply_to=_reply_to(units, labels))


def _reply_to(units: Sequence[Unit], labels: Sequence[str]) -> str | None:
    """Whom the reply form answers. A heading counts only with another line of the form close after it."""
    for index, unit in enumerate(units):
        name = reply_name(unit.text)
        if name is not None and "form" in labels[index + 1 : index + 1 + _REACH]:
            return name
    return None


# --- which lines belong together -------------------------------------------------------------------------


def _items(labels: Sequence[str]) -> list[_Item]:
    """The comments' lines: a new comment where one opens, or where more than a line lies between."""
    items: list[_Item] = []
    for index, label in enumerate(labels):
        if label in OPENS:
            items.append(_Item([index], label == "answers"))
        elif label == "comment" and (not items or index - items[-1].lines[-1] > _GAP + 1):
            items.append(_Item([index], False))
        elif label == "comment":
            items[-1].lines.append(index)
    return items


def _share(units: Sequence[Unit], labels: Sequence[str], items: Sequence[_Item]) -> None:
    """Give the thread's lines between two comments to the one before and to the one after."""
    if not items:
        return
    above = _names_above(units, labels, items)
    for number, item in enumerate(items):
        start = items[number - 1].lines[-1] + 1 if number else max(0, item.lines[0] - _REACH)
        between = [at for at in range(start, item.lines[0]) if labels[at] in META]
        cut = _cut(units, labels, between, above)
        item.head = between[cut:]
        if number:
            items[number - 1].foot = between[:cut]
    last = items[-1].lines[-1]
    below = [at for at in range(last + 1, min(last + 1 + _REACH, len(labels))) if labels[at] in META]
    items[-1].foot = below[: _cut(units, labels, below, above)] if above else below


def _names_above(units: Sequence[Unit], labels: Sequence[str], items: Sequence[_Item]) -> bool:
    """Whether the page names a comment's author, or else gives its time, above the comment."""
    first, last = items[0].lines[0], items[-1].lines[-1]
    if 2 * sum(bool(units[item.lines[0]].mark) for item in items) > len(items):
        return False  # a name above would have the mark
    names = [at for at, label in enumerate(labels) if label == "author"]
    if names:
        return names[0] < first or names[-1] < last
    top = range(max(0, first - _REACH), first)
    return any(labels[at] in META and stamp(units[at].text) is not None for at in top)


def _cut(units: Sequence[Unit], labels: Sequence[str], between: Sequence[int], above: bool) -> int:
    """How many of these lines belong to the comment before: those above the next one's name or time."""
    if not above:
        return len(between)
    times = [number for number, at in enumerate(between) if stamp(units[at].text) is not None]
    names = [number for number, at in enumerate(between) if labels[at] == "author"]
    if not names:
        return times[-1] if times else len(between)
    before = [number for number in times if number < names[-1]]
    return before[-1] if before and before[-1] == names[-1] - 1 == times[-1] else names[-1]


def _read_meta(units: Sequence[Unit], labels: Sequence[str], item: _Item) -> None:
    """Author, time and likes; lines above count before lines below."""
    for at in (*item.head, *item.foot):
        line = units[at].text
        item.to = item.to or answered(line)
        if item.likes is None:
            item.likes = read_likes(line)
        found = stamp(line)
        if item.time is None and found is not None:
            item.time = found.time
        if item.author is None and labels[at] == "author":
            item.author = named(line)


# --- who answers whom ------------------------------------------------------------------------------------


def _records(units: Sequence[Unit], items: Sequence[_Item]) -> tuple[tuple[Comment, tuple[int, ...]], ...]:
    """The comments with ids, parents and depths."""
    columns = _without_outlier([_column(units, item) for item in items])
    indented = bool(columns) and max(columns) - min(columns) > _SLACK
    parents = _by_column(columns) if indented else _by_label(units, items)
    found: list[tuple[Comment, tuple[int, ...]]] = []
    depths: list[int] = []
    for number, item in enumerate(items):
        told = _by_name(units, items, number)
        parent = parents[number] if told is None else told
        depths.append(1 if parent is None else depths[parent] + 1)
        comment = Comment(
            id=f"c{number + 1}",
            parent=None if parent is None else f"c{parent + 1}",
            depth=depths[-1],
            author=item.author,
            time=item.time,
            likes=item.likes,
        )
        found.append((comment, tuple(item.lines)))
    return tuple(found)


def _column(units: Sequence[Unit], item: _Item) -> int:
    first = units[item.lines[0]]
    return first.indent + (_MARKED if first.mark else 0)


def _without_outlier(columns: Sequence[int]) -> list[int]:
    """In a long thread a single comment left of all others is a slip of the layout, not the root of them all."""
    if len(columns) < _LONG:
        return list(columns)
    times = Counter(columns)
    root = min((column for column in times if times[column] > 1), default=min(columns))
    return [max(column, root) for column in columns]


def _by_column(columns: Sequence[int]) -> list[int | None]:
    """The nearest comment before that is less indented."""
    above: list[tuple[int, int]] = []
    parents: list[int | None] = []
    for number, column in enumerate(columns):
        while above and above[-1][0] >= column - _SLACK:
            above.pop()
        parents.append(above[-1][1] if above else None)
        above.append((column, number))
    return parents


def _by_label(units: Sequence[Unit], items: Sequence[_Item]) -> list[int | None]:
    """In a flat thread: the comment before if its author is addressed, or else the last that answers none.

    Where the page has indentation, a thread without any is flat by itself, and who is addressed is not answered.
    """
    bare = not any(unit.indent for unit in units)
    parents: list[int | None] = []
    top: int | None = None
    for number, item in enumerate(items):
        if bare and number and _addresses(units, item, items[number - 1].author):
            parents.append(number - 1)
        else:
            parents.append(top if item.answers else None)
        if parents[-1] is None:
            top = number
    return parents


def _addresses(units: Sequence[Unit], item: _Item, author: str | None) -> bool:
    """Whether an author's first name is among a comment's first words; "@NAME" answers nobody in a flat thread."""
    opening = " ".join(units[at].text for at in item.lines[:_QUOTE])
    first = (author or "").split(" ")[0].casefold()
    if opening.startswith("@") or len(first) < _NAME or author == item.author:
        return False
    return first in (word.strip(_SIGNS).casefold() for word in opening.split()[:_ADDRESS])


def _by_name(units: Sequence[Unit], items: Sequence[_Item], number: int) -> int | None:
    """The last comment before of the one whom this comment says that it answers, or quotes by name."""
    item = items[number]
    names = [item.to, *(quoted_name(units[at].text) for at in item.lines[:_QUOTE])]
    wanted = {plain(name) for name in names if name}
    for at in range(number - 1, -1, -1):
        if plain(items[at].author or "") in wanted:
            return at
    return None
