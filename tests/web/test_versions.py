"""Pages that were edited: which version is shown, and what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.web.client import Client
from tests.web.edited import FIRST, SECOND, THIRD, edited_ledger, sent
from tests.web.fake import FakeLedger
from tests.web.test_pages import read
from tocsin.web import make_app, wording
from tocsin.web.views import document_view, event_view


@pytest.fixture(scope="module")
def edited() -> FakeLedger:
    return edited_ledger(datetime(2026, 3, 9, 12, tzinfo=UTC))


@pytest.fixture(scope="module")
def pages(edited: FakeLedger) -> Client:
    return Client(app=make_app(edited))


def test_a_version_says_which_it_is_and_what_changed(pages: Client) -> None:
    page = read(pages, wording.document_path(SECOND.page))
    assert "Version 2 of 3" in page.text
    assert "This is not the newest version: events come from version 3." in page.text
    assert "2 sentences changed, 1 sentence added, 1 sentence removed" in page.text
    assert "Convoy leaves for returns from the northern crossing" in page.text
    assert "2 sentences as before" in page.text
    links = page.attributes("a", "href")
    assert all(wording.document_path(document.page) in links for document in (FIRST, SECOND, THIRD))


def test_the_words_that_went_and_came_are_marked(pages: Client) -> None:
    html = pages.get(wording.document_path(SECOND.page)).text
    assert "sent <del>two</del> <ins>four</ins> vehicles" in html
    assert "<del>A spokesman gave no reason.</del>" in html


def test_a_version_with_new_comments_alone(pages: Client) -> None:
    text = read(pages, wording.document_path(THIRD.page)).text
    assert "The article did not change. Comments: 1 came, 0 went." in text
    assert "not the newest" not in text


def test_the_first_version_is_compared_with_none(pages: Client) -> None:
    text = read(pages, wording.document_path(FIRST.page)).text
    assert "Version 1 of 3" in text
    assert "What changed" not in text


def test_a_document_that_never_changed_says_nothing_of_versions(client: Client, ledger: FakeLedger) -> None:
    page = next(iter(ledger.kept))
    assert "Version" not in read(client, wording.document_path(page)).text


def test_the_twin_has_it(pages: Client) -> None:
    record = pages.get(f"{wording.document_path(SECOND.page)}.json").json()
    assert record["version"] == 2
    assert [version["page"] for version in record["versions"]] == [FIRST.page, SECOND.page, THIRD.page]
    assert pages.get(record["versions"][0]["href"]).json()["difference"] is None
    difference = record["difference"]
    assert (difference["before"], difference["after"]) == (FIRST.page, SECOND.page)
    assert [change["kind"] for change in difference["changes"]] == ["changed", "changed", "removed", "added"]


def test_an_event_is_found_by_the_mentions_of_older_versions(pages: Client, edited: FakeLedger) -> None:
    old, new = sent(FIRST), sent(THIRD)
    view = event_view(edited, old.id)
    assert view and view.event.id == new.id
    assert pages.get(wording.event_path(old.id)).status_code == 200
    assert view.outdated == frozenset()


def test_a_telling_that_is_no_longer_on_the_page_says_so(edited: FakeLedger) -> None:
    found = edited.derived()
    kept = replace(found.events[0], mentions=(sent(FIRST).id, sent(THIRD).id))
    ledger = edited_ledger(datetime(2026, 3, 9, 12, tzinfo=UTC))
    ledger.replace(replace(found, events=(kept,)))
    client = Client(app=make_app(ledger))
    assert read(client, wording.event_path(kept)).text.count("no longer on the page") == 1
    outdated = client.get(f"{wording.event_path(kept)}.json").json()["documents"]
    assert {document["page"]: document["outdated"] for document in outdated} == {
        FIRST.page: True,
        THIRD.page: False,
    }


def test_a_view_knows_its_place(edited: FakeLedger) -> None:
    view = document_view(edited, THIRD.page)
    assert view and view.difference
    assert (view.place, len(view.versions), view.difference.article_changed) == (2, 3, False)
