"""A text cut into paragraphs, sentences, tokens and quotations, by punctuation alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tocsin.know.cues import cues
from tocsin.model import Span
from tocsin.text import sentences as split_sentences

_TOKEN = re.compile(r"''|\w+(?:[.’'&/-]\w+|,\d{3})*|[^\w\s]")
_QUOTE = re.compile(r"''|[\"“”]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word or a mark at `start`..`end` of the text. quoted: inside a quotation."""

    text: str
    start: int
    end: int
    quoted: bool

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def sentences(text: str, paragraph: Span) -> list[Span]:
    """The sentences of a paragraph; no cut after an abbreviation or an initial."""
    return split_sentences(text, paragraph, cues().grammar.abbreviations)


def quotations(text: str, paragraph: Span) -> list[Span]:
    """Quotations with their marks; one that is not closed runs to the end of the paragraph."""
    found: list[Span] = []
    opened: int | None = None
    for mark in _QUOTE.finditer(text, paragraph.start, paragraph.end):
        if opened is None and mark.group() != "”":
            opened = mark.start()
        elif opened is not None and mark.group() != "“":
            found.append(Span(start=opened, end=mark.end()))
            opened = None
    if opened is not None:
        found.append(Span(start=opened, end=paragraph.end))
    return found


def tokens(text: str, span: Span, quotes: list[Span]) -> list[Token]:
    """The tokens of a span. The marks of a quotation count as quoted."""
    return [
        Token(
            text=found.group(),
            start=found.start(),
            end=found.end(),
            quoted=any(q.start <= found.start() < q.end for q in quotes),
        )
        for found in _TOKEN.finditer(text, span.start, span.end)
    ]
