"""An HTML page to a document: metadata, body, credit, comment tree, and all other visible text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tocsin.know.phrases import markup, phrases, plain
from tocsin.model import BlockKind, Document, Page
from tocsin.parse.article import NEVER, find_body
from tocsin.parse.authors import split_names, without_opener
from tocsin.parse.comment import Comment, Found
from tocsin.parse.compose import Part, compose
from tocsin.parse.credit import is_credit
from tocsin.parse.dates import from_text
from tocsin.parse.dom import Layout, parse_html, walk
from tocsin.parse.language import detect
from tocsin.parse.metadata import Head, read_head
from tocsin.parse.scripted import find_scripted
from tocsin.parse.thread import find_thread
from tocsin.parse.title import title_parts

_NO_CREDIT = frozenset(("figure", "figcaption", "footer", "nav", "aside"))
# what need not be walked for the body
_NO_BODY = ", ".join(sorted((*NEVER, "svg", "select", "noscript", "iframe")))
_NEAR = 4  # pieces before and after the body in which a byline or a credit is looked for
_MIN_TITLE = 3  # words; a shorter part of a <title> is a section's name as often as a headline
_NOTICE = 4  # words from which a line with a reply form's wording belongs to one
_FOLDING = 12  # characters by which folding case and dropping stops change a line's length at most
_MAX_BYLINE = 200
_MAX_DATELINE = 80


@dataclass(slots=True)
class _Page:
    """A page as it is being labelled: a kind for each piece of its layout."""

    head: Head
    layout: Layout
    body: frozenset[int]
    kinds: list[BlockKind]
    title_at: int | None = None
    bylines: list[str] = field(default_factory=list[str])
    datelines: list[str] = field(default_factory=list[str])
    updates: list[str] = field(default_factory=list[str])


def read_html(page: Page, html: str) -> Document:
    """The document of an HTML page. html: its decoded text. Raises ParseError."""
    tree = parse_html(html, page.name)
    head = read_head(tree, page.url)
    found = find_thread(tree)
    layout = walk(tree, found.marks, page.name)
    labelled = _label(head, layout)
    text, blocks = compose(_parts(labelled, found))
    body = "\n".join(text for text, kind in zip(layout.texts, labelled.kinds, strict=True) if kind == "body")
    return Document(
        page=page.id,
        name=page.name,
        url=head.url,
        media=page.media,
        text=text,
        blocks=blocks,
        title=labelled.head.title,
        authors=head.authors or _authors(labelled.bylines) or head.newsrooms,
        published=_published(head.published, labelled.datelines),
        updated=head.updated or next(iter(labelled.updates), None),
        language=detect(body),
        outlet=labelled.head.outlet,
        canonical=head.canonical,
        section=head.section,
        credits=head.credits,
        reply_to=found.reply_to,
        thread=None if found.comments else find_scripted(tree, html),
    )


def read_body(html: str, name: str) -> str:
    """The article's text alone, a paragraph a line: neither metadata nor thread nor credits are looked for, which
    takes a fifth of the time. html, name: the page's decoded text, and its name for an error. Raises ParseError."""
    tree = parse_html(html, name)
    tree.drop(_NO_BODY)
    layout = walk(tree, {}, name)
    return "\n".join(layout.texts[index] for index in sorted(find_body(layout)))


# --- what each piece is --------------------------------------------------------------------------------


def _label(head: Head, layout: Layout) -> _Page:
    body = find_body(layout)
    kinds: list[BlockKind] = [
        mark.kind if mark else "body" if index in body else "chrome"
        for index, mark in enumerate(layout.marks)
    ]
    page = _Page(head, layout, body, kinds)
    _label_title(page)
    _label_notices(page)
    if body:
        _label_lines(page, min(body), max(body))
    return page


def _label_title(page: _Page) -> None:
    """The line that is the title; its repetitions are no body."""
    same = _lines_like(page, page.head.title)
    if not same and not page.head.certain:
        page.head = _split_title(page)
        same = _lines_like(page, page.head.title)
    headings = [index for index in same if page.layout.tags[page.layout.homes[index]] == "h1"]
    page.title_at = next(iter([*headings, *same]), None)
    for index in same:
        page.kinds[index] = "chrome"


def _label_notices(page: _Page) -> None:
    """Notices of a reply form that stand outside of it."""
    form = phrases().form
    for index, text in enumerate(page.layout.texts):
        if page.kinds[index] == "chrome" and text.count(" ") >= _NOTICE - 1 and form.match(text):
            page.kinds[index] = "form"


def _lines_like(page: _Page, text: str) -> list[int]:
    wanted = plain(text)
    if not wanted:
        return []
    shortest, longest = len(wanted) - _FOLDING, len(wanted) + _FOLDING
    return [
        index
        for index, shown in enumerate(page.layout.texts)
        if shortest <= len(shown) <= longest and page.layout.marks[index] is None and plain(shown) == wanted
    ]


def _split_title(page: _Page) -> Head:
    """A title that stands nowhere on the page is the part of it that does, and the site's name."""
    parts = title_parts(page.head.title)
    shown = [
        part
        for part in parts
        if len(part.split()) >= _MIN_TITLE
        and any(page.layout.linked[index] == 0 for index in _lines_like(page, part))
    ]
    if not shown:
        return page.head
    title = max(shown, key=len)
    site = [part for part in parts if part != title]
    return replace(page.head, title=title, outlet=page.head.outlet or (site[0] if len(site) == 1 else ""))


