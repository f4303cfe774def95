"""Which mention of a new version stands for which of an old one."""

from __future__ import annotations

from dataclasses import replace

from tests.factories import document, mention
from tests.ledger.make import judgement
from tocsin.ledger.lineage import carried, lineage
from tocsin.model import Document, Mention, Span

BRIDGE = "On Sunday the army closed the bridge."
TALKS = "Both sides will talk on Monday."


def told(*sentences: str, page: str) -> tuple[Document, list[Mention]]:
    """A page of these sentences, and its mentions."""
    made = document("Army moves", [" ".join(sentences)], page=page)
    triggers = (("closed", "COERCE"), ("talk", "CONSULT"))
    return made, [mention(made, word, type) for word, type in triggers if word in made.text]  # pyright: ignore[reportArgumentType]


def test_the_same_act_in_the_same_sentence_is_the_heir() -> None:
    _, (closed, talk) = told(BRIDGE, TALKS, page="one")
    _, (later, again) = told("An edit.", BRIDGE, TALKS, page="two")
    found = lineage([[later, again], [closed, talk]], ())
    assert found.heirs == {closed.id: later.id, talk.id: again.id}
    assert found.kept == frozenset()


def test_a_reworded_sentence_has_none() -> None:
    _, (closed, talk) = told(BRIDGE, TALKS, page="one")
    _, (later, again) = told("On Saturday the army closed the bridge.", TALKS, page="two")
    assert lineage([[later, again], [closed, talk]], ()).heirs == {talk.id: again.id}


def test_what_a_person_judged_is_kept_once_and_inherits() -> None:
    _, (first, talk) = told(BRIDGE, TALKS, page="one")
    _, (second, _) = told(BRIDGE, TALKS, page="two")
    _, (third,) = told(TALKS, page="three")
    found = lineage([[third], [second], [first, talk]], {first.id, second.id})
    assert found.kept == {second.id}
    assert found.heirs == {first.id: second.id, talk.id: third.id}
    assert lineage([[third], [second], [first, talk]], ()).heirs == {talk.id: third.id}


def test_a_sentence_that_stands_twice_goes_one_by_one() -> None:
    def twice(page: str) -> list[Mention]:
        made = document("Title", [f"{BRIDGE} {TALKS} {BRIDGE}"], page=page)
        first = mention(made, "closed", "COERCE")
        at = made.text.rindex("closed")
        other = mention(made, "closed", "COERCE")
        return [replace(other, id=f"{first.id}+", trigger=Span(start=at, end=at + 6)), first]

    old, new = twice("one"), twice("two")
    assert lineage([new, old], ()).heirs == {old[0].id: new[0].id, old[1].id: new[1].id}


def test_nothing_comes_of_nothing() -> None:
    assert lineage([], ()).heirs == {}
    assert lineage([[], []], ()).kept == frozenset()


def test_a_persons_verdict_is_carried_and_kept_in_order() -> None:
    heirs = {"a": "z"}
    moved = carried(judgement("a", "b", by="Ana"), heirs)
    assert moved == judgement("z", "b", by="Ana")
    assert moved and moved.left < moved.right
    assert carried(judgement("b", "c", by="Ana"), heirs) == judgement("b", "c", by="Ana")


def test_a_models_verdict_stays_and_one_on_two_that_are_one_is_void() -> None:
    verdict = judgement("a", "b", by="merge/1")
    assert carried(verdict, {"a": "z"}) == verdict
    assert carried(judgement("a", "z", by="Ana"), {"a": "z"}) is None
