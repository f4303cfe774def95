"""Comments that stand in a page's JSON-LD alone (schema.org Comment, and the answers of a QAPage)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, cast

from tocsin.model import Document
from tocsin.parse.comment import Comment
from tocsin.parse.comment_told import Told, shown, with_told
from tocsin.parse.dates import from_attribute
from tocsin.parse.linked import texts

Node = dict[str, Any]

_HINT = '"comment"'
_QUESTIONS = "QAPage"
_SCRIPT = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_ANSWERS = ("comment", "suggestedAnswer", "acceptedAnswer")
_KINDS = frozenset(("Comment", "UserComments", "Answer", "DiscussionForumPosting", "CorrectionComment"))
_MAX = 5_000  # comments of a page
_NUMBER = re.compile(r"(\d+)\D*$")


def with_stated(document: Document, html: str) -> Document:
    """The document with the comments of its page's JSON-LD, where it has none. html: the page's source."""
    if _HINT not in html and _QUESTIONS not in html:
        return document
    if any(block.kind == "comment" for block in document.blocks):
        return document
    told = [told for node in _posts(html) for told in _comments(node, None, document.name)]
    return with_told(document, told[:_MAX]) if told else document


def _posts(html: str) -> Iterator[Node]:
    """The outermost objects that have comments."""
    for script in _SCRIPT.finditer(html):
        if _HINT not in script[1] and _QUESTIONS not in script[1]:
            continue
        try:
            stack: list[Any] = [json.loads(script[1], strict=False)]
        except (ValueError, RecursionError):
            continue  # damaged JSON-LD is common
        while stack:
            value = stack.pop()
            if isinstance(value, list):
                stack.extend(reversed(cast(list[Any], value)))
            elif isinstance(value, dict):
                node = cast(Node, value)
                if _has_answers(node, script[1]):
                    yield node
                else:
                    stack.extend(reversed([item for item in node.values() if isinstance(item, dict | list)]))


def _has_answers(node: Node, script: str) -> bool:
    """FAQ pages, too, have questions with an accepted answer, but no reader wrote it."""
    return "comment" in node or (_QUESTIONS in script and any(key in node for key in _ANSWERS))


def _comments(node: Node, parent: str | None, name: str) -> Iterator[Told]:
    """A post's comments and those below them, in the order in which they are read."""
    for key in _ANSWERS:
        value: Any = node.get(key)
        answers = cast(list[Any], value) if isinstance(value, list) else [value]
        for at, answer in enumerate(answers):
            if isinstance(answer, dict) and _KINDS & set(texts(cast(Node, answer).get("@type"))):
                answer = cast(Node, answer)
                comment = _comment(answer, parent, f"{parent or ''}{key}-{at + 1}")
                yield Told(comment=comment, text=shown(_text(answer), name))
                yield from _comments(answer, comment.id, name)


def _text(node: Node) -> str:
    found = (node.get(key) for key in ("text", "commentText", "articleBody", "description"))
    return next((value for value in found if isinstance(value, str) and value.strip()), "")


def _comment(node: Node, parent: str | None, place: str) -> Comment:
    stated = (node.get("@id"), node.get("identifier"), node.get("url"))
    number = next((found[1] for value in stated if (found := _NUMBER.search(str(value or "")))), "")
    above: Any = node.get("parentItem")
    answered = _NUMBER.search(str(cast(Node, above).get("@id") or "")) if isinstance(above, dict) else None
    when = next((text for key in ("dateCreated", "datePublished") for text in texts(node.get(key))), "")
    return Comment(
        id=f"comment-{number}" if number else place,
        parent=f"comment-{answered[1]}" if answered else parent,
        author=next(iter(texts(node.get("author") or node.get("creator"))), None),
        time=from_attribute(when) if when else None,
        likes=_likes(node),
    )


def _likes(node: Node) -> int | None:
    stated: Any = node.get("upvoteCount")
    counters: Any = node.get("interactionStatistic")
    for counter in cast(list[Any], counters) if isinstance(counters, list) else [counters]:
        if (
            stated is None
            and isinstance(counter, dict)
            and "Like" in str(cast(Node, counter).get("interactionType"))
        ):
            stated = cast(Node, counter).get("userInteractionCount")
    return int(str(stated)) if str(stated).isdecimal() else None
