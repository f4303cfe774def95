# pyright: basic, reportMissingImports=false
"""What the coder learns from: windows of the corpus with their acts, and sentences with a marked pair."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lab.passages import Passage
from tocsin.code.amounts import amounts
from tocsin.code.labels import CONTEXTS, MODES, STATUSES, TYPES
from tocsin.code.windows import Reader, Tokens, Window
from tocsin.model import Span as Stretch

Span = tuple[int, int]
SHORTEST, LONGEST = 60, 220  # own tokens of a training window; drawn anew each epoch


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act in a window: token spans [first, last]. arguments: by role, {} where they were not annotated."""

    trigger: Span
    type: int
    status: int
    modes: tuple[int, ...]
    about: int
    contexts: tuple[int, ...]
    arguments: dict[str, tuple[Span, ...]]
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A window and the acts whose triggers are in its own tokens."""

    window: Window
    acts: tuple[Act, ...]

    def __len__(self) -> int:
        return len(self.window)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence with marked actor and recipient (token spans or None). labels: the types it may be."""

    group: str
    ids: list[int]
    cases: list[int]
    marks: list[int]
    labels: tuple[int, ...]
    gold: str = ""
    quad: int = 0

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(slots=True)
class Text:
    """A passage with its tokens. spans: char spans of an act by role, for every mention."""

    passage: Passage
    tokens: list[Tokens]
    date: list[int]
    told: list[tuple[Span, dict[str, Any], dict[str, list[Span]]]] = field(default_factory=list)

    @property
    def group(self) -> str:
        return self.passage.id


def texts(found: Sequence[Passage], reader: Reader) -> list[Text]:
    """The passages as they are trained on."""
    made: list[Text] = []
    for p in found:
        tokens = reader.tokens(p.text, [Stretch(start=a, end=b) for a, b in p.sentences])
        text = Text(p, tokens, reader.date(p.date))
        for mention in p.mentions:
            for number, trigger in enumerate([mention["trigger"], *mention["also_told"]]):
                text.told.append((tuple(trigger), mention, _arguments(mention, p.text) if not number else {}))
        made.append(text)
    return made


def _arguments(mention: dict[str, Any], text: str) -> dict[str, list[Span]]:
    entities = (*mention["actors"], *mention["recipients"])
    found = {
        "actor": [e["span"] for e in mention["actors"]],
        "recipient": [e["span"] for e in mention["recipients"]],
        "place": [e["span"] for e in mention["place"]],
        "date": [mention["date_span"]] if mention["date_span"] else [],
        "source": [s["span"] for s in mention["sources"] if s["span"]],
        "cue": [s["cue_span"] for s in mention["sources"] if s.get("cue_span")],
        "equipment": [e["span"] for e in mention["equipment"]],
        "refers": [e["refers_to"] for e in entities if "refers_to" in e],
        "killed": _counted(mention["killed"], mention, text),
        "injured": _counted(mention["injured"], mention, text),
    }
    return {role: [tuple(s) for s in spans] for role, spans in found.items()}


def _counted(count: list[Any] | None, mention: dict[str, Any], text: str) -> list[Span]:
    """The words of the sentence that give the number; where several do, those nearest to the trigger."""
    if not count:
        return []
    start, end = mention["sentence"]
    spans = [
        (span.start, span.end)
        for span, told in amounts(text, Stretch(start=start, end=end))
        if told.low == count[0]
    ]
    return sorted(spans, key=lambda span: abs(span[0] - mention["trigger"][0]))[:1]


def examples(text: Text, reader: Reader, chance: random.Random | None) -> Iterator[Example]:
    """The windows of a passage: cut at random places, or whole passages where they fit when there is no chance."""
    most = chance.randint(SHORTEST, LONGEST) if chance else LONGEST
    date = [] if chance and chance.random() < 0.15 else text.date
    first, length = 0, 0
    for number in range(len(text.tokens) + 1):
        more = len(text.tokens[number].ids) if number < len(text.tokens) else most + 1
        if number > first and length + more > most:
            alone = chance is not None and chance.random() < 0.2
            yield _example(text, reader, first, number, date, alone)
            first, length = number, 0
        length += more


