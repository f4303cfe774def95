"""Answers of a model against the words of the page and the rules of the codebook."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.code.llm_server import act, page, words
from tests.factories import document
from tocsin.code.llm_answer import mentions
from tocsin.code.llm_text import numbered, pieces
from tocsin.know.prompts import prompts
from tocsin.model import Count, Document, Drop, Mention


def read(*acts: Any, given: Document | None = None) -> list[Mention | Drop]:
    """What becomes of acts about the page, all of it in one piece."""
    given = given or page()
    sentences, _ = numbered(given)
    (piece,) = pieces(sentences, 40)
    return [*mentions(given, sentences, piece, {"mentions": [*acts]}, "llm/tiny@1")]


def only(**changed: Any) -> Mention:
    (found,) = read(act(**changed))
    assert isinstance(found, Mention)
    return found


def why(mention: Mention) -> dict[str, str]:
    """The reasons of fields that are not simply left empty by the model."""
    return {m.field: m.reason for m in mention.missing if "the model names" not in m.reason}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"trigger": words(2, "bombed")}, "'bombed' is not in the text"),
        ({"trigger": words(2, "")}, "'' is not in the text"),
        ({"trigger": words(2, "ridge")}, "'ridge' is not in the text"),
        ({"trigger": words(99, "closed")}, "no sentence 99"),
        ({"trigger": words(0, "closed")}, "no sentence 0"),
        ({"trigger": "closed"}, "no sentence None"),
        ({"type": "WAR"}, "'WAR' is no event type"),
        ({"type": None}, "'' is no event type"),
        ({"status": "done"}, "'done' is no status"),
    ],
)
def test_without_trigger_type_or_status_there_is_no_mention(changed: dict[str, Any], reason: str) -> None:
    (found,) = read(act(**changed))
    assert isinstance(found, Drop)
    assert reason in found.reason
    assert found.stage == "code"


@pytest.mark.parametrize("given", [None, "COERCE", [], 7, {}])
def test_an_act_of_another_shape_is_dropped(given: Any) -> None:
    (found,) = read(given)
    assert isinstance(found, Drop)


def test_fields_that_are_left_out_are_empty_with_a_reason() -> None:
    bare = {key: act()[key] for key in ("type", "status", "trigger")}
    (found,) = read(bare)
    assert isinstance(found, Mention)
    assert (found.modes, found.about, found.actors, found.killed, found.also_told) == ((), "", (), None, ())
    assert {m.field for m in found.missing} == {"actors", "recipients", "place", "date"}


def test_a_mode_belongs_to_its_type() -> None:
    mention = only(modes=["restrict", "riot", "restrict", 5])
    assert mention.modes == ("restrict",)
    assert "no mode of COERCE" in why(mention)["modes"]


@pytest.mark.parametrize(
    ("type", "about", "kept"),
    [
        ("AGREE", "CONSULT", "CONSULT"),
        ("THREATEN", "ASSAULT", "ASSAULT"),
        ("COERCE", "CONSULT", ""),
        ("REQUEST", "PEACE", ""),
    ],
)
def test_only_some_types_are_about_another(type: str, about: str, kept: str) -> None:
    mention = only(type=type, about=about, modes=[])
    assert mention.about == kept
    assert ("about" in why(mention)) == (not kept)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2021", "2021"),
        ("2021-09", "2021-09"),
        ("2021-09-20/2021-09-24", "2021-09-20/2021-09-24"),
        ("2021-09/2021-08", None),
        ("2021-02-30", None),
        ("2021-9-1", None),
        ("last week", None),
        ("2021-09-24T10:00", None),
        ("2021/", None),
    ],
)
def test_a_day_is_one_of_the_calendar(value: str, day: str | None) -> None:
    mention = only(date=words(2, "On Friday", value=value))
    assert mention.date == day
    assert mention.date_span is not None
    assert ("date.value" in why(mention)) == (day is None)


def test_no_day_without_words_for_it() -> None:
    mention = only(date=words(2, "last month", value="2021-08"))
    assert (mention.date, mention.date_span) == (None, None)
    assert "'last month' is not in the text" in why(mention)["date"]


@pytest.mark.parametrize(
    ("low", "high", "count"),
    [
        (2, 2, Count(low=2, high=2)),
        (2, None, Count(low=2, high=None)),
        (3, 2, None),
        (-1, 2, None),
        ("2", 2, None),
        (True, True, None),
        (2.5, 3, None),
        (0, 0, None),
    ],
)
def test_a_count_is_of_whole_people_lowest_first(low: Any, high: Any, count: Count | None) -> None:
    mention = only(killed=words(2, "two people", low=low, high=high))
    assert mention.killed == count
    assert ("killed" in why(mention)) == (count is None)


def test_a_count_without_words_is_none() -> None:
    mention = only(injured=words(2, "dozens", low=24, high=None))
    assert mention.injured is None
    assert "injured" in why(mention)


def test_people_places_and_gear_that_the_page_does_not_name_are_left_out() -> None:
    mention = only(
        actors=[words(2, "the Dravian army", refers_to=None), words(2, "General Kolt", refers_to=None)],
        recipients=[words(2, "drivers", refers_to=None)],
        place=[words(2, "Port Selm"), words(2, "Orla"), words(2, "Orla")],
        equipment=[words(2, "tanks", kind="armour")],
        also_told=[words(4, "the blockade"), words(2, "closed")],
    )
    assert [e.text for e in mention.actors] == ["the Dravian army"]
    assert (mention.recipients, mention.equipment, mention.also_told) == ((), (), ())
    assert [p.text for p in mention.place] == ["Orla"]
    assert why(mention).keys() == {"actors", "recipients", "place", "equipment", "also_told"}


def test_equipment_has_one_of_the_kinds() -> None:
    given = document("Raid", ["Drones and tanks struck the port."])
    struck = act(
        type="ASSAULT",
        modes=[],
        trigger=words(2, "struck"),
        equipment=[words(2, "Drones", kind="drone"), words(2, "tanks", kind="tank")],
    )
    (mention,) = read(struck, given=given)
    assert isinstance(mention, Mention)
    assert [(e.text, e.kind) for e in mention.equipment] == [("Drones", "drone")]


def test_a_pronoun_points_to_what_it_stands_for() -> None:
    it = words(3, "It", refers_to=words(2, "the Dravian army"))
    mention = only(
        type="AGREE", modes=[], about="CONSULT", status="future", trigger=words(3, "will hold"), actors=[it]
    )
    (actor,) = mention.actors
    assert actor.refers_to is not None
    assert page().text[actor.refers_to.start : actor.refers_to.end] == "the Dravian army"


def test_a_pronoun_that_points_to_nothing_stands_alone() -> None:
    mention = only(actors=[words(3, "It", refers_to=words(2, "the navy"))])
    assert mention.actors[0].refers_to is None
    assert "actors.refers_to" in why(mention)


def test_a_trigger_quoted_from_the_sentence_beside_is_found_there() -> None:
    mention = only(trigger=words(3, "condemned"), type="ACCUSE", modes=["disapprove"])
    assert mention.sentence_text == "Norland's president condemned the closure."


def test_the_example_that_the_model_is_shown_passes_every_check() -> None:
    example = prompts().example
    given = document(example.sentences[0], example.sentences[1:], published=example.published)
    found = read(*json.loads(example.answer)["mentions"], given=given)
    told = [m for m in found if isinstance(m, Mention)]
    assert len(told) == len(found) == 3
    assert [why(mention) for mention in told] == [{}, {}, {}]
