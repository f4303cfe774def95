"""The coder "learned": one pass of a small encoder over title and body gives every mention whole.

It reads English. Its weights are a pack of their own (`coder-en`); how it was trained stands in lab/coder.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tocsin.code.decode import triggers
from tocsin.code.labels import TYPES
from tocsin.code.network import Network, Read
from tocsin.code.paragraphs import paragraphs
from tocsin.code.same_act import join
from tocsin.code.spans import places_of, whole_words
from tocsin.code.teasers import is_teaser
from tocsin.code.telling import ABOUT, Telling, is_vague, tell
from tocsin.code.windows import LONGEST, Window
from tocsin.config import Config
from tocsin.know.cues import cues
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
        manifest = self._network.pack.manifest
        return f"learned/{manifest['name']}-{manifest['version']}"

    def __call__(self, document: Document, /) -> Coding:
        """The mentions in title and body, and what was considered and left out. Raises PackError."""
        if document.language not in ("", "en"):
            return Coding(drops=(Drop(stage=STAGE, reason=f"language: {document.language}"),))
        text = _flat(document.text)
        drops: list[Drop] = []
        parts: list[_Sentence] = []
        for part in _sentences(document, text):
            if is_teaser(text[part.span.start : part.span.end]):
                drops.append(Drop(stage=STAGE, reason="points to another story", span=part.span))
            else:
                parts.append(part)
        tellings: list[Telling] = []
        windows = list(self._network.reader.windows(text, [s.span for s in parts], document.published))
        drops += _unread(parts, windows)
        for read in self._network.read(windows):
            tellings += self._tellings(document.text, read, document.published)
            drops += self._doubts(text, read)
        told = [
            replace(t, title=parts[t.number].title)
            for t in sorted(_distinct(tellings), key=lambda t: t.trigger.start)
        ]
        mentions = [self._mention(document, t, parts[t.number].span) for t in join(told, document.text)]
        return Coding(mentions=tuple(mentions), drops=tuple(sorted(drops, key=_start)))

    def classify(self, text: str, actor: str, recipient: str, /) -> tuple[str, float | None]:
        """The type of what `actor` does to `recipient`, with its calibrated chance; "" when no type is likely,
        or when a party that is given does not stand in the text."""
        text, reader = _flat(text), self._network.reader
        mine, theirs = places_of(text, _flat(actor), _flat(recipient))
        if not text.strip() or (actor and not mine) or (recipient and not theirs):
            return "", None
        window = reader.window(reader.tokens(text, [Span(start=0, end=len(text))]), 0, 1, [])
        chances = self._network.types(window.ids, window.cases, window.marks(mine, theirs))
        best = int(chances.argmax())
        sure = round(float(chances[best]), 4)
        return (TYPES[best], sure) if sure >= self._network.settings["least"]["pair"] else ("", None)

    def _tellings(self, text: str, read: Read, published: str | None) -> list[Telling]:
        least = self._network.settings["least"]
        found = triggers(read.triggers, read.window.sentences, *read.window.own, least["act"])
        if not found:
            return []
        answers = self._network.acts(read, [f.span for f in found])
        return tell(text, read.window, found, answers, least["role"], published)

    def _doubts(self, text: str, read: Read) -> Iterator[Drop]:
        """What was nearly taken for an act."""
        least = self._network.settings["least"]["act"]
        taken = {f.span for f in triggers(read.triggers, read.window.sentences, *read.window.own, least)}
        for found in triggers(read.triggers, read.window.sentences, *read.window.own, min(_DOUBT, least)):
            first, last = found.span
            if not any(a <= last and first <= b for a, b in taken):
                chance = float(1 - read.triggers[first : last + 1, 0].min())
                reason = f"the chance of an act (of {TYPES[found.type]}, if any) is {chance:.2f}, under {least:.2f}"
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
    """The sentences of title and body."""
    blocks = [(b.span, b.kind == "title") for b in document.blocks if b.kind in _CODED]
    for part in paragraphs(document.text, blocks):
        whole = Span(start=part.start, end=part.start + len(part.text))
        for span in sentences(text, whole, cues().grammar.abbreviations):
            yield _Sentence(span=span, title=part.title)


def _flat(text: str) -> str:
    """The same text with blanks for line breaks (which only wrap a paragraph here) and for what is no character;
    of the same length, so that offsets stay."""
    return re.sub(r"[\s\ud800-\udfff]", " ", text)


def _distinct(tellings: Iterable[Telling]) -> list[Telling]:
    """One telling a type and trigger: two triggers inside one word are one, the surer."""
    best: dict[tuple[str, Span], Telling] = {}
    for telling in sorted(tellings, key=lambda t: -t.confidence):
        best.setdefault((telling.type, telling.trigger), telling)
    return list(best.values())


def _unread(parts: Sequence[_Sentence], windows: Iterable[Window]) -> Iterator[Drop]:
    """The ends of sentences that are longer than the encoder reads."""
    for window in windows:
        numbers = window.sentences[slice(*window.own)]
        for number in dict.fromkeys(n for n in numbers if n >= 0):
            last = max(k for k in range(*window.own) if window.sentences[k] == number)
            if numbers.count(number) == LONGEST and window.offsets[last][1] < parts[number].span.end:
                rest = Span(start=window.offsets[last][1], end=parts[number].span.end)
                yield Drop(stage=STAGE, reason=f"a sentence is read up to its {LONGEST}th token", span=rest)


def _start(drop: Drop) -> int:
    return drop.span.start if drop.span else 0


def _missing(telling: Telling) -> tuple[Missing, ...]:
    vague = any(is_vague(e.text) and e.refers_to is None for e in (*telling.actors, *telling.recipients))
    reasons: Sequence[tuple[str, bool, str]] = (
        ("actors", not telling.actors, "nobody is named who did it"),
        ("recipients", not telling.recipients, "nobody is named it was done to"),
        ("about", telling.type in ABOUT and not telling.about, "no act is named that it is about"),
        ("refers_to", vague, "what a pronoun or bare noun stands for was not found"),
        ("place", not telling.place, "no place is named beside the act"),
        ("date", telling.date_span is None, "no time is told beside the act"),
    )
    return tuple(Missing(field=field, reason=reason) for field, is_missing, reason in reasons if is_missing)
