"""JSON-LD of a page: its article, its breadcrumbs, and the values in them (schema.org)."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from selectolax.lexbor import LexborHTMLParser

from tocsin.know.phrases import plain

Node = dict[str, Any]

_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review)$")
_PAGE_TYPE = re.compile(r"WebPage$|^VideoObject$")
_OTHERS = (
    "itemListElement",
    "blogPost",
    "liveBlogUpdate",
    "hasPart",
    "mentions",
    "citation",
    "comment",
    "isBasedOn",
)
_JSON_NOISE = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_MAX_NODES = 20_000  # of JSON-LD looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A name in the author's place. body: the page says that it is an organisation's."""

    name: str
    body: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The JSON-LD of a page. nodes: all objects, outer ones first."""

    nodes: tuple[Node, ...]

    def article(self, told: Sequence[str]) -> Node:
        """The article's object: that whose headline is among `told`, else the first with headline and date.

        What the page lists or mentions is its article only when its headline is told. Without any, the object
        of the web page, for its times and author; {} for none.
        """
        articles = self._of(_ARTICLE_TYPE)
        complete = [node for node in articles if node.get("headline") and node.get("datePublished")]
        known = {plain(text) for text in told}
        same = (node for node in complete if any(plain(text) in known for text in texts(node["headline"])))
        others = self._others() if articles else frozenset[int]()
        own = (node for node in (*complete, *articles) if id(node) not in others)
        found = next(same, None) or next(own, None)
        return found or next((n for n in self._of(_PAGE_TYPE) if n.get("datePublished")), Node())

    def signers(self, value: Any) -> list[Signer]:
        """The names of an `author`: strings, persons and organisations, or references to those by @id."""
        found: list[Signer] = []
        for item in _items(value):
            if isinstance(item, dict):
                found.extend(self._signer(cast(Node, item)))
            else:
                found.extend(Signer(name=name) for name in texts(item))
        return found

    def trail(self) -> list[str]:
        """The names of the first BreadcrumbList, from the front page on."""
        for node in self._of(re.compile(r"^BreadcrumbList$")):
            steps = [
                cast(Node, item) for item in _items(node.get("itemListElement")) if isinstance(item, dict)
            ]
            names = [next(iter(texts(step.get("name") or step.get("item"))), "") for step in steps]
            if any(names):
                return names
        return []

    def _signer(self, item: Node) -> Iterator[Signer]:
        names = texts(item.get("name")) or _parts(item)
        if not names and "@id" in item:
            item = next((n for n in self.nodes if n.get("@id") == item["@id"] and "name" in n), Node())
            names = texts(item.get("name"))
        body = "Organization" in str(item.get("@type"))
        return (Signer(name=name, body=body) for name in names)

    def _others(self) -> frozenset[int]:
        """`id` of the objects that are listed or mentioned by another."""
        found: set[int] = set()
        for node in self.nodes:
            for key, value in node.items():
                if key in _OTHERS or id(node) in found:
                    found.update(map(id, _items(value)))
        return frozenset(found)

    def _of(self, kind: re.Pattern[str]) -> list[Node]:
        return [node for node in self.nodes if any(kind.search(t) for t in texts(node.get("@type")))]


def read_linked(tree: LexborHTMLParser) -> Linked:
    """All JSON-LD of a page; what cannot be read is passed over, the other sources still stand."""
    queue: deque[Any] = deque()
    for script in tree.css("script[type='application/ld+json']"):
        try:
            queue.append(json.loads(_JSON_NOISE.sub("", script.text()), strict=False))
        except (ValueError, RecursionError):
            continue
    return Linked(nodes=tuple(_walk(queue)))


def _walk(queue: deque[Any]) -> Iterator[Node]:
    for _ in range(_MAX_NODES):
        if not queue:
            return
        value = queue.popleft()
        if isinstance(value, dict):
            node = cast(Node, value)
            yield node
            queue.extend(node.values())
        elif isinstance(value, list):
            queue.extend(cast(list[Any], value))


def texts(value: Any) -> list[str]:
    """A JSON-LD value as texts: a string, an object's name, or a list of those."""
    found: list[str] = []
    for item in _items(value):
        if isinstance(item, dict):
            item = cast(Node, item).get("name") or cast(Node, item).get("@value")
        for value in _items(item):
            if isinstance(value, str) and (text := line(value)):
                found.append(text)
    return found


def line(value: str | None) -> str:
    """The words of a value in one line; a half of a surrogate pair, as JSON-LD that was cut has it, is a `?`."""
    text = value or ""
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join((html.unescape(text) if "&" in text else text).split())


def _items(value: Any) -> list[Any]:
    return cast(list[Any], value) if isinstance(value, list) else [] if value is None else [value]


def _parts(item: Node) -> list[str]:
    """The name of a person who is given by given and family name alone."""
    name = " ".join([*texts(item.get("givenName")), *texts(item.get("familyName"))])
    return [name] if name else []
