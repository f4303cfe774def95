from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tocsin.code.same_act import join, names
from tocsin.code.telling import Telling
from tocsin.model import Count, Entity, Equipment, Place, Span

HEADLINE = "Serbia shells Kosovo"
BODY = "Serbian forces shelled Kosovo near Zvecan on Sunday and it fled."
LATER = "The shelling of Kosovo by Serbia near Jarinje on Monday went on and they fled."
TEXT = "\n".join([HEADLINE, BODY, LATER])


def span(words: str, number: int) -> Span:
    """The words in the line of that number."""
    line = sum(len(s) + 1 for s in TEXT.split("\n")[:number])
    start = TEXT.index(words, line)
    return Span(start=start, end=start + len(words))


def entity(words: str, number: int, refers: Span | None = None) -> Entity:
    return Entity(span=span(words, number), text=words, refers_to=refers)


def telling(number: int, trigger: str, actor: str = "", recipient: str = "", **fields: Any) -> Telling:
    given = Telling(
        number=number,
        title=number == 0,
        trigger=span(trigger, number),
        type="ASSAULT",
        status="actual",
        confidence=0.9,
        actors=(entity(actor, number),) if actor else (),
        recipients=(entity(recipient, number),) if recipient else (),
    )
    return replace(given, **fields)


def place(words: str, number: int) -> tuple[Place]:
    return (Place(span=span(words, number), text=words),)


IN_HEADLINE = telling(0, "shells", "Serbia", "Kosovo")
IN_BODY = telling(1, "shelled", "Serbian forces", "Kosovo")
IN_LATER = telling(2, "shelling", "Serbia", "Kosovo")


def test_headline_and_body_are_one_act_told_best_in_the_body() -> None:
    (joined,) = join([IN_HEADLINE, IN_BODY], TEXT)
    assert joined.trigger == IN_BODY.trigger
    assert joined.also_told == (IN_HEADLINE.trigger,)


