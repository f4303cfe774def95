"""The nouns: what a page is, what is found in it, what many pages say together.

All are frozen, slotted, keyword-only dataclasses over tuples, and this file imports nothing but
the standard library. A field that could not be filled is empty (None, "" or ()); where that is a
finding, `Missing` says why. Offsets count Unicode characters of a document's text, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal[
    "title", "byline", "dateline", "body", "credit", "comment", "comment_meta", "form", "chrome"
]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["actual", "future", "hypothetical", "negated", "historical"]
SourceKind = Literal[
    "reposter", "outlet", "agency", "media", "organisation", "document", "social", "person",
    "anonymous",
]  # fmt: skip
EquipmentKind = Literal[
    "air-defence", "armour", "combat aircraft", "drone", "artillery", "small arms", "ship",
    "missile", "other",
]  # fmt: skip
Precision = Literal["point", "town", "area", "region", "country"]
Verdict = Literal["same", "different"]
CreditKind = Literal["dateline", "byline", "publisher", "original", "photo"]
VisitOutcome = Literal["changed", "unchanged", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """`text[start:end]` of a document."""

    start: int
    end: int


# --- a page, as published ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as it was fetched.

    id: SHA-256 of `body` in hex. name: file name or URL. url: "" for a local file.
    fetched: ISO 8601 in UTC. media: "text/html" or "text/plain". charset: from the HTTP header or
    "". body: the bytes, unpacked. comments: the answer of the site's comment interface that was
    fetched beside it (WordPress REST as JSON, or a comment feed as XML), b"" for none; the id is
    then that of both, one after the other.
    """

    id: str
    name: str
    url: str
    fetched: str
    media: str
    charset: str
    body: bytes
    comments: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a comment that stand in the article. span: in the comment; of: the article's sentence."""

    span: Span
    of: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of the page's text that is one thing.

    id, parent, depth (from 1), author, time (ISO 8601) and likes belong to comments; each is None
    where the page does not say. `parent` is the id of the comment answered. addressed_to: NAME of a
    comment that opens with "@NAME", which is no parent. quotes: what the comment quotes of the article.
    """

    kind: BlockKind
    span: Span
    id: str | None = None
    parent: str | None = None
    depth: int | None = None
    author: str | None = None
    time: str | None = None
    likes: int | None = None
    addressed_to: str | None = None
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Who else the page says had a hand in it: the first links of the source chain, but for photos.

    dateline: the agency in "PRISTINA (Reuters) -". byline: an agency in the author's place. publisher:
    "(c) UAWire", "Source: Tanjug". original: a link back to where the text stood first. photo: whose a
    picture is. span: of the name, None where only the page's metadata has it. cue: the words that say
    so. url: of the link, "" for none.
    """

    kind: CreditKind
    name: str
    span: Span | None = None
    cue: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A comment thread that a script would load: it exists, but is not in the page."""

    system: str
    identifier: str | None = None
    comment_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page, read: its text, and which part of it is what.

    page: the `Page.id`. text: for plain text the input, character for character. blocks: in text
    order, not overlapping. published, updated: ISO 8601, as precise as the page is. language: ISO
    639-1 or "". outlet: the site's own name or "". canonical: the address that the page gives itself.
    section: the site's part it stands in. reply_to: NAME in "Leave a Reply to NAME".
    """

    page: str
    name: str
    url: str
    media: str
    text: str
    blocks: tuple[Block, ...]
    title: str
    authors: tuple[str, ...]
    published: str | None
    updated: str | None = None
    language: str = ""
    outlet: str = ""
    canonical: str = ""
    section: str = ""
    credits: tuple[Credit, ...] = ()
    reply_to: str | None = None
    thread: Thread | None = None


# --- where pages come from -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page that a feed or a sitemap names. published: ISO 8601 or None; title: "" where it gives none."""

    url: str
    title: str = ""
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """A feed's or sitemap's answer. unchanged: the server says so, entries are then empty.

    etag, modified: to be sent back at the next asking, "" for none.
    """

    entries: tuple[Entry, ...] = ()
    unchanged: bool = False
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One asking of a feed, kept so that a silent source can be told from one that could not be heard.

    at: ISO 8601 in UTC. entries: how many it named; new: how many of these were not known. reason:
    why it failed. etag, modified: as in `Polled`.
    """

    feed: str
    at: str
    outcome: VisitOutcome
    entries: int = 0
    new: int = 0
    reason: str = ""
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a document: the page, when it was read first, and when last. ISO 8601."""

    page: str
    first: str
    last: str