def _example(text: Text, reader: Reader, first: int, last: int, date: list[int], alone: bool) -> Example:
    tokens = text.tokens[first:last] if alone else text.tokens
    window = reader.window(tokens, 0 if alone else first, last - first if alone else last, date)
    acts: list[Act] = []
    for trigger, mention, arguments in text.told:
        at = window.find(*trigger, window.own[0])
        if at:
            acts.append(_act(at, mention, arguments, window))
    return Example(window=window, acts=tuple(acts))


def _act(at: Span, mention: dict[str, Any], arguments: dict[str, list[Span]], window: Window) -> Act:
    return Act(
        trigger=at,
        type=TYPES.index(mention["type"]),
        status=STATUSES.index(mention["status"]),
        modes=tuple(MODES.index(f"{mention['type']}:{m}") for m in mention["modes"]),
        about=TYPES.index(mention["about"]) + 1 if mention["about"] else 0,
        contexts=tuple(CONTEXTS.index(c) for c in mention["contexts"]),
        arguments={
            role: tuple(t for s in spans if (t := window.find(*s, 1))) for role, spans in arguments.items()
        },
        optional=mention["optional"],
    )


# --- pairs -----------------------------------------------------------------------------------------------------


def pair(
    reader: Reader, text: str, actor: Span | None, recipient: Span | None, labels: Sequence[str],
    group: str, gold: str = "", quad: int = 0,
) -> Pair:  # fmt: skip
    """A sentence with its marks."""
    tokens = reader.tokens(text, [Stretch(start=0, end=len(text))])
    window = reader.window(tokens, 0, 1, [])
    return Pair(
        group=group,
        ids=window.ids,
        cases=window.cases,
        marks=window.marks(actor, recipient),
        labels=tuple(TYPES.index(n) for n in labels),
        gold=gold,
        quad=quad,
    )


def marked(path: Path, reader: Reader) -> list[Pair]:
    """The sentences of plv_train.jsonl; YIELD may be CONCEDE or RETREAT."""
    found: list[Pair] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        names = ("CONCEDE", "RETREAT") if row["type"] == "YIELD" else (row["type"],)
        found.append(
            pair(
                reader,
                row["text"],
                row["actor"],
                row["recipient"],
                names,
                row["text"],
                row["type"],
                row["quad"],
            )
        )
    return found


def pairs(found: Sequence[Passage], reader: Reader) -> list[Pair]:
    """The acts of the corpus whose actor and recipient stand in their own sentence; what one party does to
    another in several ways has several labels."""
    made: list[Pair] = []
    for p in found:
        together: dict[tuple[Span, Span, Span], set[str]] = {}
        for m in p.mentions:
            start, end = m["sentence"]
            inside = [
                [e["span"] for e in m[s] if start <= e["span"][0] < end] for s in ("actors", "recipients")
            ]
            if all(inside) and not m["optional"]:
                (a, b), (c, d) = inside[0][0], inside[1][0]
                together.setdefault(((start, end), (a, b), (c, d)), set()).add(m["type"])
        for ((start, end), one, other), types in together.items():
            shift = [(a - start, b - start) for a, b in (one, other)]
            made.append(pair(reader, p.text[start:end], shift[0], shift[1], sorted(types), p.id))
    return made


def folds(groups: Sequence[str], count: int, seed: int) -> list[list[int]]:
    """Indices in `count` parts; what has one group is in one part."""
    names = sorted(set(groups))
    random.Random(seed).shuffle(names)
    part = {name: number % count for number, name in enumerate(names)}
    parts: list[list[int]] = [[] for _ in range(count)]
    for index, group in enumerate(groups):
        parts[part[group]].append(index)
    return parts
