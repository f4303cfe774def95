"""The article body of an HTML page: which pieces of its visible text belong to it.

As in Readability (Arc90 2010, Mozilla), paragraphs vote for the elements around them; the winner's
pieces are the body, less what is furniture by name, by its links or by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tocsin.know.phrases import markup, phrases
from tocsin.parse.dom import Element, Layout, Piece

_WORD = re.compile(r"[a-z0-9]+")
_SENTENCE_END = re.compile(r"[.!?…:;。！？]['\"”’»)\]]*$")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NEVER = frozenset(("nav", "footer", "figcaption", "button", "dialog", "menu"))
_SELDOM = frozenset(("aside", "form", "figure", "address"))
_CLIMB = 5  # levels above a paragraph that it votes for
_MIN_PROSE = 25  # shortest paragraph that votes, in characters
_MIN_PARAGRAPH = 80  # shortest that counts as the article's when it is looked for around the winner
_MIN_ARTICLE = 40  # an article has a paragraph of this length, in characters
_LINKED = 0.5  # share of link text above which a piece is a link list
_WIDER = 0.7  # an element that holds less than this share of the next one's prose is only part of the article
_HOLDS_ALL = 0.4  # an element with this share of the page's prose is no furniture, whatever its name


def find_body(layout: Layout) -> frozenset[int]:
    """Indices of the pieces that are the article's body; empty where no paragraph is found."""
    end = _thread_start(layout)
    weights = [_weight(layout, piece) if index < end else 0.0 for index, piece in enumerate(layout.pieces)]
    barred = _furniture(layout, weights)
    weights = [0.0 if barred[p.element] else w for p, w in zip(layout.pieces, weights, strict=True)]
    top = _top(layout, weights)
    if top is None:
        return frozenset()
    inside = _inside(layout.elements, top)
    kept = [
        index
        for index, piece in enumerate(layout.pieces[:end])
        if inside[piece.element] and not barred[piece.element] and _is_article(layout, piece)
    ]
    if not any(len(layout.pieces[index].text) >= _MIN_ARTICLE for index in kept):
        return frozenset()
    return frozenset(_without_loose_ends(layout, kept))


def _thread_start(layout: Layout) -> int:
    """The first piece of the readers' comments: what stands below them is not the article."""
    for index, piece in enumerate(layout.pieces):
        if piece.mark and piece.mark.kind == "comment":
            return index
    return len(layout.pieces)


def _weight(layout: Layout, piece: Piece) -> float:
    """How much a piece speaks for being in an article: commas and length, less its links."""
    length = len(piece.text)
    if piece.mark or length < _MIN_PROSE or layout.elements[piece.element].tag in _HEADINGS:
        return 0.0
    density = piece.linked / length
    if density > _LINKED:
        return 0.0
    commas = piece.text.count(",") + piece.text.count("،") + piece.text.count("、")
    return (1 + commas + min(length / 100, 3)) * (1 - density)


def _furniture(layout: Layout, weights: Sequence[float]) -> list[bool]:
    """For each element whether it, or one around it, is furniture."""
    held = _sums(layout, weights)
    most = _HOLDS_ALL * max(held[0], 0.01)
    barred: list[bool] = []
    for index, element in enumerate(layout.elements):
        named = element.tag in _SELDOM or _named_furniture(element.names)
        outer = element.parent >= 0 and barred[element.parent]
        barred.append(outer or element.tag in _NEVER or (named and held[index] < most))
    return barred


@lru_cache(maxsize=4096)
def _named_furniture(names: str) -> bool:
    words = set(_WORD.findall(names))
    return bool(words & markup().furniture) and not words & {"articlebody", "hentry"}


def _sums(layout: Layout, weights: Sequence[float]) -> list[float]:
    """For each element the weight of all pieces in it."""
    held = [0.0] * len(layout.elements)
    for piece, weight in zip(layout.pieces, weights, strict=True):
        held[piece.element] += weight
    for index in range(len(held) - 1, 0, -1):
        held[layout.elements[index].parent] += held[index]
    return held


def _top(layout: Layout, weights: Sequence[float]) -> int | None:
    """The element that the article's paragraphs share."""
    votes = [0.0] * len(layout.elements)
    for piece, weight in zip(layout.pieces, weights, strict=True):
        if weight:
            for level, above in enumerate(_above(layout.elements, piece.element)):
                votes[above] += weight / (1, 2, 6, 9, 12)[level]
    for index, element in enumerate(layout.elements):
        votes[index] *= _favour(element)
    best = max(range(len(votes)), key=votes.__getitem__, default=0)
    if not votes or votes[best] <= 0:
        return None
    prose = [
        len(p.text) if w and len(p.text) >= _MIN_PARAGRAPH else 0
        for p, w in zip(layout.pieces, weights, strict=True)
    ]
    return _widened(layout, _sums(layout, prose), best)


def _above(elements: Sequence[Element], index: int) -> Iterator[int]:
    """The elements a paragraph votes for: the one around it, and those around that."""
    if elements[index].tag in ("p", "li", "pre", "blockquote", "h2", "h3", "h4"):
        index = elements[index].parent
    for _ in range(_CLIMB):
        if index < 0:
            return
        yield index
        index = elements[index].parent


def _favour(element: Element) -> float:
    if "articlebody" in element.names:
        return 1.5
    words = set(_WORD.findall(element.names))
    return 1.2 if element.tag in ("article", "main") or words & markup().article else 1.0


def _widened(layout: Layout, held: Sequence[float], top: int) -> int:
    """The winner, or an element around it where that holds much more of the article."""
    around = layout.elements[top].parent
    while around > 0:
        if held[top] < _WIDER * held[around]:
            top = around
        around = layout.elements[around].parent
    return top


def _inside(elements: Sequence[Element], top: int) -> list[bool]:
    inside = [False] * len(elements)
    for index, element in enumerate(elements):
        inside[index] = index == top or (element.parent >= 0 and inside[element.parent])
    return inside


def _is_article(layout: Layout, piece: Piece) -> bool:
    if piece.mark:
        return False
    density = piece.linked / len(piece.text)
    if density > _LINKED and (len(piece.text) < 80 or density > 0.9):
        return False
    return not (len(piece.text) < 200 and phrases().furniture.match(piece.text))


def _without_loose_ends(layout: Layout, kept: list[int]) -> list[int]:
    """Without headings and other short lines that no paragraph follows."""
    while kept and _loose(layout, layout.pieces[kept[-1]]):
        kept.pop()
    return kept


def _loose(layout: Layout, piece: Piece) -> bool:
    heading = layout.elements[piece.element].tag in _HEADINGS
    return heading or (len(piece.text) < 40 and not _SENTENCE_END.search(piece.text))
