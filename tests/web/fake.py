"""A ledger in memory, as a test double: what it is given is what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from tocsin.model import (
    Derived,
    Document,
    Drop,
    Fault,
    Judgement,
    Mention,
    Note,
    Page,
    Reading,
    Visit,
)
from tocsin.stages import Ledger, Version


@dataclass
class FakeLedger:
    """Implements `tocsin.stages.Ledger` over dicts and lists."""

    kept: dict[str, Document] = field(default_factory=dict[str, Document])
    found: dict[str, Mention] = field(default_factory=dict[str, Mention])
    left_out: dict[str, list[Drop]] = field(default_factory=dict[str, list[Drop]])
    coded: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    failed: list[Fault] = field(default_factory=list[Fault])
    verdicts: list[Judgement] = field(default_factory=list[Judgement])
    written: list[Note] = field(default_factory=list[Note])
    heard: list[Visit] = field(default_factory=list[Visit])
    families: list[tuple[Version, ...]] = field(default_factory=list[tuple[Version, ...]])
    heirs: dict[str, str] = field(default_factory=dict[str, str])
    current: Derived = field(default_factory=Derived)

    def holds(self, page: str, coder: str) -> bool:
        return (page, coder) in self.coded

    def append(self, reading: Reading) -> bool:
        if self.holds(reading.page.id, reading.coder):
            return False
        self.coded.add((reading.page.id, reading.coder))
        self.kept[reading.page.id] = reading.document
        self.found.update((m.id, m) for m in reading.coding.mentions)
        self.left_out.setdefault(reading.page.id, []).extend(reading.coding.drops)
        return True

    def fault(self, fault: Fault, page: Page | None = None) -> None:
        self.failed.append(fault)

    def judge(self, judgements: Iterable[Judgement]) -> int:
        new = [j for j in judgements if j not in self.verdicts]
        self.verdicts.extend(new)
        return len(new)

    def write_note(self, note: Note) -> None:
        self.written.append(note)

    def mentions(self, coder: str = "") -> Iterator[Mention]:
        chosen = (m for m in self.found.values() if not coder or m.coder == coder)
        return iter(sorted(chosen, key=lambda m: m.id))

    def look(self, url: str, at: str, page: str = "", feed: str = "") -> None:
        raise NotImplementedError

    def looked(self, url: str) -> tuple[str, ...]:
        return ()

    def followed(self, feed: str, since: str) -> tuple[str, ...]:
        return ()

    def visit(self, visit: Visit) -> None:
        self.heard.append(visit)

    def visits(self, feed: str = "", since: str = "") -> Iterator[Visit]:
        return (v for v in self.heard if feed in ("", v.feed) and v.at >= since)

    def versions(self, of: str) -> tuple[Version, ...]:
        alone = (Version(page=of, first="2021-09-27T10:00:00+00:00", last="2021-09-27T10:00:00+00:00"),)
        known = next((f for f in self.families if any(v.page == of for v in f)), alone)
        return tuple(version for version in known if version.page in self.kept)

    def successor(self, mention: str) -> str:
        return self.heirs.get(mention, mention)

    def judgements(self, coder: str = "") -> Iterator[Judgement]:
        return iter(self.verdicts)

    def notes(self, about: str) -> Iterator[Note]:
        return (n for n in self.written if n.about == about)

    def documents(self) -> Iterator[Document]:
        return iter(self.kept.values())

    def document(self, page: str) -> Document | None:
        return self.kept.get(page)

    def mention(self, id: str) -> Mention | None:
        return self.found.get(id)

    def mentions_of(self, page: str) -> Iterator[Mention]:
        found = (m for m in self.found.values() if m.page == page)
        return iter(sorted(found, key=lambda m: m.trigger.start))

    def drops(self, page: str) -> Iterator[Drop]:
        return iter(self.left_out.get(page, ()))

    def faults(self) -> Iterator[Fault]:
        return iter(self.failed)

    def replace(self, derived: Derived) -> None:
        self.current = derived

    def derived(self) -> Derived:
        return self.current

    def counts(self) -> dict[str, int]:
        return {
            "pages": len(self.kept),
            "mentions": len(self.found),
            "faults": len(self.failed),
            "events": len(self.current.events),
        }

    def reader(self) -> AbstractContextManager[Ledger]:
        return nullcontext(self)
