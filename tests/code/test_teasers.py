from __future__ import annotations

import pytest

from tocsin.code.teasers import is_teaser


@pytest.mark.parametrize(
    "sentence", ["Read more: Army shells port", "• See also: the army shells a port", "“WATCH: Port shelled”"]
)
def test_what_points_to_another_story(sentence: str) -> None:
    assert is_teaser(sentence)


@pytest.mark.parametrize("sentence", ["The army shelled the port.", "They read more reports.", ""])
def test_what_tells_the_story(sentence: str) -> None:
    assert not is_teaser(sentence)
