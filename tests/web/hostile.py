"""A ledger whose every string tries to break out of its place in the HTML."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.web.crisis import WIRE, event, reading
from tests.web.fake import FakeLedger
from tests.web.telling import Part, Teller, document, part
from tocsin.model import Alert, Day, Derived, Situation, Source, Visit


def hostile_ledger() -> FakeLedger:
    """A page whose every string tries to break out of its place in the HTML."""
    bad = "<script>alert(1)</script>\" onmouseover='alert(2)' {{ 7*7 }}"
    doc = document(
        f"{bad}.html",
        [
            part("title", bad),
            part("body", f"Mr {bad} attacked Ms {bad} today."),
            Part(kind="comment", text=bad, depth=1, author=bad, time=bad, likes=1),
        ],
        outlet=bad,
        url="javascript:alert(3)",
        authors=(bad,),
        published=bad,
    )
    t = Teller(doc, Source(kind="outlet", name=bad))
    told = t.told(
        "ASSAULT", f"Mr {bad} attacked Ms {bad} today.", "attacked", actors=(t.who(f"Mr {bad}", bad, bad),),
        date=bad, when="today", missing=((bad, bad), ("place", bad)),
    )  # fmt: skip
    told = replace(told, id=f"m/{bad}")
    one = replace(event(replace(told, page=WIRE.page)), pages=(doc.page,), outlets=(bad,))
    day = Day(date="2021-09-20", index=1.0, events=(one.id,))
    situation = Situation(name=f"s {bad}", title=bad, events=(one.id,), days=(day,))
    alert = Alert(
        situation=situation.name, date="2021-09-20", index=1.0, before=0.0, reason=bad, events=(one.id,)
    )
    ledger = FakeLedger()
    ledger.append(reading(doc, (told,)))
    now = datetime.now(UTC).isoformat()
    ledger.visit(Visit(feed=f"javascript:{bad}", at=now, outcome="failed", reason=bad))
    ledger.replace(Derived(events=(one,), situations=(situation,), alerts=(alert,)))
    return ledger
