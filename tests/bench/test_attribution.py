"""The figures of the attribution benchmark, worked out by hand on a made-up article."""

from __future__ import annotations

from bench.attribution import count, equal, figures, match

TEXT = 'Ann said "it rained". Bob thinks so.'
GOLD = [
    {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 20]]},
    {"source": [], "cue": [[26, 32]], "content": [[33, 35]]},
]


def test_perfect_answers() -> None:
    result = figures(count(TEXT, GOLD, GOLD))
    assert result["content_overlap_f1"] == result["all_exact_f1"] == result["source_overlap"] == 1.0
    assert result["recall_quoted"] == result["recall_unquoted"] == 1.0


def test_half_of_it_found_and_a_wrong_source() -> None:
    result = figures(count(TEXT, GOLD, [{"source": [[22, 25]], "cue": [[4, 8]], "content": [[9, 19]]}]))
    assert result["content_overlap_p"] == 1.0 and result["content_overlap_r"] == 0.5
    assert result["content_overlap_f1"] == round(2 / 3, 4) and result["content_exact_f1"] == 0.0
    assert result["source_overlap"] == 0.0 and result["cue_exact"] == 1.0
    assert (result["recall_quoted"], result["recall_unquoted"]) == (1.0, 0.0)


def test_no_source_is_right_only_when_there_is_none() -> None:
    invented = {**GOLD[1], "source": [[22, 25]]}
    assert figures(count(TEXT, GOLD[1:], [invented]))["source_overlap"] == 0.0
    assert figures(count(TEXT, GOLD[1:], GOLD[1:]))["source_exact"] == 1.0


def test_matching_is_one_to_one_and_largest_first() -> None:
    wide = {"source": [], "cue": [], "content": [[9, 35]]}
    assert match(GOLD, [wide]) == [(GOLD[0], wide)]


def test_nothing_found() -> None:
    result = figures(count(TEXT, GOLD, []))
    assert result["content_overlap_f1"] == 0.0 and result["source_exact"] == 0.0


def test_pieces_may_come_in_any_order() -> None:
    a, b = {"content": [[1, 2], [3, 4]]}, {"content": [[3, 4], [1, 2]]}
    assert equal(a, b, "content")
