"""Times: found in text, given values, and filled into mentions."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tocsin.model import Block, Document, Mention, Missing, Span, Status
from tocsin.resolve import when

DUMP = Path(__file__).parents[3] / "shared" / "gold" / "pages" / "dumps" / "kosovo_2021.txt"
MONDAY = "2021-09-27"


def values(text: str, anchor: str | None = MONDAY) -> list[tuple[str, str]]:
    return [(time.text, time.value) for time in when.find_times(text, anchor=anchor)]


def document(text: str, published: str | None = MONDAY, dateline: int = 0) -> Document:
    blocks = [Block(kind="body", span=Span(start=dateline, end=len(text)))]
    if dateline:
        blocks.insert(0, Block(kind="dateline", span=Span(start=0, end=dateline)))
    return Document(
        page="p",
        name="p",
        url="",
        media="text/plain",
        text=text,
        blocks=tuple(blocks),
        title="",
        authors=(),
        published=published,
    )


def mention(text: str, words: str | None, status: Status = "actual") -> Mention:
    start = text.index(words) if words else 0
    return Mention(
        id="m",
        page="p",
        type="MOBILIZE",
        trigger=Span(start=0, end=1),
        trigger_text=text[:1],
        sentence=Span(start=0, end=len(text)),
        sentence_text=text,
        status=status,
        coder="test",
        date_span=Span(start=start, end=start + len(words)) if words else None,
    )


def dated(text: str, words: str, status: Status = "actual", published: str | None = MONDAY) -> str | None:
    return when.fill(document(text, published), mention(text, words, status)).date


# --- values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("It began on 2021-09-20 at dawn.", "2021-09-20", "2021-09-20"),
        ("It began on September 20, 2021.", "September 20, 2021", "2021-09-20"),
        ("It began on Monday, 20 September 2021.", "Monday, 20 September 2021", "2021-09-20"),
        ("It began on Sept. 20.", "Sept. 20", "2021-09-20"),
        ("They split in February 2008.", "February 2008", "2008-02"),
        ("They split in 2008.", "2008", "2008"),
        ("It ended in the 1990s.", "the 1990s", "199"),
        ("They came yesterday.", "yesterday", "2021-09-26"),
        ("They leave tomorrow.", "tomorrow", "2021-09-28"),
        ("They came last week.", "last week", "2021-W38"),
        ("They came last month.", "last month", "2021-08"),
        ("They came two years ago.", "two years ago", "2019"),
        ("They came three days ago.", "three days ago", "2021-09-24"),
        ("He spoke on Tuesday night.", "Tuesday night", "2021-09-21TNI"),
        ("He spoke last Monday.", "last Monday", "2021-09-20"),
        ("They will meet next Monday.", "next Monday", "2021-10-04"),
        ("The drill will be held in October.", "October", "2021-10"),
        ("It rained in October.", "October", "2020-10"),
        ("The drill is scheduled for mid-October.", "mid-October", "2021-10"),
        ("It fell in the second quarter of 2020.", "the second quarter of 2020", "2020-Q2"),
        ("The war lasted three months.", "three months", "P3M"),
        ("The war lasted twenty-four hours.", "twenty-four hours", "PT24H"),
        ("The paper comes out every Thursday.", "every Thursday", "XXXX-WXX-4"),
        ("He arrived at 5 p.m. on Tuesday.", "5 p.m. on Tuesday", "2021-09-21T17:00"),
    ],
)
def test_value(text: str, surface: str, value: str):
    assert values(text) == [(surface, value)]


@pytest.mark.parametrize(
    "text",
    [
        "You may go, they march on.",
        "More than 2000 people came.",
        "It cost $1999.",
        "A 6-year-old was found.",
        "He fell by 1.2000 points.",
        "It was agreed on February 30, 2021.",
    ],
)
def test_no_time(text: str):
    assert [value for _, value in values(text) if value != "2021"] == []


def test_tense_of_the_words_around_decides():
    assert values("He said on Friday that it rained.") == [("Friday", "2021-09-24")]
    assert values("The court will rule on Friday.") == [("Friday", "2021-10-01")]


def test_without_an_anchor_relative_words_have_no_days():
    (time,) = when.find_times("They came on Friday.", anchor=None)
    assert (time.value, time.start, time.end) == ("XXXX-WXX-5", None, None)


def test_a_nonsense_anchor_is_none():
    (time,) = when.find_times("They came yesterday.", anchor="0001-01-01")
    assert time.start is None


def test_start_and_end_are_days():
    week, month = when.find_times("They came last week; in February 2008 they left.", anchor=MONDAY)
    assert (week.start, week.end) == ("2021-09-20", "2021-09-26")
    assert (month.start, month.end) == ("2008-02-01", "2008-02-29")


def test_spans_are_in_order_and_apart():
    text = "On Monday, Sept. 20, 2021, at 5 p.m., two days after the May 2020 vote, he left for three weeks."
    times = when.find_times(text, anchor=MONDAY)
    assert all(text[t.span.start : t.span.end] == t.text for t in times)
    assert all(a.span.end <= b.span.start for a, b in pairwise(times))
    assert len(times) >= 4


def test_record_has_the_shape_of_the_gold():
    (time,) = when.find_times("The talks are due in mid-October.", anchor=MONDAY)
    assert when.time_record(time) == {
        "start": 21,
        "end": 32,
        "surface": "mid-October",
        "type": "DATE",
        "value": "2021-10",
        "mod": "MID",
    }


# --- mentions ------------------------------------------------------------------------------------


def test_status_decides_between_last_and_next():
    text = "On Sunday the army moved."
    assert dated(text, "On Sunday", "actual") == "2021-09-26"
    assert dated(text, "On Sunday", "future") == "2021-10-03"


def test_the_day_of_publication_counts_for_past_and_future():
    text = "On Monday the army moved."
    assert dated(text, "Monday", "actual") == MONDAY
    assert dated(text, "Monday", "future") == MONDAY


def test_a_month_is_the_last_or_the_next_one():
    text = "The drill was in October."
    assert dated(text, "October", "future") == "2021-10"
    assert dated(text, "October", "historical") == "2020-10"


def test_what_is_over_lies_not_after_publication():
    assert dated("The deal was signed on December 3.", "December 3") == "2020-12-03"
    assert dated("The deal is signed on December 3.", "December 3", "future") == "2021-12-03"


def test_intervals():
    assert dated("They shelled the town last week.", "last week") == "2021-09-20/2021-09-26"
    assert dated("They shelled it this week.", "this week", published="2021-09-29") == "2021-09-27/2021-09-29"
    text = "They talked from Monday to Wednesday."
    assert dated(text, "from Monday to Wednesday", published="2021-09-30") == "2021-09-27/2021-09-29"


def test_the_narrowest_of_several_times():
    assert dated("On Sunday, in September 2021, it began.", "On Sunday, in September 2021") == "2021-09-26"


def test_an_undated_mention_says_why():
    text = "The army moved."
    filled = when.fill(document(text), mention(text, None))
    assert (filled.date, filled.missing) == (
        None,
        (Missing(field="date", reason="the text says no date for it"),),
    )


def test_without_publication_relative_words_stay_empty():
    text = "On Sunday the army moved."
    filled = when.fill(document(text, None), mention(text, "On Sunday"))
    assert filled.date is None
    assert filled.missing[0].reason == "no publication date to anchor on"
    text = "In February 2008 they split."
    assert dated(text, "February 2008", published=None) == "2008-02"


def test_a_dateline_anchors_where_publication_is_unknown():
    text = "PRISTINA, September 27, 2021 - On Sunday the army moved."
    filled = when.fill(document(text, None, dateline=30), mention(text, "On Sunday"))
    assert filled.date == "2021-09-26"


def test_a_duration_is_no_date():
    text = "They shelled it for three days."
    filled = when.fill(document(text), mention(text, "for three days"))
    assert filled.date is None
    assert "how long" in filled.missing[0].reason


def test_example_page():
    if not DUMP.is_file():
        pytest.skip("the example page is not here: ../shared/gold/pages/dumps/kosovo_2021.txt")
    got = values(DUMP.read_text(encoding="utf-8"))
    assert ("Sunday", "2021-09-26") in got
    assert ("mid-October", "2021-10") in got
    assert ("February 2008", "2008-02") in got


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The talks began in October.", "2020-10"),
        ("The talks will begin in October.", "2021-10"),
        ("Talks in mid-October", "2021-10"),
        ("Talks in August", "2021-08"),
    ],
)
def test_a_bare_month_follows_the_tense_and_without_one_is_the_nearest(text: str, value: str) -> None:
    (time,) = when.find_times(text, anchor="2021-09-27")
    assert time.value == value
