"""The demo pages and the truth written about them agree with each other."""

from __future__ import annotations

import gzip
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tocsin.know.ontology import ontology
from tocsin.model import SourceKind, Status
from tocsin.run.local import watches
from tocsin.text import squeeze

DEMO = Path(__file__).parents[2] / "demo"
PAGES = DEMO / "pages"
MARK = "An invented outlet, written for the tocsin demo."
Record = dict[str, Any]

EXPECTED: Record = tomllib.loads((DEMO / "expected.toml").read_text(encoding="utf-8"))
PAGE_RECORDS: list[Record] = EXPECTED["page"]
EVENTS: list[Record] = EXPECTED["event"]
ACTS: list[tuple[str, Record]] = [(page["file"], act) for page in PAGE_RECORDS for act in page.get("act", [])]

each_page = pytest.mark.parametrize("page", PAGE_RECORDS, ids=[p["file"] for p in PAGE_RECORDS])
each_event = pytest.mark.parametrize("event", EVENTS, ids=[e["name"] for e in EVENTS])


@cache
def source(file: str) -> str:
    """The page as text of the file, unpacked and decoded."""
    data = (PAGES / file).read_bytes()
    data = gzip.decompress(data) if file.endswith(".gz") else data
    return data.decode("windows-1252" if b"charset=windows-1252" in data[:500] else "utf-8")


def tree(file: str) -> LexborHTMLParser:
    return LexborHTMLParser(source(file))


def is_text(file: str) -> bool:
    return file.endswith(".txt")


@cache
def visible(file: str) -> str:
    """All words that a reader sees."""
    return squeeze(source(file) if is_text(file) else text_of(tree(file).body))


@cache
def article(file: str) -> str:
    """The words above the reader comments, which is where every act must stand."""
    if is_text(file):
        return squeeze(source(file).split("\n(c) ")[0])
    parsed = tree(file)
    for comments in parsed.css("#comments, aside"):
        comments.decompose()
    return squeeze(text_of(parsed.body))


def text_of(node: LexborNode | None) -> str:
    assert node is not None
    return node.text(separator=" ")


def test_every_page_has_its_record_and_every_record_its_page() -> None:
    on_disk = {str(path.relative_to(PAGES)) for path in PAGES.rglob("*") if path.is_file()}
    assert sorted(page["file"] for page in PAGE_RECORDS) == sorted(on_disk)


def test_the_crisis_is_told_over_the_days_by_several_outlets() -> None:
    crisis = [page for page in PAGE_RECORDS if page.get("reason") != "no event"]
    assert len(PAGE_RECORDS) >= 18
    assert len(crisis) >= 14
    assert len({page["published"][:10] for page in crisis}) >= 8
    assert len({Path(page["file"]).parent for page in crisis}) >= 5
    assert len(PAGE_RECORDS) - len(crisis) >= 3


def test_what_makes_news_hard_is_there() -> None:
    acts = [act for _, act in ACTS]
    assert {act["status"] for act in acts} == set(get_args(Status))
    assert {"anonymous", "organisation", "person", "outlet"} <= {act["source"]["kind"] for act in acts}
    assert {tuple(act["injured"]) for act in acts if "injured" in act} == {(2, 2), (3,)}
    assert {page["reason"] for page in PAGE_RECORDS if not page["coded"]} == {"language", "no event"}
    comments = [comment for page in PAGE_RECORDS for comment in page["comments"]]
    assert sum(comment.get("false_event", False) for comment in comments) >= 3


@each_page
def test_page_says_that_its_outlet_is_invented(page: Record) -> None:
    assert MARK in visible(page["file"])


@each_page
def test_page_gives_what_is_expected_of_it(page: Record) -> None:
    words = visible(page["file"])
    assert page["title"] in words
    assert page["credit"] in words
    assert page.get("outlet", "") in words
    assert all(author in words for author in page.get("authors", []))
    if "reply_to" in page:
        assert f"Leave a Reply to {page['reply_to']} Cancel reply" in words
    assert page["coded"] == bool(page.get("act"))
    assert 150 <= len(re.findall(r"\w+", words)) <= 650


