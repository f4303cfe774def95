"""Credits: who else had a hand in a text ("PRISTINA (Reuters) -", "(c) UAWire", "Photo: Ana Kovač/AFP")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from tocsin.know.names import credit_words
from tocsin.know.phrases import phrases, plain
from tocsin.model import Block, Credit, CreditKind, Document, Span
from tocsin.parse.address import site_of
from tocsin.parse.authors import is_same_site

_MAX_LINE = 200  # characters; a longer line is a paragraph that happens to begin so
_MAX_CAPTION = 400
_MAX_NAME = 15  # words
_MAX_SHOWN = 60  # characters of a credit's name
_MAX_PHOTOS = 20
_MAX_PLACE = 8  # words of a dateline before its bracket
_MAX_AGENCY = 4  # words
_TRAILING = 3  # body blocks of which all but the first may follow a credit
_OPENING = 2  # body blocks that may open with a dateline: the first may be a summary
_OWN = re.compile(
    r"^\d{4}|\brights\b|\breserved\b|\bvorbehalten\b|\bréservés\b|\breservados\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)\d\d|\d\d))?\b,?")
_STOP = re.compile(
    r"\n|\.\s|\s?\(|,\s\w+:|\s[-–—|]\s|,\s(?=\d)|\s(?:on|am|le|el)\s(?=\w*\s?\d)|\sunder\s(?=(?:an?|the|CC|Creative)\b)|[\])]"
)
_BRACKETED = re.compile(
    r"[^\n()\[\]]{0,80}?(?P<cue>[(\[](?P<name>[^()\[\]\n\d]{2,40})[)\]]\s*(?P<dash>[-–—]|\.\s?[-–—])?)"
)
_ENDING = re.compile(r"(?P<cue>[(\[](?P<name>[^()\[\]\n]{2,120})[)\]])\s*\.?\s*$")
_SIGNED = re.compile(r"[(\[](?P<name>[^()\[\]\n]{2,40})[)\]](?:\s?[-–—.])?|[-–—]\s?(?P<after>[^\n]{2,40})")
_IMPRINT = re.compile(
    r"(?:\([cC]\)|©|[Cc]opyright)[\s©]{0,3}(?:(?:19|20)\d\d,?\s)?(?P<name>[^.,\n]{2,40})(?:[.,]\s?[^.\n]{0,60})?\.?"
)
_PARTS = re.compile(r"\s*[/,;|+&]\s*|\s+(?:and|und|et|y|e|i|и)\s+|\s+[-–]\s+")
_SERVICE = re.compile(r"\w{3,}-\w+$")  # "dpa-AFX"
_LETTER = re.compile(r"[^\W\d_]")
_ANCHOR = r"<a\s[^<>]*?href\s*=\s*[\"'](https?://[^\"'<>\s]+)[\"'][^<>]*>"
_GAP = r"(?:\s|<(?!/?a\b)[^<>]*>)+"  # between two words in the source of a page
_INSIDE = r"(?:[^<>]|<(?!/?(?:a|p|div)\b)[^<>]*>){0,100}?"
_FIRST = 3  # words of a line by which it is known in the source
_MAX_PLACES = 20  # in a page's source where a name's first word is looked at
_REACH = 500  # characters of it around that word
_HINT = re.compile(r":|©|/|\((?:c|C)\)|\s(?:by|von|par|di|de|via|courtesy of)\s", re.IGNORECASE)
_EDGE = ' \t\n,.:;|-–—()[]«»"“”„'


def is_credit(line: str) -> bool:
    """Whether a line is a credit; a site's own "© 2024 …, all rights reserved" is none."""
    if not 3 < len(line) <= _MAX_LINE:
        return False
    found = phrases().credit.match(line)
    if found is None:
        return _signed(line) is not None
    name = found[found.lastindex] if found.lastindex else ""
    if _is_agency_s_imprint(line):
        return True
    return not _OWN.search(name) and len(name.split()) <= _MAX_NAME


def _signed(line: str) -> re.Match[str] | None:
    """A line that is nothing but an agency: "(Reuters)", "– Fena"."""
    found = _SIGNED.fullmatch(line)
    return found if found and is_agency(found["name"] or found["after"]) else None


