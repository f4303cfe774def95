"""What the learned coder's network would say, made by hand: given words are acts with given roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from tocsin.code.labels import CONTEXTS, MODES, ROLES, STATUSES, TAGS, TYPES
from tocsin.code.network import Answers, Floats, Read
from tocsin.code.windows import Reader, Window
from tocsin.model import EventType, Span, Status

NAME, VERSION = "small", "9.9"
_STEP = 0.05  # by which each further span or mode of an act is less sure


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """`trigger` tells an act wherever it stands; its roles are the nearest places of the given words, the
    first the surest. modes: as in MODES. contexts: as in CONTEXTS."""

    trigger: str
    type: EventType = "ASSAULT"
    chance: float = 0.9
    status: Status = "actual"
    about: str = ""
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


def letters(folder: Path) -> Reader:
    """A reader to which each letter is a token."""
    signs = "abcdefghijklmnopqrstuvwxyz0123456789.,:;-“”'\""
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *signs, *(f"##{c}" for c in signs)]
    tokenizer = Tokenizer(WordPiece({p: n for n, p in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    file = folder / "tokenizer.json"
    tokenizer.save(str(file))
    return Reader(file)


class SmallNetwork:
    """In place of `network.Network`. marked: the words of actor and recipient that `types` was last asked of."""

    def __init__(
        self, reader: Reader, text: str, *acts: Act, least: float = 0.5, least_pair: float = 0.5
    ) -> None:
        self.reader = reader
        self.settings = {"least": {"act": least, "role": 0.5, "pair": least_pair}}
        self.pack = SimpleNamespace(manifest={"name": NAME, "version": VERSION})
        self.marked: tuple[str, str] = ("", "")
        self._text, self._acts = re.sub(r"[\s\ud800-\udfff]", " ", text), acts

    def read(self, windows: Sequence[Window]) -> Iterator[Read]:
        """The windows, the last first: a caller must not count on their order."""
        for window in reversed(windows):
            yield Read(
                window=window,
                states=np.zeros((len(window), 1), np.float32),
                triggers=self._triggers(window),
            )

    def acts(self, read: Read, triggers: Sequence[tuple[int, int]]) -> Answers:
        """What was given of the acts with these triggers."""
        asked = [self._act(read.window, *trigger) for trigger in triggers]
        return Answers(
            status=np.array([_one(STATUSES.index(a.status), len(STATUSES)) for a in asked]),
            about=np.array([_one(TYPES.index(a.about) + 1 if a.about else 0, 1 + len(TYPES)) for a in asked]),
            modes=np.array([_several(a.modes, MODES) for a in asked]),
            contexts=np.array([_several(a.contexts, CONTEXTS) for a in asked]),
            roles=np.array([self._roles(read.window, a, t[0]) for a, t in zip(asked, triggers, strict=True)]),
        )

    def types(self, ids: list[int], cases: list[int], marks: list[int]) -> Floats:
        """All but sure of SANCTION."""
        whole = Span(start=0, end=len(self._text))
        window = self.reader.window(self.reader.tokens(self._text, [whole]), 0, 1, [])
        assert (ids, cases, len(marks)) == (window.ids, window.cases, len(ids))
        sides = [[n for n, mark in enumerate(marks) if mark == side] for side in (1, 2)]
        actor, recipient = ([window.text_of(s[0], s[-1])] if s else [] for s in sides)
        self.marked = (self._words(actor), self._words(recipient))
        return _one(TYPES.index("SANCTION"), len(TYPES))

    def _words(self, spans: Sequence[Span]) -> str:
        return " ".join(self._text[s.start : s.end] for s in spans)

    def _places(self, window: Window, words: str) -> list[tuple[int, int]]:
        found = (window.find(*m.span()) for m in re.finditer(re.escape(words), self._text))
        return [place for place in found if place]

    def _triggers(self, window: Window) -> Floats:
        chances = np.zeros((len(window), 1 + 2 * len(TYPES)), np.float32)
        chances[:, 0] = 1
        for act in self._acts:
            for first, last in self._places(window, act.trigger):
                begin = 1 + 2 * TYPES.index(act.type)
                chances[first : last + 1] = 0
                chances[first : last + 1, 0] = 1 - act.chance
                chances[first, begin] = act.chance
                chances[first + 1 : last + 1, begin + 1] = act.chance
        return chances

    def _act(self, window: Window, first: int, last: int) -> Act:
        return next(
            act
            for act in self._acts
            if any(a <= last and first <= b for a, b in self._places(window, act.trigger))
        )

    def _roles(self, window: Window, act: Act, trigger: int) -> Floats:
        chances = np.zeros((len(window), len(ROLES), TAGS), np.float32)
        chances[:, :, 0] = 1
        for role, several in act.roles.items():
            for n, words in enumerate(several):
                places = self._places(window, words)
                if not places:
                    continue
                first, last = min(places, key=lambda p: abs(p[0] - trigger))
                sure = 0.9 - n * _STEP
                chances[first : last + 1, ROLES.index(role)] = [1 - sure, 0, sure]
                chances[first, ROLES.index(role)] = [1 - sure, sure, 0]
        return chances


def _one(index: int, size: int) -> Floats:
    chances = np.full(size, 0.1 / (size - 1))
    chances[index] = 0.9
    return chances


def _several(given: Sequence[str], names: Sequence[str]) -> Floats:
    chances = np.full(len(names), 0.1)
    for n, name in enumerate(given):
        chances[names.index(name)] = 0.9 - n * _STEP
    return chances
