"""What a line of a thread says in a plain-text page: a name, a time, likes, whom a comment answers."""

from __future__ import annotations

import re

from tocsin.know.phrases import markup, phrases
from tocsin.parse.comment_lines import Attribution, attribution, clean_name

_MAX_LINE = 120  # characters of a line with a name, a time or likes
_MAX_STAMP = 12  # words of a line with a name and a time
_MAX_NAME = 6  # words
_MAX_BUTTON = 4  # words of a button
_CLOCK = re.compile(
    r"[\s,|·•-]*\b\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?\s*$|\s+[ap]\.?m\.?$", re.IGNORECASE
)
_GLUED = re.compile(r"(?<=[^\W\d_])(?=\d{1,2}(?::\d\d|\. \w+ \d{4}|[./]\d{1,2}[./]\d{4}))")


def stamp(line: str) -> Attribution | None:
    """What a line says that gives a time, be it "3 hours ago", or that somebody wrote, and little else."""
    if len(line) > _MAX_LINE or len(line.split()) > _MAX_STAMP or phrases().thread_heading.match(line):
        return None
    found = attribution(without_buttons(line))
    return found if found.told else None


def without_buttons(line: str) -> str:
    """Without the buttons that a renderer left in the same line after the rest."""
    words = line.split(" ")
    for size in range(min(len(words) - 1, _MAX_BUTTON), 0, -1):
        if phrases().meta.match(" ".join(words[-size:])):
            return without_buttons(" ".join(words[:-size]))
    return line


def read_likes(line: str) -> int | None:
    """How many liked it, of a line that says so; a bare number says nothing."""
    if len(line) > _MAX_LINE:
        return None
    if found := phrases().liked.match(line):
        return _number(found[found.lastindex or 0])
    found = markup().thread.votes.search(line)
    if found is None or not any(map(str.isalpha, line)):
        return None
    return _number(found[1] or found[2])


def _number(text: str) -> int | None:
    digits = re.sub(r"\D", "", text)
    sign = -1 if text.lstrip()[:1] in ("-", "–", "−") else 1
    return sign * int(digits) if digits else None


def named(line: str) -> str | None:
    """The name in a line that names a comment's author."""
    line = _GLUED.sub(" ", without_buttons(line.lstrip("#>* ")))
    found = stamp(line)
    name = _together(found.rest, line) if found and found.rest else line
    if found and not found.rest:
        return None
    name = _without_joins(_CLOCK.sub("", clean_name(name)))
    return name if 0 < len(name.split()) <= _MAX_NAME and any(map(str.isalnum, name)) else None


def _together(rest: str, line: str) -> str:
    """The first words of `rest` that stand side by side in the line: before or after its time, not around it."""
    words = rest.split()
    flat = " ".join(line.split())
    for size in range(len(words), 1, -1):
        if (first := " ".join(words[:size])) in flat:
            return first
    return words[0]


def _without_joins(name: str) -> str:
    """Without what is left at its end of a time that is not complete ("on", "9 January", "1 year"), and votes."""
    thread = markup().thread
    words = name.split()
    for size in (2, 3, 4):
        tail = " ".join(words[-size:])
        if len(words) > size and (thread.relative.search(tail) or thread.votes.search(tail)):
            words = words[:-size]
            break
    while len(words) > 1 and _is_of_time(words[-1].casefold().strip(".,")):
        words.pop()
    return " ".join(words)


def _is_of_time(word: str) -> bool:
    return word in markup().thread.joins or word in phrases().months or word[:1].isdigit()


def answered(line: str) -> str:
    """NAME of "In reply to NAME", "" for any other line."""
    found = phrases().reply_to.match(line) if len(line) <= _MAX_LINE else None
    return found[found.lastindex] if found and found.lastindex else ""


def quoted_name(line: str) -> str:
    """NAME of "NAME wrote:" and "On DATE, NAME said:", "" for any other line."""
    if len(line) > _MAX_LINE or not line.endswith(":"):
        return ""
    found = attribution(line)
    return found.rest if found.told and len(found.rest.split()) <= _MAX_NAME else ""
