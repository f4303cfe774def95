"""The coder "llm": a language model behind any OpenAI-compatible endpoint, held to the words of the page.

Off by default; see docs/llm.md. What the model answers is checked in `llm_answer`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import get_args

from tocsin.code.llm_answer import mentions
from tocsin.code.llm_cache import Cache
from tocsin.code.llm_client import Client
from tocsin.code.llm_json import Json
from tocsin.code.llm_prompt import TYPE, Question, classify_question, code_question
from tocsin.code.llm_settings import Settings, settings
from tocsin.code.llm_text import STAGE, numbered, pieces
from tocsin.code.llm_usage import Usage
from tocsin.config import Config
from tocsin.errors import CodeError
from tocsin.know.prompts import prompts
from tocsin.model import Coding, Document, Drop, EventType, Mention
from tocsin.stages import Code

_SHOWN = 40


def make_code(config: Config) -> Code:
    """The coder. Raises InputError naming the setting when endpoint or model is missing or wrong.

    Nothing is asked before the first document.
    """
    return LlmCoder(settings(config, os.environ))


class LlmCoder:
    """See the module. wait: how to pass that many seconds."""

    def __init__(self, settings: Settings, wait: Callable[[float], None] = time.sleep) -> None:
        self._settings = settings
        self._client = Client(settings, wait)
        self._cache = Cache(settings)
        self._cached = 0

    @property
    def name(self) -> str:
        """Model and version of the prompt: pages are coded again under another of either."""
        return f"llm/{self._settings.model}@{prompts().version}"

    @property
    def usage(self) -> Usage:
        """What all requests of this coder used, also of those that failed."""
        return self._client.used.plus(Usage(cached=self._cached))

    @property
    def cost(self) -> float | None:
        """What they cost, in the currency of the prices; None when it cannot be known."""
        return self.usage.cost(self._settings.prices)

    def __call__(self, document: Document, /) -> Coding:
        """The mentions in title and body, and what of the answers is left out with the reason.

        Raises CodeError naming the page when the model cannot be asked or gives no answer.
        """
        sentences, dropped = numbered(document)
        found: dict[str, Mention] = {}
        drops: list[Drop] = [*dropped]
        for piece in pieces(sentences, self._settings.sentences):
            question = code_question(piece, document.published)
            answer = self._answer(document.page, question, document.name)
            for one in mentions(document, sentences, piece, answer, self.name):
                if isinstance(one, Drop):
                    drops.append(one)
                elif one.id in found:
                    drops.append(Drop(stage=STAGE, reason="answered twice", span=one.trigger))
                else:
                    found[one.id] = one
        in_order = sorted(found.values(), key=lambda mention: mention.trigger.start)
        return Coding(mentions=tuple(in_order), drops=tuple(drops))

    def classify(self, text: str, actor: str, recipient: str, /) -> tuple[str, float | None]:
        """The type of what `actor` does to `recipient`, "" for none; models give no probability.

        Raises CodeError as above.
        """
        answer = self._answer("", classify_question(text, actor, recipient), repr(text[:_SHOWN]))
        type: str = answer[TYPE]
        return (type if type in get_args(EventType) else ""), None

    def _answer(self, page: str, question: Question, name: str) -> Json:
        """From the cache, else from the server."""
        key = self._cache.key(page, question)
        kept = self._cache.get(key, question)
        if kept is not None:
            self._cached += 1
            return kept
        try:
            answer = self._client.ask(question)
            self._cache.put(key, page, answer.value, answer.usage)
        except CodeError as error:
            raise CodeError(f"{name}: {error}") from error
        return answer.value
