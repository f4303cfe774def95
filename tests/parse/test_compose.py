from __future__ import annotations

from tocsin.model import Span
from tocsin.parse.comment import Comment
from tocsin.parse.compose import Part, compose


def test_offsets_and_records() -> None:
    said = Comment(id="c1", depth=2, parent="c0", author="Ann", likes=3)
    text, blocks = compose(
        [Part(kind="title", text="Öl"), Part(kind="comment", text="Ja.\nNein.", comment=said)]
    )
    assert text == "Öl\n\nJa.\nNein."
    assert [block.span for block in blocks] == [Span(start=0, end=2), Span(start=4, end=13)]
    assert (blocks[1].id, blocks[1].parent, blocks[1].depth, blocks[1].author, blocks[1].likes) == (
        "c1",
        "c0",
        2,
        "Ann",
        3,
    )
    assert compose([]) == ("", ())
