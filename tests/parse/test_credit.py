from __future__ import annotations

from typing import Any

import pytest

from tests.factories import document
from tocsin.model import Block, BlockKind, Credit, Document, Span
from tocsin.parse.credit import find_credits, is_agency, is_credit, with_credits


@pytest.mark.parametrize(
    "line",
    [
        "(c) Harbour Wire",
        "© Harbour Wire",
        "Source: Harbour News Agency",
        "(Source: Harbour News)",
        "Originally published by The Lake Courier",
        "This article first appeared in The Lake Courier.",
        "Quelle: Hafenblatt",
        "Izvor: Lučke novosti",
        "Извор: Лучке новости",
        "Источник: Вести порта",
        "Burimi: Lajmet e Portit",
    ],
)
def test_credits(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "© 2021 Lake Courier",
        "© Lake Courier. All rights reserved.",
        "The source of the river is a spring behind the mill.",
        "Source: " + "a long explanation of where all of this comes from " * 4,
        "He wrote to the paper that first published it.",
    ],
)
def test_what_is_none(line: str) -> None:
    assert not is_credit(line)


def _page(*parts: tuple[BlockKind, str], **more: Any) -> list[tuple[str, str, str]]:
    """kind, name and cue of the credits of a page of these blocks; each name stands where its span says."""
    text = "\n\n".join(part for _, part in parts)
    blocks: list[Block] = []
    at = 0
    for kind, part in parts:
        blocks.append(Block(kind=kind, span=Span(start=at, end=at + len(part))))
        at += len(part) + 2
    found = find_credits(text, blocks, **more)
    assert [text[c.span.start : c.span.end] for c in found if c.span] == [c.name for c in found if c.span]
    return [(c.kind, c.name, c.cue) for c in found]


@pytest.mark.parametrize(
    ("opening", "name", "cue"),
    [
        ("LENN (Reuters) — The ferry sails.", "Reuters", "(Reuters) —"),
        ("(Reuters) - The ferry sails.", "Reuters", "(Reuters) -"),
        ("LENN, 27 September (Tanjug) - The ferry sails.", "Tanjug", "(Tanjug) -"),
        ("LENN. Sept 26 (Interfax-Ukraine) – The ferry sails.", "Interfax-Ukraine", "(Interfax-Ukraine) –"),
        ("Lenn (dpa/lnw) - Die Fähre fährt.", "dpa/lnw", "(dpa/lnw) -"),
        ("LENN, 3 mai (AFP) Le bac part.", "AFP", "(AFP)"),
        ("Lenn, 3 may (EFE).- El barco sale.", "EFE", "(EFE).-"),
        ("ЛЕНН, 27 сен - РИА Новости. Паром вышел.", "РИА Новости", "- РИА Новости."),
        ("ЛЕНН, 27 сентября. /ТАСС/. Паром вышел.", "ТАСС", "/ТАСС/."),
        ("LENN, Sept 27, Tanjug - The ferry sails.", "Tanjug", ", Tanjug -"),
        ("LENN (Skerry Wire) - The ferry sails.", "Skerry Wire", "(Skerry Wire) -"),
    ],
)
def test_agencies_in_datelines(opening: str, name: str, cue: str) -> None:
    assert _page(("title", "Ferry"), ("body", opening)) == [("dateline", name, cue)]


@pytest.mark.parametrize(
    "opening",
    [
        "The harbour (and the pier) - both old - were closed.",
        "The ferry, AP, was said to sail.",
        "The ferry (Skerry Star) sails.",
        "A long sentence about the harbour that goes on and on (Reuters) - until here.",
    ],
)
def test_no_dateline(opening: str) -> None:
    assert _page(("body", opening)) == []


@pytest.mark.parametrize(
    ("line", "kind", "name", "cue"),
    [
        ("(c) UAWire", "publisher", "UAWire", "(c)"),
        ("Source: Tanjug", "publisher", "Tanjug", "Source:"),
        ("Quelle: Hafenblatt, 3. Mai 2021", "publisher", "Hafenblatt", "Quelle:"),
        ("© 2021 Harbour Wire", "publisher", "Harbour Wire", "©"),
        ("This article was originally published by Harbour Wire on June 3, 2020.", "original", "Harbour Wire",
         "This article was originally published by"),
        ("Photo: (c) Harbour Wire", "photo", "Harbour Wire", "Photo: (c)"),
        ("(Reuters)", "byline", "Reuters", "(Reuters)"),
        ("(AFP) –", "byline", "AFP", "(AFP) –"),
        ("– Fena", "byline", "Fena", "– Fena"),
        ("(c) 2021 AFP", "publisher", "AFP", "(c)"),
        ("Copyright 2021 The Associated Press. All rights reserved.", "publisher", "The Associated Press", "Copyright"),
        ("Republished with permission from The Lake Courier.", "original", "The Lake Courier", "Republished with permission from"),
        ("Originally published on Harbour Wire under a CC licence.", "original", "Harbour Wire", "Originally published on"),
    ],
)  # fmt: skip
def test_credit_lines(line: str, kind: str, name: str, cue: str) -> None:
    assert _page(("body", "The ferry sails."), ("credit", line), outlet="Skerry") == [(kind, name, cue)]


