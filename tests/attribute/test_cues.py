"""Attributions: the shapes in which a teller stands beside what is told."""

from __future__ import annotations

import pytest

from tocsin.attribute import attribution_record, find_attributions
from tocsin.model import Span


def found(text: str) -> list[tuple[str, str, str]]:
    def words(spans: tuple[Span, ...]) -> str:
        return " | ".join(text[s.start : s.end] for s in spans)

    return [(words(a.source), words(a.cue), words(a.content)) for a in find_attributions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The harbour master said that three boats had sunk.",
            ("The harbour master", "said", "that three boats had sunk"),
        ),
        (
            "Three boats sank off Port Lenn, the coast guard said on Friday.",
            ("the coast guard", "said", "Three boats sank off Port Lenn"),
        ),
        (
            "“We saw smoke,” said Ana Kolt, a teacher in Lenn. “Then it was quiet.”",
            ("Ana Kolt, a teacher in Lenn", "said", "“We saw smoke,” | “Then it was quiet.”"),
        ),
        (
            "According to the interior ministry, two bridges were closed.",
            ("the interior ministry", "According to", "two bridges were closed"),
        ),
        (
            "Two bridges were closed, according to the interior ministry.",
            ("the interior ministry", "according to", "Two bridges were closed"),
        ),
        (
            "The mayor told reporters on Monday that the school would stay shut.",
            ("The mayor", "told", "that the school would stay shut"),
        ),
        (
            "Mr. Orban Kess has repeatedly denied that he ordered the raid.",
            ("Mr. Orban Kess", "has repeatedly denied", "that he ordered the raid"),
        ),
    ],
)
def test_one_attribution(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [expected]


def test_speaker_before_a_colon_needs_capitals() -> None:
    assert found("Lenn Police: no arrests were made") == [("Lenn Police", ":", "no arrests were made")]
    assert found("There is one thing left: to wait") == []


def test_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "“The road is ours,” Mr Kess said.\n\n“Nobody will pass it.”"
    assert found(text) == [("Mr Kess", "said", "“The road is ours,” | “Nobody will pass it.”")]


def test_subject_runs_on_to_the_second_verb() -> None:
    sources = [
        source for source, _, _ in found("The premier visited Lenn and said that the port would open.")
    ]
    assert sources == ["The premier"]


@pytest.mark.parametrize(
    "text",
    ["The United States sent two ships.", "Several states border the lake.", "", "It rained all day.", "!?"],
)
def test_nothing_is_told(text: str) -> None:
    assert found(text) == []


def test_record_has_lists_of_offsets() -> None:
    text = "The mayor said it rained."
    assert [attribution_record(a) for a in find_attributions(text)] == [
        {"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 24]]}
    ]
