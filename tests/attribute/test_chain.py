"""The chain of sources, from the page outwards in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.factories import document, entity, mention
from tocsin.attribute import make_attribute
from tocsin.config import Config
from tocsin.model import Block, Document, EventType, Mention, Span

attribute = make_attribute(Config())
Chain = list[tuple[str, str, str]]


def chain(d: Document, *mentions: Mention) -> list[Chain]:
    return [[(s.kind, s.name, s.cue) for s in m.sources] for m in attribute(d, mentions)]


def bare(d: Document, trigger: str, type: EventType = "ASSAULT", **rest: Any) -> Mention:
    return mention(d, trigger, type, sources=(), **rest)


def test_four_links_through_a_reposted_agency_report() -> None:
    d = document(
        "Tanks for Lenn",
        ["Interfax reports, citing a source in naval circles, that the fleet will leave Lenn in May."],
        credit="(c) Northwire",
    )
    assert chain(d, bare(d, "will leave", "RETREAT")) == [
        [
            ("reposter", "", ""),
            ("outlet", "Northwire", "(c)"),
            ("agency", "Interfax", "reports"),
            ("anonymous", "a source in naval circles", "citing"),
        ]
    ]


def test_page_of_its_own() -> None:
    d = document("Fire", ["Rebels attacked the depot."], outlet="Lenn Courier")
    assert chain(d, bare(d, "attacked")) == [[("outlet", "Lenn Courier", "")]]


def test_credit_to_the_page_itself_is_no_repost() -> None:
    d = document("Fire", ["Rebels attacked the depot."], outlet="Lenn Courier", credit="© 2021 Lenn Courier")
    assert chain(d, bare(d, "attacked")) == [[("outlet", "Lenn Courier", "©")]]


def test_imprint_with_a_year_is_the_site_s_own() -> None:
    d = document("Fire", ["Rebels attacked the depot."], credit="© 2021 Lenn Courier. All rights reserved.")
    assert chain(d, bare(d, "attacked")) == [[("outlet", "", "")]]


def test_picture_credit_is_not_the_text_s() -> None:
    d = document("Fire", ["Rebels attacked the depot."], outlet="Lenn Courier", credit="Photo: (c) Northwire")
    assert chain(d, bare(d, "attacked")) == [[("outlet", "Lenn Courier", "")]]


def test_dateline_of_an_agency() -> None:
    body = ["LENN, May 3 (Reuters) - Rebels attacked the depot, the army said."]
    own = document("Fire", body, outlet="Reuters")
    other = document("Fire", body, outlet="Lenn Courier")
    army = ("organisation", "the army", "said")
    assert chain(own, bare(own, "attacked")) == [[("outlet", "Reuters", "(Reuters) -"), army]]
    assert chain(other, bare(other, "attacked")) == [
        [("outlet", "Lenn Courier", ""), ("agency", "Reuters", "(Reuters) -"), army]
    ]


def test_agency_that_was_told_stands_outside_the_speaker() -> None:
    d = document(
        "Raid", ["Governor Ilja Brenn told TASS that gunmen had stormed the town hall."], outlet="Courier"
    )
    assert chain(d, bare(d, "stormed")) == [
        [("outlet", "Courier", ""), ("agency", "TASS", "told"), ("person", "Governor Ilja Brenn", "told")]
    ]


def test_report_and_its_author_are_two_links() -> None:
    d = document(
        "Raid", ["Soldiers shot at the bus, according to a report by the Brenn Institute."], outlet="Courier"
    )
    assert chain(d, bare(d, "shot")) == [
        [
            ("outlet", "Courier", ""),
            ("document", "a report", "according to"),
            ("organisation", "the Brenn Institute", "by"),
        ]
    ]


def test_speaker_of_a_verbal_act_is_not_its_source() -> None:
    d = document("Talks", ["President Mara Koll said she would accept the offer."], outlet="Courier")
    spoken = bare(d, "would accept", "AGREE", actors=[entity("President Mara Koll")])
    done = bare(d, "would accept", "RETREAT", actors=[entity("President Mara Koll")])
    assert chain(d, spoken, done) == [
        [("outlet", "Courier", "")],
        [("outlet", "Courier", ""), ("person", "President Mara Koll", "said")],
    ]


def test_pronoun_is_led_back_to_the_name() -> None:
    d = document(
        "Talks",
        ["Councillor Jon Abel said the mine was open.", "He said villagers had blocked the road."],
        outlet="Courier",
    )
    link = attribute(d, [bare(d, "blocked", "PROTEST")])[0].sources[-1]
    assert (link.kind, link.name) == ("person", "Councillor Jon Abel")
    assert link.refers_to == Span(start=d.text.index("Councillor"), end=d.text.index(" said"))


def test_social_media_as_the_place_where_it_was_seen() -> None:
    d = document(
        "Border",
        ["Jets began to patrol the line, and videos of tanks moving north appeared on social media."],
        outlet="Courier",
    )
    page = ("outlet", "Courier", "")
    assert chain(d, bare(d, "patrol", "MOBILIZE"), bare(d, "moving", "MOBILIZE")) == [
        [page],
        [page, ("social", "social media", "appeared on")],
    ]


def test_another_telling_names_the_source() -> None:
    d = document("Rebels attack depot", ["Rebels stormed the depot, villagers said."], outlet="Courier")
    headline = bare(
        d, "attack", also_told=(Span(start=d.text.index("stormed"), end=d.text.index(" the depot,")),)
    )
    assert chain(d, headline)[0][-1] == ("anonymous", "villagers", "said")
    assert attribute(d, [headline])[0].sources[-1].role == "witness"


def test_comments_are_nobody_s_source() -> None:
    d = document(
        "Fire", ["Rebels attacked the depot."], outlet="Courier", comments=["TASS said rebels attacked it."]
    )
    assert chain(d, bare(d, "attacked")) == [[("outlet", "Courier", "")]]


def test_headline_with_the_speaker_last() -> None:
    d = document("Two bridges blown up, says ministry", ["It was night."], outlet="Courier")
    assert chain(d, bare(d, "blown up"))[0][-1] == ("organisation", "ministry", "says")


def test_chain_of_the_example_page() -> None:
    path = Path(__file__).parents[3] / "shared/gold/pages/dumps/kosovo_2021.txt"
    if not path.is_file():
        pytest.skip(f"the example page is not at {path}")
    text = path.read_text(encoding="utf-8")
    credit = text.index("(c) UAWire")
    blocks = (
        Block(kind="body", span=Span(start=0, end=credit)),
        Block(kind="credit", span=Span(start=credit, end=credit + 10)),
    )
    d = document(text=text, blocks=blocks)
    send = bare(d, "will send", "AGREE", actors=[entity("the Russian Defense Ministry")])
    visit, tanks = bare(d, "inspected", "CONSULT"), bare(d, "moving", "MOBILIZE")
    page = [("reposter", "", ""), ("outlet", "UAWire", "(c)")]
    source = ("anonymous", "a source in Russian military circles", "citing")
    assert chain(d, send, visit, tanks) == [
        [*page, ("agency", "TASS", "reports"), source],
        [*page, ("organisation", "the Serbian Defense Ministry", "According to")],
        [*page, ("social", "social networks", "appeared in")],
    ]
