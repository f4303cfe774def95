"""What an answer is: feed, sitemap or page; and its bytes made safe for parsers of XML."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import Literal
from xml.parsers import expat

from tocsin.errors import ReadError, RefusedError

Kind = Literal["feed", "sitemap", "index", "html", ""]

_KINDS: dict[bytes, Kind] = {
    b"rss": "feed",
    b"feed": "feed",
    b"rdf": "feed",
    b"urlset": "sitemap",
    b"sitemapindex": "index",
    b"html": "html",
}
_ROOT = re.compile(
    rb"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\]\s*)?>)*+<(?:[\w.-]+:)?([a-z][\w.-]*)",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 8192
_DECLARED = re.compile(rb"""^(<\?xml[^>]{0,200}?)\s+encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_JSON_FEED = b"jsonfeed.org"
_DEEPEST = 256


def _ignore(_: str) -> None:
    """Do nothing with what is told."""


def kind(body: bytes) -> Kind:
    """What a document says it is by its root element ("" for something else); JSON Feed is a feed."""
    body = _unmarked(body)
    if body[:_HEAD].lstrip().startswith(b"{"):
        return "feed" if _JSON_FEED in body.replace(b"\\/", b"/") else ""
    root = _ROOT.match(body[:_HEAD])
    return _KINDS.get(root[1].lower(), "") if root else ""


def utf8(body: bytes, charset: str = "") -> bytes:
    """The document in UTF-8, with no other encoding declared in it.

    charset: of the HTTP header, "" for none. What can be read as UTF-8 is UTF-8, whatever header and
    declaration say: text in another encoding is hardly ever valid UTF-8 by chance, wrong declarations are
    frequent. Then a byte order mark, the header, the declaration (RFC 7303), and Windows-1252.
    """
    body = _unmarked(body).lstrip()
    found = _DECLARED.match(body)
    if found:
        body = found[1] + body[found.end() :]
    declared = found[2].decode("ascii", "replace") if found else ""
    for name in filter(None, ("utf-8", charset, declared)):
        try:
            return body.decode(name).encode()
        except (UnicodeError, LookupError):
            continue
    return body.decode("cp1252", "replace").encode()


def walk(
    data: bytes,
    name: str,
    start: Callable[[str], None] = _ignore,
    end: Callable[[str], None] = _ignore,
    text: Callable[[str], None] = _ignore,
) -> str:
    """Go through a document of XML in UTF-8, telling element names and texts; what is wrong with it, or "".

    No entity of the document's own is expanded, nothing is fetched. Raises RefusedError naming it when it
    declares such, ReadError when it is nested absurdly deep.
    """
    parser = expat.ParserCreate("utf-8")
    depth = 0

    def refuse(*_: object) -> None:
        raise RefusedError(f"{name} declares entities of its own, which are not expanded; take it without")

    def enter(element: str, _: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ReadError(f"{name} is nested deeper than {_DEEPEST} elements; it is no feed or sitemap")
        start(element)

    def leave(element: str) -> None:
        nonlocal depth
        depth -= 1
        end(element)

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        return str(error)
    return ""


def _unmarked(body: bytes) -> bytes:
    """The bytes without a byte order mark; UTF-16 becomes UTF-8."""
    for mark, name in _BOMS.items():
        if body.startswith(mark):
            rest = body[len(mark) :]
            return rest if name == "utf-8" else rest.decode(name, "replace").encode()
    return body
