"""What a reader's comment quotes of the article: its words, linked to the sentence that they stand in.

Words between quotation marks, lines that open with ">", and long runs of the same words are compared with the
article's sentences, word by word and with tolerance for small changes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from tocsin.model import Block, Document, Quote, Span
from tocsin.text import paragraphs, sentences

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARKED = re.compile(
    r"“([^“”]+)”|„([^“”„]+)[“”]|«([^«»]+)»|»([^«»]+)«|‹([^‹›]+)›|「([^「」]+)」|\"([^\"\n]+)\"|''([^'\n]+)''"
    r"|(?<!\w)‘([^‘]+?)’(?!\w)|^[ \t]*>[> \t]*([^\n]+)",
    re.MULTILINE,
)
_GRAM = 3  # words in a row by which a sentence is looked up
_MIN_MARKED = 3  # words of a passage in quotation marks
_MIN_RUN = 7  # words in a row that are a quotation without any marks
_SAME = 0.75  # share of a marked passage's words that are in the sentence, in its order
_MAX_GAP = 2  # words that were changed or put in between two equal stretches of an unmarked quotation


@dataclass(frozen=True, slots=True)
class _Text:
    """Words, folded, and where each stands in the document."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def within(self, start: int, end: int) -> range:
        """The positions of the words between two offsets."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def span(self, first: int, last: int) -> Span:
        """From one word to another, both included."""
        return Span(start=self.starts[first], end=self.ends[last])


@dataclass(frozen=True, slots=True)
class _Article:
    """The article's sentences, those that each three words in a row stand in, and the first of a longer run."""

    spans: tuple[Span, ...]
    texts: tuple[_Text, ...]
    index: dict[tuple[str, ...], set[int]]
    runs: dict[tuple[str, ...], int]

    def likely(self, words: Sequence[str]) -> int | None:
        """The sentence that shares most runs of three words with these."""
        found = Counter(at for gram in _grams(words, _GRAM) for at in self.index.get(gram, ()))
        return max(found, key=lambda at: (found[at], -at)) if found else None


def with_quotes(document: Document) -> Document:
    """The document with `Block.quotes` of its comments filled."""
    if not any(block.kind == "comment" for block in document.blocks):
        return document
    article = _article(document)
    if not article.index:
        return document
    blocks = tuple(
        replace(block, quotes=_quotes(document.text, block.span, article))
        if block.kind == "comment"
        else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def _article(document: Document) -> _Article:
    spans = tuple(
        span for block in document.blocks if block.kind == "body" for span in _cut(document.text, block)
    )
    texts = tuple(_words(document.text, span) for span in spans)
    index: dict[tuple[str, ...], set[int]] = {}
    for at, text in enumerate(texts):
        for gram in _grams(text.words, _GRAM):
            index.setdefault(gram, set()).add(at)
    runs = {gram: at for at in reversed(range(len(texts))) for gram in _grams(texts[at].words, _MIN_RUN)}
    return _Article(spans, texts, index, runs)


def _cut(text: str, block: Block) -> Iterator[Span]:
    start = block.span.start
    for found in paragraphs(text[start : block.span.end]):
        yield from sentences(text, Span(start=start + found.start, end=start + found.end))


def _words(text: str, span: Span) -> _Text:
    found = list(_WORD.finditer(text, span.start, span.end))
    words = tuple(word.group().casefold().replace("’", "'") for word in found)
    return _Text(words, tuple(word.start() for word in found), tuple(word.end() for word in found))


def _grams(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    for at in range(len(words) - size + 1):
        yield tuple(words[at : at + size])


# --- the passages of one comment -----------------------------------------------------------------------


def _quotes(text: str, span: Span, article: _Article) -> tuple[Quote, ...]:
    comment = _words(text, span)
    found: list[Quote] = []
    taken: set[int] = set()
    for start, end in _marked(text, span):
        within = comment.within(start, end)
        if len(within) >= _MIN_MARKED and (quote := _same(comment, within, article)) is not None:
            found.append(quote)
            taken.update(within)
    found.extend(_runs(comment, taken, article))
    return tuple(sorted(found, key=lambda quote: quote.span.start))


def _marked(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Each sentence of each passage that is marked as quoted."""
    for passage in _MARKED.finditer(text, span.start, span.end):
        group = passage.lastindex or 0
        start, end = passage.span(group)
        for sentence in sentences(text, Span(start=start, end=end)):
            yield sentence.start, sentence.end


def _same(comment: _Text, within: range, article: _Article) -> Quote | None:
    """The link of a marked passage to the sentence that has nearly all of its words in order."""
    words = comment.words[within.start : within.stop]
    at = article.likely(words)
    if at is None:
        return None
    match = SequenceMatcher(None, words, article.texts[at].words, autojunk=False)
    if sum(block.size for block in match.get_matching_blocks()) < _SAME * len(words):
        return None
    return Quote(span=comment.span(within.start, within.stop - 1), of=article.spans[at])


def _runs(comment: _Text, taken: set[int], article: _Article) -> Iterator[Quote]:
    """Long runs of the article's words that nothing marks, each with the words around it that follow on."""
    at = 0
    while at + _MIN_RUN <= len(comment.words):
        sentence = None if at in taken else article.runs.get(comment.words[at : at + _MIN_RUN])
        if sentence is None:
            at += 1
            continue
        last = _end_of_run(comment.words, at, article.texts[sentence].words)
        yield Quote(span=comment.span(at, last), of=article.spans[sentence])
        at = last + 1


def _end_of_run(words: Sequence[str], start: int, sentence: Sequence[str]) -> int:
    """The last word of the run that opens at `start`: a word or two may differ, then at least two are equal again."""
    match = SequenceMatcher(None, words[start : start + 2 * len(sentence)], sentence, autojunk=False)
    last = start + _MIN_RUN - 1
    for block in match.get_matching_blocks():
        if block.size >= 2 and block.a + start <= last + 1 + _MAX_GAP:
            last = max(last, start + block.a + block.size - 1)
    return last
