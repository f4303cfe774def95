"""Attributions of a text: who says what, by which words; found by cue words and punctuation.

All shapes lie inside one sentence; a quotation that goes on in the next sentence or paragraph goes
on being told. Nothing is parsed: a wrong split of a long sentence gives a wrong attribution.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.attribute.phrase import short_source
from tocsin.attribute.segment import Token, quotations, sentences, tokens
from tocsin.attribute.shapes import verb_telling
from tocsin.attribute.telling import Attribution, Sentence, Telling, join, told_after, told_before, trim
from tocsin.attribute.verbs import Hit, find_hits, phrase_at
from tocsin.know.cues import cues
from tocsin.model import Span
from tocsin.text import paragraphs


def find_attributions(text: str) -> tuple[Attribution, ...]:
    """All attributions of a text, in the order of their cues. Offsets count characters of `text`."""
    return tuple(telling.attribution for telling in find_tellings(text) if not telling.relay)


def find_tellings(text: str) -> tuple[Telling, ...]:
    """The attributions of a text, and the sources that they in turn point to."""
    found: list[Telling] = []
    for paragraph in paragraphs(text):
        quotes = tuple(quotations(text, paragraph))
        here: list[Telling] = []
        for span in sentences(text, paragraph):
            sentence = Sentence(
                text=text, span=span, tokens=tuple(tokens(text, span, [*quotes])), quotes=quotes
            )
            tellings = [*_sentence_tellings(sentence)]
            if not tellings:
                _continue_quotation(sentence, here or found, same_paragraph=bool(here))
            here += tellings
        found += here
    return tuple(found)


def _sentence_tellings(sentence: Sentence) -> Iterator[Telling]:
    if speech := _speaker_line(sentence):
        yield speech
        return
    yield from _phrase_tellings(sentence)
    yield from _seen_on(sentence)
    subject: tuple[Span, ...] = ()
    for hit in find_hits(sentence.tokens):
        if telling := verb_telling(sentence, hit, subject):
            subject = telling.attribution.source or subject
            yield telling
            yield from _relays(sentence, hit, telling)


# --- "according to X" ----------------------------------------------------------------------------


def _phrase_tellings(sentence: Sentence) -> Iterator[Telling]:
    words = sentence.tokens
    for at, token in enumerate(words):
        if token.quoted:
            continue
        length = phrase_at(words, at, cues().telling.before_source)
        if not length:
            continue
        end = short_source(words, at + length)
        if end == at + length:
            continue
        first = at == 0 or (at == 1 and not words[0].is_word)
        content = told_after(sentence, end) if first else told_before(sentence, at)
        if content:
            yield Telling(
                attribution=Attribution(
                    source=(join(words, at + length, end),),
                    cue=(join(words, at, at + length),),
                    content=content,
                ),
                link=True,
            )


# --- tellers that point to tellers, and speakers before a colon ----------------------------------


def _relays(sentence: Sentence, hit: Hit, telling: Telling) -> Iterator[Telling]:
    """'citing Y' beside the verb: Y stands behind what the first source tells."""
    words = sentence.tokens
    if not telling.link:
        return
    for at in range(hit.end, len(words)):
        length = 0 if words[at].quoted else phrase_at(words, at, cues().telling.relays)
        if length and (end := short_source(words, at + length)) > at + length:
            relayed = replace(
                telling.attribution,
                source=(join(words, at + length, end),),
                cue=(join(words, at, at + length),),
            )
            yield Telling(attribution=relayed, link=True, relay=True)
            return


def _seen_on(sentence: Sentence) -> Iterator[Telling]:
    """ "… appeared in social networks": the platform stands for whoever put it there."""
    words = sentence.tokens
    for at, token in enumerate(words):
        length = 0 if token.quoted else phrase_at(words, at, cues().telling.seen_on)
        end = at + length
        while (
            length and end < len(words) and end < at + length + 3 and not _platform(words[at + length : end])
        ):
            end += 1
        if length and _platform(words[at + length : end]):
            start = _clause_start(sentence, at)
            attribution = Attribution(
                source=(join(words, at + length, end),),
                cue=(join(words, at, at + length),),
                content=(join(words, start, at),) if start < at else (),
            )
            yield Telling(attribution=attribution, link=True, relay=True)


def _platform(words: Sequence[Token]) -> bool:
    name = " ".join(t.lower for t in words).removeprefix("the ")
    return name in cues().kinds.social


def _clause_start(sentence: Sentence, end: int) -> int:
    """The index after the last ", and" before `end`, or after a semicolon."""
    words = sentence.tokens
    for at in range(end - 1, 0, -1):
        joined = words[at].lower in cues().grammar.conjunctions and words[at - 1].text == ","
        if joined or words[at].text == ";":
            return at + 1
    return 0


def _speaker_line(sentence: Sentence) -> Telling | None:
    """'X: …' at the beginning of a line: a headline or a transcript."""
    words = sentence.tokens
    colon = next((n for n, token in enumerate(words[:7]) if token.text == ":"), None)
    if colon is None or colon == 0 or colon == len(words) - 1 or any(t.quoted for t in words[:colon]):
        return None
    if words[colon - 1].end - words[0].start < 2:
        return None
    if not all(t.capital or t.lower in cues().grammar.inside_names for t in words[:colon]):
        return None
    attribution = Attribution(
        source=(join(words, 0, colon),),
        cue=(join(words, colon, colon + 1),),
        content=told_after(sentence, colon + 1),
    )
    return Telling(attribution=attribution, link=True)


def _continue_quotation(sentence: Sentence, told: list[Telling], *, same_paragraph: bool) -> None:
    """A sentence that is all quotation goes on with what was told last, if that was quoted, too."""
    words = sentence.tokens
    if not told or not words or not (words[0].quoted and all(t.quoted for t in words if t.is_word)):
        return
    last = told[-1]
    piece = last.attribution.content[-1]
    quotes_too = '"' in sentence.text[piece.start : piece.end] or any(
        mark in sentence.text[piece.start : piece.end] for mark in ("“", "”", "''")
    )
    if not quotes_too and not same_paragraph:
        return
    span = trim(sentence.text, sentence.span)
    content = (*last.attribution.content, span)
    if span.start - piece.end <= 2:
        content = (*last.attribution.content[:-1], Span(start=piece.start, end=span.end))
    if piece.end >= span.end:
        return
    told[-1] = replace(last, attribution=replace(last.attribution, content=content))
