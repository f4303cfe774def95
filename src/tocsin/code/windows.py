"""Text as the learned coder reads it: the tokens of some sentences in a row, with what stands before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from tocsin.model import Span

# how a token is written, as the encoder's own words have no case
CASES = ("lower", "title", "upper", "digit", "mark", "special")
MAX_TOKENS = 160  # of a window; attention costs little up to here, and more text helps little
LONGEST = 256  # tokens of one sentence that are read; the rest of a longer one is not
_CONTEXT = 48  # tokens of the sentence before that are read again


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The tokens of one sentence. offsets: [start, end) of each in the document's text."""

    ids: Sequence[int]
    cases: Sequence[int]
    offsets: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What the encoder reads at once.

    sentences: the number of the sentence that each token belongs to, -1 for marks and the date. own: the
    tokens [start, end) that are answered in this window; what stands before them is context.
    """

    ids: list[int]
    cases: list[int]
    offsets: list[tuple[int, int]]
    sentences: list[int]
    own: tuple[int, int]

    def __len__(self) -> int:
        return len(self.ids)

    def find(self, start: int, end: int, least: int = 0) -> tuple[int, int] | None:
        """First and last token (from `least` on) of `text[start:end]`; None when it is not in the window."""
        inside = [
            n for n in range(least, len(self)) if self.offsets[n][0] < end and start < self.offsets[n][1]
        ]
        return (inside[0], inside[-1]) if inside else None

    def marks(self, actor: Sequence[int] | None, recipient: Sequence[int] | None) -> list[int]:
        """What each token is of a marked pair (spans of the text): 1 actor, 2 recipient, else 0."""
        marks = [0] * len(self)
        for kind, side in ((1, actor), (2, recipient)):
            at = self.find(side[0], side[1]) if side else None
            if at:
                marks[at[0] : at[1] + 1] = [kind] * (at[1] - at[0] + 1)
        return marks

    def text_of(self, first: int, last: int) -> Span:
        """The stretch of text of tokens first..last."""
        return Span(start=self.offsets[first][0], end=self.offsets[last][1])


class Reader:
    """Text to tokens and windows, by the encoder's own tokenizer (a Hugging Face `tokenizer.json`)."""

    def __init__(self, file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(file))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        first, *_, last = self._tokenizer.encode("a").ids
        self._first, self._last = first, last

    def tokens(self, text: str, sentences: Sequence[Span]) -> list[Tokens]:
        """The tokens of each sentence."""
        found = self._tokenizer.encode_batch(
            [text[s.start : s.end] for s in sentences], add_special_tokens=False
        )
        return [
            Tokens(
                ids=e.ids[:LONGEST],
                cases=[case_of(text[s.start + a : s.start + b]) for a, b in e.offsets[:LONGEST]],
                offsets=[(s.start + a, s.start + b) for a, b in e.offsets[:LONGEST]],
            )
            for s, e in zip(sentences, found, strict=True)
        ]

    def date(self, published: str | None) -> list[int]:
        """The tokens of a publication date, [] for none."""
        return self._tokenizer.encode((published or "")[:10], add_special_tokens=False).ids

    def window(self, tokens: Sequence[Tokens], first: int, last: int, date: Sequence[int]) -> Window:
        """The window that answers sentences [first, last), with the end of the one before as context."""
        ids = [self._first, *date]
        if date:
            ids.append(self._last)
        cases, offsets, sentences = [5] * len(ids), [(0, 0)] * len(ids), [-1] * len(ids)

        def add(part: Tokens, number: int, least: int) -> None:
            ids.extend(part.ids[least:])
            cases.extend(part.cases[least:])
            offsets.extend(part.offsets[least:])
            sentences.extend([number] * (len(part.ids) - least))
            ids.append(self._last)
            cases.append(5)
            offsets.append((0, 0))
            sentences.append(-1)

        if first:
            before = tokens[first - 1]
            add(before, first - 1, max(0, len(before.ids) - _CONTEXT))
        start = len(ids)
        for number in range(first, last):
            add(tokens[number], number, 0)
        return Window(ids=ids, cases=cases, offsets=offsets, sentences=sentences, own=(start, len(ids)))

    def windows(self, text: str, sentences: Sequence[Span], published: str | None) -> Iterator[Window]:
        """Windows that together answer every sentence once."""
        tokens, date = self.tokens(text, sentences), self.date(published)
        for first, last in packed([len(t.ids) + 1 for t in tokens], MAX_TOKENS):
            yield self.window(tokens, first, last, date)


def packed(lengths: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """Ranges [first, last) of items in a row whose lengths sum to no more than `most`, one item at least."""
    first, total = 0, 0
    for number, length in enumerate(lengths):
        if number > first and total + length > most:
            yield first, number
            first, total = number, 0
        total += length
    if first < len(lengths):
        yield first, len(lengths)


def case_of(word: str) -> int:
    """How a token is written: index into CASES."""
    if not word:
        return 5
    if word.isdigit():
        return 3
    if not word.isalpha():
        return 4
    if word.isupper() and len(word) > 1:
        return 2
    return int(word[0].isupper())
