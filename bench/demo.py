"""The demo against what a careful reader finds on it (demo/expected.toml): reading, coding, merging.

    python -m bench.demo [--data FOLDER] [--misses]

An act is found when a mention of its type has its trigger on the act's trigger words, or on another telling
of it. The other fields are counted over the found acts that state them. Merging is B-cubed over the found acts that belong
to a listed event, against the events that hold their mentions. --misses lists what was not found and what was invented.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.floors import data_hash
from tocsin import config
from tocsin.flow import Line
from tocsin.merge.cluster import cluster
from tocsin.model import Count, Document, Fault, Mention, Reading
from tocsin.run.line import make_line
from tocsin.run.local import readings
from tocsin.text import fold

DEMO = Path(__file__).parents[1] / "demo"
Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: what is expected of it, and what was read and coded."""

    expected: Record
    document: Document
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An expected act and the mention that tells it."""

    act: Record
    mention: Mention


def load(folder: Path, line: Line) -> list[Page]:
    """Every expected page, taken down the line."""
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))["page"]
    found: dict[str, Reading] = {}
    for item in readings([str(folder / "pages")], line):
        if isinstance(item, Fault):
            sys.exit(f"{item.name}: {item.reason}")
        found[item.document.name] = item
    return [_page(record, found[record["file"]]) for record in expected]


def _page(record: Record, reading: Reading) -> Page:
    return Page(expected=record, document=reading.document, mentions=reading.coding.mentions)


def match(page: Page) -> Iterator[Match]:
    """Acts and mentions, one to one, acts in order."""
    free = list(page.mentions)
    for act in page.expected.get("act", ()):
        hit = next((m for m in free if _tells(act, m, page.document.text)), None)
        if hit is not None:
            free.remove(hit)
            yield Match(act=act, mention=hit)


def _tells(act: Record, mention: Mention, text: str) -> bool:
    if mention.type not in (act["type"], *act.get("also_type", ())):
        return False
    spans = (mention.trigger, *mention.also_told)
    tellings = (act["trigger"], *act.get("also_told", ()))
    places = [m.span() for words in tellings for m in re.finditer(re.escape(words), text)]
    return any(start < span.end and span.start < end for start, end in places for span in spans)


def _same_words(wanted: list[str], found: list[str]) -> bool:
    pairs = ((fold(a), fold(b)) for a in wanted for b in found)
    return any(a in b or b in a for a, b in pairs) if wanted and found else not wanted and not found


CHECKS: dict[str, tuple[str, Callable[[Record, Mention], bool]]] = {
    "actor": ("actors", lambda act, m: _same_words(act["actors"], [e.text for e in m.actors])),
    "recipient": (
        "recipients",
        lambda act, m: _same_words(act["recipients"], [e.text for e in m.recipients]),
    ),
    "status": ("status", lambda act, m: act["status"] == m.status),
    "date": ("date", lambda act, m: m.date == act["date"] or (bool(act.get("approx")) and m.date is None)),
    "place": ("place", lambda act, m: _same_words(act["place"], [p.text for p in m.place])),
    "killed": ("killed", lambda act, m: _count(m.killed) == act["killed"]),
    "injured": ("injured", lambda act, m: _count(m.injured) == act["injured"]),
    "source": (
        "source",
        lambda act, m: bool(m.sources) and _same_words([act["source"]["name"]], [m.sources[-1].name]),
    ),
}


def _count(count: Count | None) -> list[int] | None:
    return None if count is None else [n for n in (count.low, count.high) if n is not None]


def fields(matches: list[Match]) -> Iterator[tuple[str, list[int]]]:
    """[right, stated] of each field over the found acts."""
    for name, (key, right) in CHECKS.items():
        stated = [m for m in matches if key in m.act]
        yield name, [sum(right(m.act, m.mention) for m in stated), len(stated)]


def reading(pages: list[Page]) -> dict[str, list[int]]:
    """[right, stated] of what stands around the article, over all pages."""
    found: dict[str, list[int]] = {}
    for key in ("title", "authors", "published", "outlet", "reply_to"):
        stated = [p for p in pages if key in p.expected]
        right = sum(_plain(getattr(p.document, key)) == _plain(p.expected[key]) for p in stated)
        found[key] = [right, len(stated)]
    threads = [(p, _comments(p.document)) for p in pages]
    wanted = [(p.expected.get("comments", []), comments) for p, comments in threads]
    found["comments"] = [sum(_same_thread(w, c) for w, c in wanted), len(wanted)]
    return found


def _plain(value: list[str] | tuple[str, ...] | str | None) -> list[str] | str:
    return value or "" if isinstance(value, str | None) else list(value)


def _comments(document: Document) -> list[Record]:
    blocks = [b for b in document.blocks if b.kind == "comment"]
    return [{"depth": b.depth, "author": b.author, "likes": b.likes, "time": b.time} for b in blocks]


def _same_thread(wanted: list[Record], found: list[Record]) -> bool:
    keys = ("depth", "author", "likes", "time")
    return found == [{key: comment.get(key) for key in keys} for comment in wanted]


def b_cubed(matches: list[Match], mentions: list[Mention], line: Line) -> dict[str, float]:
    """B-cubed precision and recall (Bagga & Baldwin 1998) over the found acts of listed events."""
    clusters = cluster(mentions, line.merge(mentions))
    system = {m.id: number for number, members in enumerate(clusters) for m in members}
    listed = [(m.act["event"], system[m.mention.id]) for m in matches if "event" in m.act]
    by_gold: defaultdict[str, list[int]] = defaultdict(list)
    by_system: defaultdict[int, list[str]] = defaultdict(list)
    for gold, found in listed:
        by_gold[gold].append(found)
        by_system[found].append(gold)
    precision = sum(by_system[found].count(gold) / len(by_system[found]) for gold, found in listed)
    recall = sum(by_gold[gold].count(found) / len(by_gold[gold]) for gold, found in listed)
    return (
        {"p": round(precision / len(listed), 4), "r": round(recall / len(listed), 4)}
        if listed
        else {"p": 0.0, "r": 0.0}
    )


def measure(pages: list[Page], line: Line) -> Record:
    """All figures."""
    matches = [m for page in pages for m in match(page)]
    found = {id(m.act) for m in matches}
    acts = [
        act
        for page in pages
        for act in page.expected.get("act", ())
        if not act.get("optional") or id(act) in found
    ]
    mentions = [m for page in pages for m in page.mentions]
    precision, recall = len(matches) / max(1, len(mentions)), len(matches) / max(1, len(acts))
    return {
        "pages": len(pages),
        "reading": reading(pages),
        "acts": {"found": len(matches), "predicted": len(mentions), "expected": len(acts)},
        "type": {
            "p": round(precision, 4),
            "r": round(recall, 4),
            "f1": round(2 * precision * recall / ((precision + recall) or 1), 4),
        },
        "fields": dict(fields(matches)),
        "merging": b_cubed(matches, mentions, line),
        "mentions_on_pages_without_events": sum(len(p.mentions) for p in pages if not p.expected["coded"]),
        "mentions_in_comments": sum(_in_comment(m, p.document) for p in pages for m in p.mentions),
    }


def _in_comment(mention: Mention, document: Document) -> bool:
    return any(
        b.kind == "comment" and b.span.start < mention.trigger.end and mention.trigger.start < b.span.end
        for b in document.blocks
    )


def show_misses(pages: list[Page]) -> None:
    """What was not found, and what was found beside the expected acts."""
    for page in pages:
        matches = list(match(page))
        found, used = {id(m.act) for m in matches}, {m.mention.id for m in matches}
        print(page.expected["file"])
        for act in page.expected.get("act", ()):
            if id(act) not in found and not act.get("optional"):
                print(f"   missed   {act['type']:9} {act['status']:12} {act['trigger']}")
        for mention in page.mentions:
            if mention.id not in used:
                print(
                    f"   invented {mention.type:9} {mention.status:12} {mention.trigger_text} | {mention.sentence_text[:110]}"
                )


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DEMO, help="folder with pages/ and expected.toml")
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was invented")
    args = parser.parse_args()
    line = make_line(config.load())
    pages = load(args.data, line)
    if args.misses:
        show_misses(pages)
    figures = measure(pages, line)
    for name, value in figures.items():
        print(f"{name:34} {value}")
    print(json.dumps({**figures, "data": data_hash(args.data / "expected.toml")}))


if __name__ == "__main__":
    main()
