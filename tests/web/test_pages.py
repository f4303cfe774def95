from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from tests.web.client import Client
from tests.web.crisis import BLOG, FOREIGN, WIRE, crisis_ledger, derived, event
from tests.web.fake import FakeLedger
from tocsin.model import Day, Document, Drop, Span
from tocsin.web import make_app, wording


class Reader(HTMLParser):
    """Collects a page's words and the attributes of its tags. deepest: of lists within lists."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.depth = self.deepest = 0
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.words.append(" " if tag in ("dt", "dd", "p", "div", "li", "section") else "")
        self.depth += tag == "ol"
        self.deepest = max(self.deepest, self.depth)

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "ol"

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))

    def attributes(self, tag: str, name: str) -> list[str]:
        return [value for t, attrs in self.tags if t == tag and (value := attrs.get(name)) is not None]


def read(client: Client, path: str) -> Reader:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Reader(answer.text)


def test_a_long_timeline_says_how_many_of_its_days_are_drawn() -> None:
    ledger = crisis_ledger()
    found = ledger.derived()
    first = date(2020, 1, 1)
    days = tuple(
        Day(date=(first + timedelta(days=n)).isoformat(), index=float(n), events=()) for n in range(400)
    )
    situation = replace(found.situations[0], days=days)
    ledger.replace(replace(found, situations=(situation,)))
    page = read(Client(app=make_app(ledger)), wording.situation_path(situation.name))
    assert "The last 366 of 400 days." in page.text


def paths(ledger: FakeLedger) -> list[str]:
    found = ledger.derived()
    return [
        "/",
        "/feeds",
        *(wording.situation_path(s.name) for s in found.situations),
        *(wording.event_path(e) for e in found.events),
        *(wording.document_path(page) for page in ledger.kept),
    ]


def test_every_link_between_pages_leads_somewhere(client: Client, ledger: FakeLedger) -> None:
    links = {
        link.partition("#")[0]
        for path in paths(ledger)
        for link in read(client, path).attributes("a", "href")
        if link.startswith("/")
    }
    assert {link.split("/")[1] for link in links} == {"", "situation", "event", "document", "static"} | {
        "index.json",
        "feeds",
        "feeds.json",
    }
    assert [link for link in links if client.get(link).status_code != 200] == []


def test_every_page_names_its_twin_and_shows_it(client: Client, ledger: FakeLedger) -> None:
    for path in paths(ledger):
        page = read(client, path)
        twin = "/index.json" if path == "/" else f"{path}.json"
        assert twin in page.attributes("link", "href")
        assert twin in page.attributes("a", "href")


def test_no_page_has_a_style_or_a_script_of_its_own(client: Client, ledger: FakeLedger) -> None:
    for path in paths(ledger):
        page = read(client, path)
        assert all("src" in attrs for tag, attrs in page.tags if tag == "script")
        assert not [tag for tag, attrs in page.tags if tag == "style" or "style" in attrs]
        assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]


def test_a_twin_keeps_the_query(client: Client) -> None:
    page = read(client, "/situation/kosovo-plates?quad=3&type=")
    assert "/situation/kosovo-plates.json?quad=3&type=" in page.attributes("link", "href")


def test_the_first_page_lists_situations_alerts_and_counts(client: Client) -> None:
    text = read(client, "/").text
    assert "Kosovo licence plates" in text
    assert "No day with an event yet." in text
    assert "Index 16.8 → 24.6: army alert" in text
    assert "mentions 23" in text


def test_a_situation_shows_index_bells_dots_and_events(client: Client, ledger: FakeLedger) -> None:
    page = read(client, "/situation/kosovo-plates")
    dots = [a for a in page.attributes("circle", "class") if a.startswith("spot quad-")]
    assert len(dots) == sum(len(day.events) for day in ledger.derived().situations[0].days)
    assert page.attributes("a", "href").count("#alert-2021-09-26") == 1
    assert page.attributes("li", "id") == ["alert-2021-09-26", "alert-2021-09-25"]
    assert len(page.attributes("li", "data-event")) == 20
    assert "3 outlets, 1 origin" in page.text
    assert "It (Belgrade)" in page.text
    assert "nobody named → a civil registry" in page.text


def test_a_filtered_situation_says_how_much_of_it_is_shown(client: Client) -> None:
    page = read(client, "/situation/kosovo-plates?type=ASSAULT")
    assert len(page.attributes("li", "data-event")) == 3
    assert "Events 3 of 20" in page.text
    assert "No event passes these filters." in read(client, "/situation/kosovo-plates?type=AID").text


def test_a_quiet_situation_says_so(client: Client) -> None:
    text = read(client, "/situation/quiet-river").text
    assert "No day with an event yet." in text
    assert "No event has a place with coordinates." in text


def test_a_long_list_is_cut_and_shown_in_full_on_demand() -> None:
    ledger = crisis_ledger()
    mention = next(ledger.mentions())
    many = [event(replace(mention, id=f"{mention.id}-{n}")) for n in range(205)]
    ledger.replace(derived(many))
    client = Client(app=make_app(ledger))
    page = read(client, "/situation/kosovo-plates")
    assert len(page.attributes("li", "data-event")) == 200
    assert "Show all 205 events" in page.text
    (more,) = [link for link in page.attributes("a", "href") if "everything" in link]
    assert len(read(client, more).attributes("li", "data-event")) == 205


def test_an_event_shows_what_is_settled_and_why_the_rest_is_empty(client: Client, ledger: FakeLedger) -> None:
    hurt = next(e for e in ledger.derived().events if e.injured)
    text = read(client, wording.event_path(hurt)).text
    assert "Injured at least 3" in text
    assert "When empty: no words of the sentence date it" in text
    assert "Who empty: the passive names no agent" in text
    assert "Not told equipment, killed" in text


def test_an_event_shows_each_telling_with_its_chain_from_outside_in(client: Client) -> None:
    answer = client.get("/situation/kosovo-plates.json?status=future&type=AGREE").json()
    page = read(client, wording.event_path(answer["events"][0]["id"]))
    kinds = [a.split("kind-")[1] for a in page.attributes("li", "class") if "link kind-" in a]
    assert kinds == ["reposter", "agency", "anonymous"]
    assert "an officer who asked not to be named “citing” military" in page.text
    (link,) = [href for href in page.attributes("a", "href") if "#m-" in href]
    assert link.startswith(f"/document/{BLOG.page}?coder=rules%2F1#m-")
    anchor = link.partition("#")[2]
    assert anchor in read(client, link.partition("#")[0]).attributes("span", "id")


def test_a_document_lights_up_every_coded_word(client: Client, ledger: FakeLedger) -> None:
    page = read(client, wording.document_path(WIRE.page))
    lit = page.attributes("mark", "data-mentions")
    found = {m.id for m in ledger.mentions() if m.page == WIRE.page}
    assert {id for ids in lit for id in ids.split()} == found
    assert {f"m-{id}" for id in found} <= set(page.attributes("span", "id"))
    assert "who does it: MOBILIZE (patrolled)" in page.attributes("mark", "title")


@pytest.mark.parametrize("document", [WIRE, BLOG])
def test_a_document_shows_all_of_its_text_chrome_and_forms_folded(client: Client, document: Document) -> None:
    page = read(client, wording.document_path(document.page))
    for block in document.blocks:
        words = document.text[block.span.start : block.span.end]
        assert re.sub(r"\s+", " ", words) in page.text
    folded = sum(block.kind in ("chrome", "form", "comment_meta") for block in document.blocks)
    assert len([tag for tag, _ in page.tags if tag == "details"]) == folded


def test_a_document_shows_its_comments_as_a_tree(client: Client) -> None:
    page = read(client, wording.document_path(BLOG.page))
    assert page.deepest == 3
    assert "marginalia 27 Sep 2021, 11:02 +02:00 2 likes" in page.text
    assert "unknown author 27 Sep 2021, 11:40 +02:00 1 like" in page.text
    assert "The reply form is open on marginalia." in page.text


def test_a_document_that_was_not_coded_says_why(client: Client) -> None:
    text = read(client, wording.document_path(FOREIGN.page)).text
    assert "Not coded, because language sr is not coded yet." in text
    assert "Fault in parse: two <body> elements; the first was used." in text


def test_nothing_that_a_page_says_breaks_out(hostile_client: Client, hostile: FakeLedger) -> None:
    for path in paths(hostile):
        page = read(hostile_client, path)
        assert "<script>alert(1)</script>" in page.text
        assert "{{ 7*7 }}" in page.text
        assert all(src.startswith("/static/") for src in page.attributes("script", "src"))
        assert all("src" in attrs for tag, attrs in page.tags if tag == "script")
        assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
        assert not [href for href in page.attributes("a", "href") if not href.startswith(("/", "#", "?"))]


def test_the_page_itself_is_linked_without_telling_it_from_where(client: Client) -> None:
    page = read(client, wording.document_path(BLOG.page))
    (attrs,) = [a for tag, a in page.tags if tag == "a" and a.get("href") == BLOG.url]
    assert attrs["rel"] == "noreferrer nofollow"


def test_what_a_coder_left_out_is_listed_with_its_words() -> None:
    ledger = crisis_ledger()
    start = WIRE.text.index("would not tolerate")
    ledger.left_out[WIRE.page] = [Drop(stage="code", reason="a wish", span=Span(start=start, end=start + 5))]
    page = read(Client(app=make_app(ledger)), wording.document_path(WIRE.page))
    assert "Left out on purpose: 1 “would”: a wish" in page.text
    assert "notice" not in page.attributes("section", "class")
