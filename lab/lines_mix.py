"""More training texts for the pack `lines`: threads under other articles, in other words and layouts.

A page's thread is cut out and put under another page's article of the same rendering; what the platform
printed around the comments is said in another language now and then, list marks and indentation or all of
the names and times are taken away, as renderers do. Each text carries the sites of both, so that neither
gets into training while it is held out.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lab.lines_data import Labelled
from tocsin.know.packs import find
from tocsin.know.phrases import Matcher, phrases
from tocsin.parse.dates import from_text
from tocsin.parse.language import detect
from tocsin.parse.line_features import says_name

_THREAD = ("comment", "comment_meta")
_LEAST_BODY = 3  # lines of an article that a thread is put under
_FOREIGN = 0.25
_TRANSLATED, _BARE, _FLAT, _SHUFFLED, _HEADLESS, _SHORTENED = 0.35, 0.2, 0.15, 0.2, 0.2, 0.25
_STAMPS = (
    "{d}. {month} {y} um {h}:{m}", "{month} {d}, {y} at {h}:{m}", "{d} {month} {y}", "{d}.{n}.{y} {h}:{m}",
    "{d} {month} {y}, {h}:{m}", "{y}-{n:02}-{d:02} {h}:{m}", "{month} {d}, {y}", "{d}/{d}/{y} {h}:{m}",
)  # fmt: skip
_MARK = re.compile(r"^(\s*)(?:\d{1,3}[.)]|[•◦▪*+-])\s+")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with its label; text without its line feed."""

    text: str
    kind: str
    comment: str


def mixed(texts: Sequence[Labelled], hosts: Sequence[Labelled], times: int, seed: int) -> list[Labelled]:
    """`times` new texts for each of `texts` that has a thread: most under its own article, the rest under
    another in the same language."""
    draw = random.Random(seed)
    articles: dict[tuple[str, str], list[Labelled]] = {}
    for host in [*hosts, *texts]:
        kinds = [kind for _, kind, _ in host.labels]
        if kinds.count("body") >= _LEAST_BODY and len(kinds) < 600 and (host.gold or "comment" not in kinds):
            articles.setdefault((host.rendering, _language(host)), []).append(host)
    found: list[Labelled] = []
    for text in texts:
        thread = _thread(_rows(text))
        if not any(row.kind == "comment" for row in thread):
            continue
        others = articles.get((text.rendering, _language(text)), [])
        for number in range(times):
            host = draw.choice(others) if others and draw.random() < _FOREIGN else text
            if any(kind == "body" for _, kind, _ in host.labels):
                found.append(_joined(text, host, _changed(thread, draw), number))
    return found


def _language(text: Labelled) -> str:
    return detect("\n".join(row.text for row in _rows(text) if row.kind == "body"))


def _rows(text: Labelled) -> list[_Row]:
    at = {number: (kind, comment) for number, kind, comment in text.labels}
    return [_Row(line, *at.get(number, ("", ""))) for number, line in enumerate(text.text.split("\n"))]


def _thread(rows: Sequence[_Row]) -> list[_Row]:
    """From the first line of the thread below the article to its last one, the form with it."""
    comments = [at for at, row in enumerate(rows) if row.kind == "comment"]
    if not comments:
        return []
    start, end = comments[0], comments[-1]
    while start and rows[start - 1].kind in ("", *_THREAD):
        start -= 1
    while end + 1 < len(rows) and rows[end + 1].kind in ("", "form", *_THREAD):
        end += 1
    return list(rows[start : end + 1])


def _joined(text: Labelled, host: Labelled, thread: Sequence[_Row], number: int) -> Labelled:
    rows = _rows(host)
    own = {id(row) for row in _thread(rows)} if host.gold else set[int]()
    rows = [row for row in rows if id(row) not in own]
    last = max((at for at, row in enumerate(rows) if row.kind == "body"), default=len(rows) - 1)
    merged = [*rows[: last + 1], *thread, *rows[last + 1 :]]
    return Labelled(
        name=f"{text.name} under {host.name} {number}",
        site=f"{text.site} {host.site}",
        rendering=text.rendering,
        gold=False,
        text="\n".join(row.text for row in merged),
        labels=tuple((at, row.kind, row.comment) for at, row in enumerate(merged) if row.kind),
        comments=tuple(_present(text, {row.comment for row in merged})),
    )


def _present(text: Labelled, kept: set[str]) -> Iterator[tuple[str, str, str]]:
    """The comments that are left; an answer's parent is the nearest ancestor that is."""
    parents = {comment: parent for comment, _, parent in text.comments}
    for comment, author, parent in text.comments:
        while parent and parent not in kept:
            parent = parents.get(parent, "")
        if comment in kept:
            yield comment, author, parent


def articles(hosts: Sequence[Labelled], count: int, seed: int) -> list[Labelled]:
    """Plain articles: a title and its paragraphs or some of them, with a byline and the like or without."""
    draw = random.Random(seed)
    able = [host for host in hosts if [kind for _, kind, _ in host.labels].count("body") >= _LEAST_BODY]
    return [_article(draw.choice(able), draw, number) for number in range(count)]


