"""What changed between two versions of a document: its sentences, and its comments apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from tocsin.know.cues import cues
from tocsin.model import Block, Document, Span
from tocsin.records import Record, encode
from tocsin.text import sentences, squeeze

Kind = Literal["kept", "added", "removed", "changed"]
Fate = Literal["kept", "added", "removed"]

ALIKE = 0.5
"""From this share of common words on, a sentence that went and one that came are one that was changed."""

_ARTICLE = ("title", "body")
_ASIDE = ("chrome", "form")
_WORD = re.compile(r"\s*(?:\w+|[^\w\s])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of a sentence and what became of it."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A sentence and what became of it. before, after: where it stands in either text, None where it does not.

    words: the sentence in stretches, those that went before those that came in their place.
    """

    kind: Kind
    before: Span | None
    after: Span | None
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed from one version to the next. comments_…: how many; a reworded one went and came."""

    before: str
    after: str
    changes: tuple[Change, ...]
    comments_added: int
    comments_removed: int

    @property
    def article_changed(self) -> bool:
        """Whether title or body did, and not the comments alone."""
        return any(change.kind != "kept" for change in self.changes)

    def count(self, kind: Kind) -> int:
        """How many sentences of that kind."""
        return sum(change.kind == kind for change in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence of the article; text: without its white space, which is no change."""

    span: Span
    text: str


def compare(before: Document, after: Document) -> Difference:
    """The sentences of title and body in reading order, and how many comments went and came.

    Sentences that match are found as longest common runs (`difflib`); of the rest, those in the same place
    that share half of their words are one that was changed.
    """
    old, new = _comments(before), _comments(after)
    return Difference(
        before=before.page,
        after=after.page,
        changes=tuple(_changes([*_sentences(before)], [*_sentences(after)])),
        comments_added=(new - old).total(),
        comments_removed=(old - new).total(),
    )


def difference_record(found: Difference) -> Record:
    """A difference as JSON has it, without the sentences that were kept."""
    return {
        "before": found.before,
        "after": found.after,
        "article_changed": found.article_changed,
        "kept": found.count("kept"),
        "changes": [encode(change) for change in found.changes if change.kind != "kept"],
        "comments_added": found.comments_added,
        "comments_removed": found.comments_removed,
    }


def content(document: Document) -> tuple[object, ...]:
    """All that a document says, without what stands around it: when two are equal, neither is a new version."""
    blocks = (block for block in document.blocks if block.kind not in _ASIDE)
    said = ((b.kind, _text(document, b), b.author, b.time, b.likes, b.depth) for b in blocks)
    return document.title, document.authors, *said


def _sentences(document: Document) -> Iterator[_Sentence]:
    abbreviations = cues().grammar.abbreviations
    for block in document.blocks:
        if block.kind in _ARTICLE:
            for span in sentences(document.text, block.span, abbreviations):
                yield _Sentence(span=span, text=squeeze(document.text[span.start : span.end]))


def _comments(document: Document) -> Counter[tuple[str | None, str]]:
    return Counter((b.author, _text(document, b)) for b in document.blocks if b.kind == "comment")


def _text(document: Document, block: Block) -> str:
    return squeeze(document.text[block.span.start : block.span.end])


def _changes(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, [s.text for s in old], [s.text for s in new], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield from (_kept(left, right) for left, right in zip(old[i:j], new[k:m], strict=True))
        else:
            yield from _replaced(old[i:j], new[k:m])


def _replaced(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> Iterator[Change]:
    """Each old sentence with the first new one that is alike, none before one that was taken."""
    start = 0
    for left in old:
        found = next((n for n in range(start, len(new)) if _alike(left.text, new[n].text)), None)
        if found is None:
            yield _removed(left)
            continue
        yield from map(_added, new[start:found])
        yield _changed(left, new[found])
        start = found + 1
    yield from map(_added, new[start:])


def _alike(left: str, right: str) -> bool:
    old, new = Counter(left.casefold().split()), Counter(right.casefold().split())
    return 2 * (old & new).total() >= ALIKE * (old.total() + new.total())


def _kept(old: _Sentence, new: _Sentence) -> Change:
    return Change(kind="kept", before=old.span, after=new.span, words=(Words(fate="kept", text=new.text),))


def _added(new: _Sentence) -> Change:
    return Change(kind="added", before=None, after=new.span, words=(Words(fate="added", text=new.text),))


def _removed(old: _Sentence) -> Change:
    return Change(kind="removed", before=old.span, after=None, words=(Words(fate="removed", text=old.text),))


def _changed(old: _Sentence, new: _Sentence) -> Change:
    return Change(kind="changed", before=old.span, after=new.span, words=tuple(_words(old.text, new.text)))


def _words(old: str, new: str) -> Iterator[Words]:
    left, right = _WORD.findall(old), _WORD.findall(new)
    for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Words(fate="kept", text="".join(left[i:j]))
            continue
        if i < j:
            yield Words(fate="removed", text="".join(left[i:j]))
        if k < m:
            yield Words(fate="added", text="".join(right[k:m]))
