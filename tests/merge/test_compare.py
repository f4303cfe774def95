"""Near pairs and the judgement on them."""

from __future__ import annotations

from typing import Any

from tests.factories import document, entity, mention, place
from tocsin.config import Config
from tocsin.merge import make_merge
from tocsin.merge.block import near_pairs
from tocsin.merge.compare import BY, compatible, judge
from tocsin.model import Count, EventType, Mention

merge = make_merge(Config())


def told(
    sentence: str, trigger: str, type: EventType = "ASSAULT", *, outlet: str = "Courier", **rest: Any
) -> Mention:
    """A mention on a page of its own."""
    published = rest.pop("published", "2021-09-27")
    return mention(document("Title", [sentence], outlet=outlet, published=published), trigger, type, **rest)


def shelling(outlet: str = "Courier", **rest: Any) -> Mention:
    given: dict[str, Any] = {
        "actors": [entity("The Dravian army", "DRV", "MIL")],
        "recipients": [entity("Port Lenn", "LEN")],
        "date": "2021-09-26",
        **rest,
    }
    return told("The Dravian army shelled Port Lenn on Sunday.", "shelled", outlet=outlet, **given)


def test_two_outlets_tell_one_act() -> None:
    other = told(
        "Dravian troops have fired on Port Lenn, killing two.",
        "fired on",
        outlet="Mirror",
        actors=[entity("Dravian troops", "DRV", "MIL")],
        recipients=[entity("Port Lenn", "LEN")],
        date="2021-09-26",
        killed=Count(low=2, high=2),
    )
    judgement = judge(shelling(), other)
    assert judgement.verdict == "same" and judgement.score > 0.8
    assert judgement.by == BY and "actors agree" in judgement.why and "date agrees" in judgement.why


def test_another_day_is_another_act() -> None:
    assert judge(shelling(), shelling("Mirror", date="2021-09-29")).verdict == "different"


def test_a_coarse_date_does_not_part() -> None:
    assert judge(shelling(), shelling("Mirror", date="2021-09")).verdict == "same"


def test_another_actor_is_another_act() -> None:
    rebels = told(
        "The Lennish rebels shelled Port Lenn on Sunday.",
        "shelled",
        outlet="Mirror",
        actors=[entity("The Lennish rebels", "LEN", "REB")],
        recipients=[entity("Port Lenn", "LEN")],
        date="2021-09-26",
    )
    assert judge(shelling(), rebels).verdict == "different"


def test_other_act_of_a_copied_sentence_stays_apart() -> None:
    sentence = "On Sunday Serbia moved tanks north and flew jets along the line near Raska."
    serbia = [entity("Serbia", "SRB")]
    tanks = told(sentence, "moved", "MOBILIZE", actors=serbia, date="2021-09-26")
    jets = told(sentence, "flew", "MOBILIZE", outlet="Mirror", actors=serbia, date="2021-09-26")
    again = told(sentence, "flew", "MOBILIZE", outlet="Herald", actors=serbia, date="2021-09-26")
    assert judge(tanks, jets).verdict == "different"
    assert judge(jets, again).verdict == "same"


def test_places_far_apart_count_against() -> None:
    near, far = place("Lenn", "LEN", 10.0, 20.0), place("Orva", "LEN", 12.0, 20.0)
    sentence = "The army shelled {} on Sunday."
    here = told(sentence.format("Lenn"), "shelled", places=[near], date="2021-09-26")
    there = told(sentence.format("Orva"), "shelled", outlet="Mirror", places=[far], date="2021-09-26")
    assert "place differs" in judge(here, there).why


def test_denial_history_and_plan() -> None:
    claim, denial = shelling(), shelling("Mirror", status="negated")
    assert not compatible(claim, denial)
    assert not compatible(claim, shelling("Mirror", status="historical"))
    assert compatible(claim, shelling("Mirror", status="future"))
    assert compatible(denial, shelling("Herald", status="negated"))


def test_promise_to_come_and_promise_made_are_two() -> None:
    words = "Dravia will send grain to Lenn and agreed on terms."
    assert not compatible(
        told(words, "will send", "AGREE", status="future"), told(words, "agreed", "AGREE", outlet="M")
    )


def test_one_page_tells_two_acts() -> None:
    army = [entity("The army", "DRV", "MIL")]
    d = document("Raid", ["The army shelled Lenn. The army shelled Lenn again and burned Orva."])
    first = mention(d, "shelled", actors=army, date="2021-09-26")
    other = mention(d, "burned", actors=army, date="2021-09-26")
    assert not compatible(first, other)


def test_near_means_a_fortnight_a_type_and_something_in_common() -> None:
    sunday = shelling()
    later = shelling("Mirror", date="2021-10-20")
    undated = shelling("Herald", date=None, told=None)
    visit = told("The Dravian premier visited Port Lenn.", "visited", "CONSULT", date="2021-09-26")
    stranger = told("Gunmen robbed a bank.", "robbed", date="2021-09-26")
    pairs = {frozenset((a.id, b.id)) for a, b in near_pairs([sunday, later, undated, visit, stranger])}
    assert pairs == {frozenset((sunday.id, undated.id)), frozenset((later.id, undated.id))}


def test_stage_answers_in_the_order_of_ids_whatever_the_order_given() -> None:
    mentions = [shelling(), shelling("Mirror"), shelling("Herald")]
    judgements = list(merge(mentions))
    assert judgements == list(merge(mentions[::-1]))
    assert [(j.left, j.right) for j in judgements] == sorted((j.left, j.right) for j in judgements)
    assert all(j.left < j.right for j in judgements) and len(judgements) == 3


def test_nothing_to_compare() -> None:
    assert list(merge([])) == [] and list(merge([shelling()])) == []


def test_a_clearly_different_pair_gets_no_row() -> None:
    same = shelling("Mirror")
    other = told(
        "The Lennish rebels shelled Port Lenn on Wednesday.",
        "shelled",
        outlet="Herald",
        actors=[entity("The Lennish rebels", "LEN", "REB")],
        date="2021-09-29",
    )
    assert compatible(same, other)
    pairs = {(j.left, j.right) for j in merge([shelling(), same, other])}
    assert pairs == {tuple(sorted((shelling().id, same.id)))}
