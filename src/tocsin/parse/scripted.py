"""Comment threads that a script would load: that there is one, of which system, how many comments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from tocsin.know.phrases import ScriptMarkup, markup
from tocsin.model import Thread


def find_scripted(tree: LexborHTMLParser, source: str) -> Thread | None:
    """The thread that scripts of the page would load, None for none. source: the page's HTML."""
    systems = markup().scripted
    present = [system for system in systems if tree.css_first(", ".join(system.present)) is not None]
    if len(present) == 1:
        return _thread(present[0], source)
    loaded = [system for system in present or systems if _is_loaded(system, source)]
    system = next(iter([*loaded, *present]), None)
    return _thread(system, source) if system else None


def _is_loaded(system: ScriptMarkup, source: str) -> bool:
    """Whether the page's scripts come from the system; the root is looked for first, as most pages have none."""
    return any(root in source for root in system.root) and any(word in source for word in system.source)


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
