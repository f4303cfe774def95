"""The outer links of a chain from a document's credits."""

from __future__ import annotations

from tests.factories import document
from tocsin.attribute.page_links import page_links
from tocsin.model import Credit, Document


def _links(page: Document) -> list[tuple[str, str, str]]:
    return [(link.kind, link.name, link.cue) for link in page_links(page)]


def _credited(*credits: Credit, outlet: str = "Lenn Courier") -> Document:
    return document("Fire", outlet=outlet, credits=credits)


def test_where_the_text_stood_first_makes_the_page_a_reposter() -> None:
    page = _credited(Credit(kind="original", name="Northwire", cue="First published by"))
    assert _links(page) == [("reposter", "Lenn Courier", ""), ("outlet", "Northwire", "First published by")]


def test_a_picture_s_credit_is_no_link() -> None:
    assert _links(_credited(Credit(kind="photo", name="Reuters"))) == [("outlet", "Lenn Courier", "")]


def test_an_agency_in_the_author_s_place_is_a_link_and_a_newsroom_is_none() -> None:
    page = _credited(Credit(kind="byline", name="Lenn Newsroom"), Credit(kind="byline", name="AFP"))
    assert _links(page) == [("outlet", "Lenn Courier", ""), ("agency", "AFP", "")]


def test_the_dateline_goes_before_the_byline() -> None:
    page = _credited(
        Credit(kind="byline", name="AFP"), Credit(kind="dateline", name="Reuters", cue="(Reuters) -")
    )
    assert _links(page)[-1] == ("agency", "Reuters", "(Reuters) -")


def test_a_link_keeps_the_place_of_its_credit() -> None:
    page = document("Fire", ["Rebels attacked."], credit="(c) Northwire")
    found = page_links(page)[-1]
    assert found.span is not None
    assert page.text[found.span.start : found.span.end] == "Northwire"


def test_a_page_without_a_name() -> None:
    assert _links(document("Fire")) == [("outlet", "", "")]
