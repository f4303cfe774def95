# pyright: basic, reportMissingImports=false
"""Sentences as the coder reads them: tokens of a sentence and the one before it, and what is to be found in them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from tokenizers import Tokenizer

from lab.passages import Passage
from tocsin.know.ontology import ontology
from tocsin.model import EventType, Status

TYPES: tuple[str, ...] = get_args(EventType)
STATUSES: tuple[str, ...] = get_args(Status)
MODES: tuple[str, ...] = tuple(f"{t.type}:{m.mode}" for t in ontology().types.values() for m in t.modes)
CONTEXTS: tuple[str, ...] = tuple(ontology().contexts)
ROLES = ("actor", "recipient", "place", "date", "source", "cue", "equipment", "refers")
CASES = ("lower", "title", "upper", "digit", "mark", "special")
MAX_TOKENS = 160

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act in a window: token spans [first, last]. arguments: by role."""

    trigger: Span
    type: int
    status: int
    modes: tuple[int, ...]
    about: int
    arguments: dict[str, tuple[Span, ...]]
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A sentence with the one before it. ids, kinds, cases: a token each. own: where the sentence itself begins.

    offsets: of each token in the text; (0, 0) for the encoder's own marks. acts: those whose trigger is in the
    sentence. group: what may not be split between training and testing.
    """

    group: str
    text: str
    ids: list[int]
    kinds: list[int]
    cases: list[int]
    offsets: list[Span]
    own: int
    acts: tuple[Act, ...] = ()
    contexts: tuple[int, ...] = ()
    title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence of `plv_train`: who does something to whom, and its type. labels: the types it may be."""

    group: str
    ids: list[int]
    kinds: list[int]
    cases: list[int]
    actor: Span
    recipient: Span
    labels: tuple[int, ...]
    gold: str = ""
    quad: int = 0


@dataclass(slots=True)
class Reader:
    """Texts to tokens, by the encoder's own tokenizer."""

    tokenizer: Any
    _cases: dict[str, int] = field(default_factory=dict)

    @staticmethod
    def load(folder: Path) -> Reader:
        """The reader of the encoder in this folder."""
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return Reader(tokenizer)

    def encode(
        self, text: str, before: Span | None, own: Span
    ) -> tuple[list[int], list[int], list[int], list[Span], int]:
        """Tokens of text[before] and text[own]; the part before is cut from its beginning when both are too long."""
        mine = self.tokenizer.encode(text[slice(*own)], add_special_tokens=False)
        room = MAX_TOKENS - 3 - len(mine.ids)
        ids, offsets = [101], [(0, 0)]
        if before is not None and room > 8:
            other = self.tokenizer.encode(text[slice(*before)], add_special_tokens=False)
            ids += other.ids[-room:]
            offsets += [(a + before[0], b + before[0]) for a, b in other.offsets[-room:]]
        ids.append(102)
        offsets.append((0, 0))
        start = len(ids)
        keep = MAX_TOKENS - start - 1
        ids += [*mine.ids[:keep], 102]
        offsets += [(a + own[0], b + own[0]) for a, b in mine.offsets[:keep]] + [(0, 0)]
        kinds = [0] * start + [1] * (len(ids) - start)
        cases = [case_of(text[a:b]) for a, b in offsets]
        return ids, kinds, cases, offsets, start


def case_of(word: str) -> int:
    """How a token is written: index into CASES."""
    if not word:
        return 5
    if word.isdigit():
        return 3
    if word.isalpha():
        return (
            0 if word.islower() else 2 if word.isupper() and len(word) > 1 else 1 if word[0].isupper() else 0
        )
    return 4


def windows(passages: Sequence[Passage], reader: Reader) -> Iterator[Window]:
    """All sentences of the passages."""
    for passage in passages:
        for number, (start, end) in enumerate(passage.sentences):
            before = passage.sentences[number - 1] if number else None
            yield _window(passage, number, before, (start, end), reader)


