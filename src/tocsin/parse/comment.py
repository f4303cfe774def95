"""What a reader's comment is, before it has a place in a document's text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tocsin.parse.dom import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment's record; its text is marked in the DOM."""

    id: str
    parent: str | None = None
    depth: int = 1
    author: str | None = None
    time: str | None = None
    likes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page's thread. marks: by `mem_id`, what elements are; comments in page order."""

    comments: tuple[Comment, ...] = ()
    marks: Mapping[int, Mark] = field(default_factory=dict[int, Mark])
    reply_to: str | None = None
