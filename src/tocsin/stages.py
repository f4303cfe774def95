"""The verbs: one signature a stage.

A stage is any callable of the shape given here. Left of the ledger each is a pure function of one
page; right of it, of what the ledger holds. Stages raise; only the runner catches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from tocsin.model import (
    Alert,
    Coding,
    Derived,
    Document,
    Drop,
    Event,
    Fault,
    Judgement,
    Mention,
    Note,
    Page,
    Polled,
    Reading,
    Situation,
    Version,
    Visit,
    Watch,
)


class Expand(Protocol):
    """What the user named (file, folder, URL) to the addresses of single pages."""

    def __call__(self, source: str, /) -> Iterator[str]: ...


class Read(Protocol):
    """An address to its pages (one, but for archives and feeds). Raises ReadError."""

    def __call__(self, address: str, /) -> Iterator[Page]: ...


class Poll(Protocol):
    """A feed or news sitemap to the pages it names; etag and modified are those of the last answer.

    Raises ReadError, RefusedError.
    """

    def __call__(self, feed: str, etag: str = "", modified: str = "", /) -> Polled: ...


class Parse(Protocol):
    """A page to a document. Raises ParseError."""

    def __call__(self, page: Page, /) -> Document: ...


class Code(Protocol):
    """A document to its mentions, from title and body alone.

    name: what stands in `Mention.coder`, with the version. A document that the coder cannot read
    (its language, say) is answered with a `Drop` of the whole page, not with an error.
    """

    @property
    def name(self) -> str: ...

    def __call__(self, document: Document, /) -> Coding: ...

    def classify(self, text: str, actor: str, recipient: str, /) -> tuple[str, float | None]:
        """The type of what `actor` does to `recipient` in `text` ("" = none), and confidence."""
        ...


class Attribute(Protocol):
    """Mentions with `sources` filled: who says so, outermost first."""

    def __call__(self, document: Document, mentions: Sequence[Mention], /) -> tuple[Mention, ...]: ...


class Resolve(Protocol):
    """Mentions with countries, sectors, coordinates and dates filled, or the reason why not."""

    def __call__(self, document: Document, mentions: Sequence[Mention], /) -> tuple[Mention, ...]: ...


class Merge(Protocol):
    """Near mentions to judgements: same act, or not."""

    def __call__(self, mentions: Sequence[Mention], /) -> Iterator[Judgement]: ...


class Group(Protocol):
    """Mentions and all judgements on them to events; a person's verdict beats a model's."""

    def __call__(
        self, mentions: Sequence[Mention], judgements: Iterable[Judgement], /
    ) -> tuple[Event, ...]: ...


class Situate(Protocol):
    """Events to one watched situation with its escalation index."""

    def __call__(self, events: Sequence[Event], watch: Watch, /) -> Situation: ...


class Ring(Protocol):
    """A situation to the alerts its index gives rise to."""

    def __call__(self, situation: Situation, /) -> tuple[Alert, ...]: ...


class Ledger(Protocol):
    """The memory. Facts are appended, never edited; what is derived is replaced as a whole.

    Pages of one address are versions of one document. The newest is the one that was read last, of those
    read at the same time the one stored last.
    """

    def holds(self, page: str, coder: str) -> bool:
        """Whether this page was already coded by this coder."""
        ...

    def append(self, reading: Reading) -> bool:
        """Store all of a reading in one transaction; False when it was already there."""
        ...

    def fault(self, fault: Fault, page: Page | None = None) -> None:
        """Store a fault, and the page if it was read."""
        ...

    def judge(self, judgements: Iterable[Judgement]) -> int:
        """Append verdicts that are new; how many were."""
        ...

    def write_note(self, note: Note) -> None: ...

    def look(self, url: str, at: str, page: str = "", feed: str = "") -> None:
        """Store that a URL was read (for a feed), and which page stood there; "": it could not be read."""
        ...

    def looked(self, url: str) -> tuple[str, ...]:
        """When this URL was read, oldest first, in ISO 8601."""
        ...

    def followed(self, feed: str, since: str) -> tuple[str, ...]:
        """The URLs that were read for this feed since then."""
        ...

    def visit(self, visit: Visit) -> None: ...

    def visits(self, feed: str = "", since: str = "") -> Iterator[Visit]:
        """The askings of a feed (default: of all), oldest first."""
        ...

    def mentions(self, coder: str = "") -> Iterator[Mention]:
        """The mentions of the newest version of each document, in the order of their ids.

        Of one coder if named. With them, those of older versions that a person judged and that the newest
        one does not repeat.
        """
        ...

    def judgements(self, coder: str = "") -> Iterator[Judgement]:
        """All verdicts, oldest first.

        With a coder, those of people on its mentions of older versions are told of the mentions of the
        newest that took their place.
        """
        ...

    def notes(self, about: str) -> Iterator[Note]:
        """The notes about something, and about the mentions that it took the place of."""
        ...

    def documents(self) -> Iterator[Document]:
        """The newest version of each document."""
        ...

    def document(self, page: str) -> Document | None:
        """A page as it was parsed last, of whatever version."""
        ...

    def versions(self, of: str) -> tuple[Version, ...]:
        """All versions of the document of a page (its id) or URL, the newest last."""
        ...

    def successor(self, mention: str) -> str:
        """The id of the mention that took the place of one of an older version; else that same id."""
        ...

    def mentions_of(self, page: str) -> Iterator[Mention]:
        """The mentions of one page, by every coder, in text order."""
        ...

    def drops(self, page: str) -> Iterator[Drop]:
        """What the coders left out of a page on purpose."""
        ...

    def mention(self, id: str) -> Mention | None: ...

    def faults(self) -> Iterator[Fault]: ...

    def replace(self, derived: Derived) -> None:
        """Put what was derived in place of what was derived before, in one transaction."""
        ...

    def derived(self) -> Derived: ...

    def counts(self) -> dict[str, int]:
        """Rows a table, for people."""
        ...

    def reader(self) -> AbstractContextManager[Ledger]:
        """A second, read-only view for another thread."""
        ...
