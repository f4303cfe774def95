"""Who signs a page: people, and the agencies and newsrooms in the author's place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tocsin.know.head import head_markup
from tocsin.know.names import name_words
from tocsin.know.phrases import phrases, plain
from tocsin.parse.dates import from_text
from tocsin.parse.dom import text_of
from tocsin.parse.linked import Signer
from tocsin.parse.stated import Stated

_NO_NAME = re.compile(r"https?:|www\.|@|\d|[<>{}\[\]=_]|\.(?:com|org|net)/")
_WORDS = re.compile(r"[^\W_]+(?:[.\-'’][^\W_]+)*")
_NOT_IN_NAMES = re.compile(r"[^\w]+")
_BRACKET = re.compile(r"(\S+ [^()]+?)\s*\(([^()]{2,60})\)")
_NAME_PARTS = re.compile(r"[^a-z-]+")
_SLUG = re.compile(r"[a-z]+(?:[-_.][a-z]+)+$")
_MAX_NAME = 6  # words; a longer author is a sentence
_MAX_OPENER = 40  # characters, longer than any "Published on"
_MAX_LINE = 200  # characters of a visible byline
_MAX_ABOVE = 12  # elements around a byline that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Authors:
    """people and bodies (agencies, newsrooms, other organisations), each in the page's order."""

    people: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


def find_authors(tree: LexborHTMLParser, stated: Stated, outlet: str) -> Authors:
    """From JSON-LD, then <meta>, then visible bylines: the first of them that names people.

    The bodies are those of the first that names any. outlet: the site's own name, which is no person's.
    """
    linked = stated.linked.signers(stated.article.get("author") or stated.article.get("creator"))
    named = [Signer(name=value) for value in stated.every(head_markup().meta_author)]
    found = Authors()
    for source in (linked, named, None):
        here = _sorted(_visible(tree) if source is None else source, outlet)
        found = Authors(people=here.people, bodies=found.bodies or here.bodies)
        if found.people:
            break
    return found


def _sorted(signers: Iterable[Signer], outlet: str) -> Authors:
    people: list[str] = []
    bodies: list[str] = []
    for signer in signers:
        if signer.body:
            bodies.append(signer.name)
            continue
        whole = is_same_site(signer.name, outlet)
        for name in (signer.name,) if whole else _names(signer.name):
            if _is_body(name, outlet):
                bodies.append(name)
            elif _is_person(name):
                people.append(name)
    return Authors(people=_unique(people), bodies=_unique(bodies))


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple({plain(name): name for name in reversed(list(names))}.values())[::-1]


# --- one line of names -----------------------------------------------------------------------------


def split_names(text: str) -> list[str]:
    """The people in "By Ana Kovač and Marko Ilić, Reuters"; [] when there are none."""
    return [name for name in _names(text) if _is_person(name) and not _is_body(name, "")]


def _names(text: str) -> list[str]:
    """The parts of a byline, each without opener, degree and place; people or not."""
    text = _without_bracket(without_opener(text, phrases().byline))
    found: list[str] = []
    for part in _joined().split(text):
        for name in _slashed(part):
            name = without_opener(_trimmed(name), phrases().byline)
            if name and plain(name) not in name_words().degrees:
                found.append(_unplaced(name))
    return found


def _without_bracket(text: str) -> str:
    """ "Ana Kovač (with AFP)" is one person; "Ana Kovač (AFP)" two names."""
    found = _BRACKET.fullmatch(text)
    if found is None or _NO_NAME.search(found[2]):
        return text
    return f"{found[1]}, {found[2]}" if plain(found[2]) in phrases().agencies else found[1]


@cache
def _joined() -> re.Pattern[str]:
    words = "|".join(map(re.escape, name_words().joiners))
    return re.compile(rf"\s*;\s*|\s*,(?!\d)\s*|\s+[/&|•·+]\s+|\s+(?:{words})\s+", re.IGNORECASE)


def _slashed(part: str) -> list[str]:
    """ "Ana Kovač/Marko Ilić" is two; "ap/hosb" and "AFP/Reuters" are one."""
    parts = part.split("/")
    return parts if all(len(p.split()) > 1 for p in parts) else [part]


def _trimmed(name: str) -> str:
    """Without marks around it; the full stop of an initial or a legal form stays."""
    name = name.strip(" ,:;|·•–—-")
    last = name.rstrip(".").rpartition(" ")[2]
    return name if name.endswith(".") and (len(last) == 1 or "." in last) else name.rstrip(" .")