def _is_agency_s_imprint(line: str) -> bool:
    """ "© 2021 AFP", "Copyright 2021 The Associated Press. All rights reserved." """
    found = _IMPRINT.fullmatch(line)
    return found is not None and is_agency(found["name"].strip(_EDGE))


def find_credits(
    text: str, blocks: Sequence[Block], *, outlet: str = "", stated: Sequence[Credit] = (), html: str = ""
) -> tuple[Credit, ...]:
    """The credits of a document in text order, after those that only its metadata have.

    text, blocks: the document's. outlet: the site's own name, whose imprint is no credit. stated: credits
    from the page's metadata; one whose name stands in a byline gets that span. html: the page's source, in
    which the link of a credit is looked up.
    """
    found = [*_datelines(text, blocks), *_bylines(text, blocks, stated), *_ends(text, blocks)]
    found += filter(None, (_linked(credit, html) for credit in _lines(text, blocks, outlet)))
    told = {credit.span for credit in found}
    found += [credit for credit in _photos(text, blocks) if credit.span not in told]
    shown = {plain(credit.name) for credit in found if credit.kind in ("byline", "original")}
    silent = [credit for credit in stated if plain(credit.name) not in shown]
    return (*silent, *sorted(found, key=lambda credit: credit.span.start if credit.span else 0))


def with_credits(document: Document, html: str) -> Document:
    """The document with its credits. html: the page's source, "" for plain text."""
    found = find_credits(
        document.text, document.blocks, outlet=document.outlet, stated=document.credits, html=html
    )
    return replace(document, credits=found) if found else document


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's, alone or with others or a service of its own ("dpa/lnw")."""
    known = phrases().agencies
    return any(
        plain(part) in known or (_SERVICE.match(part) and plain(part).partition("-")[0] in known)
        for part in (name, *_PARTS.split(name))
    )


# --- datelines and bylines -------------------------------------------------------------------------


def _datelines(text: str, blocks: Sequence[Block]) -> Iterator[Credit]:
    """The agency in the dateline of the article, if there is one."""
    bodies = [block.span for block in blocks if block.kind == "body"][:_OPENING]
    for span in [*(block.span for block in blocks if block.kind == "dateline"), *bodies]:
        if found := _dateline(text, span):
            yield found
            return


def _dateline(text: str, span: Span) -> Credit | None:
    """ "CITY, March 7 (Agency) -": any name in brackets before a dash; without a dash, known agencies."""
    found = _BRACKETED.match(text, span.start, span.end)
    if found and found.end() < span.end and _may_open(found):
        return _credit("dateline", text, found.start("name"), found.end("name"), found["cue"].strip())
    found = _bare_dateline().match(text, span.start, span.end)
    if found and (found["place"].split()[0].isupper() or any(map(str.isdigit, found["place"]))):
        return _credit("dateline", text, found.start("name"), found.end("name"), found["cue"].strip())
    return None


def _may_open(found: re.Match[str]) -> bool:
    """Whether words before a bracket can be a place and a day, and those in it an agency's name."""
    name, before = found["name"], found[0][: found.start("cue") - found.start()].split()
    if len(before) > _MAX_PLACE or len(name.split()) > _MAX_AGENCY or is_photo(name):
        return False
    return is_agency(name) or bool(found["dash"] and name[:1].isupper())


@cache
def _bare_dateline() -> re.Pattern[str]:
    """ "МОСКВА, 27 сен - РИА Новости.", "ROMA, 27 SET /ANSA/", "BELGRADE, Sept 27, Tanjug -": known agencies."""
    names = "|".join(sorted(map(re.escape, phrases().agencies), key=len, reverse=True))
    return re.compile(
        rf"(?P<place>[^\W\d_][^\n()]{{1,60}}?)"
        rf"(?P<cue>(?:[-–—]\s*|/\s*|,\s(?=[^\n]{{1,40}}[-–—]))(?P<name>{names})\s*(?:/\s*\.?|[-–—]|[.:,](?=\s)))",
        re.IGNORECASE,
    )


