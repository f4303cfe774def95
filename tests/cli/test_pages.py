"""read, code, explain."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from tests.cli.conftest import Run

PAGE = """<!doctype html><html lang="en"><head><title>Police detain ten in Ravna - The Ravna Post</title>
<meta property="og:site_name" content="The Ravna Post">
<meta property="article:published_time" content="2021-09-27T10:00:00+02:00"></head>
<body><article><h1>Police detain ten in Ravna</h1>
<p>Serbian police arrested ten protesters in Novi Sad on Sunday, the Interior Ministry said in a statement to the press.</p>
<p>The government will send medical aid to Montenegro next week, according to Prime Minister Ana Brnabic, who spoke at length.</p>
</article></body></html>"""


def write_page(folder: Path, name: str = "page.html") -> Path:
    path = folder / name
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_read_writes_one_json_line_a_page(tocsin: Run, tmp_path: Path) -> None:
    write_page(tmp_path)
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(PAGE.replace("ten", "nine").encode()))
    ran = tocsin("read", "page.html", "b.html.gz")
    assert ran.code == 0
    first, second = ran.records()
    assert (first["page"], second["page"]) == ("page.html", "b.html.gz")
    assert first["title"] == "Police detain ten in Ravna"
    assert first["published"] == "2021-09-27T10:00:00+02:00"
    for block in first["blocks"]:
        assert first["text"][block["start"] : block["end"]] == block["text"]


def test_a_bad_page_is_named_and_the_rest_goes_on(tocsin: Run, tmp_path: Path) -> None:
    write_page(tmp_path)
    ran = tocsin("read", "nowhere.html", "page.html")
    assert ran.code == 1
    assert [record["page"] for record in ran.records()] == ["page.html"]
    assert "nowhere.html" in ran.err


def test_the_name_of_a_bad_page_is_said_once(tocsin: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    assert tocsin("read", "empty.html").err == "tocsin: empty.html is empty; there is nothing to read\n"


def test_half_a_surrogate_pair_in_a_script_of_the_page_harms_nobody(tocsin: Run, tmp_path: Path) -> None:
    stated = '{"@type": "NewsArticle", "author": {"name": "Ana \\ud83d Kos"}, "publisher": {"name": "Post \\udc00"}}'
    script = f'<script type="application/ld+json">{stated}</script></head>'
    (tmp_path / "page.html").write_text(PAGE.replace("</head>", script), encoding="utf-8")
    (page,) = tocsin("read", "page.html").records()
    assert page["authors"] == ["Ana ? Kos"]


def test_brackets_in_the_words_of_a_page_are_shown_as_they_are(tocsin: Run, tmp_path: Path) -> None:
    title = "[/b] Police [bold]detain[/bold] ten in Ravna"
    page = PAGE.replace("Police detain ten in Ravna", title)
    (tmp_path / "[x] page.html").write_text(page, encoding="utf-8")
    ran = tocsin("read", "[x] page.html", "--pretty")
    assert ran.code == 0
    assert ran.out.count(title) == 2


def test_nothing_to_read_says_what_to_do(tocsin: Run) -> None:
    ran = tocsin("read")
    assert (ran.code, ran.out) == (1, "")
    assert "name at least one file" in ran.err


def test_code_gives_mentions_whose_spans_fit_the_text_of_read(tocsin: Run, tmp_path: Path) -> None:
    write_page(tmp_path)
    (page,) = tocsin("read", "page.html").records()
    (coded,) = tocsin("code", "page.html").records()
    assert coded["id"] == "page"
    types = {mention["type"] for mention in coded["mentions"]}
    assert "COERCE" in types
    for mention in coded["mentions"]:
        start, end = mention["trigger"]
        assert page["text"][start:end] == mention["trigger_text"]


def test_code_text_is_all_body_and_published_anchors_it(tocsin: Run) -> None:
    sentence = "Serbian police arrested ten protesters in Novi Sad on Sunday."
    (coded,) = tocsin("code", "--text", sentence, "--published", "2021-09-27").records()
    (mention,) = coded["mentions"]
    assert (mention["type"], mention["date"], mention["status"]) == ("COERCE", "2021-09-26", "actual")
    assert mention["actors"][0]["country"] == "SRB"
    assert mention["told"] == "2021-09-27"


def test_a_wrong_date_is_refused(tocsin: Run) -> None:
    ran = tocsin("code", "--text", "x", "--published", "last week")
    assert ran.code == 1
    assert "--published" in ran.err


def test_code_batch_answers_in_order_and_names_what_it_cannot(tocsin: Run, tmp_path: Path) -> None:
    lines = [
        json.dumps(
            {"id": "a", "text": "Police arrested ten protesters in Novi Sad.", "published": "2021-09-27"}
        ),
        json.dumps({"id": "b"}),
        "not json",
        json.dumps({"id": "c", "text": "", "published": None, "language": None}),
        json.dumps({"id": "half \ud800", "text": "Talks went on.", "published": 2021}),
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = tocsin("code", "--batch", "in.jsonl")
    assert ran.code == 1
    first, second, third, fourth, fifth = answers = ran.records()
    assert [answer["id"] for answer in answers] == ["a", "b", None, "c", "half \ud800"]
    assert first["mentions"][0]["type"] == "COERCE"
    assert "no 'text'" in second["error"]
    assert "in.jsonl:3" in third["error"]
    assert fourth["mentions"] == []
    assert "published" in fifth["error"]


def test_code_batch_takes_a_language_with_its_country(tocsin: Run, tmp_path: Path) -> None:
    record = {"id": 1, "text": "Police arrested ten protesters in Novi Sad.", "language": "en-GB"}
    (tmp_path / "in.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (coded,) = tocsin("code", "--batch", "in.jsonl").records()
    assert [mention["type"] for mention in coded["mentions"]] == ["COERCE"]


def test_explain_says_why_and_why_not(tocsin: Run) -> None:
    coded = tocsin("explain", "Serbian police arrested ten protesters.", "--published", "2021-09-27")
    assert "COERCE" in coded.out
    assert "no date" in coded.out
    not_coded = tocsin("explain", "The award was lovely.")
    assert not_coded.out.startswith("not coded")
    assert tocsin("explain", " ").code == 1


def test_explain_as_json(tocsin: Run) -> None:
    (record,) = tocsin("explain", "Serbian police arrested ten protesters.", "--json").records()
    assert record["mentions"][0]["type"] == "COERCE"
    assert isinstance(record["drops"], list)


def test_control_characters_of_a_page_do_not_reach_the_terminal(tocsin: Run) -> None:
    ran = tocsin("explain", "Serbian police arrested \x1b[2J ten protesters.")
    assert "protesters" in ran.out
    assert "\x1b" not in ran.out


def test_code_takes_one_kind_of_input(tocsin: Run) -> None:
    ran = tocsin("code", "page.html", "--text", "x")
    assert ran.code == 1
    assert "not several" in ran.err
