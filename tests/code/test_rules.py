"""Whole pages through the coder: each sentence of sentences.tsv, and what only a page shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.code.cases import Expected, cases, coder, document
from tocsin.model import Coding, Count, Mention, Span


def code(text: str, title: str = "", published: str | None = "2021-09-27") -> Coding:
    return coder()(document(text, title, published))


def only(coding: Coding) -> Mention:
    assert len(coding.mentions) == 1, [(m.type, m.trigger_text) for m in coding.mentions]
    return coding.mentions[0]


def as_expected(mention: Mention, expected: Expected) -> Expected:
    """The mention in the shape of what is expected, with the fields that a case leaves open taken over."""
    return Expected(
        type=mention.type,
        status=mention.status,
        actors=tuple(e.text for e in mention.actors),
        recipients=tuple(e.text for e in mention.recipients),
        trigger=mention.trigger_text if expected.trigger else "",
        modes=expected.modes & frozenset(mention.modes),
        about=mention.about if expected.about else "",
    )


def _short(value: object) -> str:
    return str(value)[:60]


@pytest.mark.parametrize(("text", "expected"), list(cases()), ids=_short)
def test_a_sentence_yields_its_acts(text: str, expected: list[Expected]) -> None:
    found = code(text).mentions
    assert len(found) == len(expected), [(m.type, m.trigger_text) for m in found]
    by_place = sorted(expected, key=lambda e: e.type)
    for mention, wanted in zip(sorted(found, key=lambda m: m.type), by_place, strict=True):
        assert as_expected(mention, wanted) == wanted


def test_the_cases_are_many_and_cover_every_type_and_status() -> None:
    acts = [act for _, several in cases() for act in several]
    assert len({act.type for act in acts}) == 16
    assert {act.status for act in acts} == {"actual", "future", "hypothetical", "negated", "historical"}
    assert sum(1 for _, several in cases() if not several) >= 15


def test_headline_and_body_are_one_mention_told_at_its_fullest() -> None:
    coding = code(
        "Polish police arrested 40 protesters in Lublin on Friday, the interior minister said.",
        title="Police arrest protesters in Lublin",
    )
    mention = only(coding)
    assert mention.trigger_text == "arrested"
    assert [coding_text(coding, span) for span in mention.also_told] == ["arrest"]


def coding_text(coding: Coding, span: Span) -> str:
    whole = "Police arrest protesters in Lublin\n\n"
    return whole[span.start : span.end] if coding.mentions else ""


def test_only_title_and_body_are_coded() -> None:
    page = document("The army shelled the port.")
    comment = replace(page.blocks[0], kind="comment")
    assert coder()(page).mentions
    assert coder()(replace(page, blocks=(comment,))) == Coding()


def test_a_page_in_another_language_is_one_drop() -> None:
    coding = coder()(document("Die Armee beschoss den Hafen.", language="de"))
    assert not coding.mentions
    assert [(d.stage, d.reason, d.span) for d in coding.drops] == [("code", "language: de", None)]


def test_ids_are_stable_and_tell_acts_apart() -> None:
    text = "Police arrested two men in Riga. The army shelled the port of Odesa."
    first, second = code(text), code(text)
    assert [m.id for m in first.mentions] == [m.id for m in second.mentions]
    assert len({m.id for m in first.mentions}) == 2
    assert {m.coder for m in first.mentions} == {coder().name}


def test_offsets_point_into_the_document() -> None:
    page = document("Officials were calm. On Monday the navy of Italy seized a trawler.", title="Calm at sea")
    mention = only(coder()(page))
    for span, text in [(mention.trigger, mention.trigger_text), (mention.sentence, mention.sentence_text)]:
        assert page.text[span.start : span.end] == text
    assert page.text[mention.actors[0].span.start : mention.actors[0].span.end] == mention.actors[0].text


def test_what_is_left_out_says_why() -> None:
    drops = code("Analysts criticised the plan. The country is backed by Norway.").drops
    assert {d.reason for d in drops} >= {"opinion of an expert or outsider", "a state, not an act"}
    assert all(d.span for d in drops)


def test_empty_fields_say_why() -> None:
    mention = only(code("Two people were shot dead in a clash."))
    assert {m.field for m in mention.missing} == {"actors", "place", "date"}


def test_parts_of_one_deed_are_one_act_with_its_counts() -> None:
    mention = only(
        code("Gunmen stormed a barracks in Mali on Monday, killing at least 19 soldiers and wounding dozens.")
    )
    assert (mention.killed, mention.injured) == (Count(low=19, high=None), Count(low=24, high=None))
    assert [p.text for p in mention.place] == ["Mali"]


def test_a_pronoun_points_to_what_it_stands_for() -> None:
    text = "Latvia protested to the embassy. It expelled two diplomats on Tuesday."
    expulsion = next(m for m in code(text).mentions if m.type == "SANCTION")
    reference = expulsion.actors[0].refers_to
    assert reference is not None
    assert text[reference.start : reference.end] == "Latvia"


def test_a_quoted_we_is_the_speaker() -> None:
    text = "The minister of defence was blunt. “We condemn this attack,” she said. “We rejected the offer.”"
    rejection = next(m for m in code(text).mentions if m.type == "REJECT")
    assert rejection.actors[0].text == "We"
    assert rejection.actors[0].refers_to is not None


def test_background_told_right_after_a_dated_act_is_background() -> None:
    text = "Kosovo declared independence from Serbia in 2008. It was recognised by France and Germany."
    statuses = {m.type: m.status for m in code(text).mentions}
    assert statuses == {"REJECT": "historical", "SUPPORT": "historical"}


def test_a_protest_after_an_act_of_power_is_against_its_author() -> None:
    text = "The city council of Graz banned cars from the centre. Hundreds of drivers blocked the bridge on Friday."
    protest = next(m for m in code(text).mentions if m.type == "PROTEST")
    assert [e.text for e in protest.recipients] == ["The city council of Graz"]


def test_sport_is_left_out() -> None:
    text = "Porto attacked Benfica from the start, and the striker shot wide before half-time in a tense league match."
    coding = code(text)
    assert not coding.mentions
    assert "sport" in {d.reason for d in coding.drops}


def test_joint_sides_are_all_actors() -> None:
    mention = only(code("Many African states, including Kenya and Ghana, condemned the coup."))
    assert [e.text for e in mention.actors] == ["Kenya", "Ghana", "Many African states"]


def test_contexts_come_from_the_paragraph() -> None:
    mention = only(code("The Supreme Court convicted the former minister of bribery."))
    assert {"legal", "corruption"} <= set(mention.contexts)
