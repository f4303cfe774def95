from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tocsin.parse.comment_times import day_comes_first, tells_time, time_in, time_of


def _nodes(*texts: str) -> list[LexborNode]:
    return LexborHTMLParser("".join(f"<p>{text}</p>" for text in texts)).css("p")


@pytest.mark.parametrize(
    ("html", "time"),
    [
        ('<i title="2 September 2020 22:11">2 hours ago</i>', "2020-09-02T22:11"),
        ('<i datetime="2020-09-02">2 September 2020, 10:11 pm</i>', "2020-09-02T22:11"),
        ('<i datetime="2020-09-02T20:11:00Z">2 September 2020</i>', "2020-09-02T20:11:00+00:00"),
        ("<i>2 hours ago</i>", None),
        ("<i>03/04/2020</i>", None),
    ],
)
def test_the_machine_s_time_or_the_fuller_one(html: str, time: str | None) -> None:
    assert time_of(LexborHTMLParser(html).css_first("i")) == time


def test_a_thread_tells_how_its_dates_are_written() -> None:
    assert day_comes_first(_nodes("03/04/2020", "23/04/2020")) is True
    assert day_comes_first(_nodes("03/04/2020", "04/23/2020")) is False
    assert day_comes_first(_nodes("03/04/2020", "04/05/2020")) is None
    assert day_comes_first(_nodes("23/04/2020", "04/23/2020")) is None


def test_dates_whose_day_and_month_the_thread_tells() -> None:
    assert time_in("3/4/2020 at 9:05 pm", day_first=True) == "2020-04-03T21:05"
    assert time_in("3/4/2020 at 9:05 pm", day_first=False) == "2020-03-04T21:05"
    assert time_in("3/4/2020 at 9:05 pm") is None
    assert time_in("17.07, 2011 @ 13:04") == "2011-07-17T13:04"
    assert tells_time(_nodes("3/4/2020")[0])
    assert not tells_time(_nodes("Ann Low")[0])
