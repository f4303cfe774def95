"""Comments as a site's own interface gives them, fetched beside the page.

WordPress REST (https://developer.wordpress.org/rest-api/reference/comments/), else a comment feed: Atom with
RFC 4685 threading, as WordPress and Blogger write it, or RSS 2.0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime
from typing import Any, cast
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tocsin.model import Document
from tocsin.parse.comment import Comment
from tocsin.parse.comment_told import Told, shown, with_told
from tocsin.parse.dates import from_attribute

Node = dict[str, Any]

_ATOM = "{http://www.w3.org/2005/Atom}"
_REPLY = "{http://purl.org/syndication/thread/1.0}in-reply-to"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_IDS = (
    re.compile(r"#(?:comment-|c)(\d+)"),
    re.compile(r"[?&]showComment=(\d+)"),
    re.compile(r"(?:post-|/default/)(\d+)$"),
)
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")


def with_fetched(document: Document, answer: bytes) -> Document:
    """The document with the comments of `answer` that it lacks. What cannot be read as comments adds none."""
    if not answer:
        return document
    told = list(
        _from_rest(answer, document.name)
        if answer.lstrip()[:1] == b"["
        else _from_feed(answer, document.name)
    )
    return with_told(document, told)


# --- WordPress REST --------------------------------------------------------------------------------------


def _from_rest(answer: bytes, name: str) -> Iterator[Told]:
    try:
        rows: Any = json.loads(answer)
    except (ValueError, RecursionError):
        return
    found = [cast(Node, row) for row in rows if isinstance(row, dict) and cast(Node, row).get("id")]
    comments = [row for row in found if row.get("type", "comment") in ("comment", "")]
    for row in _in_tree([(str(row["id"]), str(row.get("parent") or ""), row) for row in comments]):
        content: Any = row.get("content")
        rendered = cast(Node, content).get("rendered") if isinstance(content, dict) else ""
        comment = Comment(
            id=f"comment-{row['id']}",
            parent=f"comment-{row['parent']}" if row.get("parent") else None,
            author=shown(str(row.get("author_name") or ""), name) or None,
            time=_time(row),
        )
        yield Told(comment=comment, text=shown(str(rendered or ""), name))


def _time(row: Node) -> str | None:
    """`date_gmt` has no zone and is UTC; `date` is the site's clock."""
    if (stated := str(row.get("date_gmt") or "")) and (time := from_attribute(stated)):
        return time if _ZONE.search(time) or "T" not in time else f"{time}+00:00"
    return from_attribute(str(row.get("date") or ""))


def _in_tree(rows: Sequence[tuple[str, str, Node]]) -> Iterator[Node]:
    """Rows (own id, parent's id, row) with each answer after what it answers; a circle is cut."""
    below: dict[str, list[tuple[str, Node]]] = {}
    ids = {own for own, _, _ in rows}
    for own, parent, row in rows:
        below.setdefault(parent if parent in ids else "", []).append((own, row))
    stack = list(reversed(below.get("", [])))
    while stack:
        own, row = stack.pop()
        yield row
        stack.extend(reversed(below.pop(own, [])))


# --- feeds ---------------------------------------------------------------------------------------------


def _from_feed(answer: bytes, name: str) -> Iterator[Told]:
    if _ENTITY.search(answer):
        return  # no feed needs entities of its own, and they can be made to grow without bound
    try:
        root = ElementTree.fromstring(answer)
    except ElementTree.ParseError:
        return
    entries = [*root.iter(f"{_ATOM}entry"), *root.iter("item")]
    known = {_number(entry): entry for entry in entries if _number(entry)}
    found = [(own, _parent(entry, known), {"entry": entry}) for own, entry in known.items()]
    for row in _in_tree(sorted(found, key=lambda row: _when(row[2]["entry"]) or "")):
        entry: Element = row["entry"]
        own, parent = _number(entry), _parent(entry, known)
        author = entry.findtext(f"{_ATOM}author/{_ATOM}name") or entry.findtext(_CREATOR) or ""
        comment = Comment(
            id=f"comment-{own}",
            parent=f"comment-{parent}" if parent else None,
            author=author.strip() or None,
            time=_when(entry),
        )
        yield Told(comment=comment, text=shown(_content(entry), name))


def _number(entry: Element) -> str:
    """The comment's number, from its address or its id."""
    stated = [
        link.get("href", "")
        for link in entry.findall(f"{_ATOM}link")
        if link.get("rel") in (None, "alternate")
    ]
    stated += [entry.findtext(tag) or "" for tag in ("guid", "link", f"{_ATOM}id")]
    return next((found[1] for pattern in _IDS for text in stated if (found := pattern.search(text))), "")


def _parent(entry: Element, known: dict[str, Element]) -> str:
    """The number of the comment answered: RFC 4685's reference, or Blogger's `related` link; "" for the post."""
    stated = [
        value for reply in entry.findall(_REPLY) for value in (reply.get("ref", ""), reply.get("href", ""))
    ]
    stated += [link.get("href", "") for link in entry.findall(f"{_ATOM}link") if link.get("rel") == "related"]
    numbers = (found[1] for text in stated for pattern in _IDS if (found := pattern.search(text)))
    return next((number for number in numbers if number in known and known[number] is not entry), "")


def _when(entry: Element) -> str | None:
    stated = entry.findtext(f"{_ATOM}published") or entry.findtext(f"{_ATOM}updated")
    if stated:
        return from_attribute(stated.strip())
    try:
        return parsedate_to_datetime((entry.findtext("pubDate") or "").strip()).isoformat()
    except ValueError:
        return None


def _content(entry: Element) -> str:
    return (
        entry.findtext(f"{_ATOM}content") or entry.findtext(_ENCODED) or entry.findtext("description") or ""
    )
