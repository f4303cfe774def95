"""When a comment was written: what its element states for machines, else what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from tocsin.parse.dates import from_attribute, from_text
from tocsin.parse.dom import attribute, text_of

_STATED = ("datetime", "content", "title", "data-time-string")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})([/-])(\d{1,2})[/-]((?:19|20)\d\d)(?!\d)")
_LOOSE = re.compile(r"(?<!\d)(\d{1,2}\.\d{1,2})\.?[,\s]+((?:19|20)\d\d)(?!\d)")  # 17.07, 2011
_MAX_LINE = 120  # characters; what is longer is no line that gives a time


def tells_time(node: LexborNode) -> bool:
    """Whether an element gives a date, be it one whose day and month are not clear."""
    return time_of(node) is not None or bool(_SLASHED.search(_shown(node)))


def day_comes_first(nodes: Iterable[LexborNode]) -> bool | None:
    """How the dates of a thread are written: whether 03/04 is the third of April; None where nothing tells."""
    found = [match for node in nodes for match in _SLASHED.finditer(_shown(node))]
    first, second = any(int(m[1]) > 12 for m in found), any(int(m[3]) > 12 for m in found)
    return first if first != second else None


def time_of(node: LexborNode | None, day_first: bool | None = None) -> str | None:
    """The machine's time; the visible one where that says more (an attribute with the day only)."""
    if node is None:
        return None
    stated = [attribute(node, name) for name in _STATED]
    written = next((time for value in stated if value and (time := from_attribute(value))), None)
    if written and "T" in written:
        return written
    read = time_in(_shown(node), day_first)
    return read if read and (written is None or read.startswith(written)) else written


def time_in(line: str, day_first: bool | None = None) -> str | None:
    """The time in a line, "" and lines of prose give none. day_first: as `day_comes_first` says."""
    if not any(map(str.isdigit, line)):
        return None
    line = _LOOSE.sub(r"\1.\2", line)
    if day_first is not None:
        line = _SLASHED.sub(r"\4-\3-\1" if day_first else r"\4-\1-\3", line)
        line = re.sub(r"(\d{4})-(\d)-", r"\1-0\2-", line)
        line = re.sub(r"(\d{4}-\d\d)-(\d)(?!\d)", r"\1-0\2", line)
    return from_text(line)


def _shown(node: LexborNode) -> str:
    text = text_of(node)
    return text if len(text) <= _MAX_LINE else ""