def _bylines(text: str, blocks: Sequence[Block], stated: Sequence[Credit]) -> Iterator[Credit]:
    """Agencies in visible bylines, and there the names that metadata give."""
    wanted = {plain(credit.name) for credit in stated if credit.kind == "byline"}
    for span in (block.span for block in blocks if block.kind == "byline"):
        for start, end in _split(text, span.start, span.end):
            name = text[start:end]
            if is_agency(name) or plain(name) in wanted:
                yield _credit("byline", text, start, end, "")


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the names of a line stand, between its commas, slashes and "and"s, without the line's opener."""
    line = text[start:end]
    opener = next((o for o in phrases().byline if line.casefold().startswith(f"{o} ")), "")
    at = len(opener)
    for cut in [*_PARTS.finditer(line, at), None]:
        stop = cut.start() if cut else len(line)
        name = line[at:stop].strip(_EDGE)
        if name:
            begin = line.index(name, at)
            yield start + begin, start + begin + len(name)
        at = cut.end() if cut else stop


def _ends(text: str, blocks: Sequence[Block]) -> Iterator[Credit]:
    """Agencies that sign the end of the article: "(dpa)", "(APA/red, Foto: APA/dpa)"."""
    body = [block.span for block in blocks if block.kind == "body"]
    found = _ENDING.search(text, body[-1].start, body[-1].end) if body else None
    if found is None:
        return
    for start, end in _split(text, found.start("name"), found.end("name")):
        if is_photo(text[start:end]):
            yield from _photo_at(text, start, found.end("name"))
            return
        if is_agency(text[start:end]):
            yield _credit("byline", text, start, end, found["cue"])


# --- lines of credit -------------------------------------------------------------------------------


def _lines(text: str, blocks: Sequence[Block], outlet: str) -> Iterator[Credit]:
    """The names in the credit lines at the end of the article; one further up is of a table or a box."""
    body = [block.span.start for block in blocks if block.kind == "body"]
    end = body[-_TRAILING] if len(body) >= _TRAILING else 0
    for block in blocks:
        if block.kind == "credit" and block.span.start > end and (found := _line(text, block.span, outlet)):
            yield found


def _line(text: str, span: Span, outlet: str) -> Credit | None:
    line = text[span.start : span.end]
    folded = plain(line)
    words = credit_words()
    if folded.startswith(words.contributed):
        return None
    if is_photo(line):
        return next(_photo_at(text, span.start, span.end), None)
    if signed := _signed(line):
        start, end = signed.span(signed.lastgroup or 0)
        return _credit("byline", text, span.start + start, span.start + end, line)
    if _is_agency_s_imprint(line):
        found = _named(text, span, "publisher")
        return None if found and is_same_site(found.name, outlet) else found
    if any(phrase in folded for phrase in words.own):
        return None
    if not outlet and folded.startswith(words.marks) and _YEAR.search(line):
        return None
    kind: CreditKind = "original" if folded.lstrip("(").startswith(words.original) else "publisher"
    if found := _named(text, span, kind):
        return found
    return Credit(kind=kind, name="", span=span, cue=line) if kind == "original" else None


def _named(text: str, span: Span, kind: CreditKind) -> Credit | None:
    """The name that fills a credit phrase, without words that lead to it, year and date."""
    line = text[span.start : span.end]
    found = phrases().credit.match(line)
    filled = found[found.lastindex] if found and found.lastindex else ""
    at = line.casefold().find(filled[:12]) if filled else -1
    if at < 0:
        return None
    at = _after_lead_ins(line, at)
    cue = line[:at].strip()
    while year := _YEAR.match(line, at):
        at = len(line) - len(line[year.end() :].lstrip())
    stop = _STOP.search(line, at + 1)
    name = line[at : stop.start() if stop else len(line)].strip(_EDGE)
    if not name or len(name) > _MAX_SHOWN or not _LETTER.search(name):
        return None
    begin = span.start + line.index(name, at)
    return _credit(kind, text, begin, begin + len(name), cue)


def _after_lead_ins(line: str, at: int) -> int:
    folded = line.casefold()
    for word in credit_words().lead_ins:
        if folded.startswith(f"{word} ", at):
            return at + len(word) + 1
    return at


# --- pictures --------------------------------------------------------------------------------------


def is_photo(line: str) -> bool:
    """Whether a line says whose a picture is."""
    return bool(_photo().search(line[:_MAX_CAPTION])) or any(
        plain(part) in credit_words().holders for part in _PARTS.split(line[:_MAX_LINE])
    )