def test_a_headline_may_announce_what_the_body_tells_as_done() -> None:
    (joined,) = join([replace(IN_HEADLINE, status="future"), IN_BODY], TEXT)
    assert joined.status == "actual"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"type": "ASSAULT"}, {"type": "COERCE"}),
        ({"status": "actual"}, {"status": "negated"}),
        ({"status": "actual"}, {"status": "future"}),
        ({"place": place("Zvecan", 1)}, {"place": place("Jarinje", 2)}),
        ({"date_text": "on sunday"}, {"date_text": "on monday"}),
        ({"date_text": "in early may"}, {"date_text": "in june"}),
        ({"killed": Count(low=2, high=2)}, {"killed": Count(low=3, high=3)}),
        ({"injured": Count(low=2, high=2)}, {"injured": Count(low=3, high=None)}),
        ({"actors": (entity("Kosovo", 1),)}, {"actors": (entity("Serbia", 2),)}),
        ({"recipients": (entity("Kosovo", 1),)}, {"recipients": (entity("Serbia", 2),)}),
    ],
)
def test_two_acts(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert len(join([IN_BODY, IN_LATER], TEXT)) == 1
    assert len(join([replace(IN_BODY, **one), replace(IN_LATER, **other)], TEXT)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"place": place("Zvecan", 1)}, {}),
        ({"date_text": "on sunday"}, {}),
        ({"date_text": "late on sunday"}, {"date_text": "sunday"}),
        ({"date_text": "on sunday"}, {"date_text": "the"}),
        ({"killed": Count(low=3, high=None)}, {"killed": Count(low=5, high=5)}),
    ],
)
def test_what_one_telling_leaves_open_speaks_not_against(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert len(join([replace(IN_BODY, **one), replace(IN_LATER, **other)], TEXT)) == 1


def test_tellings_of_one_sentence_are_never_one_act() -> None:
    assert len(join([IN_BODY, replace(IN_BODY, trigger=span("fled", 1))], TEXT)) == 2


def test_one_shared_side_is_enough_only_near_and_in_the_same_word() -> None:
    body = telling(1, "shelled", recipient="Kosovo")
    later = telling(2, "shelling", recipient="Kosovo")
    assert len(join([body, later], TEXT)) == 1
    assert len(join([body, replace(later, trigger=span("went", 2))], TEXT)) == 2
    assert len(join([body, replace(later, number=9)], TEXT)) == 2
    assert len(join([IN_BODY, replace(IN_LATER, number=9)], TEXT)) == 1


def test_the_same_dead_near_by_are_one_act() -> None:
    dead = Count(low=4, high=4)
    body, later = telling(1, "shelled", killed=dead), telling(2, "went", killed=dead)
    assert len(join([body, later], TEXT)) == 1
    assert len(join([body, replace(later, number=9)], TEXT)) == 2


def test_a_pronoun_counts_as_what_it_stands_for() -> None:
    pronoun = entity("it", 1, span("Kosovo", 1))
    assert names([pronoun], TEXT) == names([entity("Kosovo", 1)], TEXT)
    assert len(join([replace(IN_BODY, actors=(pronoun,)), IN_LATER], TEXT)) == 2


def test_a_pronoun_for_nobody_speaks_neither_for_nor_against() -> None:
    assert names([entity("it", 1)], TEXT) == set()
    body = replace(IN_BODY, actors=(entity("it", 1),))
    assert len(join([body, IN_LATER], TEXT)) == 1
    assert len(join([replace(body, recipients=(entity("it", 1),)), IN_LATER], TEXT)) == 2


def test_names_of_one_country_are_alike() -> None:
    assert names([entity("Serbia", 0)], TEXT) & names([entity("Serbian forces", 1)], TEXT)


def test_who_fits_not_all_is_another_act() -> None:
    """The headline fits both, but they do not fit each other."""
    body, later = (
        replace(IN_BODY, place=place("Zvecan", 1)),
        replace(IN_LATER, place=place("Jarinje", 2)),
    )
    first, second = join([IN_HEADLINE, body, later], TEXT)
    assert first.also_told == (IN_HEADLINE.trigger,)
    assert second.also_told == ()


def test_the_fullest_takes_over_what_it_lacks() -> None:
    gear = (Equipment(span=span("forces", 1), text="forces", kind="other"),)
    headline = replace(
        IN_HEADLINE, modes=("heavy-weapons",), killed=Count(low=2, high=2), contexts=("terror", "military")
    )
    body = replace(
        IN_BODY,
        contexts=("military",),
        place=place("Zvecan", 1),
        equipment=gear,
        date_span=span("on Sunday", 1),
    )
    later = telling(2, "shelling", "", "Kosovo", injured=Count(low=5, high=5), killed=Count(low=2, high=None))
    (joined,) = join([headline, body, later], TEXT)
    assert joined == replace(
        body,
        modes=headline.modes,
        contexts=("military", "terror"),
        killed=later.killed,
        injured=later.injured,
        also_told=(headline.trigger, later.trigger),
    )


def test_acts_are_in_text_order() -> None:
    protest = telling(0, "Kosovo", type="PROTEST")
    assert [t.type for t in join([IN_HEADLINE, protest, IN_BODY], TEXT)] == ["PROTEST", "ASSAULT"]
    assert join([], TEXT) == []


def party(words: str, text: str) -> set[str]:
    start = text.index(words)
    return names([Entity(span=Span(start=start, end=start + len(words)), text=words)], text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Korea", "South Korea"),
        ("President Vucic", "President Osmani"),
        ("United Nations", "the United States"),
        ("The Foreign Ministry of Serbia", "the Foreign Ministry of Kosovo"),
    ],
)
def test_names_that_share_a_common_word_are_two_parties(one: str, other: str) -> None:
    text = f"{one} accused\n{other} accused"
    assert party(one, text)
    assert party(other, text)
    assert not party(one, text) & party(other, text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Korea", "North Korean troops"),
        ("President Vucic", "Vucic's"),
        ("Serbia", "the Serbian army"),
    ],
)
def test_names_of_one_party_are_alike(one: str, other: str) -> None:
    text = f"{one} accused\n{other} accused"
    assert party(one, text) & party(other, text)


def test_without_a_name_the_last_word_counts() -> None:
    assert party("armed soldiers", "armed soldiers left") == party("The soldiers", "The soldiers left")
    assert party("the Foreign Ministry", "the Foreign Ministry left") == {"minis"}
