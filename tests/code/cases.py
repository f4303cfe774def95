"""The sentences of sentences.tsv as records, and a document around a passage."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from tocsin.code.paragraphs import Paragraph
from tocsin.code.rules import make_code
from tocsin.code.syntax import Parser, Sentence
from tocsin.config import Config
from tocsin.model import Block, Document, Span
from tocsin.stages import Code

FILE = Path(__file__).parent / "sentences.tsv"
PUBLISHED = "2021-09-27"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One act that a sentence must yield; fields that a case does not name are empty."""

    type: str
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    trigger: str
    modes: frozenset[str]
    about: str


@cache
def coder() -> Code:
    """One coder for all tests: the pipeline takes seconds to load."""
    return make_code(Config())


@cache
def parse(text: str, title: bool = False) -> tuple[Sentence, ...]:
    """The sentences of a passage, one parser for all tests."""
    return tuple(_parser()([Paragraph(number=0, start=0, text=text, title=title)]))


@cache
def _parser() -> Parser:
    return Parser()


def words(s: Sentence, tokens: Iterable[int]) -> list[str]:
    """The texts of tokens."""
    return [s.tokens[k].text for k in tokens]


def at(s: Sentence, word: str) -> int:
    """The first token with this text."""
    return next(t.i for t in s.tokens if t.text == word)


def document(text: str, title: str = "", published: str | None = PUBLISHED, language: str = "en") -> Document:
    """A plain-text page: a headline, if any, and the text as body."""
    whole = f"{title}\n\n{text}" if title else text
    start = len(whole) - len(text)
    blocks = [Block(kind="body", span=Span(start=start, end=len(whole)))]
    if title:
        blocks.insert(0, Block(kind="title", span=Span(start=0, end=len(title))))
    return Document(
        page="0" * 64,
        name="page.txt",
        url="",
        media="text/plain",
        text=whole,
        blocks=tuple(blocks),
        title=title,
        authors=(),
        published=published,
        language=language,
    )


def cases() -> Iterator[tuple[str, list[Expected]]]:
    """Each sentence of the file with the acts it must yield, none for "-"."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(
            (line for line in lines if line.strip() and not line.startswith("#")),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
            restval="",
        )
        for text, several in groupby(rows, key=lambda row: row["text"]):
            yield text, [_expected(row) for row in several if row["type"] != "-"]


def _expected(row: dict[str, str]) -> Expected:
    def parts(cell: str) -> tuple[str, ...]:
        return tuple(part for part in cell.split("|") if part)

    return Expected(
        type=row["type"],
        status=row["status"],
        actors=parts(row["actors"]),
        recipients=parts(row["recipients"]),
        trigger=row["trigger"],
        modes=frozenset(parts(row["modes"])),
        about=row["about"],
    )
