from __future__ import annotations

import pytest

from tocsin.parse.dates import from_attribute, from_text


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("Published 26 September 2021 14:05 CET", "2021-09-26T14:05+01:00"),
        ("June 20th, 2021 at 2:41 am", "2021-06-20T02:41"),
        ("Saturday, August 17, 2019, 12:19 pm", "2019-08-17T12:19"),
        ("12.30 a.m., 7 May 2021", "2021-05-07T00:30"),
        ("26. Mai 2008 um 21:07 Uhr", "2008-05-26T21:07"),
        ("06.01.2020 um 9:16", "2020-01-06T09:16"),
        ("Le 1er mars 2018 à 12h57", "2018-03-01T12:57"),
        ("12 de octubre de 2021", "2021-10-12"),
        ("25 мая 2024, 14:05 MSK", "2024-05-25T14:05+03:00"),
        ("26. septembar 2021. 14.05", "2021-09-26T14:05"),
        ("11:03 PM EST, November 18, 2019", "2019-11-18T23:03-05:00"),
        ("May 3, 2021 15:30 GMT+2", "2021-05-03T15:30+02:00"),
        ("2021-09-26 14:05", "2021-09-26T14:05"),
        ("18/10/2019", "2019-10-18"),
        ("10/18/2019", "2019-10-18"),
        ("03/03/2019", "2019-03-03"),
        ("2021 September 26", "2021-09-26"),
        ("2021. szeptember 26. 14:05", "2021-09-26T14:05"),
        ("2021年9月26日 14:05", "2021-09-26T14:05"),
        ("2021년 9월 26일", "2021-09-26"),
        ("2021.09.26 14:05", "2021-09-26T14:05"),
        ("2021/9/26", "2021-09-26"),
        ("٢٦ سبتمبر ٢٠٢١", "2021-09-26"),
        ("26. září 2021", "2021-09-26"),
        ("26 Σεπτεμβρίου 2021", "2021-09-26"),
    ],
)
def test_times_written_for_people(line: str, time: str) -> None:
    assert from_text(line) == time


@pytest.mark.parametrize(
    "line",
    [
        "07/05/2023",  # July or May
        "10 listopada 2021",  # October in Zagreb, November in Warsaw
        "31 February 2021",
        "Version 1.2021.09.26",
        "Jun 20th at 2:41 am",
        "3 hours ago",
        "In 2021 the 26 members met",
        "",
    ],
)
def test_what_is_ambiguous_or_not_there_stays_unread(line: str) -> None:
    assert from_text(line) is None


def test_a_clock_far_from_the_date_belongs_to_something_else() -> None:
    assert (
        from_text("26 September 2021, when the doors of the old town hall open for all again at 14:05")
        == "2021-09-26"
    )


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("2021-09-26T14:05:07.123Z", "2021-09-26T14:05:07+00:00"),
        ("2021-09-26T14:05:00+0200", "2021-09-26T14:05:00+02:00"),
        ("2021-09-26T14:05+02", "2021-09-26T14:05+02:00"),
        ("2021-09-26", "2021-09-26"),
        ("2021-09-26T99:05", "2021-09-26"),
        ("Sun, 26 Sep 2021 14:05:00 GMT", "2021-09-26T14:05:00+00:00"),
        ("September 26, 2021", "2021-09-26"),
        ("2021-13-40", None),
        ("1632664800", None),
    ],
)
def test_times_written_for_machines(value: str, time: str | None) -> None:
    assert from_attribute(value) == time
