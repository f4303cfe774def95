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
from tocsin.flow import Line, code_page, derive
from tocsin.model import Derived, Document, Fault, Page, Reading, Watch
from tocsin.read import name_of
from tocsin.read.files import shown
from tocsin.run.situations import watches
from tocsin.run.tally import Count, StageTally, Tally
from tocsin.stages import Ledger

__all__ = [
    "Progress",
    "StageTally",
    "Tally",
    "documents",
    "readings",
    "rebuild",
    "run",
    "watches",
]

T = TypeVar("T")
Progress = Callable[[int, int, str], None]
"""Called when an address is done and stored: how many are, of how many, and its name."""

_PAGE_STAGES = ("read", "parse", "code", "attribute", "resolve")
_OWN = re.compile(rf"tocsin\.({'|'.join(_PAGE_STAGES)})\b")
_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failure:
    """A fault, the kind of error, and the page if it was read."""

    fault: Fault
    kind: str
    page: Page | None = None


def documents(sources: Iterable[str], line: Line) -> Iterator[Document | Fault]:
    """Each page of the sources as a document, or why not."""
    for found in _worked(_addresses(sources, line), line, line.parse):
        yield found.fault if isinstance(found, _Failure) else found


def readings(sources: Iterable[str], line: Line, published: str | None = None) -> Iterator[Reading | Fault]:
    """Each page of the sources with all that stands in it, or why not.

    published: anchors dates in place of what the pages say (ISO 8601).
    """
    work = partial(_code, line=line, published=published)
    for found in _worked(_addresses(sources, line), line, work):
        yield found.fault if isinstance(found, _Failure) else found


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

    def work(page: Page) -> Reading | None:
        held = ledger.holds(page.id, line.code.name)
        return None if held else _code(page, line=line, published=published)

    for done, address in enumerate(addresses, 1):
        for found in _worked((address,), line, work):
            _store(found, ledger, count)
        name = address.fault.name if isinstance(address, _Failure) else name_of(address)
        progress(done, len(addresses), name)
    count.derived(derive(ledger, line, watches))
    return count.tally()


def rebuild(line: Line, ledger: Ledger, watches: Sequence[Watch]) -> Derived:
    """Derive anew from what the ledger holds; no page is read."""
    return derive(ledger, line, watches)


def _store(found: Reading | _Failure | None, ledger: Ledger, count: Count) -> None:
    if found is None:
        count.held()
    elif isinstance(found, _Failure):
        ledger.fault(found.fault, found.page)
        count.fault(found.fault, found.kind)
    else:
        count.reading(found, ledger.append(found))


def _addresses(sources: Iterable[str], line: Line) -> Iterator[str | _Failure]:
    for source in sources:
        yield from _each(line.expand, source, line, shown(source))


def _worked(
    addresses: Iterable[str | _Failure], line: Line, work: Callable[[Page], T]
) -> Iterator[T | _Failure]:
    """What `work` makes of each page, or what failed."""
    for address in addresses:
        if isinstance(address, _Failure):
            yield address
            continue
        for page in _each(line.read, address, line, name_of(address)):
            if isinstance(page, _Failure):
                yield page
            else:
                yield _attempt(partial(work, page), line, page.name, page)


def _each(stage: Callable[[str], Iterator[T]], given: str, line: Line, name: str) -> Iterator[T | _Failure]:
    """What a stage yields, until it fails."""
    items = _lazily(stage, given)
    while True:
        item = _attempt(lambda: next(items, None), line, name)
        if item is None:
            return
        yield item
        if isinstance(item, _Failure):
            return


def _lazily(stage: Callable[[str], Iterator[T]], given: str) -> Iterator[T]:
    yield from stage(given)


def _attempt(step: Callable[[], T], line: Line, name: str, page: Page | None = None) -> T | _Failure:
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
        return _Failure(fault=fault, kind=kind, page=page)


def _code(page: Page, *, line: Line, published: str | None) -> Reading:
    reading = code_page(page, line, published)
    ids = [mention.id for mention in reading.coding.mentions]
    if len(ids) != len(set(ids)):
        raise CodeError(
            f"{page.name}: coder {reading.coder} gives one id to two mentions; report it to its makers"
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
