"""The coder "learned": one pass of a small encoder over title and body gives every mention whole.

It reads English. Its weights are a pack of their own (`coder-en`); how it was trained stands in lab/coder.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tocsin.code.decode import triggers
from tocsin.code.labels import TYPES
from tocsin.code.network import Network, Read
from tocsin.code.paragraphs import paragraphs
from tocsin.code.same_act import join
from tocsin.code.spans import places_of, whole_words
from tocsin.code.telling import Telling, tell
from tocsin.config import Config
from tocsin.know.cues import cues
from tocsin.know.lexicon import reading
from tocsin.model import Coding, Document, Drop, Mention, Missing, Span
from tocsin.stages import Code
from tocsin.text import sentences

STAGE = "code"
_CODED = ("title", "body")
_DOUBT = 0.2  # chance of an act from which `explain` tells that it was considered


def make_code(config: Config) -> Code:
    """The coder; the weights are loaded at the first document."""
    return LearnedCoder(config.coder_pack)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    span: Span
    title: bool


class LearnedCoder:
    """See the module. Holds nothing but the weights."""

    def __init__(self, pack: str, threads: int = 0) -> None:
        self._network = Network(pack, threads)

    @property
    def name(self) -> str:
        return f"learned/{self._network.pack.manifest['version']}"

    def __call__(self, document: Document, /) -> Coding:
        """The mentions in title and body, and what was considered and left out. Raises PackError."""
        if document.language not in ("", "en"):
            return Coding(drops=(Drop(stage=STAGE, reason=f"language: {document.language}"),))
        # a line break inside a paragraph is only wrapping; same length, so offsets stay
        text = re.sub(r"\s", " ", document.text)
        parts = list(_sentences(document, text))
        tellings: list[Telling] = []
        drops: list[Drop] = []
        windows = list(self._network.reader.windows(text, [s.span for s in parts], document.published))
        for read in self._network.read(windows):
            tellings += self._tellings(text, read, document.published)
            drops += self._doubts(text, read)
        told = [
            replace(t, title=parts[t.number].title) for t in sorted(tellings, key=lambda t: t.trigger.start)
        ]
        mentions = [self._mention(document, t, parts[t.number].span) for t in join(told, text)]
        return Coding(mentions=tuple(mentions), drops=tuple(sorted(drops, key=_start)))

    def classify(self, text: str, actor: str, recipient: str, /) -> tuple[str, float | None]:
        """The type of what `actor` does to `recipient`, with its calibrated chance."""
        reader = self._network.reader
        window = reader.window(reader.tokens(text, [Span(start=0, end=len(text))]), 0, 1, [])
        chances = self._network.types(window, window.marks(*places_of(text, actor, recipient)))
        best = int(chances.argmax())
        return TYPES[best], round(float(chances[best]), 4)

    def _tellings(self, text: str, read: Read, published: str | None) -> list[Telling]:
        least = self._network.settings["least"]
        found = triggers(read.triggers, *read.window.own, least["act"])
        if not found:
            return []
        answers = self._network.acts(read, [f.span for f in found])
        return tell(text, read.window, found, answers, least["role"], published)

    def _doubts(self, text: str, read: Read) -> Iterator[Drop]:
        """What was nearly taken for an act."""
        least = self._network.settings["least"]["act"]
        taken = {f.span for f in triggers(read.triggers, *read.window.own, least)}
        for found in triggers(read.triggers, *read.window.own, min(_DOUBT, least)):
            first, last = found.span
            if not any(a <= last and first <= b for a, b in taken):
                chance = float(1 - read.triggers[first : last + 1, 0].min())
                reason = f"no act: the chance of {TYPES[found.type]} and the like is {chance:.2f}, under {least:.2f}"
                yield Drop(
                    stage=STAGE, reason=reason, span=whole_words(text, read.window.text_of(first, last))
                )

    def _mention(self, document: Document, telling: Telling, sentence: Span) -> Mention:
        trigger = telling.trigger
        key = f"{document.page}|{self.name}|{telling.type}|{trigger.start}-{trigger.end}"
        return Mention(
            id=hashlib.sha256(key.encode()).hexdigest()[:32],
            page=document.page,
            type=telling.type,  # pyright: ignore[reportArgumentType]
            modes=telling.modes,
            about=telling.about,
            trigger=trigger,
            trigger_text=document.text[trigger.start : trigger.end],
            sentence=sentence,
            sentence_text=document.text[sentence.start : sentence.end],
            status=telling.status,
            coder=self.name,
            confidence=telling.confidence,
            actors=telling.actors,
            recipients=telling.recipients,
            date_span=telling.date_span,
            place=telling.place,
            equipment=telling.equipment,
            killed=telling.killed,
            injured=telling.injured,
            contexts=telling.contexts,
            also_told=telling.also_told,
            missing=_missing(telling),
        )


def _sentences(document: Document, text: str) -> Iterator[_Sentence]:
    """The sentences of title and body, without those that point to another story."""
    blocks = [(b.span, b.kind == "title") for b in document.blocks if b.kind in _CODED]
    for part in paragraphs(document.text, blocks):
        whole = Span(start=part.start, end=part.start + len(part.text))
        for span in sentences(text, whole, cues().grammar.abbreviations):
            if not text[span.start : span.end].lower().lstrip("“\"'• ").startswith(reading().teasers):
                yield _Sentence(span=span, title=part.title)


def _start(drop: Drop) -> int:
    return drop.span.start if drop.span else 0


def _missing(telling: Telling) -> tuple[Missing, ...]:
    reasons: Sequence[tuple[str, bool, str]] = (
        ("actors", bool(telling.actors), "nobody is named who did it"),
        ("recipients", bool(telling.recipients), "nobody is named it was done to"),
        ("place", bool(telling.place), "no place is named beside the act"),
        ("date", telling.date_span is not None, "no time is told beside the act"),
    )
    return tuple(Missing(field=field, reason=reason) for field, there, reason in reasons if not there)
