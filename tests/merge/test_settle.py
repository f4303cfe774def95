"""What the mentions of one event say together."""

from __future__ import annotations

from typing import Any

from tests.factories import document, entity, mention, place
from tocsin.config import Config
from tocsin.merge import make_group
from tocsin.merge.origins import origins
from tocsin.merge.settle import HEADLINE, settle
from tocsin.model import Count, Equipment, Judgement, Mention, Source, Span

group = make_group(Config())
AGENCY = (Source(kind="outlet", name="Courier"), Source(kind="agency", name="TASS"))


def told(
    outlet: str = "Courier", day: str = "27", body: str = "Rebels attacked the depot.", **rest: Any
) -> Mention:
    return mention(document("Raid", [body], outlet=outlet, published=f"2021-09-{day}"), "attacked", **rest)


def test_event_of_one_mention() -> None:
    m = told(actors=[entity("Rebels", "LEN", "REB")], date="2021-09-26")
    event = settle([m])
    assert (event.id, event.type, event.status, event.date) == (m.id, "ASSAULT", "actual", "2021-09-26")
    assert event.mentions == (m.id,) and event.pages == (m.page,) and event.outlets == ("Courier",)
    assert event.headline == "Rebels attacked the depot." and event.killed is None and event.place == ()
    assert event.first_told == event.last_told == "2021-09-27"


def test_mentions_are_ordered_by_telling_and_the_id_is_the_smallest() -> None:
    late, early = told(day="29", id="a"), told("Mirror", "27", id="b")
    event = settle([late, early])
    assert event.mentions == ("b", "a") and event.id == "a"
    assert (event.first_told, event.last_told) == ("2021-09-27", "2021-09-29")


def test_status_is_the_one_told_last() -> None:
    assert settle([told(day="27", status="future"), told("Mirror", "28")]).status == "actual"
    assert (
        settle([told(day="27", status="hypothetical"), told("Mirror", "27", status="future")]).status
        == "future"
    )


def test_date_is_the_most_precise_that_most_agree_with() -> None:
    dates = ["2021-09", "2021-09-26", "2021-09-26", "2021-09-24"]
    event = settle([told(f"Outlet {n}", date=date) for n, date in enumerate(dates)])
    assert event.date == "2021-09-26"


def test_no_date_stays_none() -> None:
    event = settle([told(), told("Mirror")])
    assert event.date is None and event.date_approx is False


def test_implied_date_is_marked() -> None:
    assert settle([told(date="2021-09", date_approx=True)]).date_approx
    both = [told(date="2021-09", date_approx=True), told("Mirror", date="2021-09")]
    assert not settle(both).date_approx


def test_counts_run_from_the_lowest_to_the_highest() -> None:
    two, five, least = Count(low=2, high=2), Count(low=4, high=5), Count(low=3, high=None)
    assert settle([told(killed=two), told("Mirror", killed=five), told("Herald")]).killed == Count(
        low=2, high=5
    )
    assert settle([told(injured=least), told("Mirror", injured=two)]).injured == Count(low=2, high=None)
    assert settle([told(injured=least), told("Mirror", injured=five)]).injured == Count(low=3, high=5)


def test_parties_are_the_fullest_telling_s_and_what_others_add() -> None:
    body = "Rebels and the Orva militia attacked the depot of the army."
    army = [entity("the army", "DRV", "MIL")]
    full = told(body=body, actors=[entity("Rebels", "LEN", "REB"), entity("the Orva militia", "LEN", "UAF")])
    bare = told("Mirror", body=body, actors=[entity("Rebels")], recipients=army)
    event = settle([bare, full])
    assert [e.text for e in event.actors] == ["Rebels", "the Orva militia"]
    assert [e.text for e in event.recipients] == ["the army"]


def test_place_is_the_most_precise() -> None:
    body = "Rebels attacked the depot at Lenn in Dravia."
    wide = told(body=body, places=[place("Dravia", "DRV", precision="country")])
    town = told("Mirror", body=body, places=[place("Lenn", "DRV", 1.0, 2.0, precision="town")])
    assert [p.text for p in settle([wide, town]).place] == ["Lenn"]


def test_equipment_is_listed_once() -> None:
    drone = Equipment(span=Span(start=0, end=5), text="drones", kind="drone")
    assert settle([told(equipment=(drone,)), told("Mirror", equipment=(drone,))]).equipment == (drone,)


def test_headline_is_the_fullest_sentence_and_is_cut_at_a_word() -> None:
    long = "Rebels attacked the depot " + "and the old road behind the mill " * 10 + "on Sunday."
    full = told("Mirror", body=long, date="2021-09-26", actors=[entity("Rebels", "LEN")])
    line = settle([told(), full]).headline
    assert (
        line.startswith("Rebels attacked the depot and") and line.endswith("…") and len(line) <= HEADLINE + 1
    )


def test_headline_prefers_an_agency() -> None:
    other = told("Mirror", body="Gunmen attacked the depot at night.", sources=AGENCY)
    assert settle([told(), other]).headline == "Gunmen attacked the depot at night."


def test_outlets_are_their_own_origins() -> None:
    a, b = told(), told("Mirror", body="Overnight, gunmen attacked a depot in the hills above Lenn.")
    assert {o.name for o in origins([a, b])} == {"Courier", "Mirror"}


def test_one_agency_behind_two_outlets_is_one_origin() -> None:
    mirror = (Source(kind="reposter", name="Mirror"), Source(kind="agency", name="TASS"))
    a = told(sources=AGENCY)
    b = told("Mirror", body="Overnight, gunmen attacked a depot in the hills above Lenn.", sources=mirror)
    (origin,) = origins([a, b])
    assert (origin.name, origin.kind) == ("TASS", "agency") and len(origin.mentions) == 2


def test_unnamed_source_stands_with_its_teller() -> None:
    unnamed = (*AGENCY, Source(kind="anonymous", name="a source in the army"))
    (origin,) = origins(
        [told(sources=unnamed), told("Mirror", sources=AGENCY, body="In Lenn, men attacked a mill.")]
    )
    assert (origin.name, origin.kind) == ("TASS: a source in the army", "anonymous")


def test_person_under_a_longer_and_a_shorter_name_is_one_origin() -> None:
    page = Source(kind="outlet", name="Courier")
    long = told(sources=(page, Source(kind="person", name="Governor Ilja Brenn")))
    short = told(
        "Mirror", body="In Lenn, men attacked a mill.", sources=(page, Source(kind="person", name="Brenn"))
    )
    assert len(origins([long, short])) == 1


def test_copy_without_a_credit_is_no_origin() -> None:
    (origin,) = origins([told(sources=AGENCY, day="26"), told("Mirror")])
    assert origin.name == "TASS" and len(origin.mentions) == 2


def test_page_without_an_outlet_stands_for_itself() -> None:
    a = told("", page="one")
    b = told("", body="In Lenn, men attacked a mill.", page="two")
    assert [(o.name, o.kind) for o in origins([a, b])] == [("", "outlet"), ("", "outlet")]


def test_stage_gives_events_in_the_order_of_ids() -> None:
    a, b, c = told(id="a"), told("Mirror", id="b"), told("Herald", id="c")
    same = Judgement(left="a", right="c", verdict="same", score=1.0, by="ana")
    assert [e.mentions for e in group([c, b, a], [same])] == [("a", "c"), ("b",)]
    assert group([], []) == ()


def test_headline_begins_after_the_dateline() -> None:
    m = told(body="PORT LENN (Courier Wire) — Rebels attacked the depot.")
    assert settle([m]).headline == "Rebels attacked the depot."
