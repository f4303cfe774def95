"""The line on this machine, one page after the other.

Stages raise, and this is where they are caught: a page that fails becomes a Fault, the rest goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from traceback import walk_tb
from types import CodeType
from typing import Any, TypeVar

from tocsin.errors import CodeError, TocsinError
from tocsin.flow import Line, code_page, code_parsed, derive
from tocsin.model import Derived, Document, Fault, Page, Reading, Watch
from tocsin.read import name_of
from tocsin.read.files import shown
from tocsin.run.situations import watches
from tocsin.run.tally import Count, StageTally, Tally
from tocsin.run.versions import content
from tocsin.stages import Ledger

__all__ = [
    "Failure",
    "Progress",
    "StageTally",
    "Tally",
    "attempt",
    "documents",
    "readings",
    "rebuild",
    "run",
    "take",
    "watches",
]

T = TypeVar("T")
Progress = Callable[[int, int, str], None]
"""Called when an address is done and stored: how many are, of how many, and its name."""

_PAGE_STAGES = ("read", "parse", "code", "attribute", "resolve")
_OWN = re.compile(rf"tocsin\.({'|'.join(_PAGE_STAGES)})\b")
_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A fault, the kind of error, and the page if it was read."""

    fault: Fault
    kind: str
    page: Page | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A page that adds nothing, as it says what a page that the ledger holds says. same: the id of that one."""

    page: Page
    same: str


def documents(sources: Iterable[str], line: Line) -> Iterator[Document | Fault]:
    """Each page of the sources as a document, or why not."""
    for found in _worked(_addresses(sources, line), line, line.parse):
        yield found.fault if isinstance(found, Failure) else found


def readings(sources: Iterable[str], line: Line, published: str | None = None) -> Iterator[Reading | Fault]:
    """Each page of the sources with all that stands in it, or why not.

    published: anchors dates in place of what the pages say (ISO 8601).
    """
    work = partial(_code, line=line, published=published)
    for found in _worked(_addresses(sources, line), line, work):
        yield found.fault if isinstance(found, Failure) else found


def run(
    sources: Iterable[str],
    line: Line,
    ledger: Ledger,
    watches: Sequence[Watch],
    progress: Progress = lambda done, total, name: None,
    published: str | None = None,
) -> Tally:
    """Take all pages of the sources into the ledger, then derive events, situations and alerts.

    A page that the ledger holds is passed over before it is parsed, so that an interrupted run is resumed
    by running it again. Each page is stored in one transaction, and on the disk when `progress` is called.
    """
    count = Count()
    addresses = [*_addresses(sources, line)]
    for done, address in enumerate(addresses, 1):
        take(address, line, ledger, count, published)
        name = address.fault.name if isinstance(address, Failure) else name_of(address)
        progress(done, len(addresses), name)
    count.derived(derive(ledger, line, watches))
    return count.tally()


def take(
    address: str | Failure, line: Line, ledger: Ledger, count: Count, published: str | None = None
) -> tuple[str, ...]:
    """Take the pages of one address into the ledger, each in one transaction.

    The ids of the pages that stood there; one that could not be read is a fault and has none.
    """
    work = partial(_work, line=line, ledger=ledger, published=published)
    return tuple(id for found in _worked((address,), line, work) if (id := _store(found, ledger, count)))


def rebuild(line: Line, ledger: Ledger, watches: Sequence[Watch]) -> Derived:
    """Derive anew from what the ledger holds; no page is read."""
    return derive(ledger, line, watches)


def _work(page: Page, line: Line, ledger: Ledger, published: str | None) -> Reading | _Held:
    """What stands in a page, if it is new."""
    if ledger.holds(page.id, line.code.name):
        return _Held(page=page, same=page.id)
    document = line.parse(page)
    same = _unchanged(page, document, ledger, line.code.name)
    return _Held(page=page, same=same) if same else _checked(code_parsed(page, document, line, published))


def _unchanged(page: Page, document: Document, ledger: Ledger, coder: str) -> str:
    """The newest version that was read at the page's URL, if it says the same in other bytes; else ""."""
    newest = ledger.versions(page.url)[-1:] if page.url and ledger.looked(page.url) else ()
    for version in newest:
        known = ledger.document(version.page)
        if known and ledger.holds(version.page, coder) and content(known) == content(document):
            return version.page
    return ""


