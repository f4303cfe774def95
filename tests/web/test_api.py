from __future__ import annotations

from typing import Any

from tests.web.client import Client
from tests.web.crisis import BLOG, FOREIGN
from tests.web.fake import FakeLedger
from tocsin.model import Event
from tocsin.records import decode, encode


def get(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.json()


def test_the_first_page_leads_to_every_situation(client: Client) -> None:
    record = get(client, "/index.json")
    assert record["counts"]["events"] == 20
    assert [s["name"] for s in record["situations"]] == ["kosovo-plates", "quiet-river"]
    assert len(record["situations"][0]["days"]) == 13
    for situation in record["situations"]:
        assert get(client, situation["href"])["name"] == situation["name"]


def test_a_situation_gives_its_events_in_full(client: Client, ledger: FakeLedger) -> None:
    record = get(client, "/situation/kosovo-plates.json")
    events = [decode(event, Event) for event in record["events"]]
    assert sorted(events, key=lambda e: e.id) == sorted(ledger.derived().events, key=lambda e: e.id)
    assert record["alerts"] == [encode(alert) for alert in ledger.derived().alerts]


def test_a_twin_is_filtered_like_its_page(client: Client) -> None:
    record = get(client, "/situation/kosovo-plates.json?quad=2&quad=1&status=actual")
    assert record["filters"] == {"quad": [1, 2], "type": None, "status": "actual"}
    assert {event["type"] for event in record["events"]} == {"AGREE", "CONSULT", "RETREAT"}


def test_the_map_is_geojson_with_the_events_of_each_place(client: Client) -> None:
    answer = client.get("/situation/kosovo-plates.geojson?type=PROTEST")
    assert answer.headers["content-type"] == "application/geo+json"
    (feature,) = answer.json()["features"]
    assert feature["geometry"]["type"] == "Polygon"
    assert feature["properties"]["name"] == "Brnjak"
    (event,) = feature["properties"]["events"]
    assert (event["quad"], event["when"]) == (4, "20 Sep 2021")
    assert client.get(event["href"]).status_code == 200


def test_an_event_gives_its_mentions_and_the_pages_that_tell_it(client: Client, ledger: FakeLedger) -> None:
    army = ledger.derived().events[0]
    record = get(client, f"/event/{army.id}.json")
    assert decode(record["event"], Event) == army
    assert [m["id"] for m in record["mentions"]] == list(army.mentions)
    assert [d["outlet"] for d in record["documents"]] == list(army.outlets)
    assert record["situations"] == ["kosovo-plates"]
    for document in record["documents"]:
        assert get(client, document["href"])["document"]["sha256"] == document["page"]


def test_a_document_gives_its_blocks_and_mentions(client: Client) -> None:
    record = get(client, f"/document/{BLOG.page}.json")
    assert record["document"]["text"] == BLOG.text
    assert [b["depth"] for b in record["document"]["blocks"] if b["kind"] == "comment"] == [1, 2, 3, 1]
    assert len(record["mentions"]) == 5
    assert set(record["events"]) == {m["id"] for m in record["mentions"]}


def test_a_document_tells_why_it_was_not_coded(client: Client) -> None:
    record = get(client, f"/document/{FOREIGN.page}.json")
    assert record["coder"] is None
    assert [drop["reason"] for drop in record["drops"]] == ["language sr is not coded yet"]
