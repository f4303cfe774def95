"""All that a page's head states in machine-readable form, gathered in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from tocsin.know.head import head_markup
from tocsin.parse.linked import Linked, Node, line, read_linked

_MAX_TITLE = 500  # characters of a <title> that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """meta: the contents of <meta> by lower-case name, in page order. article: JSON-LD's. window: the <title>."""

    meta: dict[str, list[str]]
    linked: Linked
    article: Node
    window: str

    def first(self, names: Sequence[str]) -> str:
        """The first content under the first of the names that is there, "" for none."""
        return next((self.meta[name][0] for name in names if name in self.meta), "")

    def every(self, names: Sequence[str]) -> list[str]:
        """All contents under all of the names."""
        return [value for name in names for value in self.meta.get(name, ())]


def read_stated(tree: LexborHTMLParser) -> Stated:
    """The page's <meta>, JSON-LD and <title>."""
    meta = _metas(tree)
    linked = read_linked(tree)
    window = _window(tree)
    told = [text[:_MAX_TITLE] for name in head_markup().meta_title for text in meta.get(name, ())]
    return Stated(meta=meta, linked=linked, article=linked.article([*told, window]), window=window)


def _metas(tree: LexborHTMLParser) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if name and (value := line(attributes.get("content"))):
            found.setdefault(name.strip().lower(), []).append(value)
    return found


def _window(tree: LexborHTMLParser) -> str:
    title = tree.css_first("head title") or tree.css_first("title")
    return line(title.text())[:_MAX_TITLE] if title else ""