def _label_lines(page: _Page, first: int, last: int) -> None:
    """Bylines, datelines and credits, near the body."""
    start = max(0, first - _NEAR)
    if page.title_at is not None and page.title_at < first:
        start = page.title_at + 1
    names = [plain(name) for name in page.head.authors]
    above = _end_of_top(page, first)
    for index in range(start, min(len(page.kinds), last + 1 + _NEAR)):
        text = page.layout.texts[index]
        if page.kinds[index] not in ("body", "chrome") or index == page.title_at:
            continue
        at_edge = index < first + _NEAR or index > last - 1
        if at_edge and _is_byline(text, names):
            page.kinds[index] = "byline"
            page.bylines.append(text)
            page.datelines.extend(_time_in(text) if index < above else ())
        elif at_edge and _is_dateline(text, page.head.published):
            page.kinds[index] = "dateline"
            times = page.updates if _opens_update(text) else page.datelines
            times.extend(_time_in(text) if index < above else ())
        elif index >= first and is_credit(text) and _may_be_credit(page.layout, index):
            page.kinds[index] = "credit"


def _end_of_top(page: _Page, first: int) -> int:
    """Where the second paragraph ends what stands above the article: a time below is that of something else.

    The first may be a summary, with the article's time below it.
    """
    prose = [index for index in sorted(page.body) if len(page.layout.texts[index]) > _MAX_DATELINE]
    return min(first + _NEAR, prose[1] if len(prose) > 1 else first + _NEAR)


def _time_in(text: str) -> Iterator[str]:
    if time := from_text(text):
        yield time


def _is_byline(text: str, names: Sequence[str]) -> bool:
    """A line that names a known author and little else, or that opens with "By"."""
    if len(text) > _MAX_BYLINE:
        return False
    line = plain(text)
    if any(name in line for name in names):
        return len(line) <= sum(map(len, names)) + 80
    rest = without_opener(text, phrases().byline)
    if rest == text or len(rest.split()) > 8:
        return False
    if phrases().staff.match(rest) or plain(rest) in phrases().agencies:
        return True
    return rest[:1].isupper() and bool(split_names(rest))


def _is_dateline(text: str, published: str | None) -> bool:
    if len(text) > _MAX_DATELINE or text.endswith((".", "!", "?")) or not any(map(str.isdigit, text)):
        return False
    if markup().thread.relative.fullmatch(text):
        return True
    time = from_text(text)
    return time is not None and (published is None or time[:10] == published[:10] or _opens_time(text))


def _opens_update(text: str) -> bool:
    return without_opener(text, phrases().updated) != text


def _opens_time(text: str) -> bool:
    openers = phrases().published + phrases().updated
    return without_opener(text, openers) != text


def _may_be_credit(layout: Layout, index: int) -> bool:
    """Not in a picture's caption, nor in the page's footer."""
    at = layout.homes[index]
    while at >= 0:
        if layout.tags[at] in _NO_CREDIT or "caption" in layout.names(at) or "footer" in layout.names(at):
            return False
        at = layout.parents[at]
    return True


def _published(stated: str | None, shown: Sequence[str]) -> str | None:
    """The stated time; the visible one where none is stated, or only its day."""
    if stated is None:
        return next(iter(shown), None)
    return next((time for time in shown if "T" not in stated and time.startswith(f"{stated}T")), stated)


def _authors(bylines: Sequence[str]) -> tuple[str, ...]:
    """People of visible bylines that open with "By"."""
    found = [
        name
        for line in bylines
        if (rest := without_opener(line, phrases().byline)) != line
        for name in split_names(rest)
    ]
    return tuple(dict.fromkeys(found))


# --- pieces to blocks -----------------------------------------------------------------------------------


def _parts(page: _Page, found: Found) -> Iterator[Part]:
    """The blocks in page order, the title first; neighbours of the same minor kind are one block."""
    said = _said(page.layout)
    comments = _with_text(found.comments, said)
    if page.head.title:
        yield Part(kind="title", text=page.head.title)
    run: list[str] = []
    before: BlockKind = "title"
    told: set[int] = set()
    for index, (kind, text, mark) in enumerate(
        zip(page.kinds, page.layout.texts, page.layout.marks, strict=True)
    ):
        if index == page.title_at or (kind == "comment" and mark and mark.comment in told):
            continue
        if run and (kind != before or kind not in ("chrome", "form", "comment_meta")):
            yield Part(kind=before, text="\n".join(run))
            run = []
        if mark is not None and mark.comment is not None:
            at = mark.comment
            told.add(at)
            yield Part(kind="comment", text="\n".join(said[at]), comment=comments[at])
        else:
            run.append(text)
        before = kind
    if run:
        yield Part(kind=before, text="\n".join(run))


def _said(layout: Layout) -> dict[int, list[str]]:
    """Each comment's paragraphs."""
    said: dict[int, list[str]] = {}
    for text, mark in zip(layout.texts, layout.marks, strict=True):
        if mark is not None and mark.comment is not None:
            said.setdefault(mark.comment, []).append(text)
    return said


def _with_text(comments: Sequence[Comment], said: dict[int, list[str]]) -> dict[int, Comment]:
    """Comments that have text; an answer to one without goes to the nearest one above that has."""
    above: dict[str, str | None] = {comment.id: comment.parent for comment in comments}
    kept = {comments[index].id for index in said}
    found: dict[int, Comment] = {}
    for index in said:
        parent = comments[index].parent
        while parent is not None and parent not in kept:
            parent = above[parent]
        found[index] = replace(comments[index], parent=parent)
    return found
