"""The article body of an HTML page: which pieces of its visible text belong to it.

As in Readability (Arc90 2010, Mozilla), paragraphs vote for the elements around them; the winner's
pieces are the body, less what is furniture by name, by its links or by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from tocsin.know.phrases import markup, phrases
from tocsin.parse.dom import Layout

_WORD = re.compile(r"[a-z0-9]+")
_SENTENCE_END = re.compile(r"[.!?…:;。！？]['\"”’»)\]]*$")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
NEVER = frozenset(("nav", "footer", "figcaption", "button", "dialog", "menu"))
_SELDOM = frozenset(("aside", "form", "figure", "address"))
_PARAGRAPHS = frozenset(("p", "li", "pre", "blockquote", "h2", "h3", "h4"))
_SHARES = (1, 2, 6, 9, 12)  # a paragraph's vote is divided so, for the elements around it from the inside out
_MIN_PROSE = 25  # shortest paragraph that votes, in characters
_MIN_PARAGRAPH = 80  # shortest that counts as the article's when it is looked for around the winner
_MIN_ARTICLE = 40  # an article has a paragraph of this length, in characters
_LINKED = 0.5  # share of link text above which a piece is a link list
_WIDER = 0.7  # an element that holds less than this share of the next one's prose is only part of the article
_HOLDS_ALL = 0.4  # an element with this share of the page's prose is no furniture, whatever its name


def find_body(layout: Layout) -> frozenset[int]:
    """Indices of the pieces that are the article's body; empty where no paragraph is found."""
    end = _thread_start(layout)
    weights = [_weight(layout, index) for index in range(end)]
    held = _sums(layout, weights)
    if not held[0]:
        return frozenset()
    barred: list[bool | None] = [None] * len(held)
    _bar(layout, held, barred, [index for index, weight in enumerate(held) if weight])
    weights = [0.0 if barred[home] else weight for home, weight in zip(layout.homes, weights, strict=False)]
    top = _top(layout, weights)
    if top is None:
        return frozenset()
    last = _last_inside(layout, top)
    _bar(layout, held, barred, range(top, last + 1))
    kept = [
        index
        for index, home in enumerate(layout.homes[:end])
        if top <= home <= last and not barred[home] and _is_article(layout, index)
    ]
    if not any(len(layout.texts[index]) >= _MIN_ARTICLE for index in kept):
        return frozenset()
    return frozenset(_without_loose_ends(layout, kept))


def _thread_start(layout: Layout) -> int:
    """The first piece of the readers' comments: what stands below them is not the article."""
    for index, mark in enumerate(layout.marks):
        if mark and mark.kind == "comment":
            return index
    return len(layout.marks)


def _weight(layout: Layout, index: int) -> float:
    """How much a piece speaks for being in an article: commas and length, less its links."""
    text = layout.texts[index]
    length = len(text)
    if length < _MIN_PROSE or layout.marks[index] or layout.tags[layout.homes[index]] in _HEADINGS:
        return 0.0
    density = layout.linked[index] / length
    if density > _LINKED:
        return 0.0
    commas = text.count(",")
    if not text.isascii():
        commas += text.count("،") + text.count("、")
    return (1 + commas + min(length / 100, 3)) * (1 - density)


def _sums(layout: Layout, weights: Sequence[float]) -> list[float]:
    """For each element the weight of all pieces in it."""
    held = [0.0] * len(layout.tags)
    for home, weight in zip(layout.homes, weights, strict=False):
        held[home] += weight
    parents = layout.parents
    for index in range(len(held) - 1, 0, -1):
        if held[index]:
            held[parents[index]] += held[index]
    return held


def _bar(layout: Layout, held: Sequence[float], barred: list[bool | None], elements: Iterable[int]) -> None:
    """Find out which of `elements` are furniture, or stand in it. Those around them come before them."""
    most = _HOLDS_ALL * held[0]
    for index in elements:
        if barred[index] is None:
            tag, around = layout.tags[index], layout.parents[index]
            barred[index] = (
                (around >= 0 and barred[around])
                or tag in NEVER
                or (held[index] < most and (tag in _SELDOM or _named_furniture(layout.names(index))))
            )


@lru_cache(maxsize=4096)
def _named_furniture(names: str) -> bool:
    words = _WORD.findall(names)
    return not markup().furniture.isdisjoint(words) and "articlebody" not in words and "hentry" not in words


def _top(layout: Layout, weights: Sequence[float]) -> int | None:
    """The element that the article's paragraphs share."""
    votes: dict[int, float] = {}
    for home, weight in zip(layout.homes, weights, strict=False):
        if weight:
            for above, share in zip(_above(layout, home), _SHARES, strict=False):
                votes[above] = votes.get(above, 0.0) + weight / share
    if not votes:
        return None
    best = min(
        votes, key=lambda index: (-votes[index] * _favour(layout.tags[index], layout.names(index)), index)
    )
    prose = [
        len(text) if weight and len(text) >= _MIN_PARAGRAPH else 0.0
        for text, weight in zip(layout.texts, weights, strict=False)
    ]
    return _widened(layout, _sums(layout, prose), best)


def _above(layout: Layout, index: int) -> Iterator[int]:
    """The elements a paragraph votes for: the one around it, and those around that."""
    if layout.tags[index] in _PARAGRAPHS:
        index = layout.parents[index]
    while index >= 0:
        yield index
        index = layout.parents[index]


@lru_cache(maxsize=4096)
def _favour(tag: str, names: str) -> float:
    if "articlebody" in names:
        return 1.5
    favoured = tag in ("article", "main") or not markup().article.isdisjoint(_WORD.findall(names))
    return 1.2 if favoured else 1.0


def _widened(layout: Layout, held: Sequence[float], top: int) -> int:
    """The winner, or an element around it where that holds much more of the article."""
    around = layout.parents[top]
    while around > 0:
        if held[top] < _WIDER * held[around]:
            top = around
        around = layout.parents[around]
    return top


def _last_inside(layout: Layout, top: int) -> int:
    """The last element inside of `top`: those inside of it follow it without a gap."""
    after = range(top + 1, len(layout.parents))
    return next((index - 1 for index in after if layout.parents[index] < top), len(layout.parents) - 1)


def _is_article(layout: Layout, index: int) -> bool:
    if layout.marks[index] or layout.tags[layout.homes[index]] == "h1":
        return False
    text = layout.texts[index]
    density = layout.linked[index] / len(text)
    if density > _LINKED and (len(text) < 80 or density > 0.9):
        return False
    return not (len(text) < 200 and phrases().furniture.match(text))


def _without_loose_ends(layout: Layout, kept: list[int]) -> list[int]:
    """Without headings and other short lines that no paragraph follows."""
    while kept and _loose(layout, kept[-1]):
        kept.pop()
    return kept


def _loose(layout: Layout, index: int) -> bool:
    text = layout.texts[index]
    heading = layout.tags[layout.homes[index]] in _HEADINGS
    return heading or (len(text) < 40 and not _SENTENCE_END.search(text))
