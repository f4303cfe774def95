"""What a telling is, and the stretches of a sentence that are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.attribute.segment import Token
from tocsin.know.cues import cues
from tocsin.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One attribution: each part may be in several pieces; source or cue may be empty."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An attribution with what the chain of sources needs to know of it.

    link: its source vouches for a fact. relay: the source is one to whom another teller points
    ("citing X"). hearer: who was told, where the cue has one.
    """

    attribution: Attribution
    link: bool
    relay: bool = False
    hearer: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with its tokens, and the quotations of its paragraph."""

    text: str
    span: Span
    tokens: tuple[Token, ...]
    quotes: tuple[Span, ...]


# --- spans of content ----------------------------------------------------------------------------


def told_before(sentence: Sentence, end: int) -> tuple[Span, ...]:
    """What stands before token `end`: from the beginning of the sentence, or of its quotation."""
    words = list(sentence.tokens[:end])
    while words and not words[-1].quoted and words[-1].text in {",", "—", "–", "-", "(", "as", "As"}:
        words.pop()
    if not words:
        return ()
    span = Span(start=words[0].start, end=words[-1].end)
    opened = next((q for q in sentence.quotes if q.start < span.start < q.end), None)
    return (Span(start=opened.start, end=span.end) if opened else span,)


def told_after(sentence: Sentence, start: int, *, phrase: bool = False) -> tuple[Span, ...]:
    """What stands from token `start` on: to the end of its quotation, or of the clause."""
    start = skip_marks(sentence.tokens, start)
    words = sentence.tokens[start:]
    if not words:
        return ()
    quote = next((q for q in sentence.quotes if q.start <= words[0].start < q.end), None)
    if quote:
        return (quote,)
    end = _clause_end(words, phrase)
    if not end:
        return ()
    span = trim(sentence.text, Span(start=words[0].start, end=words[end - 1].end))
    running = next((q for q in sentence.quotes if q.start < span.end < q.end), None)
    return (Span(start=span.start, end=running.end) if running else span,)


def _clause_end(words: Sequence[Token], phrase: bool) -> int:
    """The index after a clause: at a semicolon, or at a comma with which another telling begins."""
    grammar = cues().grammar
    for at, token in enumerate(words):
        if token.quoted:
            continue
        if token.text == ";":
            return at
        following = word_at(words, at + 1)
        if phrase and at > 0 and (token.text == "," or token.lower in grammar.phrase_ends):
            return at
        if token.text == "," and at > 2 and following is not None and following.lower in grammar.clause_ends:
            return at
    return len(words)


def resumed(sentence: Sentence, end: int) -> tuple[Span, ...]:
    """The second half of a quotation, after the speaker."""
    for token in sentence.tokens[end:]:
        if token.quoted:
            quote = next(q for q in sentence.quotes if q.start <= token.start < q.end)
            return (quote,)
    return ()


def trim(text: str, span: Span) -> Span:
    """Without the full stop at the end."""
    end = span.end
    while end > span.start and text[end - 1] in ".,; ":
        end -= 1
    return Span(start=span.start, end=end)


def skip_marks(words: Sequence[Token], at: int) -> int:
    while at < len(words) and not words[at].quoted and words[at].text in {",", ":", "—", "–", "-"}:
        at += 1
    return at


def word_at(words: Sequence[Token], at: int) -> Token | None:
    return words[at] if 0 <= at < len(words) else None


def join(words: Sequence[Token], start: int, end: int) -> Span:
    return Span(start=words[start].start, end=words[end - 1].end)
