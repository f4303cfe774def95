"""Nouns to JSON and back, in the field names that other programs rely on.

`encode` and `decode` are exact inverses, for the ledger. `page_record` and `mention_record` are the
shapes that `tocsin read` and `tocsin code` print (architecture: Contracts).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TypeVar

from cattrs import Converter

from tocsin.model import Block, Count, Document, Mention, Span

T = TypeVar("T")
Record = dict[str, Any]
_COMMENT = ("id", "parent", "depth", "author", "time", "likes", "addressed_to")


def _converter() -> Converter:
    converter = Converter()

    def span_out(span: Span) -> list[int]:
        return [span.start, span.end]

    def span_in(value: list[int], _: type[Span]) -> Span:
        return Span(start=value[0], end=value[1])

    def count_out(count: Count) -> list[int | None]:
        return [count.low, count.high]

    def count_in(value: list[int], _: type[Count]) -> Count:
        return Count(low=value[0], high=value[1])

    converter.register_unstructure_hook(Span, span_out)
    converter.register_structure_hook(Span, span_in)
    converter.register_unstructure_hook(Count, count_out)
    converter.register_structure_hook(Count, count_in)
    return converter


_FULL = _converter()


def encode(noun: Any) -> Record:
    """Any noun of the model as plain dicts and lists; spans are [start, end], counts [low, high]."""
    return _lists(_FULL.unstructure(noun))


def encode_all(nouns: Iterable[Any]) -> list[Record]:
    """Several nouns, each as `encode` gives it."""
    return [encode(noun) for noun in nouns]


def decode(record: Record, noun: type[T]) -> T:
    """The noun that `encode` made the record of. Raises cattrs' errors when it is damaged."""
    return _FULL.structure(record, noun)


def _lists(value: Any) -> Any:
    """Tuples as lists, as JSON would have them."""
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, list | tuple):
        return [_lists(item) for item in value]  # pyright: ignore[reportUnknownVariableType]
    return value


def dump(record: Record) -> str:
    """One line of JSON, characters as they are; lone surrogates, which UTF-8 cannot hold, are escaped."""
    line = json.dumps(record, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(record)
    return line


def page_record(document: Document) -> Record:
    """What `tocsin read` prints of a page."""
    return {
        "page": document.name,
        "sha256": document.page,
        "url": document.url or None,
        "title": document.title,
        "authors": list(document.authors),
        "published": document.published,
        "updated": document.updated,
        "language": document.language or None,
        "outlet": document.outlet or None,
        "canonical": document.canonical or None,
        "section": document.section or None,
        "credits": encode_all(document.credits),
        "text": document.text,
        "reply_to": document.reply_to,
        "thread": encode(document.thread) if document.thread else None,
        "blocks": [_block_record(document, block) for block in document.blocks],
    }


def _block_record(document: Document, block: Block) -> Record:
    span = block.span
    record: Record = {
        "kind": block.kind,
        "text": document.text[span.start : span.end],
        "start": span.start,
        "end": span.end,
        **{key: getattr(block, key) for key in _COMMENT},
        "quotes": encode_all(block.quotes),
    }
    if document.media == "text/plain":
        before = document.text.count("\n", 0, span.start)
        record["lines"] = [before + 1, before + 1 + document.text.count("\n", span.start, span.end)]
    return record


def mention_record(mention: Mention) -> Record:
    """What `tocsin code` prints of a mention: the field names of the end-to-end gold, and the reasons."""
    return encode(mention)


def page_id(name: str) -> str:
    """The id that `tocsin code` gives a page: the file name without its suffixes, or the URL."""
    if "://" in name:
        return name
    for suffix in (".gz", ".html", ".htm", ".txt"):
        name = name.removesuffix(suffix)
    return name