def _unplaced(name: str) -> str:
    """ "Ana Kovač in Geneva" without the place."""
    words = name.split()
    for at, word in enumerate(words[2:], 2):
        if word.casefold() in name_words().placing:
            return " ".join(words[:at])
    return name


def without_opener(line: str, openers: Sequence[str]) -> str:
    """A line without the "By", "Published on" or the like that opens it."""
    found = _opening(tuple(openers)).match(line[:_MAX_OPENER])
    return line[found.end() :].strip(" :,|–-") if found else line


@cache
def _opening(openers: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the openers, longest first, unless a letter or digit follows."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, openers))})(?![^\W_])", re.IGNORECASE)


def _is_person(name: str) -> bool:
    if not name or _NO_NAME.search(name) or len(name.split()) > _MAX_NAME or len(name) < 3:
        return False
    if _SLUG.match(name) or any(word in name_words().no_names for word in name.casefold().split()):
        return False
    return not phrases().staff.match(name) and not from_text(name)


def _is_body(name: str, outlet: str) -> bool:
    """Whether a name is the site's own, an agency's, or has a word that people's names have not."""
    if not name or len(name) > _MAX_LINE:
        return False
    if is_same_site(name, outlet) or plain(name) in phrases().agencies:
        return True
    words = [word.casefold() for word in _WORDS.findall(name)]
    if not words or len(words) > _MAX_NAME + 2 or "http" in words:
        return False
    if len(words) == 1 and words[0].rpartition(".")[2] in name_words().domains and "." in words[0]:
        return True
    return len(words) > 1 and (
        any(word in name_words().bodies for word in words)
        or any(part.strip() in phrases().agencies for part in re.split(r"[/\-–]| - ", plain(name)))
    )


def is_same_site(name: str, outlet: str) -> bool:
    """Whether a name is the site's own."""
    return bool(outlet) and _NOT_IN_NAMES.sub("", plain(name)) == _NOT_IN_NAMES.sub("", plain(outlet))


# --- visible bylines -------------------------------------------------------------------------------


def _visible(tree: LexborHTMLParser) -> Iterator[Signer]:
    """The first element marked as a byline that names somebody, and those beside it; the surest marks first."""
    marked = head_markup()
    for selector in (*marked.byline, ", ".join(marked.byline_sure), ", ".join(marked.byline_loose)):
        names_in = split_names if selector in marked.byline else _full_names
        found = _together(
            [node for node in tree.css(selector) if names_in(_shown(node)) and not _is_others(node)]
        )
        if found:
            yield from (Signer(name=name) for line in found for name in names_in(line))
            return


def _shown(node: LexborNode) -> str:
    """An element's text, "" where it is too long to be a byline."""
    line = text_of(node)
    return line if len(line) < _MAX_LINE else ""


def _together(nodes: Sequence[LexborNode]) -> list[str]:
    """The text of the first, and of those that stand beside it: others are of other articles."""
    around = {above.mem_id for node in nodes[:1] for above in _above(node, 2)}
    beside = [node for node in nodes[1:] if any(above.mem_id in around for above in _above(node, 2))]
    return list(dict.fromkeys(_shown(node) for node in [*nodes[:1], *beside]))


def _above(node: LexborNode, levels: int) -> Iterator[LexborNode]:
    for _ in range(levels):
        if node.parent is None or node.parent.tag in ("body", "article", "main", "html"):
            return
        node = node.parent
        yield node


def _full_names(line: str) -> list[str]:
    """The names of a line that holds, besides times and numbers, only names of two to four words in capitals."""
    names = [name for name in _names(line) if not any(map(str.isdigit, name))]
    full = [name for name in names if _is_full(name)]
    return full if full and full == names[: len(full)] else []


def _is_full(name: str) -> bool:
    words = name.split()
    return (
        2 <= len(words) <= 4 and words[-1][0].isupper() and words[0][0].isupper() and bool(split_names(name))
    )


def _is_others(node: LexborNode) -> bool:
    """Whether an element stands in a part of the page that names others' authors."""
    words = head_markup().not_byline
    return any(is_named(above, words) for above in _above(node, _MAX_ABOVE))


def is_named(node: LexborNode, words: Sequence[str]) -> bool:
    """Whether an element's tag, a class or its id is one of the words."""
    names = f"{node.tag} {node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".lower()
    return any(word in words for word in _NAME_PARTS.split(names))
