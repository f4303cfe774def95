"""What the commands share: writing records and tables, reading batches, dates."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeVar, cast

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tocsin.errors import InputError, TocsinError
from tocsin.model import Fault
from tocsin.records import Record, dump

Noun = TypeVar("Noun")

stdout = Console(highlight=False, soft_wrap=False)
stderr = Console(stderr=True, highlight=False)

_ISO = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?)?)?)?")


def write(record: Record) -> None:
    """One JSON line on stdout, at once, so that a long run can be followed."""
    sys.stdout.write(dump(record) + "\n")
    sys.stdout.flush()


def complain(message: str) -> None:
    """One line on stderr."""
    print(f"tocsin: {plain(message)}", file=sys.stderr)


def fault(found: Fault) -> None:
    """A page that failed, on stderr; its name is said once, also where the reason begins with it."""
    told = found.reason.startswith(found.name)
    complain(found.reason if told else f"{found.name}: {found.reason}")


def say(*lines: str) -> None:
    """Lines on stdout, for people."""
    print("\n".join(map(plain, lines)))


def plain(text: str) -> str:
    """Without control characters: the words of a page must not steer the reader's terminal."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


def heading(line: str) -> None:
    """A line on stdout that stands out where the terminal can show it."""
    stdout.print(plain(line), style="bold", soft_wrap=True, markup=False)


def table(title: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """A table for people on stdout; brackets in the words of a page are no markup."""
    shown = Table(title=Text(title), title_justify="left", show_edge=False, pad_edge=False)
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*map(Text, row))
    stdout.print(shown)


def iso_date(value: object, option: str) -> str | None:
    """`value` when it is an ISO 8601 date or date-time, or None. Raises InputError naming the option or field."""
    if value is None or (isinstance(value, str) and _ISO.fullmatch(value) and _is_time(value)):
        return value
    raise InputError(f"{option} takes an ISO 8601 date such as 2021-09-27, not {value!r}")


def _is_time(iso: str) -> bool:
    """Whether the calendar and the clock have it; a year or a month stands for its first day."""
    try:
        datetime.fromisoformat(iso if len(iso) > len("2021-09-27") else f"{iso}-01-01"[:10])
    except ValueError:
        return False
    return True


def text_of(source: str) -> str:
    """The text of a UTF-8 file, or of standard input for "-", ends of lines as they are. Raises InputError."""
    try:
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{source} cannot be read: {error.strerror}; check the path") from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{source} is not UTF-8 ({error.reason} at byte {error.start}); convert it"
        ) from error


def report(found: Iterable[Noun | Fault], show: Callable[[Noun], None]) -> None:
    """Show each; a fault is named on stderr, and the exit code is then 1."""
    failed = 0
    for item in found:
        if isinstance(item, Fault):
            failed += 1
            fault(item)
        else:
            show(item)
    if failed:
        raise typer.Exit(1)


def text_field(record: Record, key: str) -> str:
    """A field of a batch's record that may be absent, null or text. Raises InputError naming it."""
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f"`{key}` must be a string or null, not {value!r}")
    return value or ""


def span_field(record: Record, key: str) -> str:
    """The words of `text` at a field that is [start, end], "" for null. Raises InputError naming it."""
    match record.get(key):
        case None:
            return ""
        case [int(start), int(end)] if 0 <= start < end <= len(record["text"]):
            return record["text"][start:end]
        case value:
            raise InputError(f"`{key}` must be [start, end] in `text` or null, not {value!r}")


def batch(path: str, answer: Callable[[Record], Record], needs: tuple[str, ...] = ()) -> None:
    """Answer each record of a JSON Lines file by one line, in order, with the same id.

    A record that cannot be answered gets `{"id", "error"}` and a line on stderr, the rest goes on, and
    the exit code is 1. needs: fields without which there is no answer, beside `text`.
    """
    failed = 0
    for where, line in _lines(path):
        record: Record = {}
        try:
            record = _record(line)
            _check(record, needs)
            reply = answer(record)
        except TocsinError as error:
            failed += 1
            reply = {"error": f"{where}: {error}"}
            complain(reply["error"])
        write({"id": record.get("id"), **reply})
    if failed:
        raise typer.Exit(1)


def _lines(path: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text_of(path).split("\n"), 1):
        if line.strip():
            yield f"{path}:{number}", line


def _record(line: str) -> Record:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"not a JSON object: {error}") from error
    if not isinstance(record, dict):
        raise InputError(f"not a JSON object but a {type(record).__name__}")
    return cast(Record, record)


def _check(record: Record, needs: tuple[str, ...]) -> None:
    for key in ("text", *needs):
        if key not in record:
            raise InputError(f"the record has no {key!r}")
    if not isinstance(record["text"], str):
        raise InputError("`text` must be a string")
    try:
        record["text"].encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"`text` has half a surrogate pair at character {error.start}") from error
