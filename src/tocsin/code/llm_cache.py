"""Answers of language models, kept on disk: one JSON file each, under the hash of all that was asked."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tocsin.code.llm_json import Json
from tocsin.code.llm_prompt import Question
from tocsin.code.llm_settings import Settings
from tocsin.code.llm_usage import Usage
from tocsin.errors import CodeError
from tocsin.know.prompts import prompts


class Cache:
    """A folder of answers. Without a folder nothing is kept."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = settings.cache

    def key(self, page: str, question: Question) -> str:
        """The hash of page, version of the prompt, model, endpoint, and of the very words of the request.

        The words too, as another version of tocsin may read other sentences off the same page.
        """
        given = self._settings
        asked = [page, prompts().version, given.model, given.url, given.temperature]
        text = json.dumps([*asked, question.system, question.user, question.schema], sort_keys=True)
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def get(self, key: str, question: Question) -> Json | None:
        """The answer that is kept, None for none; a damaged file counts as none."""
        if self._folder is None:
            return None
        try:
            stored: Any = json.loads(self._path(self._folder, key).read_text(encoding="utf-8"))
            answer = stored["answer"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return answer if question.answered(answer) else None

    def put(self, key: str, page: str, answer: Json, usage: Usage) -> None:
        """Keep an answer, with what it used and cost. Raises CodeError when it cannot be written."""
        if self._folder is None:
            return
        given = self._settings
        told = {"page": page, "prompt": prompts().version, "model": given.model, "endpoint": given.url}
        record = {**told, "usage": asdict(usage), "cost": usage.cost(given.prices), "answer": answer}
        path = self._path(self._folder, key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, json.dumps(record))
        except OSError as error:
            raise CodeError(
                f"the answer cannot be kept in {self._folder}: {error.strerror}; name another folder as llm_cache"
            ) from error

    def _path(self, folder: Path, key: str) -> Path:
        return folder / key[:2] / f"{key}.json"


def _write(path: Path, text: str) -> None:
    """All of the file or nothing, also when the machine stops while it is written."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(text)
    Path(file.name).replace(path)
