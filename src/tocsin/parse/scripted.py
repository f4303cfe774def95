"""Comment threads that a script would load: that there is one, of which system, how many comments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from tocsin.know.phrases import ScriptMarkup, markup
from tocsin.model import Thread


def find_scripted(tree: LexborHTMLParser, source: str) -> Thread | None:
    """The thread that scripts of the page would load, None for none. source: the page's HTML."""
    present = [system for system in markup().scripted if any(tree.css_first(s) for s in system.present)]
    loaded = [system for system in markup().scripted if any(word in source for word in system.source)]
    both = [system for system in present if system in loaded]
    system = next(iter([*both, *present, *loaded]), None)
    return _thread(system, source) if system else None


def _thread(system: ScriptMarkup, source: str) -> Thread:
    count = _search(system.count, source)
    return Thread(
        system=system.system,
        identifier=_search(system.identifier, source),
        comment_count=int(count) if count else None,
    )


def _search(patterns: Sequence[str], source: str) -> str | None:
    for pattern in patterns:
        if found := re.search(pattern, source):
            return found[1].strip()
    return None
