"""Nouns as text in a column, and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, TypeVar

from cattrs import BaseValidationError

from tocsin.errors import LedgerError
from tocsin.records import decode, dump, encode

T = TypeVar("T")


def packed(noun: Any) -> str:
    """A noun as JSON that SQLite can store."""
    return dump(encode(noun))


def unpacked(text: str, noun: type[T], where: str) -> T:
    """The noun that `packed` made the text of. Raises LedgerError saying where the damaged one stands."""
    try:
        return decode(json.loads(text), noun)
    except (BaseValidationError, ValueError, TypeError, KeyError, IndexError) as error:
        raise LedgerError(
            f"{where}: this {noun.__name__} is damaged ({error}); restore a copy of the ledger"
        ) from error


def storable(text: str) -> str:
    """Text without lone surrogates (they come from file names and from scripts in pages)."""
    return text.encode("utf-8", "replace").decode("utf-8")


def now() -> str:
    """This moment in UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
