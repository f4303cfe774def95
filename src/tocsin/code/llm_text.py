"""The page as the language model is shown it, numbered sentences, and its quotes as spans of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tocsin.code.paragraphs import paragraphs
from tocsin.know.cues import cues
from tocsin.model import Document, Drop, Span
from tocsin.text import sentences as cut
from tocsin.text import squeeze

STAGE = "code"
_CODED = ("title", "body")
_LONGEST_SENTENCE = 4000  # characters; what is longer is a table or a list, not a sentence
_HEADLINES = 3  # sentences of the title that go with every piece
# characters that models put in each other's place
_ALIKE = ("'’‘ʼ`´", '"“”„‟«»', "-‐‑‒–—−")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A sentence with its number on the page, from 1. around: the text of its paragraph."""

    number: int
    span: Span
    text: str
    around: str
    title: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one request shows: sentences to be coded, `first` to `last`, and the headline for context."""

    sentences: tuple[Numbered, ...]
    first: int
    last: int


def numbered(document: Document) -> tuple[tuple[Numbered, ...], tuple[Drop, ...]]:
    """The sentences of title and body, in text order, and what is too long to be one."""
    blocks = [(block.span, block.kind == "title") for block in document.blocks if block.kind in _CODED]
    found: list[Numbered] = []
    drops: list[Drop] = []
    for part in paragraphs(document.text, blocks):
        whole = Span(start=part.start, end=part.start + len(part.text))
        for span in cut(document.text, whole, cues().grammar.abbreviations):
            if span.end - span.start > _LONGEST_SENTENCE:
                drops.append(Drop(stage=STAGE, reason="too long for a sentence, not sent", span=span))
                continue
            text = squeeze(document.text[span.start : span.end])
            found.append(
                Numbered(number=len(found) + 1, span=span, text=text, around=part.text, title=part.title)
            )
    return tuple(found), tuple(drops)


def pieces(sentences: Sequence[Numbered], size: int) -> Iterator[Piece]:
    """The sentences, `size` at a time, each time with the headline."""
    headline = [s for s in sentences if s.title][:_HEADLINES]
    for start in range(0, len(sentences), size):
        own = sentences[start : start + size]
        shown = sorted({s.number: s for s in (*headline, *own)}.items())
        yield Piece(sentences=tuple(s for _, s in shown), first=own[0].number, last=own[-1].number)


def find(
    text: str, sentences: Sequence[Numbered], quote: str, number: int, near: Span | None = None
) -> Span | None:
    """Where a quote stands in the sentence of that number, else in the one before or after; None if nowhere.

    Letter for letter first, then whatever the white space, case, quotation marks and dashes. Only whole
    words. near: of several places the nearest to this span is taken, by default the first.
    """
    words = quote.split()
    if not words or len(quote) > _LONGEST_SENTENCE:
        return None
    for place in (number, number - 1, number + 1):
        if not 0 < place <= len(sentences):
            continue
        at = sentences[place - 1].span
        for pattern in (_exact(quote.strip()), _tolerant(tuple(words))):
            found = [_span(match) for match in pattern.finditer(text, at.start, at.end)]
            if found:
                return min(found, key=lambda span: _distance(span, near))
    return None


def _span(match: re.Match[str]) -> Span:
    return Span(start=match.start(), end=match.end())


def _distance(span: Span, near: Span | None) -> int:
    return max(span.start - near.end, near.start - span.end, 0) if near else span.start


@lru_cache(maxsize=256)
def _exact(quote: str) -> re.Pattern[str]:
    return re.compile(_bounded(re.escape(quote), quote))


@lru_cache(maxsize=256)
def _tolerant(words: tuple[str, ...]) -> re.Pattern[str]:
    spaced = r"\s+".join("".join(map(_any_like, word)) for word in words)
    return re.compile(_bounded(spaced, words[0] + words[-1]), re.IGNORECASE)


def _bounded(pattern: str, quote: str) -> str:
    """The pattern of a quote that begins and ends where words do."""
    before = r"(?<!\w)" if _is_word(quote[0]) else ""
    after = r"(?!\w)" if _is_word(quote[-1]) else ""
    return before + pattern + after


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _any_like(character: str) -> str:
    group = next((alike for alike in _ALIKE if character in alike), character)
    return f"[{re.escape(group)}]" if len(group) > 1 else re.escape(character)