@pytest.mark.parametrize(
    "line", ["© 2021 Harbour Wire. All rights reserved.", "© 2021 Harbour Wire", "With inputs from Reuters"]
)
def test_an_imprint_and_helpers_are_no_credit(line: str) -> None:
    assert _page(("body", "The ferry sails."), ("credit", line)) == []


def test_an_agency_s_imprint_on_its_own_site_is_no_credit() -> None:
    line = "© 2021 Reuters. All rights reserved."
    assert is_credit(line)
    assert _page(("body", "The ferry sails."), ("credit", line), outlet="Reuters") == []


@pytest.mark.parametrize("line", ["(Harbour)", "– at last", "(Reuters) said so", "Reuters"])
def test_a_line_that_is_no_agency_alone(line: str) -> None:
    assert not is_credit(line)


def test_a_source_far_above_the_end_is_that_of_a_box() -> None:
    body: list[tuple[BlockKind, str]] = [("body", "The ferry sails.")] * 4
    assert _page(("body", "It opens."), ("credit", "Source: Harbour office"), *body) == []


def test_agencies_that_sign_at_the_end() -> None:
    assert _page(("body", "The ferry sails. (dpa)")) == [("byline", "dpa", "(dpa)")]
    assert _page(("body", "The ferry sails. (APA/red, Foto: APA/Mira Tolland)")) == [
        ("byline", "APA", "(APA/red, Foto: APA/Mira Tolland)"),
        ("photo", "APA/Mira Tolland", "Foto:"),
    ]
    assert _page(("body", "The ferry sails (at last).")) == []


def test_agencies_in_bylines() -> None:
    stated = [Credit(kind="byline", name="Skerry Wire"), Credit(kind="byline", name="AFP")]
    found = _page(("byline", "By Mira Tolland and Jon Ek, Skerry Wire"), ("body", "Ferry."), stated=stated)
    assert found == [("byline", "AFP", ""), ("byline", "Skerry Wire", "")]


def test_pictures() -> None:
    captions = "The pier. Photo: Mira Tolland/Reuters\nBoats. Jon Ek/AFP\nA gull, AFP via Getty Images\nBild: dpa\nMore"
    names = ["Mira Tolland/Reuters", "Jon Ek/AFP", "AFP via Getty Images", "dpa"]
    found = _page(("title", "Ferry"), ("chrome", captions), ("body", "It sails."))
    assert [(kind, name) for kind, name, _ in found] == [("photo", name) for name in names]


def test_the_pictures_of_other_articles_are_none_of_this_one() -> None:
    below: list[tuple[BlockKind, str]] = [("comment", "Nice."), ("chrome", "Photo: Jon Ek")]
    assert _page(("body", "It sails."), *below) == []


def test_the_link_of_a_credit() -> None:
    html = (
        '<p>First published in <a class="x" href="https://wire.example/ferry">the <i>Harbour</i> Wire</a></p>'
    )
    line = document(credit="First published in the Harbour Wire")
    (found,) = with_credits(line, html).credits
    assert (found.kind, found.name, found.url) == (
        "original",
        "the Harbour Wire",
        "https://wire.example/ferry",
    )


def test_a_link_back_without_a_name_has_the_name_of_its_host() -> None:
    line = document(credit="Read the original article here")
    html = '<p>Read the original article <a href="https://www.wire.example/ferry">here</a></p>'
    assert with_credits(line, html).credits == (
        Credit(kind="original", name="wire.example", cue="Read the original article here", url="https://www.wire.example/ferry"),
    )  # fmt: skip
    assert with_credits(line, "").credits == ()


def test_a_page_without_credits_is_left_as_it_is() -> None:
    page: Document = document("Ferry", ["It sails."])
    assert with_credits(page, "") is page


def test_agencies_and_their_services() -> None:
    assert [is_agency(name) for name in ("Reuters", "dpa/lnw", "dpa-AFX", "AFP/Reuters")] == [True] * 4
    assert [is_agency(name) for name in ("Mira Tolland", "Harbour Wire", "at-home")] == [False] * 3
