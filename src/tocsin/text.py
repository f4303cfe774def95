"""Pure helpers on strings that more than one stage needs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from tocsin.model import Span

_SPACE = re.compile(r"\s+")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_STOP = re.compile(r"(?<![.!?…])[.!?…]++(?:''|[\"”’»)\]])*(?=\s+(?:''|[\"“„«‘(\[])*(\w))")
_LAST_WORD = re.compile(r"[\w.]*$")
_LONGEST_ABBREVIATION = 12  # characters looked at before a full stop
# letters that Unicode does not take apart into a base letter and a mark
_LETTERS = str.maketrans(
    {"đ": "dj", "Đ": "Dj", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "ı": "i", "’": "'"}
)


def squeeze(text: str) -> str:
    """Every run of white space as one blank, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def fold(text: str) -> str:
    """For comparing names: no accents, no case, no punctuation at the ends, white space squeezed.

    `fold("Nebojša  Stefanović,") == "nebojsa stefanovic"`
    """
    parts = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return squeeze(bare.casefold()).strip(" .,;:!?\"'()[]")


def paragraphs(text: str) -> Iterator[Span]:
    """Lines that are not blank, without the blanks at their ends."""
    for found in _PARAGRAPH.finditer(text):
        line = found.group()
        start = found.start() + len(line) - len(line.lstrip())
        yield Span(start=start, end=found.start() + len(line.rstrip()))


def sentences(text: str, paragraph: Span, abbreviations: Collection[str] = ()) -> list[Span]:
    """The sentences of a paragraph: cut at a stop before a capital or a digit.

    abbreviations: lower case, without the last stop; there is no cut after one, nor after an initial.
    """
    found: list[Span] = []
    start = paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        if _ends_sentence(text, stop, abbreviations):
            found.append(Span(start=start, end=stop.end()))
            start = stop.end()
            while start < paragraph.end and text[start].isspace():
                start += 1
    if text[start : paragraph.end].strip():
        found.append(Span(start=start, end=paragraph.end))
    return found


def _ends_sentence(text: str, stop: re.Match[str], abbreviations: Collection[str]) -> bool:
    following = stop[1]
    if not (following.isupper() or following.isdigit()):
        return False
    if stop.group() != ".":
        return True
    word = _LAST_WORD.search(text, max(0, stop.start() - _LONGEST_ABBREVIATION), stop.start())
    last = word.group().lower() if word else ""
    return last not in abbreviations and not (len(last) == 1 and last.isalpha())
