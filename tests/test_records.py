"""Nouns to JSON and back, and the shapes that other programs rely on."""

from __future__ import annotations

import json

from tocsin.model import Block, Count, Document, Entity, Mention, Missing, Place, Source, Span
from tocsin.records import decode, dump, encode, mention_record, page_id, page_record


def a_mention() -> Mention:
    return Mention(
        id="m1",
        page="p1",
        type="ASSAULT",
        trigger=Span(start=4, end=9),
        trigger_text="hit",
        sentence=Span(start=0, end=20),
        sentence_text="They hit the bridge.",
        status="actual",
        coder="test/1",
        actors=(Entity(span=Span(start=0, end=4), text="They", refers_to=Span(start=40, end=50)),),
        place=(Place(span=Span(start=9, end=19), text="the bridge", lat=1.5, lon=2.0, radius_m=100),),
        killed=Count(low=3, high=None),
        sources=(Source(kind="outlet", name="Paper"),),
        also_told=(Span(start=60, end=62),),
        missing=(Missing(field="date", reason="no time is named"),),
    )


def test_every_field_survives_encoding() -> None:
    assert decode(encode(a_mention()), Mention) == a_mention()


def test_mention_record_has_the_gold_shape() -> None:
    record = mention_record(a_mention())
    assert record["trigger"] == [4, 9]
    assert record["killed"] == [3, None]
    assert record["actors"][0]["refers_to"] == [40, 50]
    assert record["also_told"] == [[60, 62]]
    assert record["sources"] == [
        {"kind": "outlet", "span": None, "name": "Paper", "cue": "", "role": "", "refers_to": None,
         "country": "", "sector": ""}
    ]  # fmt: skip


def test_page_record_counts_lines_of_plain_text_only() -> None:
    text = "Title\n\nBody one\nbody two"
    blocks = (
        Block(kind="title", span=Span(start=0, end=5)),
        Block(kind="body", span=Span(start=7, end=len(text))),
    )
    document = Document(
        page="0" * 64, name="a.txt", url="", media="text/plain", text=text, blocks=blocks, title="Title",
        authors=(), published=None,
    )  # fmt: skip
    record = page_record(document)
    assert [block["lines"] for block in record["blocks"]] == [[1, 1], [3, 4]]
    assert [record["text"][b["start"] : b["end"]] for b in record["blocks"]] == [
        b["text"] for b in record["blocks"]
    ]
    assert record["url"] is None
    assert record["language"] is None


def test_a_line_is_always_utf8_and_json() -> None:
    assert dump({"id": "Niš"}) == '{"id": "Niš"}'
    half = {"id": "Niš \ud83d"}
    assert json.loads(dump(half).encode("utf-8")) == half


def test_page_id_drops_suffixes_but_keeps_urls() -> None:
    assert page_id("story.html.gz") == "story"
    assert page_id("story.v2.txt") == "story.v2"
    assert page_id("https://example.org/story.html") == "https://example.org/story.html"
