"""A plain-text page as lines: where each stands, how far it is indented, what list mark opens it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.errors import ParseError
from tocsin.parse.dates import from_text

MAX_LINES = 5_000  # of the gold's renderings, threads of hundreds of comments among them, none has 700
MAX_LINE = 1_000_000  # characters
_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(r"(?:\d{1,3}[.)]|[•◦▪‣·*+\-–])[ \t]+(?=\S)")
_INNER_MARK = re.compile(r"o +(?=\S)")  # inscriptis marks lists inside of lists so
_DEEP = 8  # columns from which such a letter is a mark
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_WRAP = (45, 120)  # lines broken by an editor are this long, and no line of the text is longer than that
_PROSE = 12  # words from which a line is prose without a full stop
_SHORT_PROSE = 5  # words from which it is with one
_DATE = 20  # "3. Mai 2021" opens with a day, not with a list mark
_BLANKS = " \t\r\f\v\u00a0\u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A line, or lines that an editor broke.

    start, end: offsets of its words, without indentation and list mark; begin: with the mark. first:
    number of the first line (from 0). indent: columns before the list mark or the first word.
    """

    text: str
    begin: int
    start: int
    end: int
    first: int
    last: int
    indent: int
    mark: str

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def ends_sentence(self) -> bool:
        return bool(_SENTENCE_END.search(self.text))

    @property
    def is_prose(self) -> bool:
        """Whether it reads like a sentence rather than like a heading, a button or a name."""
        return self.words >= _PROSE or (self.words >= _SHORT_PROSE and self.ends_sentence)


def read_units(text: str, name: str) -> list[Unit]:
    """All lines with words in them, in order.

    Raises ParseError, with `name`, for more than MAX_LINES or one longer than MAX_LINE.
    """
    units: list[Unit] = []
    number, counted = 0, 0
    for found in _LINE.finditer(text):
        number += text.count("\n", counted, found.start())
        counted = found.start()
        if found.end() - counted > MAX_LINE:
            raise ParseError(
                f"{name}: line {number + 1} has more than {MAX_LINE} characters; this is no article"
            )
        unit = _unit(found, number)
        if unit is not None:
            units.append(unit)
        if len(units) > MAX_LINES:
            raise ParseError(f"{name}: the text has more than {MAX_LINES} lines; this is no article")
    return _unwrapped(text, units)


def _unit(found: re.Match[str], number: int) -> Unit | None:
    line = found[0]
    words = line.strip(_BLANKS)
    if not words:
        return None
    indent = len(line) - len(line.lstrip(_BLANKS))
    mark = _MARK.match(words) or (_INNER_MARK.match(words) if indent >= _DEEP else None)
    if mark and words[0].isdigit() and from_text(words[:_DATE]):
        mark = None
    begin = found.start() + indent
    end = found.start() + len(line.rstrip(_BLANKS))
    return Unit(
        text=words[mark.end() :] if mark else words,
        begin=begin,
        start=begin + (mark.end() if mark else 0),
        end=end,
        first=number,
        last=number,
        indent=indent,
        mark=mark[0].strip() if mark else "",
    )


def _unwrapped(text: str, units: Sequence[Unit]) -> list[Unit]:
    """Lines that an editor broke, joined: only where no line of the text is longer than such lines are."""
    if any(unit.end - unit.start > _WRAP[1] for unit in units):
        return list(units)
    joined: list[Unit] = []
    previous: Unit | None = None
    for unit in units:
        if joined and previous is not None and _continues(previous, unit):
            joined[-1] = _join(text, joined[-1], unit)
        else:
            joined.append(unit)
        previous = unit
    return joined


def _continues(before: Unit, unit: Unit) -> bool:
    long_enough = before.end - before.start >= _WRAP[0]
    return long_enough and unit.first == before.last + 1 and not unit.mark and unit.indent >= before.indent


def _join(text: str, before: Unit, unit: Unit) -> Unit:
    return Unit(
        text=" ".join(text[before.start : unit.end].split()),
        begin=before.begin,
        start=before.start,
        end=unit.end,
        first=before.first,
        last=unit.last,
        indent=before.indent,
        mark=before.mark,
    )
