"""The ledger: the only memory."""

from __future__ import annotations

from pathlib import Path

from tocsin.config import Config
from tocsin.errors import LedgerError
from tocsin.ledger.sqlite import SqliteLedger

__all__ = ["SqliteLedger", "open_ledger"]


def open_ledger(config: Config, *, read_only: bool = False) -> SqliteLedger:
    """The ledger in the file that the settings name, made when it is not there; a context manager.

    Raises LedgerError when the file is no ledger, is damaged or of a newer version, or when it is to be
    read only and is not there.
    """
    if "://" in config.ledger:
        raise LedgerError(f"ledger {config.ledger!r} is a URL; name a file on this machine")
    return SqliteLedger(Path(config.ledger), read_only=read_only)
