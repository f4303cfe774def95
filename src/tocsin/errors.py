"""The exceptions: each names the input that is at fault and what to do about it.

TocsinError
├── InputError       what the user gave (a path, a date, a record) cannot be used
├── ReadError        a page could not be fetched or opened
│   └── RefusedError   it could have been, but must not: robots.txt, private network, too large
├── ParseError       a page was read but cannot be taken apart
├── CodeError        a coder broke its contract
├── PackError        a pack of knowledge is missing or damaged
├── PluginError      no plug-in of that name, or it cannot be loaded
└── LedgerError      the ledger cannot be opened, is of a newer version, or is damaged
"""

from __future__ import annotations


class TocsinError(Exception):
    """Base of all errors that tocsin raises on purpose."""


class InputError(TocsinError):
    """What the user gave cannot be used."""


class ReadError(TocsinError):
    """A page could not be fetched or opened."""


class RefusedError(ReadError):
    """A page must not be fetched: robots.txt, a private network, or it is too large."""


class ParseError(TocsinError):
    """A page was read but cannot be taken apart."""


class CodeError(TocsinError):
    """A coder broke its contract; a page is not stored with such a coding."""


class PackError(TocsinError):
    """A pack of knowledge is missing or damaged."""


class PluginError(TocsinError):
    """No plug-in of that name, or it cannot be loaded."""


class LedgerError(TocsinError):
    """The ledger cannot be opened, is of a newer version, or is damaged."""
