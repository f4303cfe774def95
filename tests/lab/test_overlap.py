from __future__ import annotations

from lab.overlap import runs


def test_runs_of_words_know_no_case_and_no_punctuation() -> None:
    assert list(runs("The ferry, at last; RUNS.", 3)) == ["the ferry at", "ferry at last", "at last runs"]


def test_a_text_of_fewer_words_has_no_run() -> None:
    assert list(runs("The ferry", 3)) == []