@each_page
def test_page_carries_its_time(page: Record) -> None:
    text, published = source(page["file"]), page["published"]
    day, _, clock = published.partition("T")
    long = {"09": "September", "10": "October"}[day[5:7]]
    shown = [published, f"{int(day[8:])} {long} {day[:4]}", f"{long} {int(day[8:])}, {day[:4]}"]
    assert any(words in text for words in shown)
    assert clock[:5] in text
    assert Path(page["file"]).name.startswith(day)


@each_page
def test_words_of_acts_stand_in_the_article(page: Record) -> None:
    words = article(page["file"])
    for act in page.get("act", []):
        spans = [act["trigger"], *act.get("also_told", ()), *act["actors"]]
        spans += [*act.get("recipients", ()), *act.get("place", ())]
        missing = [span for span in spans if span not in words]
        assert not missing


@each_page
def test_acts_are_of_the_ontology(page: Record) -> None:
    types = ontology().types
    for act in page.get("act", []):
        modes = {mode.mode for mode in types[act["type"]].modes}
        assert set(act.get("modes", ())) <= modes
        assert act["status"] in get_args(Status)
        assert act["source"]["kind"] in get_args(SourceKind)
        assert {*act.get("also_type", ()), act.get("about", act["type"])} <= types.keys()
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", act.get("date", "2021"))


@each_page
def test_sources_are_named_on_the_page_or_are_its_outlet(page: Record) -> None:
    for act in page.get("act", []):
        name = act["source"]["name"]
        credited = page["credit"].removeprefix("(c) ").removeprefix("Source: ")
        expected = credited or page.get("outlet")
        if act["source"]["kind"] == "outlet":
            assert name == expected
        else:
            assert name.casefold() in article(page["file"]).casefold()


def copies() -> list[Record]:
    return [page for page in PAGE_RECORDS if "copy_of" in page]


@pytest.mark.parametrize("page", copies(), ids=[p["file"] for p in copies()])
def test_copies_are_told_in_the_words_of_their_original(page: Record) -> None:
    original = {sentence.strip() for sentence in article(page["copy_of"]).split(". ")}
    copied = [sentence for sentence in original if sentence in article(page["file"])]
    assert len(copied) >= 4
    assert page["credit"]
    first = next(p for p in PAGE_RECORDS if p["file"] == page["copy_of"])
    assert first["published"] < page["published"]


def test_one_copy_is_verbatim_and_one_is_cut() -> None:
    original = "sundial-wire/2021-09-20-kosovo-special-police.html"
    paragraphs = [text_of(node) for node in tree(original).css("article > p:not([class])")]
    verbatim = visible("quince-blog/2021-09-21-kosovo-special-police.html")
    cut = visible("lipa-tv/2021-09-21-lorries-bar-roads.html")
    assert all(paragraph in verbatim for paragraph in paragraphs)
    assert 2 <= sum(paragraph in cut for paragraph in paragraphs) < len(paragraphs)


def blog_pages() -> list[Record]:
    return [page for page in PAGE_RECORDS if page["file"].startswith("quince-blog/")]


@pytest.mark.parametrize("page", blog_pages(), ids=[p["file"] for p in blog_pages()])
def test_wordpress_comments_are_as_expected(page: Record) -> None:
    items = tree(page["file"]).css("ol.comment-list li.comment")
    assert [wordpress_comment(item) for item in items] == [
        {key: comment.get(key) for key in ("id", "parent", "depth", "author", "time", "likes")}
        for comment in page["comments"]
    ]
    starts = [text_of(item.css_first(".comment-content > p")) for item in items]
    for start, comment in zip(starts, page["comments"], strict=True):
        assert start.startswith(comment["text_start"])