def _article(host: Labelled, draw: random.Random, number: int) -> Labelled:
    kept = {"body", *(kind for kind in ("title", "byline", "dateline", "credit") if draw.random() < 0.7)}
    rows = [_Row(row.text.strip(), row.kind, "") for row in _rows(host) if row.kind in kept]
    if draw.random() < 0.3:
        whole = [row for row in rows if row.kind == "body"]
        start = draw.randrange(len(whole))
        rows = whole[start : start + draw.choice((1, 1, 2, 3, 6))]
    if draw.random() < 0.15:
        first = next(row for row in rows if row.kind == "body")
        rows = [_Row(first.text[: first.text.find(". ") + 1] or first.text, "body", "")]
    return Labelled(
        name=f"{host.name} article {number}",
        site=host.site,
        rendering="plain",
        gold=False,
        text="\n\n".join(row.text for row in rows),
        labels=tuple((2 * at, row.kind, "") for at, row in enumerate(rows)),
    )


# --- the thread, as another site or renderer would print it ----------------------------------------------


def _changed(thread: Sequence[_Row], draw: random.Random) -> list[_Row]:
    rows = list(thread)
    if draw.random() < _SHUFFLED:
        rows = _fewer(rows, draw)
    if draw.random() < _SHORTENED:
        rows = _shorter(rows, draw)
    if draw.random() < _TRANSLATED:
        table, stamp = draw.choice(_languages()), draw.choice(_STAMPS)
        rows = [_translated(row, table, stamp, draw) for row in rows]
    if draw.random() < _BARE:
        rows = [row for row in rows if row.kind in ("comment", "")]
    elif draw.random() < _HEADLESS:
        first = next(at for at, row in enumerate(rows) if row.kind == "comment")
        rows = rows[max(0, first - draw.choice((0, 1, 2))) :]
    if draw.random() < _FLAT:
        rows = [_Row(_MARK.sub("", row.text).strip(), row.kind, row.comment) for row in rows]
    return rows


def _fewer(rows: Sequence[_Row], draw: random.Random) -> list[_Row]:
    """Only some of the comments."""
    names = sorted({row.comment for row in rows if row.kind == "comment"})
    kept = set(draw.sample(names, max(1, round(len(names) * draw.random()))))
    found: list[_Row] = []
    meta: list[_Row] = []
    for row in rows:
        if row.kind == "comment":
            found.extend(meta if row.comment in kept else ())
            found.extend([row] if row.comment in kept else ())
            meta = []
        else:
            meta.append(row)
    return [*found, *meta]


def _shorter(rows: Sequence[_Row], draw: random.Random) -> list[_Row]:
    """Comments of one line and a few words, or their first sentence."""
    found: list[_Row] = []
    told: set[str] = set()
    for row in rows:
        if row.kind != "comment":
            found.append(row)
        elif row.comment not in told:
            told.add(row.comment)
            head = _head(row.text)
            words = row.text[len(head) :].split()
            end = next((n for n, word in enumerate(words, 1) if word[-1] in ".!?"), len(words))
            few = words[: min(end, draw.randint(2, 14))]
            found.append(_Row(head + " ".join(few), row.kind, row.comment))
    return found


def _head(line: str) -> str:
    """Indentation and list mark."""
    mark = _MARK.match(line)
    return mark[0] if mark else line[: len(line) - len(line.lstrip())]


@cache
def _languages() -> tuple[Mapping[str, list[str]], ...]:
    tables = find("english").toml("page_phrases.toml")
    return tuple(table for table in tables.values() if "says" in table)


def _translated(row: _Row, table: Mapping[str, list[str]], stamp: str, draw: random.Random) -> _Row:
    if row.kind not in ("comment_meta", "form"):
        return row
    head = _head(row.text)
    return _Row(head + _said(row.text[len(head) :].strip(), table, stamp, draw), row.kind, row.comment)


def _said(line: str, table: Mapping[str, list[str]], stamp: str, draw: random.Random) -> str:
    """The line in the table's language where it is one of the platforms' phrases or a time."""
    if len(line) > 200 or not line:
        return line
    if name := says_name(line):
        return f"{name} {draw.choice(table['says'])}:" if table["says"] else line
    kinds: tuple[tuple[str, Matcher], ...] = (
        ("liked", phrases().liked), ("meta", phrases().meta), ("thread_heading", phrases().thread_heading),
        ("form_heading", phrases().form_heading), ("form", phrases().form),
    )  # fmt: skip
    for key, matcher in kinds:
        found = matcher.match(line)
        if found and table[key]:
            return _filled(draw.choice(table[key]), found[found.lastindex or 0], draw)
    if len(line.split()) <= 8 and from_text(line):
        return _stamped(table, stamp, draw)
    return line


def _filled(phrase: str, value: str, draw: random.Random) -> str:
    number = re.sub(r"\D", "", value) or str(draw.randint(1, 60))
    name = value if len(value) > 3 else "X"
    said = phrase.replace("{n}", number).replace("{name}", name).replace("{any}", "")
    return said[:1].upper() + said[1:]


def _stamped(table: Mapping[str, list[str]], stamp: str, draw: random.Random) -> str:
    month = draw.randint(1, 12)
    names = (table["months"] or ["january"] * 12)[month - 1].split()
    return stamp.format(
        d=draw.randint(1, 28), n=month, y=draw.randint(2008, 2026), h=draw.randint(10, 23),
        m=draw.randint(10, 59), month=draw.choice(names).capitalize(),
    )  # fmt: skip