@cache
def _photo() -> re.Pattern[str]:
    words = "|".join(map(re.escape, credit_words().photo))
    return re.compile(
        rf"(?<!\w)(?:{words})\s*(?::\s*(?:©|\(c\))?|©|\((?:c|C)\)|\s(?:by|von|par|di|de|courtesy of)\s)\s*(?P<name>[^\n|]{{2,80}})",
        re.IGNORECASE,
    )


@cache
def _holder() -> re.Pattern[str]:
    """ "Ana Kovač/AFP", "AFP via Getty Images" at the end of a caption."""
    names = sorted((*credit_words().holders, *phrases().agencies), key=len, reverse=True)
    known = "|".join(map(re.escape, names))
    word = r"[^\W\d_](?:\.|[\w'’-]*)"
    return re.compile(
        rf"(?<!\w)(?P<name>{word}(?:\s{word}){{0,3}}\s?/\s?(?:{known})(?:\s?/\s?[\w -]{{2,20}}| via [\w ]{{2,20}})?"
        rf"|\b(?:{known}) via (?:{known}))[\s.)\]]*$",
        re.IGNORECASE,
    )


def _photos(text: str, blocks: Sequence[Block]) -> list[Credit]:
    """Credits of the article's pictures: in the lines between its title and its end that are not its text."""
    last = max((at for at, block in enumerate(blocks) if block.kind in ("body", "credit")), default=-1)
    found: list[Credit] = []
    for block in blocks[: last + 2]:
        if block.kind not in ("chrome", "body"):
            continue
        for start, end in _lines_of(text, block.span):
            if end - start <= _MAX_CAPTION and len(found) < _MAX_PHOTOS:
                found.extend(_photo_at(text, start, end))
    return found


def _lines_of(text: str, span: Span) -> Iterator[tuple[int, int]]:
    at = span.start
    for line in text[span.start : span.end].split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _photo_at(text: str, start: int, end: int) -> Iterator[Credit]:
    if not _HINT.search(text, start, end):
        return
    line = text[start:end].casefold()
    found = None
    if any(word in line for word in credit_words().photo):
        found = _photo().search(text, start, end)
    if found is None and ("/" in line or " via " in line):
        found = _holder().search(text, start, end)
    if found is None:
        return
    name = text[found.start("name") : found.end("name")].strip(_EDGE)
    if name and len(name) <= _MAX_SHOWN and _may_be_holder(name):
        begin = text.index(name, found.start("name"))
        yield _credit("photo", text, begin, begin + len(name), text[found.start() : begin].strip())


def _may_be_holder(name: str) -> bool:
    """A name opens with a capital, or is an agency's ("dpa"), and is no sentence."""
    return len(name.split()) <= 8 and (name[:1].isupper() or is_agency(name))


# --- records ---------------------------------------------------------------------------------------


def _credit(kind: CreditKind, text: str, start: int, end: int, cue: str) -> Credit:
    return Credit(kind=kind, name=text[start:end], span=Span(start=start, end=end), cue=cue)


def _linked(credit: Credit, html: str) -> Credit | None:
    """The credit with the address that its name links to in the page's source.

    "Read the original article here" names nobody: the host of its link does, and without one it is no credit.
    """
    if credit.kind == "photo":
        return credit
    if credit.name:
        return replace(credit, url=_link(credit.name, html, after=False))
    url = _link(credit.cue, html, after=True)
    return replace(credit, name=site_of(url), span=None, url=url) if url else None


def _link(words: str, html: str, *, after: bool) -> str:
    """The address of the link to another page whose text holds these words; after: or that stands right after them."""
    whole = re.compile(f"{_ANCHOR}{_INSIDE}{_GAP.join(map(re.escape, words.split()))}", re.IGNORECASE)
    opening = _GAP.join(map(re.escape, words.split()[:_FIRST]))
    behind = re.compile(f"{opening}{_INSIDE}{_ANCHOR}", re.IGNORECASE) if after else None
    at = -1
    for _ in range(_MAX_PLACES):
        at = html.find(words.split()[0], at + 1)
        if at < 0:
            break
        near = html[max(0, at - _REACH) : at + _REACH]
        if found := whole.search(near) or (behind and behind.search(near)):
            return found[1]
    return ""
