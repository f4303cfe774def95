"""Credit lines: who published the text first, or whose it is ("(c) UAWire", "Source: Tanjug")."""

from __future__ import annotations

import re

from tocsin.know.phrases import phrases

_MAX_LINE = 200  # characters; a longer line is a paragraph that happens to begin so
_MAX_NAME = 15  # words
_OWN = re.compile(
    r"^\d{4}|\brights\b|\breserved\b|\bvorbehalten\b|\bréservés\b|\breservados\b", re.IGNORECASE
)


def is_credit(line: str) -> bool:
    """Whether a line is a credit; a site's own "© 2024 …, all rights reserved" is none."""
    if not 3 < len(line) <= _MAX_LINE:
        return False
    found = phrases().credit.match(line)
    if found is None:
        return False
    name = found[found.lastindex] if found.lastindex else ""
    return not _OWN.search(name) and len(name.split()) <= _MAX_NAME