def _store(found: Reading | _Held | Failure, ledger: Ledger, count: Count) -> str:
    """The id of the page that now stands for what was found; "" for a fault."""
    if isinstance(found, Failure):
        ledger.fault(found.fault, found.page)
        count.fault(found.fault, found.kind)
        return ""
    if isinstance(found, _Held):
        page = found.page
        # read again later: what it says is what the document says now, also when it said other things since
        if page.url and page.fetched not in ledger.looked(page.url):
            ledger.look(page.url, page.fetched, found.same)
        count.held()
        return found.same
    count.reading(found, ledger.append(found))
    return found.page.id


def _addresses(sources: Iterable[str], line: Line) -> Iterator[str | Failure]:
    for source in sources:
        yield from _each(line.expand, source, line, shown(source))


def _worked(
    addresses: Iterable[str | Failure], line: Line, work: Callable[[Page], T]
) -> Iterator[T | Failure]:
    """What `work` makes of each page, or what failed."""
    for address in addresses:
        if isinstance(address, Failure):
            yield address
            continue
        for page in _each(line.read, address, line, name_of(address)):
            if isinstance(page, Failure):
                yield page
            else:
                yield attempt(partial(work, page), line, page.name, page)


def _each(stage: Callable[[str], Iterator[T]], given: str, line: Line, name: str) -> Iterator[T | Failure]:
    """What a stage yields, until it fails."""
    items = _lazily(stage, given)
    while True:
        item = attempt(lambda: next(items, None), line, name)
        if item is None:
            return
        yield item
        if isinstance(item, Failure):
            return


def _lazily(stage: Callable[[str], Iterator[T]], given: str) -> Iterator[T]:
    yield from stage(given)


def attempt(step: Callable[[], T], line: Line, name: str, page: Page | None = None) -> T | Failure:
    """What a step gives, or what it failed with."""
    try:
        return step()
    except Exception as error:  # noqa: BLE001 (no page, however odd, may end the run of all the others)
        kind = type(error).__name__
        reason = str(error) if isinstance(error, TocsinError) else f"{kind}: {error}"
        fault = Fault(
            stage=_stage(error, line),
            page=page.id if page else "",
            name=name,
            reason=reason[:_LONGEST_REASON],
        )
        return Failure(fault=fault, kind=kind, page=page)


def _code(page: Page, *, line: Line, published: str | None) -> Reading:
    return _checked(code_page(page, line, published))


def _checked(reading: Reading) -> Reading:
    """The reading. Raises CodeError when it gives one id to two mentions."""
    ids = [mention.id for mention in reading.coding.mentions]
    if len(ids) != len(set(ids)):
        raise CodeError(
            f"{reading.page.name}: coder {reading.coder} gives one id to two mentions; report it to its makers"
        )
    return reading


def _stage(error: Exception, line: Line) -> str:
    """The stage that an error comes from: the last one that its traceback passes; "run" if none.

    A frame is of a stage when it runs in the stage's package, or (a plug-in from elsewhere) is its call.
    """
    plugins = {_called(getattr(line, name)): name for name in _PAGE_STAGES}
    found = "run"
    for frame, _ in walk_tb(error.__traceback__):
        own = _OWN.match(str(frame.f_globals.get("__name__", "")))
        found = own[1] if own else plugins.get(frame.f_code, found)
    return found


def _called(stage: Any) -> CodeType | None:
    """The code that runs when a stage, a function or an object, is called."""
    return getattr(stage, "__code__", None) or getattr(type(stage).__call__, "__code__", None)
