from __future__ import annotations

import pytest

from tests.parse.make import comments, read_html


def _thread(*rows: tuple[str, str]) -> str:
    items = (
        f'<li class="comment depth-1" id="comment-{at}"><b class="fn">{author}</b><div class="comment-content"><p>{words}</p></div></li>'
        for at, (author, words) in enumerate(rows, 1)
    )
    return f"<article><h1>The bridge</h1><p>It was opened, at last.</p></article><ol class='commentlist'>{''.join(items)}</ol>"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("@Ann Low: not at all.", "Ann Low"),
        ("@ ann low, not at all.", "ann low"),
        ("@Mira. Not at all.", "Mira"),
        ("@foo_bar-2 not at all.", "foo_bar-2"),
        ("@7: not at all.", None),
        ("Not at all, @Ann Low.", None),
        ("@ , not at all.", None),
    ],
)
def test_the_name_after_an_at_sign_is_no_parent(words: str, name: str | None) -> None:
    first, second = comments(read_html(_thread(("Ann Low", "About time."), ("Tom", words))))
    assert (second.addressed_to, second.parent) == (name, None)
    assert first.addressed_to is None
