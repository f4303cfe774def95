"""A plain-text page to a document: the text stays as it is, its lines are labelled.

Such pages are renderings of web pages (resiliparse, inscriptis, trafilatura, a crawl's WET records, a
browser's "save as text"), or plain articles. What a line is, a small network tells (`tocsin.parse.label`);
what it says, and whose a comment is, are read here and in `tocsin.parse.dump_thread`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tocsin.know.phrases import phrases, plain
from tocsin.model import Block, BlockKind, Document, Page, Span
from tocsin.parse.authors import split_names, without_opener
from tocsin.parse.compose import block
from tocsin.parse.dates import from_text
from tocsin.parse.dump_labels import settled
from tocsin.parse.dump_thread import DumpThread, read_dump_thread
from tocsin.parse.label import label_lines
from tocsin.parse.language import detect
from tocsin.parse.lines import Unit, read_units

_MAX_META = 80  # characters of a byline or dateline
_MAX_NAMES = 8  # words of a byline
_MAX_TIME = 10  # words of a dateline


@dataclass(slots=True)
class _Head:
    """What the title, bylines and datelines say."""

    title: str = ""
    authors: list[str] = field(default_factory=list[str])
    published: str | None = None
    updated: str | None = None


def read_dump(page: Page, text: str) -> Document:
    """The document of a plain-text page; `text` is its text, character for character.

    Raises ParseError, and PackError when the pack `lines` is not installed.
    """
    units = read_units(text, page.name)
    return read_labelled(page, text, units, label_lines(units))


def read_labelled(page: Page, text: str, units: Sequence[Unit], labels: Sequence[str]) -> Document:
    """The document of lines that have their labels (those of the pack `lines`), one a unit."""
    labels = settled(units, labels)
    thread = read_dump_thread(units, labels)
    kinds: list[BlockKind] = [_KINDS[label] for label in labels]
    head = _head(units, kinds)
    body = "\n".join(unit.text for unit, kind in zip(units, kinds, strict=True) if kind == "body")
    return Document(
        page=page.id,
        name=page.name,
        url=page.url,
        media=page.media,
        text=text,
        blocks=_blocks(units, kinds, thread),
        title=head.title,
        authors=tuple(dict.fromkeys(head.authors)),
        published=head.published,
        updated=head.updated,
        language=detect(body),
        reply_to=thread.reply_to,
    )


_KINDS: dict[str, BlockKind] = {
    "title": "title",
    "byline": "byline",
    "dateline": "dateline",
    "body": "body",
    "credit": "credit",
    "opens": "comment",
    "answers": "comment",
    "comment": "comment",
    "author": "comment_meta",
    "comment_meta": "comment_meta",
    "form": "form",
    "chrome": "chrome",
}


# --- above the body ----------------------------------------------------------------------------------


def _head(units: Sequence[Unit], kinds: Sequence[BlockKind]) -> _Head:
    head = _Head()
    for unit, kind in zip(units, kinds, strict=True):
        if kind == "title":
            head.title = head.title or unit.text
        elif kind in ("byline", "dateline"):
            _read_meta(unit.text, head)
    return head


def _read_meta(line: str, head: _Head) -> None:
    time = _dateline(line)
    if rest := _byline(line):
        head.authors.extend(split_names(rest))
    elif time is not None and without_opener(line, phrases().updated) != line:
        head.updated = head.updated or time
    elif time is not None:
        head.published = head.published or time


def _byline(line: str) -> str:
    """NAMES of "By NAMES", "" for any other line."""
    rest = without_opener(line, phrases().byline)
    if rest == line or len(line) > _MAX_META or not rest[:1].isupper() or line.endswith((".", "!", "?")):
        return ""
    names = split_names(rest)
    capital = all(word[:1].isupper() for name in names for word in name.split()[:1] + name.split()[-1:])
    few = len(rest.split()) <= _MAX_NAMES
    return rest if (names and capital and few) or plain(rest) in phrases().agencies else ""


def _dateline(line: str) -> str | None:
    """The time of a line that gives little else."""
    if len(line) > _MAX_META or line.endswith((".", "!", "?")) or len(line.split()) > _MAX_TIME:
        return None
    return from_text(line)


# --- lines to blocks -----------------------------------------------------------------------------------


def _blocks(units: Sequence[Unit], kinds: Sequence[BlockKind], thread: DumpThread) -> tuple[Block, ...]:
    """One block a line, one a comment; neighbouring lines of chrome are one."""
    comment_at = {lines[0]: (comment, lines) for comment, lines in thread.comments}
    blocks: list[Block] = []
    told = -1
    for index, unit in enumerate(units):
        if index <= told:
            continue
        if index in comment_at:
            comment, lines = comment_at[index]
            told = lines[-1]
            blocks.append(block("comment", Span(start=unit.start, end=units[told].end), comment))
        elif kinds[index] == "chrome" and blocks and blocks[-1].kind == "chrome":
            blocks[-1] = block("chrome", Span(start=blocks[-1].span.start, end=unit.end))
        else:
            blocks.append(block(kinds[index], Span(start=unit.begin, end=unit.end)))
    return tuple(blocks)