def wordpress_comment(item: LexborNode) -> Record:
    """Read straight from the markup of WordPress core and of Jetpack's likes."""
    above = item.parent.parent if item.parent and "children" in classes(item.parent) else None
    body = only(item, "article.comment-body")
    likes = body.css_first(".comment-likes .view-likers")
    time = only(body, ".comment-metadata time")
    return {
        "id": item.id,
        "parent": above.id if above else None,
        "depth": next(int(name[6:]) for name in classes(item) if name.startswith("depth-")),
        "author": only(body, ".comment-author.vcard .fn").text(),
        "time": time.attributes["datetime"],
        "likes": int(likes.text().split()[0]) if likes else None,
    }


def only(node: LexborNode, selector: str) -> LexborNode:
    found = node.css_first(selector)
    assert found is not None
    return found


def classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


@each_page
def test_comments_form_a_tree_in_page_order(page: Record) -> None:
    depths: dict[str, int] = {}
    for comment in page["comments"]:
        assert comment["depth"] == depths.get(comment.get("parent", ""), 0) + 1
        assert comment["text_start"] in visible(page["file"])
        depths[comment["id"]] = comment["depth"]
    assert len(depths) == len(page["comments"])


def test_indentation_and_likes_of_the_dump_are_those_of_the_record() -> None:
    page = next(p for p in PAGE_RECORDS if is_text(p["file"]) and p["comments"])
    thread = source(page["file"]).split("\n(c) ")[1].split("Leave a Reply")[0]
    first = re.compile(r"^( +)(?:\d+\.|•) ", re.MULTILINE)
    starts = list(first.finditer(thread))
    ends = [*(start.start() for start in starts[1:]), len(thread)]
    found: list[tuple[int, int | None, str]] = []
    for start, end in zip(starts, ends, strict=True):
        liked = re.search(r"Liked by (\d+) (?:people|person)", thread[start.end() : end])
        found.append((len(start[1]) // 2, int(liked[1]) if liked else None, thread[start.end() : end]))
    for (depth, likes, text), comment in zip(found, page["comments"], strict=True):
        assert (depth, likes) == (comment["depth"], comment.get("likes"))
        assert text.startswith(comment["text_start"])


def test_acts_name_listed_events_only() -> None:
    named = {act["event"] for _, act in ACTS if "event" in act}
    assert named == {event["name"] for event in EVENTS}
    assert len(EVENTS) >= 12


@each_event
def test_event_is_told_on_its_pages(event: Record) -> None:
    told = [(file, act) for file, act in ACTS if act.get("event") == event["name"]]
    assert sorted(file for file, _ in told) == sorted(event["pages"])
    assert {act["type"] for _, act in told} == {event["type"]}
    assert {act["status"] for _, act in told} == {event["status"]}
    assert {act.get("date") for _, act in told} == {event["date"]}


@each_event
def test_origins_of_event_are_the_roots_of_its_tellings(event: Record) -> None:
    roots = {act["source"]["name"] for _, act in ACTS if act.get("event") == event["name"]}
    if event["origins"] == ["TASS"]:
        assert all("TASS" in article(file) for file in event["pages"])
    else:
        assert roots == set(event["origins"])
    assert len(event["origins"]) == len(set(event["origins"]))


@each_event
def test_event_counts_span_those_of_its_tellings(event: Record) -> None:
    counts = [act["injured"] for _, act in ACTS if act.get("event") == event["name"] and "injured" in act]
    assert event.get("injured") == ([min(count[0] for count in counts)] if counts else None)
    for file in event.get("denied_on", ()):
        denied = [act for page, act in ACTS if page == file and act["status"] == "negated"]
        assert any(act["type"] == event["type"] and act["date"] == event["date"] for act in denied)


def test_situations_span_the_days_of_the_pages() -> None:
    watched = watches(DEMO / "situations.toml")
    assert [watch.name for watch in watched] == ["kosovo-plates", "kfor"]
    days = sorted(page["published"][:10] for page in PAGE_RECORDS)
    for watch in watched:
        assert watch.start and watch.end
        assert watch.start <= days[0] and days[-1] <= watch.end
