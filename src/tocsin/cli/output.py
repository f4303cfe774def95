"""What the commands share: writing records and tables, reading batches, dates."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar, cast

import typer

from rich.console import Console
from rich.table import Table

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
    print(f"tocsin: {message}", file=sys.stderr)


def heading(line: str) -> None:
    """A line on stdout that stands out where the terminal can show it."""
    stdout.print(line, style="bold", soft_wrap=True, markup=False)


def table(title: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """A table for people on stdout."""
    shown = Table(title=title, title_justify="left", show_edge=False, pad_edge=False)
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*row)
    stdout.print(shown)


def iso_date(value: str | None, option: str) -> str | None:
    """`value` when it is an ISO 8601 date or date-time. Raises InputError naming the option."""
    if value is not None and not _ISO.fullmatch(value):
        raise InputError(f"{option} takes an ISO 8601 date such as 2021-09-27, not {value!r}")
    return value


def text_of(source: str) -> str:
    """The text of a file, or of standard input for "-". Raises InputError."""
    if source == "-":
        return sys.stdin.read()
    try:
        return Path(source).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{source}: {error}") from error


def report(found: Iterable[Noun | Fault], show: Callable[[Noun], None]) -> None:
    """Show each; a fault is named on stderr, and the exit code is then 1."""
    failed = 0
    for item in found:
        if isinstance(item, Fault):
            failed += 1
            complain(f"{item.name}: {item.reason}")
        else:
            show(item)
    if failed:
        raise typer.Exit(1)


def batch(path: str, answer: Callable[[Record], Record], needs: tuple[str, ...] = ()) -> None:
    """Answer each record of a JSON Lines file by one line, in order, with the same id.

    A record that cannot be answered gets `{"id", "error"}` and a line on stderr, the rest goes on, and
    the exit code is 1. needs: fields without which there is no answer, beside `text`.
    """
    failed = 0
    for where, line in _lines(path):
        record: Record = {}
        try:
            record = _record(line, where)
            _check(record, needs, where)
            reply = answer(record)
        except TocsinError as error:
            failed += 1
            complain(str(error))
            reply = {"error": str(error)}
        write({"id": record.get("id"), **reply})
    if failed:
        raise typer.Exit(1)


def _lines(path: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text_of(path).split("\n"), 1):
        if line.strip():
            yield f"{path}:{number}", line


def _record(line: str, where: str) -> Record:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not a JSON object: {error}") from error
    if not isinstance(record, dict):
        raise InputError(f"{where}: not a JSON object but a {type(record).__name__}")
    return cast(Record, record)


def _check(record: Record, needs: tuple[str, ...], where: str) -> None:
    for key in ("text", *needs):
        if key not in record:
            raise InputError(f"{where}: the record has no {key!r}")
    if not isinstance(record["text"], str):
        raise InputError(f"{where}: `text` must be a string")
