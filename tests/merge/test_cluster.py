"""Judgements to clusters: what people say stands, whatever the order."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.factories import document, mention
from tocsin.merge.cluster import by_people, cluster
from tocsin.merge.compare import BY
from tocsin.model import Judgement, Mention, Verdict


def made(id: str, page: str = "") -> Mention:
    d = document("Raid", ["Gunmen raided the depot."], page=page or f"page of {id}")
    return mention(d, "raided", id=id)


A, B, C, D = (made(id) for id in "abcd")


def say(pair: str, verdict: Verdict, by: str = BY, score: float | None = None) -> Judgement:
    left, right = pair
    return Judgement(
        left=left,
        right=right,
        verdict=verdict,
        score=(1.0 if verdict == "same" else 0.0) if score is None else score,
        by=by,
    )


def clusters(judgements: list[Judgement], mentions: tuple[Mention, ...] = (A, B, C, D)) -> list[str]:
    return ["".join(m.id for m in members) for members in cluster(mentions, judgements)]


def test_model_joins() -> None:
    assert clusters([say("ab", "same"), say("cd", "different")]) == ["ab", "c", "d"]


def test_nothing_judged_nothing_joined() -> None:
    assert clusters([]) == ["a", "b", "c", "d"]


def test_person_beats_model_both_ways() -> None:
    assert clusters(
        [say("ab", "different", "ana"), say("ab", "same"), say("cd", "same", "ana"), say("cd", "different")]
    ) == [
        "a",
        "b",
        "cd",
    ]


def test_person_s_different_splits_what_a_chain_would_join() -> None:
    chain = [say("ab", "same", score=0.9), say("bc", "same", score=0.8), say("ac", "different", "ana")]
    assert clusters(chain) == ["ab", "c", "d"]


def test_latest_verdict_of_a_person_wins() -> None:
    assert clusters([say("ab", "same", "ana"), say("ab", "different", "ana")]) == ["a", "b", "c", "d"]
    assert clusters([say("ab", "different", "ana"), say("ab", "same", "ana")]) == ["ab", "c", "d"]


def test_people_who_disagree_are_counted_and_a_tie_keeps_apart() -> None:
    tie = [say("ab", "same", "ana"), say("ab", "different", "bo")]
    assert by_people(tie) == {("a", "b"): "different"}
    assert by_people([*tie, say("ab", "same", "cleo")]) == {("a", "b"): "same"}


def test_weak_links_do_not_chain() -> None:
    judged = [say("ab", "same", score=0.95), say("bc", "same", score=0.55), say("ac", "different", score=0.1)]
    assert clusters(judged) == ["ab", "c", "d"]


def test_two_acts_of_a_page_never_meet_through_a_third() -> None:
    here, there, third = made("a", "one page"), made("b", "one page"), made("c")
    judged = [say("ac", "same", score=0.9), say("bc", "same", score=0.8)]
    assert clusters(judged, (here, there, third)) == ["ac", "b"]
    assert clusters([*judged, say("ab", "same", "ana")], (here, there, third)) == ["abc"]


def test_unknown_mentions_are_passed_over() -> None:
    assert clusters([say("ax", "same", "ana")]) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_order_of_mentions_and_judgements_does_not_matter(order: tuple[int, ...]) -> None:
    judged = [
        say("ab", "same", score=0.7),
        say("bc", "same", score=0.7),
        say("cd", "same", "ana"),
        say("ac", "different", "bo"),
    ]
    mentions = (A, B, C, D)
    shuffled = clusters([judged[n] for n in order], tuple(mentions[n] for n in order))
    assert shuffled == clusters(judged) == ["ab", "cd"]
