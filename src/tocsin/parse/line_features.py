"""What can be seen of a line of a plain-text page, as numbers, for the network that labels it.

Nothing here is a rule: which of it counts, and for what, is learned (lab/train_lines.py). The order of
the numbers belongs to the stored weights; `FEATURES` is their count.
"""

from __future__ import annotations

import itertools
import re
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log1p

import numpy as np
from numpy.typing import NDArray

from tocsin.know.lines import line_words
from tocsin.know.phrases import markup, phrases, plain
from tocsin.parse.comment_lines import is_button
from tocsin.parse.credit import is_credit
from tocsin.parse.dates import from_text
from tocsin.parse.lines import Unit
from tocsin.parse.thread import reply_name, without_cancel

FEATURES = 184
_SHORT = 120  # characters; a longer line is none of the platforms' phrases and no line of a name and a time
_STAMP = 12  # words of a line that gives a time and little else
_NAME = 4  # words of a line that may be a name
_WORDS_READ = 40  # words of a line that are hashed
_CHARS_READ = 1_200  # characters of a line that are looked at
_NOTICE = 4  # words from which a line of the form is a notice, and not a label such as "Name"
_CONTENT = 5  # letters from which a word tells what a text is about
_NEAR, _FAR = 3.0, 20.0  # lines over which the nearness of an anchor fades to 1/e
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DIGITS = re.compile(r"\d+")
_CAPITALISED = re.compile(r"[^\W\d_a-zà-öø-ÿа-я][^\W\d_]*(?:['’-][^\W\d_]+)*")
_ADDRESS = re.compile(r"https?://|www\.|\w@\w|\w\.(?:com|org|net|de)\b")
_PICTURES = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]|[:;]-?[)(DP]")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.h]\d\d(?!\d)")
_INNER = re.compile(r"[.!?…]\s")
_OPENING = "\"'“„«»‘”‹>"
_SIGNS = "|»·©@%*#/:?!,(…"
_WORD_STEPS = (1, 2, 4, 7, 13, 31)

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Features:
    """What is seen of the lines of a page. numbers: a row a line. words: hashed words of each line."""

    numbers: Numbers
    words: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line looked at by itself."""

    unit: Unit
    text: str
    folded: tuple[str, ...]
    content: frozenset[str]
    shape: str
    anchors: tuple[bool, ...]
    stamp: bool
    name: bool


def read_features(units: Sequence[Unit], buckets: int) -> Features:
    """The numbers of all lines, shape (lines, FEATURES), and their words as numbers below `buckets`."""
    if not units:
        return Features(np.zeros((0, FEATURES), np.float32), ())
    lines = [_look(unit) for unit in units]
    parts = (
        [_alone(line) for line in lines],
        _layout(units),
        _repeats(lines),
        _overlaps(lines),
        _nearness(lines),
        _whole(lines),
    )
    rows = [[value for part in row for value in part] for row in zip(*parts, strict=True)]
    return Features(np.array(rows, np.float32), tuple(_hashed(line, buckets) for line in lines))


# --- one line --------------------------------------------------------------------------------------------


def _look(unit: Unit) -> _Line:
    text = unit.text[:_CHARS_READ]
    words = _WORD.findall(text)
    folded = tuple(word.casefold() for word in words)
    short = len(unit.text) <= _SHORT
    time = from_text(text) if short and _DIGITS.search(text) else None
    return _Line(
        unit=unit,
        text=text,
        folded=folded,
        content=frozenset(word for word in folded if len(word) >= _CONTENT),
        shape=_shape(text) if short else "",
        anchors=_anchors(text, len(text.split()), time) if short else (False,) * len(_ANCHORS),
        stamp=time is not None and len(text.split()) <= _STAMP and not unit.ends_sentence,
        name=_is_name(text, words),
    )


def _shape(text: str) -> str:
    """The line with names and numbers taken out: what a template prints around them."""
    return _CAPITALISED.sub("X", _DIGITS.sub("0", text))


def _is_name(text: str, words: Sequence[str]) -> bool:
    return (
        0 < len(words) <= _NAME
        and all(word[0].isupper() for word in words)
        and not _DIGITS.search(text)
        and text[-1:] not in ".!?:;,"
    )


def says_name(line: str) -> str:
    """NAME of "NAME says:", "" for any other line."""
    if not line.endswith(":"):
        return ""
    folded = plain(line[:-1])
    for word in phrases().says:
        if folded.endswith(f" {word}"):
            return line[:-1].rstrip()[: -len(word)].strip()
    return ""


def _opens(openers: tuple[str, ...], text: str) -> bool:
    folded = plain(text)
    if not folded.startswith(openers):
        return False
    return any(folded.startswith(opener) and not folded[len(opener) :][:1].isalnum() for opener in openers)


def _cancels(text: str) -> bool:
    return plain(text).endswith(phrases().cancel)


def _is_reply(text: str) -> bool:
    found = phrases().reply_to.match(text)
    return found is not None and found.lastindex is not None


def _heading(text: str) -> str:
    return without_cancel(text) if _cancels(text) else text


_Anchor = Callable[[str, int, str | None], bool]
_ANCHORS: tuple[_Anchor, ...] = (
    lambda text, words, time: reply_name(text) is not None if _cancels(text) else _is_reply(text),
    lambda text, words, time: phrases().form_heading.match(_heading(text)) is not None,
    lambda text, words, time: phrases().form.match(text) is not None,
    lambda text, words, time: words >= _NOTICE and phrases().form.match(text) is not None,
    lambda text, words, time: phrases().thread_heading.match(text) is not None,
    lambda text, words, time: bool(says_name(text)),
    lambda text, words, time: phrases().liked.match(text) is not None,
    lambda text, words, time: phrases().meta.match(text) is not None,
    lambda text, words, time: _opens(phrases().byline, text),
    lambda text, words, time: _opens(phrases().published, text),
    lambda text, words, time: _opens(phrases().updated, text),
    lambda text, words, time: is_credit(text),
    lambda text, words, time: phrases().staff.match(text) is not None,
    lambda text, words, time: phrases().furniture.match(text) is not None,
    lambda text, words, time: time is not None,
    lambda text, words, time: time is not None and "T" in time,
    lambda text, words, time: words <= _STAMP and markup().thread.relative.search(text) is not None,
    lambda text, words, time: words <= _NAME and markup().thread.votes.search(text) is not None,
    lambda text, words, time: is_button(text),
    lambda text, words, time: _CLOCK.search(text) is not None,
)
_REPLY, _FORM_HEADING, _FORM, _THREAD, _SAYS, _LIKED, _BUTTON = 0, 1, 2, 4, 5, 6, 7


def _anchors(text: str, words: int, time: str | None) -> tuple[bool, ...]:
    return tuple(anchor(text, words, time) for anchor in _ANCHORS)


def _alone(line: _Line) -> list[float]:
    """What a line is by itself."""
    text, unit, count = line.text, line.unit, len(line.text.split())
    letters = max(1, len(text))
    words = max(1, len(line.folded))
    first, last = text[:1], text[-1:]
    kinds = line_words()
    mine = sum(word in kinds.first for word in line.folded)
    yours = sum(word in kinds.second for word in line.folded)
    manners = sum(word in kinds.manners for word in line.folded)
    return [
        *map(float, line.anchors),
        log1p(letters) / 8,
        min(unit.words, 60) / 60,
        *(float(count >= step) for step in _WORD_STEPS),
        float(unit.ends_sentence),
        *(float(last == sign) for sign in ".!?:…,"),
        float(first.islower()),
        float(first.isupper()),
        float(first.isdigit()),
        float(first in _OPENING),
        float(first == "@"),
        *(float(sign in text) for sign in _SIGNS),
        len(_INNER.findall(text)) / 5,
        text.count(",") / words,
        sum(map(str.isdigit, text)) / letters,
        sum(map(str.isupper, text)) / letters,
        len(_CAPITALISED.findall(text)) / words,
        sum(map(str.isalpha, text)) / letters,
        float(text.isupper()),
        float(bool(_ADDRESS.search(text))),
        min(len(_PICTURES.findall(text)), 3) / 3,
        min(text.count("!"), 3) / 3,
        min(text.count("?"), 3) / 3,
        min(mine, 4) / 4,
        min(10 * mine / words, 2),
        min(yours, 4) / 4,
        min(10 * yours / words, 2),
        min(manners, 4) / 4,
        float(bool(line.folded) and line.folded[0] in kinds.manners),
        float(bool(line.folded) and line.folded[0] in kinds.first),
        float(bool(line.folded) and line.folded[-1] in kinds.manners),
        float(line.stamp),
        float(line.name),
    ]


# --- lines beside lines ----------------------------------------------------------------------------------


def _layout(units: Sequence[Unit]) -> list[list[float]]:
    """Indentation, list marks and empty lines."""
    deepest = max(unit.indent for unit in units)
    found: list[list[float]] = []
    for at, unit in enumerate(units):
        before, after = units[max(0, at - 1)], units[min(len(units) - 1, at + 1)]
        found.append(
            [
                min(unit.indent, 20) / 10,
                unit.indent / (deepest or 1),
                max(-1.0, min(1.0, (unit.indent - before.indent) / 6)),
                max(-1.0, min(1.0, (after.indent - unit.indent) / 6)),
                float(unit.indent > before.indent),
                float(unit.indent < before.indent),
                float(unit.indent < after.indent),
                float(bool(unit.mark) and unit.mark[0].isdigit()),
                float(unit.mark in ("•", "◦", "▪", "*", "+")),
                float(unit.mark in ("-", "–")),
                float(bool(before.mark)),
                float(bool(after.mark)),
                float(at > 0 and unit.first - before.last > 1),
                float(at > 0 and unit.first - before.last > 2),
                float(after.first - unit.last > 1),
                log1p(at) / 6,
                log1p(len(units) - 1 - at) / 6,
                at / len(units),
                float(at == 0),
            ]
        )
    return found


def _repeats(lines: Sequence[_Line]) -> list[list[float]]:
    """How often the page has this very line, and lines of this shape, and how near the last one was."""
    same = Counter(line.text for line in lines)
    shapes = Counter(line.shape for line in lines)
    last: dict[str, int] = {}
    seen: set[str] = set()
    found: list[list[float]] = []
    for at, line in enumerate(lines):
        gap = at - last.get(line.shape, -1_000)
        shaped = line.shape != ""
        found.append(
            [
                log1p(same[line.text] - 1) / 3,
                float(line.text in seen),
                log1p(shapes[line.shape] - 1) / 3 if shaped else 0.0,
                exp(-gap / 5) if shaped else 0.0,
                float(shaped and gap == 1),
            ]
        )
        last[line.shape] = at
        seen.add(line.text)
    return found


def _overlaps(lines: Sequence[_Line]) -> list[list[float]]:
    """How many of its telling words a line shares with its neighbours, what is before, and what is after."""
    everywhere = Counter(word for line in lines for word in line.content)
    left = Counter(everywhere)
    head = next((line.content for line in lines if line.unit.is_prose), frozenset[str]())
    above: set[str] = set()
    empty = frozenset[str]()
    found: list[list[float]] = []
    for at, line in enumerate(lines):
        left.subtract(line.content)
        size = len(line.content) or 1
        before = lines[at - 1].content if at else empty
        after = lines[at + 1].content if at + 1 < len(lines) else empty
        found.append(
            [
                len(line.content & above) / size,
                sum(left[word] > 0 for word in line.content) / size,
                sum(everywhere[word] == 1 for word in line.content) / size,
                len(line.content & head) / size,
                len(line.content & before) / size,
                len(line.content & after) / size,
            ]
        )
        above |= line.content
    return found


def _nearness(lines: Sequence[_Line]) -> list[list[float]]:
    """For each kind of anchor: how near the last and the next one is, and how many come before and after."""
    columns: list[list[list[float]]] = [_near_one(flags) for flags in _flags(lines)]
    return [[value for column in columns for value in column[at]] for at in range(len(lines))]


def _flags(lines: Sequence[_Line]) -> list[list[bool]]:
    return [
        [line.anchors[_THREAD] for line in lines],
        [line.anchors[_SAYS] for line in lines],
        [line.anchors[_LIKED] or line.anchors[_BUTTON] for line in lines],
        [line.stamp for line in lines],
        [line.anchors[_REPLY] or line.anchors[_FORM_HEADING] or line.anchors[_FORM] for line in lines],
        [line.unit.is_prose for line in lines],
        [line.name for line in lines],
        [bool(line.unit.mark) for line in lines],
    ]


def _near_one(flags: Sequence[bool]) -> list[list[float]]:
    ahead = _distances(flags[::-1])[::-1]
    total, before = sum(flags), 0
    found: list[list[float]] = []
    for flag, back, forth in zip(flags, _distances(flags), ahead, strict=True):
        after = total - before - flag
        found.append(
            [
                exp(-back / _NEAR),
                exp(-back / _FAR),
                exp(-forth / _NEAR),
                exp(-forth / _FAR),
                float(before > 0),
                float(after > 0),
                log1p(before) / 4,
                log1p(after) / 4,
            ]
        )
        before += flag
    return found


def _distances(flags: Sequence[bool]) -> list[float]:
    """Lines since the last flag before each line."""
    since = float("inf")
    found: list[float] = []
    for flag in flags:
        since += 1
        found.append(since)
        if flag:
            since = 0.0
    return found


def _whole(lines: Sequence[_Line]) -> list[list[float]]:
    """What the page is as a whole, the same for each of its lines: this is how a layout shows."""
    count = len(lines)
    units = [line.unit for line in lines]
    row = [
        log1p(count) / 8,
        sum(unit.indent > 0 for unit in units) / count,
        sum(bool(unit.mark) for unit in units) / count,
        sum(after.first - before.last > 1 for before, after in itertools.pairwise(units)) / count,
        log1p(max(unit.indent for unit in units)) / 5,
        sum(unit.is_prose for unit in units) / count,
        *(min(sum(flags), 10) / 10 for flags in _flags(lines)),
    ]
    return [row] * count


# --- words -----------------------------------------------------------------------------------------------


def _hashed(line: _Line, buckets: int) -> tuple[int, ...]:
    """Its words, the first two and the last once more by their place; numbers from 1, 0 stands for none."""
    words = list(line.folded[:_WORDS_READ])
    placed = [f"{place}^{word}" for place, word in enumerate(line.folded[:2])]
    placed += [f"${word}" for word in line.folded[-1:]]
    return tuple(1 + zlib.crc32(word.encode()) % (buckets - 1) for word in (*words, *placed))
