from __future__ import annotations

import pytest

from tests.web.crisis import BLOG
from tests.web.fake import FakeLedger
from tocsin.model import Count
from tocsin.web import wording


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        ("2021-09-27", "27 Sep 2021"),
        ("2021-10", "Oct 2021"),
        ("2008", "2008"),
        ("2021-10-02/2021-10-16", "2 – 16 Oct 2021"),
        ("2021-09-26/2021-10-02", "26 Sep – 2 Oct 2021"),
        ("2021-12-31/2022-01-02", "31 Dec 2021 – 2 Jan 2022"),
        ("2021-09/2021-10", "Sep – Oct 2021"),
        ("2021-09-26/2021-09-26", "26 Sep 2021"),
        ("2021-09-26/2021-10", "26 Sep 2021 – Oct 2021"),
        ("soon", "soon"),
    ],
)
def test_dates_are_said_as_coarse_as_they_are(value: str | None, said: str) -> None:
    assert wording.say_date(value) == said


def test_a_date_that_was_implied_says_so() -> None:
    assert wording.say_date("2021-09", approx=True) == "about Sep 2021"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2021-09-27T08:10:00+02:00", "27 Sep 2021, 08:10 +02:00"),
        ("2021-09-27T08:10:00Z", "27 Sep 2021, 08:10 UTC"),
        ("2021-09-27T08:10", "27 Sep 2021, 08:10"),
        ("2021-09-27", "27 Sep 2021"),
        ("yesterday at noon", "yesterday at noon"),
        (None, ""),
    ],
)
def test_times_keep_their_zone(value: str | None, said: str) -> None:
    assert wording.say_time(value) == said


@pytest.mark.parametrize(("low", "high", "said"), [(3, 3, "3"), (3, 5, "3 to 5"), (3, None, "at least 3")])
def test_counts(low: int, high: int | None, said: str) -> None:
    assert wording.say_count(Count(low=low, high=high)) == said


@pytest.mark.parametrize(
    ("metres", "said"),
    [(500, "500 m"), (1500, "1.5 km"), (5000, "5 km"), (24_000, "24 km"), (210_000, "210 km")],
)
def test_radii(metres: int, said: str) -> None:
    assert wording.say_radius(metres) == said


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org/a", False),
        ("https:/nohost", False),
        ("http://[broken", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_linked(url: str, linked: bool) -> None:
    assert wording.web_address(url) == (url if linked else "")


def test_addresses_of_pages_escape_what_an_id_may_hold() -> None:
    assert wording.event_path("a/b #1?") == "/event/a%2Fb%20%231%3F"


def test_a_pronoun_is_said_with_the_words_it_stands_for(ledger: FakeLedger) -> None:
    asked = next(m for m in ledger.mentions() if m.type == "REQUEST" and m.page == BLOG.page)
    assert wording.meant(asked.actors[0], BLOG) == "Belgrade"
    assert wording.meant(asked.actors[0], None) == ""
    assert wording.meant(asked.recipients[0], BLOG) == ""


def test_types_and_sectors_are_explained_by_the_ontology() -> None:
    assert wording.quads() == {
        1: "verbal cooperation",
        2: "material cooperation",
        3: "verbal conflict",
        4: "material conflict",
    }
    assert wording.quad("PROTEST") == 4
    assert wording.quad("NOT A TYPE") == 0
    assert wording.define_type("PROTEST").startswith("material conflict. ")
    assert wording.define_mode("PROTEST", "obstruct")
    assert wording.define("GOV")
    assert wording.define("XYZ") == ""
