"""Texts with labels to what the network of the pack `lines` is trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

import numpy as np

from lab.lines_data import Labelled
from lab.lines_net import BUCKETS, Example
from tocsin.parse.line_features import read_features
from tocsin.parse.lines import Unit, read_units

LABELS = (
    "title", "byline", "dateline", "body", "credit", "opens", "answers", "comment", "author", "comment_meta", "form", "chrome",
)  # fmt: skip
_META = ("comment_meta", "author", "chrome")
_REACH = 8  # lines around a comment in which its author is looked for
_SAYS, _LIKED = 5, 6  # columns of the numbers: anchors that only a thread has


def example(text: Labelled) -> Example:
    """A text as the network sees it."""
    units = read_units(text.text, text.name)
    return Example(
        features=read_features(units, BUCKETS),
        labels=np.array([LABELS.index(label) for label in unit_labels(units, text)]),
        sites=frozenset(text.site.split()),
    )


def unit_labels(units: Sequence[Unit], text: Labelled) -> list[str]:
    """The label of each unit's first line; a comment's first unit "opens" it, or "answers" another comment."""
    at = {number: (kind, comment) for number, kind, comment in text.labels}
    replies = {comment for comment, _, parent in text.comments if parent}
    found: list[str] = []
    current = ""
    for unit in units:
        lines = range(unit.first, unit.last + 1)
        kind, comment = next((at[line] for line in lines if line in at), ("chrome", ""))
        if kind == "comment" and comment != current:
            kind, current = "answers" if comment in replies else "opens", comment
        found.append(kind)
    _label_authors(units, text, at, found)
    return found


def _label_authors(
    units: Sequence[Unit], text: Labelled, at: Mapping[int, tuple[str, str]], found: list[str]
) -> None:
    """The line of the thread nearest above a comment that has its author's name, or else the nearest below."""
    authors = {comment: author.casefold() for comment, author, _ in text.comments if author}
    opens = [index for index, label in enumerate(found) if label in ("opens", "answers")]
    for index in opens:
        name = authors.get(at.get(units[index].first, ("", ""))[1])
        if name is None:
            continue
        last = next((n for n in range(index + 1, len(found)) if found[n] != "comment"), len(found))
        above = takewhile(lambda n: found[n] in _META, range(index - 1, max(-1, index - _REACH), -1))
        below = takewhile(lambda n: found[n] in _META, range(last, min(len(found), last + _REACH)))
        named = (n for n in (*above, *below) if name in units[n].text.casefold())
        if (line := next(named, None)) is not None:
            found[line] = "author"


def is_doubtful(found: Example) -> bool:
    """Whether a silver text has what only threads have, where the HTML reader saw no comments."""
    told = LABELS.index("opens") not in found.labels
    return told and bool((found.features.numbers[:, [_SAYS, _LIKED]].sum(axis=0) >= 2).any())
