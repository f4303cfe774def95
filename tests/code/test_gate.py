from __future__ import annotations

import pytest

from tests.code.cases import coder, document
from tocsin.code.gate import topic_drops
from tocsin.code.paragraphs import Paragraph


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Three people were killed when a bus crash blocked the road.", "an accident"),
        ("A dog attacked two soldiers in Turin.", "an animal did it"),
        ("A dentist attacked his wife.", "a private quarrel"),
        ("Experts condemned the reform.", "opinion of an expert or outsider"),
        ("The reform was condemned.", "nobody is named who says it"),
        ("I reject the offer of the ministry.", "the writer speaks"),
        ("The murder of the mayor shocked the town.", "a deed named in passing"),
        ("The ministry gave money.", "nobody is named to whom it is done, as the type asks"),
    ],
)
def test_what_is_no_event(text: str, reason: str) -> None:
    coding = coder()(document(text))
    assert not coding.mentions
    assert reason in {d.reason for d in coding.drops}


def test_a_page_about_sport_is_of_sport_as_a_whole() -> None:
    texts = [
        "The striker scored a late goal for his club.",
        "The coach praised his midfielder after the match.",
        "The referee gave a penalty in the league game.",
        "Then the two sides clashed.",
    ]
    parts = [Paragraph(number=n, start=0, text=text, title=False) for n, text in enumerate(texts)]
    assert topic_drops(parts) == dict.fromkeys(range(4), "sport")
    assert topic_drops(parts[-1:]) == {}
