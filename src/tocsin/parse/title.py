"""The article's title, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tocsin.know.head import head_markup
from tocsin.know.phrases import plain
from tocsin.parse.dom import attribute, text_of
from tocsin.parse.linked import texts
from tocsin.parse.stated import Stated

_SEPARATOR = re.compile(r"\s+[|–—\-·•»›:/ǀ]+\s+|\s*[|：]\s*|:\s+(?=[^:]*$)")
_KICKER_END = re.compile(rf"{_SEPARATOR.pattern}|:\s+")
_MAX_TITLE = 500  # characters of a stated title that are looked at
_MIN_TAIL = 3  # words that two sources must share after a separator
_CUT = ("…", "...")
# How much each source of a wording weighs, so that of 550 pages with gold most come out right: JSON-LD's headline
# beats a heading alone, heading and Open Graph beat it, and Open Graph with <title> beats a heading alone.
_LINKED = 2.0
_HEADING = 1.5
_SHARED = 1.2
_WINDOW = 0.5


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    votes: float


def find_title(tree: LexborHTMLParser, stated: Stated, site: Sequence[str]) -> tuple[str, bool]:
    """The wording that has most of the page behind it, and whether JSON-LD or a heading has it.

    site: the names under which the site goes. JSON-LD's headline, the heading, the window's title and Open Graph's each give votes to their wording.
    """
    headline = next(iter(texts(stated.article.get("headline"))), "")
    shared = stated.first(head_markup().meta_title[:1]) or stated.first(head_markup().meta_title)
    told = [headline, shared[:_MAX_TITLE], stated.window]
    heading = _heading(tree, told, site)
    headline = without_site(headline, site, set())
    known = {plain(text) for text in (headline, heading) if text}
    shared = without_site(told[1], site, known)
    window = without_site(stated.window, site, known | {plain(shared)})
    if window != stated.window:
        shared = without_site(shared, site, known | {plain(window)})
    candidates = [
        _Candidate(headline, _LINKED),
        _Candidate(heading, _HEADING),
        _Candidate(shared, _SHARED),
        _Candidate(window, _WINDOW),
    ]
    title = _elect([candidate for candidate in candidates if candidate.text])
    return title, title != "" and any(plain(title) == plain(text) for text in (headline, heading))


def _elect(candidates: Sequence[_Candidate]) -> str:
    """The wording with most votes, of equals the first; where all differ, the part that two of them share."""
    if not candidates:
        return ""
    plains = [plain(c.text) for c in candidates]
    votes = [
        sum(o.votes for o, other in zip(candidates, plains, strict=True) if other == mine) for mine in plains
    ]
    best = candidates[votes.index(max(votes))]
    if len(set(plains)) == len(candidates) and best.votes < _LINKED:
        return _tail([c.text for c in candidates]) or best.text
    whole = (c.text for c in candidates if best.text.endswith(_CUT) and _continues(best.text, c.text))
    return next(whole, best.text)


def _continues(cut: str, text: str) -> bool:
    """Whether a wording that ends with "…" is the beginning of the other."""
    return plain(text).startswith(plain(cut.rstrip("….")).rstrip()) and not text.endswith(_CUT)


def _tail(wordings: Sequence[str]) -> str:
    """ "Opening day: Bridge is open at last" and "Lake - Bridge is open at last" share a headline."""
    tails = [_tails(text) for text in wordings]
    for at, mine in enumerate(tails):
        for tail in mine:
            if any(plain(tail) in map(plain, other) for i, other in enumerate(tails) if i != at):
                return tail
    return ""


def _tails(text: str) -> list[str]:
    ends = (text[cut.end() :].strip() for cut in _KICKER_END.finditer(text))
    return [tail for tail in (text, *ends) if len(tail.split()) >= _MIN_TAIL]


# --- the heading -----------------------------------------------------------------------------------


def _heading(tree: LexborHTMLParser, told: Sequence[str], site: Sequence[str]) -> str:
    """The heading that the page's statements repeat; else the only <h1>; lesser ones only if repeated."""
    headings = _headings(tree, head_markup().headline, site)
    lesser = () if headings else _headings(tree, head_markup().headline_else, site)
    for text in (*headings, *lesser):
        if any(_repeats(said, text) for said in told if said):
            return text
    return headings[0] if len(headings) == 1 and not _ends(told, headings[0]) else ""


def _repeats(said: str, heading: str) -> bool:
    """Whether a statement has the heading as its beginning, or as its end after a kicker."""
    said, heading = plain(said), plain(heading)
    return said.startswith(heading) or (len(heading.split()) >= _MIN_TAIL and heading in said)


def _ends(told: Sequence[str], heading: str) -> bool:
    """Whether statements end with it, as they do with a site's name."""
    return any(plain(said).endswith(plain(heading)) for said in told if said)


def _headings(tree: LexborHTMLParser, selectors: Sequence[str], site: Sequence[str]) -> list[str]:
    """Headings that may be the article's, the likeliest first; the site's own name is none."""
    names = {plain(name) for name in site}
    found = [_headline(node) for selector in selectors for node in tree.css(selector)]
    return [text for text in dict.fromkeys(found) if text and plain(text) not in names]


def _headline(heading: LexborNode) -> str:
    """A heading's text without its kicker; "" for one that is a link to the front page."""
    text = text_of(heading)
    inside = heading.child
    if not text or inside is None or (inside.tag == "-text" and inside.next is None):
        return text
    link = heading.css_first("a")
    if link is not None and attribute(link, "href") == "/" and text_of(link) == text:
        return ""
    kicker = heading.css_first(", ".join(head_markup().kicker))
    if kicker is None or not (over := text_of(kicker)) or not text.startswith(over):
        return text
    return text[len(over) :].lstrip(" :|–—-·") or text


# --- the site's name -------------------------------------------------------------------------------


def title_parts(title: str) -> list[str]:
    """ "Bridge opened - The Valley Post" at its separators; [] when there are none."""
    parts = [part.strip() for part in _SEPARATOR.split(title) if part and part.strip()]
    return parts if len(parts) > 1 else []


def without_site(title: str, site: Sequence[str], known: set[str]) -> str:
    """ "Bridge opened | The Valley Post" without the part that names the site. known: plain wordings of the title."""
    if plain(title) in known:
        return title
    names = {_bare(name) for name in site if name}
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:
        before, after = title[: cut.start()].strip(), title[cut.end() :].strip()
        if plain(before) in known or _is_site(after, names):
            return before
        if plain(after) in known or _is_site(before, names):
            return after
    return title


def _is_site(text: str, names: set[str]) -> bool:
    bare = _bare(text)
    return len(bare) > 2 and any(bare == name or (len(bare) > 4 and bare in name) for name in names)


def _bare(text: str) -> str:
    return re.sub(r"\W|^www\.", "", text.casefold())