def _window(passage: Passage, number: int, before: Span | None, own: Span, reader: Reader) -> Window:
    ids, kinds, cases, offsets, start = reader.encode(passage.text, before, own)
    acts: list[Act] = []
    contexts: set[int] = set()
    for mention in passage.mentions:
        told = [mention["trigger"], *mention["also_told"]]
        for span in told:
            if own[0] <= span[0] < own[1] and (act := _act(mention, tuple(span), offsets, start)):
                acts.append(act)
                contexts.update(CONTEXTS.index(c) for c in mention["contexts"])
    return Window(
        group=passage.id, text=passage.text, ids=ids, kinds=kinds, cases=cases, offsets=offsets, own=start,
        acts=tuple(acts), contexts=tuple(sorted(contexts)), title=number == 0 and passage.text[own[1] - 1] != ".",
    )  # fmt: skip


def _act(mention: dict[str, Any], trigger: Span, offsets: Sequence[Span], own: int) -> Act | None:
    at = tokens_of(trigger, offsets, own)
    if at is None:
        return None
    main = list(trigger) == mention["trigger"]
    words: dict[str, list[Any]] = {
        "actor": [e["span"] for e in mention["actors"]],
        "recipient": [e["span"] for e in mention["recipients"]],
        "place": [e["span"] for e in mention["place"]],
        "date": [mention["date_span"]] if mention["date_span"] else [],
        "source": [s["span"] for s in mention["sources"] if s["span"]],
        "cue": [s["cue_span"] for s in mention["sources"] if s.get("cue_span")],
        "equipment": [e["span"] for e in mention["equipment"]],
        "refers": [e["refers_to"] for e in (*mention["actors"], *mention["recipients"]) if "refers_to" in e],
    }
    arguments = {
        role: tuple(t for s in spans if (t := tokens_of(tuple(s), offsets, 1)))
        for role, spans in words.items()
    }
    about = TYPES.index(mention["about"]) + 1 if mention["about"] else 0
    return Act(
        trigger=at,
        type=TYPES.index(mention["type"]),
        status=STATUSES.index(mention["status"]),
        modes=tuple(MODES.index(f"{mention['type']}:{m}") for m in mention["modes"]),
        about=about,
        arguments=arguments if main else {role: arguments[role] for role in ()},
        optional=mention["optional"],
    )


def tokens_of(span: Span, offsets: Sequence[Span], least: int) -> Span | None:
    """First and last token of a stretch of text, None when it is not in the window."""
    inside = [n for n, (a, b) in enumerate(offsets) if n >= least and b > a and a < span[1] and b > span[0]]
    return (inside[0], inside[-1]) if inside else None


def pairs(path: Path, reader: Reader) -> list[Pair]:
    """The sentences of plv_train.jsonl; YIELD may be CONCEDE or RETREAT."""
    found: list[Pair] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        ids, kinds, cases, offsets, start = reader.encode(row["text"], None, (0, len(row["text"])))
        actor = tokens_of(tuple(row["actor"]), offsets, start) if row["actor"] else None
        recipient = tokens_of(tuple(row["recipient"]), offsets, start) if row["recipient"] else None
        names = ("CONCEDE", "RETREAT") if row["type"] == "YIELD" else (row["type"],)
        found.append(
            Pair(
                group=row["text"],
                ids=ids,
                kinds=kinds,
                cases=cases,
                actor=actor or (0, 0),
                recipient=recipient or (0, 0),
                labels=tuple(TYPES.index(n) for n in names),
                gold=row["type"],
                quad=row["quad"],
            )
        )
    return found


def folds(groups: Sequence[str], count: int, seed: int) -> list[list[int]]:
    """Indices in `count` parts; what has one group is in one part."""
    names = sorted(set(groups))
    random.Random(seed).shuffle(names)
    part = {name: number % count for number, name in enumerate(names)}
    parts: list[list[int]] = [[] for _ in range(count)]
    for index, group in enumerate(groups):
        parts[part[group]].append(index)
    return parts
