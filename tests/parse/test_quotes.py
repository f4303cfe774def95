from __future__ import annotations

import pytest

from tests.parse.make import comments, read_html, read_text
from tocsin.model import Block, Document, Span
from tocsin.parse.quotes import with_quotes

BODY = (
    "The bridge over the Skerry was opened on Monday by the mayor and a goat.",
    "Nobody in the valley knows who paid for the second pillar. The old ferry will stop running in May, the mayor said.",
)


def _document(comment: str) -> Document:
    parts = (*BODY, comment)
    starts = [sum(len(part) + 2 for part in parts[:at]) for at in range(len(parts))]
    spans = [Span(start=start, end=start + len(part)) for start, part in zip(starts, parts, strict=True)]
    kinds = ("body", "body", "comment")
    return Document(
        page="p",
        name="p",
        url="",
        media="text/html",
        text="\n\n".join(parts),
        blocks=tuple(Block(kind=kind, span=span) for kind, span in zip(kinds, spans, strict=True)),
        title="",
        authors=(),
        published=None,
    )


def _linked(comment: str) -> list[tuple[str, str]]:
    found = with_quotes(_document(comment))

    def words(span: Span) -> str:
        return found.text[span.start : span.end]

    return [(words(quote.span), words(quote.of)) for quote in found.blocks[-1].quotes]


@pytest.mark.parametrize(
    "comment",
    [
        "“who paid for the second pillar” is the question.",
        "„who paid for the second pillar“ is the question.",
        "«who paid for the second pillar» is the question.",
        '"who paid for the second pillar" is the question.',
        "> who paid for the second pillar\nIs that the question?",
    ],
)
def test_marked_words_are_linked_to_their_sentence(comment: str) -> None:
    assert _linked(comment) == [
        ("who paid for the second pillar", "Nobody in the valley knows who paid for the second pillar.")
    ]


def test_a_quotation_may_differ_a_little() -> None:
    assert _linked("“Nobody in the whole valley knew who paid for the second pillar”?") == [
        (
            "Nobody in the whole valley knew who paid for the second pillar",
            "Nobody in the valley knows who paid for the second pillar.",
        )
    ]


def test_each_quoted_sentence_has_its_own_link() -> None:
    quoted = (
        "“Nobody in the valley knows who paid for the second pillar. The old ferry will stop running in May”"
    )
    assert [of for _, of in _linked(quoted)] == [
        "Nobody in the valley knows who paid for the second pillar.",
        "The old ferry will stop running in May, the mayor said.",
    ]


def test_a_long_run_of_the_same_words_needs_no_marks() -> None:
    assert _linked("So the bridge over the Skerry was finally opened on Monday by the mayor. Good.") == []
    assert _linked("So the bridge over the Skerry was opened on this Monday by the mayor. Good.") == [
        ("the bridge over the Skerry was opened on this Monday by the mayor", BODY[0])
    ]


@pytest.mark.parametrize(
    "comment",
    [
        "The mayor is a goat.",
        "“A bridge too far” was better.",
        "Somebody said “it was the cat who paid for that pillar of yours, and nobody else in town did”.",
        "The bridge over the water is nice, and who paid for the ferry?",
    ],
)
def test_like_words_are_no_quotation(comment: str) -> None:
    assert _linked(comment) == []


def test_a_page_without_comments_is_given_back_as_it_is() -> None:
    found = read_html(f"<article><h1>The bridge</h1><p>{BODY[0]}</p><p>{BODY[1]}</p></article>")
    assert with_quotes(found) is found


def test_quotes_of_a_page_and_of_a_text() -> None:
    comment = f'<li class="comment depth-1" id="comment-1"><b class="fn">Ann</b><div class="comment-content"><p>“{BODY[0]}” Really?</p></div></li>'
    page = read_html(
        f"<article><h1>The bridge</h1><p>{BODY[0]}</p><p>{BODY[1]}</p></article><ol class='commentlist'>{comment}</ol>"
    )
    (block,) = comments(page)
    (quote,) = block.quotes
    assert page.text[quote.of.start : quote.of.end] == BODY[0]
    assert page.text[quote.span.start : quote.span.end] == BODY[0].rstrip(".")
    text = read_text(
        f"The bridge is open\n\n{BODY[0]}\n\n{BODY[1]}\n\n2 comments\n\n  1. “{BODY[0]}” Really?\n\n    Liked by 2 people\n"
    )
    assert [text.text[q.of.start : q.of.end] for block in comments(text) for q in block.quotes] == [BODY[0]]
