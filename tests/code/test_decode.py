from __future__ import annotations

import numpy as np
import pytest

from tocsin.code.decode import spans, triggers


def chances(*rows: tuple[float, float, float]) -> np.ndarray:
    """Tokens of one role: outside, beginning, inside."""
    return np.array(rows, np.float32)


OUT, BEGIN, INSIDE = (0.9, 0.06, 0.04), (0.1, 0.8, 0.1), (0.1, 0.1, 0.8)


def test_a_beginning_ends_the_span_before() -> None:
    found = spans(chances(OUT, BEGIN, INSIDE, BEGIN, OUT), 0, 5)
    assert [f.span for f in found] == [(1, 2), (3, 3)]
    assert found[0].chance == pytest.approx(0.9)  # pyright: ignore[reportUnknownMemberType]


def test_inside_without_beginning_is_a_span() -> None:
    assert [f.span for f in spans(chances(OUT, INSIDE, INSIDE), 0, 3)] == [(1, 2)]


def test_only_what_is_asked_for() -> None:
    assert [f.span for f in spans(chances(BEGIN, BEGIN, BEGIN), 1, 2)] == [(1, 1)]


def test_least_is_the_chance_of_not_being_outside() -> None:
    doubtful = chances((0.6, 0.3, 0.1))
    assert spans(doubtful, 0, 1) == []
    assert len(spans(doubtful, 0, 1, 0.35)) == 1


def test_the_type_of_a_trigger_is_that_of_most_weight() -> None:
    tokens = np.zeros((3, 5), np.float32)  # outside, then beginning and inside of two types
    tokens[0] = [0.1, 0.4, 0.0, 0.5, 0.0]
    tokens[1] = [0.1, 0.0, 0.8, 0.0, 0.1]
    tokens[2] = [1.0, 0.0, 0.0, 0.0, 0.0]
    (found,) = triggers(tokens, [0, 0, 0], 0, 3)
    assert found.span == (0, 1)
    assert found.type == 0
    assert found.chance == pytest.approx(0.8)  # pyright: ignore[reportUnknownMemberType]


def of_type(*types: int | None) -> np.ndarray:
    """One token a type (of two), None for outside."""
    tokens = np.full((len(types), 5), 0.02, np.float32)
    for n, kind in enumerate(types):
        tokens[n, 0 if kind is None else 1 + 2 * kind] = 0.92
    return tokens


@pytest.mark.parametrize(
    ("types", "sentences", "spans_of"),
    [
        ((0, None, 0), (0, 0, 0), [(0, 2)]),
        ((0, None, None, 0), (0, 0, 0, 0), [(0, 0), (3, 3)]),
        ((0, None, 1), (0, 0, 0), [(0, 0), (2, 2)]),
        ((0, 0), (0, 0), [(0, 0), (1, 1)]),
        ((0, None, 0), (0, -1, 1), [(0, 0), (2, 2)]),
        ((0, None, 0), (0, 1, 1), [(0, 0), (2, 2)]),
    ],
)
def test_parts_with_a_token_between_are_one_in_a_sentence(
    types: tuple[int | None, ...], sentences: tuple[int, ...], spans_of: list[tuple[int, int]]
) -> None:
    found = triggers(of_type(*types), sentences, 0, len(types))
    assert [f.span for f in found] == spans_of


def test_a_joined_trigger_is_as_sure_as_its_surest_part() -> None:
    tokens = of_type(0, None, 0)
    tokens[2] = [0.4, 0.6, 0.0, 0.0, 0.0]
    (found,) = triggers(tokens, [0, 0, 0], 0, 3)
    assert found.chance == pytest.approx(0.94)  # pyright: ignore[reportUnknownMemberType]
