"""The licence-plate crisis of September 2021 in words of our own, as a ledger would hold it.

The outlets are invented. The numbers of the index are invented too: they only have to be drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.web.fake import FakeLedger
from tests.web.telling import CODER, Part, Spot, Teller, document, part
from tocsin.model import (
    Alert,
    Coding,
    Count,
    Day,
    Derived,
    Document,
    Drop,
    Event,
    Fault,
    Mention,
    Origin,
    Page,
    Reading,
    Situation,
    Source,
)

JARINJE = Spot(words="Jarinje", country="XKX", lat=43.235, lon=20.692, precision="point", radius_m=1500)
BRNJAK = Spot(words="Brnjak", country="XKX", lat=42.974, lon=20.521, precision="point", radius_m=1500)
ZVECAN = Spot(words="Zvečan", country="XKX", lat=42.908, lon=20.840, precision="town", radius_m=4000)
POTOK = Spot(words="Zubin Potok", country="XKX", lat=42.914, lon=20.690, precision="town", radius_m=5000)
RASKA = Spot(words="Raška", country="SRB", lat=43.286, lon=20.609, precision="town", radius_m=5000)
NORTH = Spot(words="northern Kosovo", country="XKX", lat=43.02, lon=20.75, precision="area", radius_m=24000)
KOSOVO = Spot(words="Kosovo", country="XKX", lat=42.58, lon=20.90, precision="country", radius_m=75000)
SERBIA = Spot(words="Serbia", country="SRB", lat=44.2, lon=20.9, precision="country", radius_m=210000)
BRUSSELS = Spot(words="Brussels", country="BEL", lat=50.85, lon=4.35, precision="town", radius_m=12000)
LINE = Spot(words="demarcation line", country="", lat=None, lon=None, precision=None, radius_m=None)

WIRE = document(
    "adria-wire-20210927.html",
    [
        part("chrome", "Home · World · Economy · Sport"),
        part("title", "Serbia puts army on alert as plate dispute with Kosovo sharpens"),
        part("byline", "By the Adria Wire desk"),
        part("dateline", "RAŠKA, 27 September 2021"),
        part(
            "body",
            "Serbian President Aleksandar Vučić on Sunday ordered the army in Serbia to raise its readiness. "
            "Serbian MiG-29 fighters patrolled the demarcation line on Sunday, two residents said.",
        ),
        part(
            "body",
            "Defence Minister Nebojša Stefanović and the Russian ambassador inspected troops near Raška on Sunday. "
            "He said Serbia would not tolerate an occupation of the north.",
        ),
        part(
            "body",
            "On 20 September Kosovo sent special police to the crossing at Jarinje. Hundreds of local Serbs "
            "blocked the road at Brnjak with lorries the same day. On Saturday unknown men set fire to a vehicle "
            "registration office in Zubin Potok, and two hand grenades that did not go off were thrown at "
            "a civil registry in Zvečan. At least three people were hurt in scuffles in northern Kosovo.",
        ),
        part("credit", "© Adria Wire"),
        part("chrome", "Follow us · Terms of use · Cookie settings"),
    ],
    outlet="Adria Wire",
    url="https://adria-wire.example/2021/09/27/army-alert",
    authors=("Adria Wire desk",),
    published="2021-09-27T08:10:00+02:00",
)
BLOG = document(
    "borderwatch-20210927.txt",
    [
        part("title", "Air defence for Belgrade? What the plate row is really about"),
        part(
            "body",
            "Adria Wire reports, citing an officer who asked not to be named, that the Russian Defence Ministry "
            "will send Pantsir batteries to Serbia for an exercise in October.",
        ),
        part(
            "body",
            "On Sunday President Aleksandar Vučić put the Serbian army on higher alert. Belgrade called the police "
            "deployment a provocation. It also asked NATO on Sunday to protect the Serbs of northern Kosovo.",
        ),
        part("body", "Kosovo declared its independence from Serbia in February 2008."),
        part("credit", "(c) Adria Wire"),
        Part(
            kind="comment",
            text="An exercise was planned anyway, was it not? Pantsirs against number plates, what a world.",
            id="c-101",
            depth=1,
            author="marginalia",
            time="2021-09-27T11:02:00+02:00",
            likes=2,
        ),
        part("comment_meta", "Liked by 2 people"),
        Part(
            kind="comment",
            text="It is about principles.\nNobody should redraw a border because of a sticker.",
            id="c-102",
            parent="c-101",
            depth=2,
            time="2021-09-27T11:40:00+02:00",
            likes=1,
        ),
        Part(
            kind="comment",
            text="Principles are cheap while the lorries stand in the road.",
            id="c-103",
            parent="c-102",
            depth=3,
            author="Old Ibar",
            likes=1,
        ),
        Part(
            kind="comment",
            text="Source for the October date, please?",
            id="c-104",
            depth=1,
            author="k_reader",
        ),
        part("form", "Leave a Reply to marginalia\nYour address will not be published."),
    ],
    outlet="Border Watch",
    url="https://borderwatch.example/plates",
    published="2021-09-27T10:30:00+02:00",
    reply_to="marginalia",
)
LOCAL = document(
    "ibar-courier-20210921.html",
    [
        part("title", "Lorries across the road: second day without traffic"),
        part("byline", "M. Editor"),
        part(
            "body",
            "Kosovo ordered drivers on Monday to swap Serbian plates for temporary ones. "
            "Hundreds of Serbs have blocked the road at Brnjak since Monday. "
            "Kosovo police dispersed them with tear gas at Jarinje on Tuesday, residents told this paper.",
        ),
    ],
    outlet="Ibar Courier",
    url="https://ibar-courier.example/second-day",
    authors=("M. Editor",),
    published="2021-09-21T18:00:00+02:00",
)
REPRINT = document(
    "daily-mirrorball-20210927.html",
    [
        part("title", "Army on alert in plate dispute"),
        part(
            "body",
            "Serbian President Aleksandar Vučić on Sunday ordered the army in Serbia to raise its readiness, "
            "Adria Wire reported.",
        ),
        part("credit", "Source: Adria Wire"),
    ],
    outlet="Daily Mirrorball",
    url="https://mirrorball.example/army",
    published="2021-09-27T09:00:00+02:00",
)
DEAL = document(
    "euro-gazette-20211002.html",
    [
        part("title", "Stickers instead of plates: Brussels deal lifts blockades"),
        part(
            "body",
            "Kosovo and Serbia agreed in Brussels on Thursday to cover national symbols with stickers. "
            "On Saturday Kosovo withdrew its special police from Jarinje. "
            "Local Serbs cleared the lorries from the road at Brnjak on Saturday. "
            "NATO Secretary General Jens Stoltenberg urged Belgrade and Pristina on Monday to show restraint. "
            "KFOR soldiers will guard the crossings for two weeks.",
        ),
    ],
    outlet="Euro Gazette",
    url="https://euro-gazette.example/stickers",
    published="2021-10-02T19:45:00+02:00",
)
FOREIGN = document(
    "novosti-dana-20210926.html",
    [
        part("title", "Тензије на северу"),
        part("body", "Жандармерија и возила стоје на прелазу."),
    ],
    outlet="Novosti Dana",
    published="2021-09-26",
    language="sr",
)


def _wire() -> list[Mention]:
    t = Teller(WIRE, Source(kind="agency", name="Adria Wire", cue="©"))
    first = "Serbian President Aleksandar Vučić on Sunday ordered the army in Serbia to raise its readiness."
    jets = "Serbian MiG-29 fighters patrolled the demarcation line on Sunday, two residents said."
    visit = "Defence Minister Nebojša Stefanović and the Russian ambassador inspected troops near Raška on Sunday."
    refusal = "He said Serbia would not tolerate an occupation of the north."
    police = "On 20 September Kosovo sent special police to the crossing at Jarinje."
    lorries = "Hundreds of local Serbs blocked the road at Brnjak with lorries the same day."
    fire = (
        "On Saturday unknown men set fire to a vehicle registration office in Zubin Potok, and two hand grenades "
        "that did not go off were thrown at a civil registry in Zvečan."
    )
    hurt = "At least three people were hurt in scuffles in northern Kosovo."
    vucic = t.who("Serbian President Aleksandar Vučić", "SRB", "GOV")
    minister = t.who("Defence Minister Nebojša Stefanović", "SRB", "GOV", "MIL")
    he = t.who("He", "SRB", "GOV", "MIL", means="Defence Minister Nebojša Stefanović")
    russian = t.who("the Russian ambassador", "RUS", "GOV")
    jet = t.who("Serbian MiG-29 fighters", "SRB", "MIL")
    serbs = t.who("Hundreds of local Serbs", "XKX", "CVL")
    return [
        t.told(
            "MOBILIZE", first, "ordered the army in Serbia to raise its readiness", modes=("troops",),
            actors=(vucic,), date="2021-09-26", when="Sunday", place=SERBIA,
        ),
        t.told(
            "MOBILIZE", jets, "patrolled", modes=("weapons",), actors=(jet,), date="2021-09-26", when="Sunday",
            place=LINE, equipment=("MiG-29 fighters", "combat aircraft"),
            sources=(t.source("person", "two residents", "said", "witness"),),
        ),
        t.told(
            "CONSULT", visit, "inspected troops", modes=("visit",), actors=(minister, russian),
            date="2021-09-26", when="Sunday", place=RASKA,
        ),
        t.told(
            "THREATEN", refusal, "would not tolerate", actors=(he,), about="COERCE", status="hypothetical",
            missing=(("date", "no words of the sentence date it"), ("place", "no place is named"),
                     ("recipients", "the sentence names no one")),
        ),
        t.told(
            "MOBILIZE", police, "sent special police", modes=("police",), actors=(t.who("Kosovo", "XKX", "GOV"),),
            date="2021-09-20", when="20 September", place=JARINJE,
        ),
        t.told(
            "PROTEST", lorries, "blocked the road", modes=("obstruct",), actors=(serbs,), date="2021-09-20",
            when="the same day", place=BRNJAK,
        ),
        t.told(
            "ASSAULT", fire, "set fire to", modes=("destroy",), actors=(t.who("unknown men", "", "UAF"),),
            recipients=(t.who("a vehicle registration office", "XKX", "GOV"),), date="2021-09-25",
            when="Saturday", place=POTOK,
        ),
        t.told(
            "ASSAULT", fire, "were thrown at", modes=("explosives",), recipients=(t.who("a civil registry", "XKX", "GOV"),),
            date="2021-09-25", when="Saturday", place=ZVECAN, equipment=("hand grenades", "small arms"),
            missing=(("actors", "the passive names no agent"),),
        ),
        t.told(
            "ASSAULT", hurt, "were hurt", recipients=(t.who("At least three people", "", "CVL"),),
            injured=Count(low=3, high=None), place=NORTH,
            missing=(("date", "no words of the sentence date it"), ("actors", "the passive names no agent")),
        ),
    ]  # fmt: skip


def _blog() -> list[Mention]:
    t = Teller(BLOG, Source(kind="reposter"), Source(kind="agency", name="Adria Wire", cue="(c)"))
    pantsir = (
        "Adria Wire reports, citing an officer who asked not to be named, that the Russian Defence Ministry "
        "will send Pantsir batteries to Serbia for an exercise in October."
    )
    officer = t.source("anonymous", "an officer who asked not to be named", "citing", "military")
    asked = "It also asked NATO on Sunday to protect the Serbs of northern Kosovo."
    return [
        t.told(
            "AGREE", pantsir, "will send", about="COOPERATE", status="future", date="2021-10", when="October",
            actors=(t.who("the Russian Defence Ministry", "RUS", "GOV", "MIL"),),
            recipients=(t.who("Serbia", "SRB"),), place=SERBIA, equipment=("Pantsir batteries", "air-defence"),
            sources=(officer,),
        ),
        t.told(
            "MOBILIZE", "On Sunday President Aleksandar Vučić put the Serbian army on higher alert.",
            "put the Serbian army on higher alert", modes=("troops",), date="2021-09-26", when="Sunday",
            actors=(t.who("President Aleksandar Vučić", "SRB", "GOV"),),
            missing=(("place", "no place is named"),),
        ),
        t.told(
            "ACCUSE", "Belgrade called the police deployment a provocation.", "called the police deployment a provocation",
            modes=("disapprove",), actors=(t.who("Belgrade", "SRB", "GOV"),), date="2021-09",
            missing=(("place", "no place is named"), ("recipients", "the sentence names no one")),
        ),
        t.told(
            "REQUEST", asked, "asked", modes=("assist",), actors=(t.who("It", "SRB", "GOV", means="Belgrade"),),
            recipients=(t.who("NATO", "IGO", "MIL"),), date="2021-09-26", when="Sunday", place=NORTH,
        ),
        t.told(
            "REJECT", "Kosovo declared its independence from Serbia in February 2008.", "declared its independence",
            modes=("yield",), actors=(t.who("Kosovo", "XKX"),), recipients=(t.who("Serbia", "SRB"),),
            status="historical", date="2008-02", when="February 2008",
        ),
    ]  # fmt: skip


def _local() -> list[Mention]:
    t = Teller(LOCAL, Source(kind="outlet", name="Ibar Courier"))
    gas = "Kosovo police dispersed them with tear gas at Jarinje on Tuesday, residents told this paper."
    return [
        t.told(
            "COERCE", "Kosovo ordered drivers on Monday to swap Serbian plates for temporary ones.", "ordered",
            modes=("restrict",), actors=(t.who("Kosovo", "XKX", "GOV"),), recipients=(t.who("drivers", "", "CVL"),),
            date="2021-09-20", when="Monday", place=KOSOVO,
        ),
        t.told(
            "PROTEST", "Hundreds of Serbs have blocked the road at Brnjak since Monday.", "blocked the road",
            modes=("obstruct",), actors=(t.who("Hundreds of Serbs", "XKX", "CVL"),), date="2021-09-20/2021-09-21",
            when="since Monday", place=BRNJAK,
        ),
        t.told(
            "COERCE", gas, "dispersed", modes=("repress",), actors=(t.who("Kosovo police", "XKX", "COP"),),
            recipients=(t.who("them", "XKX", "CVL", means="Hundreds of Serbs"),), date="2021-09-21",
            when="Tuesday", place=JARINJE, sources=(t.source("person", "residents", "told", "witness"),),
        ),
    ]  # fmt: skip


def _reprint() -> list[Mention]:
    t = Teller(REPRINT, Source(kind="reposter", name="Daily Mirrorball"))
    sentence = (
        "Serbian President Aleksandar Vučić on Sunday ordered the army in Serbia to raise its readiness, "
        "Adria Wire reported."
    )
    return [
        t.told(
            "MOBILIZE", sentence, "ordered the army in Serbia to raise its readiness", modes=("troops",),
            actors=(t.who("Serbian President Aleksandar Vučić", "SRB", "GOV"),), date="2021-09-26", when="Sunday",
            place=SERBIA, sources=(t.source("agency", "Adria Wire", "reported"),),
        ),
    ]  # fmt: skip


def _deal() -> list[Mention]:
    t = Teller(DEAL, Source(kind="outlet", name="Euro Gazette"))
    kosovo, serbs = t.who("Kosovo", "XKX", "GOV"), t.who("Local Serbs", "XKX", "CVL")
    nato = t.who("NATO Secretary General Jens Stoltenberg", "IGO")
    return [
        t.told(
            "AGREE", "Kosovo and Serbia agreed in Brussels on Thursday to cover national symbols with stickers.",
            "agreed", about="RETREAT", actors=(kosovo, t.who("Serbia", "SRB", "GOV")), date="2021-09-30",
            when="Thursday", place=BRUSSELS,
        ),
        t.told(
            "RETREAT", "On Saturday Kosovo withdrew its special police from Jarinje.", "withdrew",
            modes=("withdraw",), actors=(kosovo,), date="2021-10-02", when="Saturday", place=JARINJE,
        ),
        t.told(
            "RETREAT", "Local Serbs cleared the lorries from the road at Brnjak on Saturday.",
            "cleared the lorries", modes=("access",), actors=(serbs,), date="2021-10-02", when="Saturday",
            place=BRNJAK,
        ),
        t.told(
            "REQUEST", "NATO Secretary General Jens Stoltenberg urged Belgrade and Pristina on Monday to show restraint.",
            "urged", modes=("yield",), actors=(nato,), recipients=(t.who("Belgrade", "SRB", "GOV"), t.who("Pristina", "XKX", "GOV")),
            date="2021-09-27", when="Monday",
        ),
        t.told(
            "MOBILIZE", "KFOR soldiers will guard the crossings for two weeks.", "will guard", modes=("troops",),
            actors=(t.who("KFOR soldiers", "IGO", "MIL"),), status="future", date="2021-10-02/2021-10-16",
            missing=(("place", "no gazetteer has it"),),
        ),
    ]  # fmt: skip


def _origin(mentions: Sequence[Mention]) -> tuple[Origin, ...]:
    """Mentions whose innermost source is the same have one origin."""
    roots: dict[tuple[str, str], list[str]] = {}
    for m in mentions:
        root = m.sources[-1]
        roots.setdefault((root.name, root.kind), []).append(m.id)
    return tuple(
        Origin(name=name, kind=kind, mentions=tuple(ids))  # pyright: ignore[reportArgumentType]
        for (name, kind), ids in roots.items()
    )


def event(*mentions: Mention) -> Event:
    """The event that these mentions tell; the first one settles its fields."""
    first = mentions[0]
    mentions = tuple(sorted(mentions, key=lambda m: m.told or ""))
    names = {d.page: d.outlet for d in (WIRE, BLOG, LOCAL, REPRINT, DEAL)}
    return Event(
        id=min(m.id for m in mentions),
        type=first.type,
        modes=first.modes,
        status=first.status,
        date=first.date,
        date_approx=first.date_approx,
        actors=first.actors,
        recipients=first.recipients,
        place=first.place,
        equipment=first.equipment,
        killed=first.killed,
        injured=first.injured,
        mentions=tuple(m.id for m in mentions),
        pages=tuple(dict.fromkeys(m.page for m in mentions)),
        outlets=tuple(dict.fromkeys(names[m.page] for m in mentions)),
        origins=_origin(mentions),
        first_told=mentions[0].told,
        last_told=mentions[-1].told,
        headline=first.sentence_text,
    )


def _events(
    wire: list[Mention], blog: list[Mention], local: list[Mention], rest: list[Mention]
) -> list[Event]:
    army = (wire[0], blog[1], rest[0])
    blockade = (wire[5], local[1])
    single = [*wire[1:5], *wire[6:], blog[0], *blog[2:], local[0], local[2], *rest[1:]]
    return [event(*army), event(*blockade), *(event(m) for m in single)]


def _days(events: Sequence[Event]) -> tuple[Day, ...]:
    index = (9.5, 12.0, 8.4, 6.1, 5.0, 16.8, 24.6, 21.0, 15.5, 12.2, 7.1, 5.4, 2.2)
    dates = [f"2021-09-{n}" for n in range(20, 31)] + ["2021-10-01", "2021-10-02"]
    return tuple(
        Day(date=day, index=value, events=tuple(e.id for e in events if (e.date or "")[:10] == day))
        for day, value in zip(dates, index, strict=True)
    )


def reading(doc: Document, mentions: Sequence[Mention], drops: tuple[Drop, ...] = ()) -> Reading:
    page = Page(
        id=doc.page, name=doc.name, url=doc.url, fetched="2021-10-03T06:00:00Z", media="text/plain", charset="utf-8",
        body=doc.text.encode(),
    )  # fmt: skip
    return Reading(page=page, document=doc, coder=CODER, coding=Coding(mentions=tuple(mentions), drops=drops))


def derived(events: Sequence[Event]) -> Derived:
    """The events as one situation with its index, and the alerts it gave rise to; a second one is quiet."""
    days = _days(events)
    plates = Situation(
        name="kosovo-plates", title="Kosovo licence plates", events=tuple(e.id for e in events), days=days
    )
    quiet = Situation(name="quiet-river", title="Quiet river", events=(), days=())
    alerts = tuple(
        Alert(
            situation="kosovo-plates", date=days[at].date, index=days[at].index, before=days[at - 1].index,
            reason=reason, events=days[at].events,
        )
        for at, reason in (
            (5, "arson and grenades: index more than three times that of the day before"),
            (6, "army alert: highest index since the start"),
        )
    )  # fmt: skip
    return Derived(events=tuple(events), situations=(plates, quiet), alerts=alerts)


def crisis_ledger() -> FakeLedger:
    """Six pages, one of them in a language that is not coded, and all that follows from them."""
    ledger = FakeLedger()
    wire, blog, local, rest = _wire(), _blog(), _local(), [*_reprint(), *_deal()]
    ledger.append(reading(WIRE, wire))
    ledger.append(reading(BLOG, blog))
    ledger.append(reading(LOCAL, local))
    ledger.append(reading(REPRINT, rest[:1]))
    ledger.append(reading(DEAL, rest[1:]))
    ledger.append(reading(FOREIGN, (), (Drop(stage="code", reason="language sr is not coded yet"),)))
    ledger.fault(
        Fault(
            stage="parse",
            page=FOREIGN.page,
            name=FOREIGN.name,
            reason="two <body> elements; the first was used",
        )
    )
    ledger.replace(derived(_events(wire, blog, local, rest)))
    return ledger