# --- what is found in it -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Why a field of a mention is empty."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An actor or recipient in the words of the text.

    country: ISO 3166-1 alpha-3, XKX, or a code above states; sector, second_sector: PLOVER's.
    refers_to: what a pronoun stands for. row: the row of the pack that gave the codes. reason: why
    these codes, or why none.
    """

    span: Span
    text: str
    country: str = ""
    sector: str = ""
    second_sector: str = ""
    refers_to: Span | None = None
    also_named: tuple[Span, ...] = ()
    row: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an act takes place. lat, lon: WGS 84 degrees. radius_m: honest size of the place."""

    span: Span
    text: str
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    radius_m: int | None = None
    row: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """A weapon, vehicle or aircraft named in the act."""

    span: Span
    text: str
    kind: EquipmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """People counted: lowest, highest; `high` is None for "at least"."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One link of the chain "according to whom". span is None where only the page itself says so."""

    kind: SourceKind
    span: Span | None = None
    name: str = ""
    cue: str = ""
    role: str = ""
    refers_to: Span | None = None
    country: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One act, told once, in one sentence (codebook: One mention).

    id: stable over runs, made of page, coder, type and trigger. told: the page's publication time,
    to order tellings by; never the date of the act. date_span: the words that date it. date: ISO
    8601 or an interval start/end. sources: outermost first. missing: why empty fields are empty.
    coder: name and version of what found it. confidence: 0..1, None when the coder gives none.
    """

    id: str
    page: str
    type: EventType
    trigger: Span
    trigger_text: str
    sentence: Span
    sentence_text: str
    status: Status
    coder: str
    modes: tuple[str, ...] = ()
    about: str = ""
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    date: str | None = None
    date_approx: bool = False
    date_span: Span | None = None
    place: tuple[Place, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    killed: Count | None = None
    injured: Count | None = None
    sources: tuple[Source, ...] = ()
    contexts: tuple[str, ...] = ()
    also_told: tuple[Span, ...] = ()
    told: str | None = None
    confidence: float | None = None
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Something a stage looked at and left out on purpose, and why. span: None = the whole page."""

    stage: str
    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What a coder answers for one document: mentions, and what it left out."""

    mentions: tuple[Mention, ...] = ()
    drops: tuple[Drop, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A page that did not make it through a stage. page: its id, "" when it was never read."""

    stage: str
    page: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one page gave: what the ledger appends in one piece."""

    page: Page
    document: Document
    coder: str
    coding: Coding


# --- what people and models say about what was found ---------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether two mentions tell the same act. left < right. score: 0..1. by: who judged; the
    name of a model holds a slash ("merge/0.2"), a person's does not.
    """

    left: str
    right: str
    verdict: Verdict
    score: float
    by: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a person wrote about anything that has an id; reply_to makes it a thread."""

    id: str
    about: str
    author: str
    text: str
    at: str
    reply_to: str | None = None


# --- derived from the ledger ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """An independent origin of an event: who stands at the root, and the mentions that go back to it."""

    name: str
    kind: SourceKind
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """All mentions, on all pages, of the same act.

    id: that of its smallest mention id. mentions: by time told. killed, injured: lowest and highest
    that the mentions give. date, place, status: settled, see `merge.settle`. first_told, last_told:
    ISO 8601 or None. pages, outlets: ids and names. origins: independent ones.
    """

    id: str
    type: EventType
    modes: tuple[str, ...]
    status: Status
    date: str | None
    date_approx: bool
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    place: tuple[Place, ...]
    equipment: tuple[Equipment, ...]
    killed: Count | None
    injured: Count | None
    mentions: tuple[str, ...]
    pages: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: tuple[Origin, ...]
    first_told: str | None
    last_told: str | None
    headline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What a situation watches, from its TOML file: any of these names an event into it."""

    name: str
    title: str
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of a situation's escalation index. index: see `situate.heat`. events: their ids."""

    date: str
    index: float
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A watched situation: its events and its index, day by day."""

    name: str
    title: str
    events: tuple[str, ...]
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """The bell: on `date` the index of `situation` rose from `before` to `index`, because of `events`."""

    situation: str
    date: str
    index: float
    before: float
    reason: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """All that is rebuilt from the ledger at once."""

    events: tuple[Event, ...] = ()
    situations: tuple[Situation, ...] = ()
    alerts: tuple[Alert, ...] = ()
