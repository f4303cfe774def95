"""A plain-text page to a document: the text stays as it is, its lines are labelled.

Such pages are renderings of web pages (resiliparse, inscriptis, a browser's "save as text"), or plain
articles. What is left to go by is the wording of lines, their length, list marks and indentation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tocsin.know.phrases import phrases, plain
from tocsin.model import Block, BlockKind, Document, Page, Span
from tocsin.parse.compose import block
from tocsin.parse.credit import is_credit
from tocsin.parse.dates import from_text
from tocsin.parse.dump_thread import DumpThread, find_dump_thread
from tocsin.parse.language import detect
from tocsin.parse.lines import Unit, read_units
from tocsin.parse.metadata import split_names, without_opener

_MAX_TITLE = 30  # words
_MAX_META = 80  # characters of a byline or dateline
_NEAR = 3  # lines of prose from the top among which bylines and datelines are looked for
_TITLE_REACH = 6  # lines above the first prose among which the title is looked for, where a menu precedes
_MENU = 3  # that many short lines in a row are a menu
_MENU_WORDS = 6


@dataclass(slots=True)
class _Head:
    """What the lines above the body say."""

    title: str = ""
    authors: list[str] = field(default_factory=list[str])
    published: str | None = None
    updated: str | None = None


def read_dump(page: Page, text: str) -> Document:
    """The document of a plain-text page; `text` is its text, character for character. Raises ParseError."""
    units = read_units(text, page.name)
    thread = find_dump_thread(units)
    kinds, head = _label(units, thread)
    body = "\n".join(unit.text for unit, kind in zip(units, kinds, strict=True) if kind == "body")
    return Document(
        page=page.id,
        name=page.name,
        url=page.url,
        media=page.media,
        text=text,
        blocks=_blocks(units, kinds, thread),
        title=head.title,
        authors=tuple(dict.fromkeys(head.authors)),
        published=head.published,
        updated=head.updated,
        language=detect(body),
        reply_to=thread.reply_to,
    )


def _label(units: Sequence[Unit], thread: DumpThread) -> tuple[list[BlockKind], _Head]:
    """A kind for every line: what the thread left over is article above it, chrome below."""
    form = next((index for index in sorted(thread.kinds) if thread.kinds[index] == "form"), len(units))
    end = form if thread.start is None else thread.start
    kinds: list[BlockKind] = [thread.kinds.get(index, "chrome") for index in range(len(units))]
    article = [index for index in range(end) if index not in thread.kinds]
    head = _Head()
    for index in _without_menus(units, article):
        kinds[index] = "body"
    _label_head(units, article, kinds, head)
    for index in article:
        if kinds[index] in ("body", "chrome") and is_credit(units[index].text):
            kinds[index] = "credit"
    return kinds, head


def _without_menus(units: Sequence[Unit], article: Sequence[int]) -> list[int]:
    """The lines that are neither site furniture nor in a run of short lines, such as a menu is."""
    kept: list[int] = []
    run: list[int] = []
    for index in article:
        unit = units[index]
        short = unit.words <= _MENU_WORDS and not unit.ends_sentence
        if short or phrases().furniture.match(unit.text):
            run.append(index)
            continue
        kept.extend(_kept(units, run))
        run = []
        kept.append(index)
    return kept + _kept(units, run)


def _kept(units: Sequence[Unit], run: Sequence[int]) -> list[int]:
    if len(run) >= _MENU:
        return []
    return [index for index in run if not phrases().furniture.match(units[index].text)]


# --- above the body ----------------------------------------------------------------------------------


def _label_head(units: Sequence[Unit], article: Sequence[int], kinds: list[BlockKind], head: _Head) -> None:
    """Title, bylines and datelines."""
    prose = [i for i in article if units[i].is_prose and kinds[i] == "body" and not _is_meta(units[i].text)]
    if not article or (len(article) == 1 and not units[article[0]].text.isupper()):
        return
    first = prose[0] if prose else article[-1]
    title = _title_at(units, [index for index in article if index < first])
    if title is None and first == article[0] and len(prose) > 1 and _is_title(units[first]):
        title = first
    if title is not None:
        head.title = units[title].text
        kinds[title] = "title"
        for index in article:
            if index < title:
                kinds[index] = "chrome"
    last = prose[_NEAR - 1] if len(prose) >= _NEAR else article[-1]
    for index in article:
        if index != title and (index <= last or index >= article[-1] - 1):
            _label_meta(units[index].text, index, kinds, head)


def _title_at(units: Sequence[Unit], above: Sequence[int]) -> int | None:
    """The first line of a clean text; under a menu, the longest line close above the body."""
    candidates = [i for i in above if _is_title(units[i]) and not _is_meta(units[i].text)]
    if not candidates:
        return None
    if len(above) <= _MENU:
        return candidates[0]
    near = [i for i in candidates if i >= above[-1] - _TITLE_REACH]
    return max(near, key=lambda i: (units[i].words, -i), default=None)


def _is_title(unit: Unit) -> bool:
    if unit.words > _MAX_TITLE or unit.mark or is_credit(unit.text):
        return False
    return not unit.text.endswith((".", "…", ":", ",", ";")) or unit.text.endswith("...")


def _is_meta(line: str) -> bool:
    return bool(_byline(line)) or _dateline(line) is not None or bool(phrases().furniture.match(line))


def _label_meta(line: str, index: int, kinds: list[BlockKind], head: _Head) -> None:
    time = _dateline(line)
    if rest := _byline(line):
        kinds[index] = "byline"
        head.authors.extend(split_names(rest))
    elif time is not None:
        kinds[index] = "dateline"
        if without_opener(line, phrases().updated) != line:
            head.updated = head.updated or time
        else:
            head.published = head.published or time


def _byline(line: str) -> str:
    """NAMES of "By NAMES", "" for any other line."""
    rest = without_opener(line, phrases().byline)
    if rest == line or len(line) > _MAX_META or not rest[:1].isupper() or line.endswith((".", "!", "?")):
        return ""
    names = split_names(rest)
    capital = all(word[:1].isupper() for name in names for word in name.split()[:1] + name.split()[-1:])
    return rest if (names and capital and len(rest.split()) <= 8) or plain(rest) in phrases().agencies else ""


def _dateline(line: str) -> str | None:
    """The time of a line that gives little else."""
    if len(line) > _MAX_META or line.endswith((".", "!", "?")) or len(line.split()) > 10:
        return None
    return from_text(line)


# --- lines to blocks -----------------------------------------------------------------------------------


def _blocks(units: Sequence[Unit], kinds: Sequence[BlockKind], thread: DumpThread) -> tuple[Block, ...]:
    """One block a line, one a comment; neighbouring lines of chrome are one."""
    comment_at = {index: at for at, (_, lines) in enumerate(thread.comments) for index in lines}
    blocks: list[Block] = []
    told: set[int] = set()
    for index, unit in enumerate(units):
        if index in comment_at:
            comment, lines = thread.comments[comment_at[index]]
            if comment_at[index] not in told:
                told.add(comment_at[index])
                span = Span(start=unit.start, end=units[lines[-1]].end)
                blocks.append(block("comment", span, comment))
        elif kinds[index] == "chrome" and blocks and blocks[-1].kind == "chrome":
            blocks[-1] = block("chrome", Span(start=blocks[-1].span.start, end=unit.end))
        else:
            kind: BlockKind = "chrome" if kinds[index] == "comment" else kinds[index]
            blocks.append(block(kind, Span(start=unit.begin, end=unit.end)))
    return tuple(blocks)
