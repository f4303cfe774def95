"""A page that was edited twice, and two feeds: one that was heard, one that was not always."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from tests.factories import event
from tests.web.fake import FakeLedger
from tests.web.telling import Part, Teller, document, part
from tocsin.model import Coding, Derived, Document, Mention, Page, Reading, Visit
from tocsin.stages import Version

TITLE = "Convoy leaves for the northern crossing"
KEPT = "Residents said that the road was open. Shops kept to their usual hours."
GOOD_FEED, BAD_FEED = "https://hilltop.example/rss.xml", "https://river.example/news-sitemap.xml"


def _document(name: str, title: str, *body: str, comments: tuple[str, ...] = ()) -> Document:
    parts = [part("title", title), *(part("body", text) for text in body)]
    parts += [Part(kind="comment", text=text, author="Reader", depth=1) for text in comments]
    return document(
        name, parts, outlet="Hilltop Herald", url="https://hilltop.example/convoy", published="2021-09-27"
    )


FIRST = _document(
    "convoy.html",
    TITLE,
    "The army sent two vehicles to the crossing at Jarinje on Monday. " + KEPT,
    "A spokesman gave no reason.",
    comments=("At last.",),
)
SECOND = _document(
    "convoy.html",
    "Convoy returns from the northern crossing",
    "The army sent four vehicles to the crossing at Jarinje on Monday and withdrew them by night. " + KEPT,
    "The ministry called it a drill.",
    comments=("At last.",),
)
THIRD = replace(
    _document(
        "convoy.html",
        "Convoy returns from the northern crossing",
        "The army sent four vehicles to the crossing at Jarinje on Monday and withdrew them by night. "
        + KEPT,
        "The ministry called it a drill.",
        comments=("At last.", "A drill, at night?"),
    ),
    updated="2021-09-27T22:00:00+02:00",
)


def sent(made: Document) -> Mention:
    """The army sends vehicles."""
    sentence = made.text[made.blocks[1].span.start :].partition(". ")[0] + "."
    return Teller(made).told("MOBILIZE", sentence, "sent", date="2021-09-27")


def edited_ledger(now: datetime) -> FakeLedger:
    """The three versions, an event of the newest, and a week of visits until `now`."""
    ledger = FakeLedger()
    for made in (FIRST, SECOND, THIRD):
        ledger.append(
            Reading(page=_page(made), document=made, coder="rules/1", coding=Coding(mentions=(sent(made),)))
        )
        ledger.heirs[sent(made).id] = sent(THIRD).id
    times = [f"2021-09-27T{hour:02}:30:00+00:00" for hour in (8, 14, 20)]
    pages = (FIRST.page, SECOND.page, THIRD.page)
    ledger.families.append(
        tuple(Version(page=page, first=time, last=time) for page, time in zip(pages, times, strict=True))
    )
    told = event(sent(THIRD).id, "MOBILIZE", pages=(THIRD.page,), outlets=("Hilltop Herald",))
    ledger.replace(Derived(events=(told,)))
    for hours in range(24 * 6, 0, -1):
        ledger.visit(_visit(GOOD_FEED, now - timedelta(hours=hours), failed=False, new=hours % 9 == 0))
        if not 100 < hours < 120:
            failed = hours < 7 or 50 < hours < 60
            ledger.visit(
                _visit(BAD_FEED, now - timedelta(hours=hours), failed=failed, new=hours in (70, 71, 30))
            )
    return ledger


def _page(made: Document) -> Page:
    return Page(
        id=made.page, name=made.name, url=made.url, fetched="2021", media="text/html", charset="", body=b""
    )


def _visit(feed: str, at: datetime, *, failed: bool, new: bool) -> Visit:
    return Visit(
        feed=feed,
        at=at.isoformat(),
        outcome="failed" if failed else "changed" if new else "unchanged",
        entries=0 if failed else 20 * new,
        new=3 * new * (not failed),
        reason=f"{feed} cannot be fetched: connection refused; try again later" if failed else "",
    )
