from __future__ import annotations

from dataclasses import replace

from tests.web.crisis import BLOG, WIRE
from tests.web.fake import FakeLedger
from tocsin.model import Mention, Span
from tocsin.web.lit import Piece, marks_of, pieces


def mentions_of(ledger: FakeLedger, page: str) -> list[Mention]:
    return [m for m in ledger.mentions() if m.page == page]


def whole(text: str) -> Span:
    return Span(start=0, end=len(text))


def test_joined_the_pieces_are_the_text_again(ledger: FakeLedger) -> None:
    for document in (WIRE, BLOG):
        cut = pieces(document.text, whole(document.text), mentions_of(ledger, document.page))
        assert "".join(piece.text for piece in cut) == document.text


def test_each_role_lights_its_own_words(ledger: FakeLedger) -> None:
    agree = next(m for m in ledger.mentions() if m.type == "AGREE" and m.status == "future")
    lit = {p.text: p.roles for p in pieces(BLOG.text, agree.sentence, [agree]) if p.roles}
    assert lit == {
        "an officer who asked not to be named": ("source",),
        "the Russian Defence Ministry": ("actor",),
        "will send": ("trigger",),
        "Pantsir batteries": ("equipment",),
        "Serbia": ("recipient", "place"),
        "October": ("date",),
    }


def test_overlapping_marks_are_cut_where_they_start_and_end(ledger: FakeLedger) -> None:
    one = next(m for m in ledger.mentions() if m.type == "AGREE")
    text = "abcdef"
    bare = replace(one, actors=(), recipients=(), place=(), equipment=(), sources=(), date_span=None)
    left = replace(bare, id="left", trigger=Span(start=0, end=4))
    right = replace(bare, id="right", trigger=Span(start=2, end=6))
    cut = pieces(text, Span(start=1, end=6), [left, right])
    assert [(p.text, p.mentions) for p in cut] == [
        ("b", ("left",)),
        ("cd", ("left", "right")),
        ("ef", ("right",)),
    ]


def test_an_act_is_anchored_once_where_it_starts(ledger: FakeLedger) -> None:
    mentions = mentions_of(ledger, WIRE.page)
    anchors = [id for p in pieces(WIRE.text, whole(WIRE.text), mentions) for id in p.anchors]
    assert sorted(anchors) == sorted(m.id for m in mentions)


def test_the_tooltip_names_role_and_act(ledger: FakeLedger) -> None:
    agree = next(m for m in ledger.mentions() if m.type == "AGREE" and m.status == "future")
    serbia = next(p for p in pieces(BLOG.text, agree.sentence, [agree]) if p.text == "Serbia")
    assert serbia.title == "to whom: AGREE (will send)\nwhere: AGREE (will send)"


def test_nothing_coded_is_one_piece() -> None:
    assert pieces("plain", Span(start=0, end=5), ()) == (Piece(text="plain"),)


def test_an_empty_span_is_not_lit(ledger: FakeLedger) -> None:
    one = replace(next(ledger.mentions()), also_told=(Span(start=3, end=3),))
    assert all(mark.span.end > mark.span.start for mark in marks_of(one))
