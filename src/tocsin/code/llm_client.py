"""An OpenAI-compatible server for chat completions: requests, what to do when they fail, and their answers."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import httpx

from tocsin.code.llm_json import Json, as_list, as_object, parsed
from tocsin.code.llm_prompt import Question
from tocsin.code.llm_settings import Settings
from tocsin.code.llm_usage import Usage
from tocsin.errors import CodeError
from tocsin.know.prompts import prompts
from tocsin.text import squeeze

_LONGEST_WAIT_S = 60.0
_MOST_BYTES = 20_000_000
_LONGEST_MESSAGE = 200
_LONGEST_ECHO = 4000  # characters of an unreadable answer that are shown to the model again
_OK = 200
_NO_SCHEMA = (400, 422)
_BUSY = (408, 425, 429)
_ADVICE = {
    401: "set the environment variable {variable} to a valid key",
    403: "set the environment variable {variable} to a key that may use this model",
    404: "check llm_endpoint and llm_model",
    413: "lower llm_sentences",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered, and what all attempts at it used together."""

    value: Json
    usage: Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    """What a server says. retry_after: seconds that it asks to wait, or ""."""

    status: int
    retry_after: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Completion:
    """What a model says. value: as JSON, None when it is none."""

    text: str
    value: Any
    usage: Usage


class Client:
    """Asks one model on one server. used: by all requests so far, also by those that led to nothing."""

    def __init__(self, settings: Settings, wait: Callable[[float], None] = time.sleep) -> None:
        self._settings = settings
        self._wait = wait
        self._has_schema = True
        self.used = Usage()

    def ask(self, question: Question) -> Answer:
        """The answer to a question. Raises CodeError when there is none after the attempts that are allowed."""
        messages = [_message("system", question.system), _message("user", question.user)]
        usage, trouble = Usage(), ""
        for attempt in range(1, self._settings.attempts + 1):
            reply = self._send(messages, question)
            if isinstance(reply, _Busy):
                trouble = reply.reason
                if attempt < self._settings.attempts:
                    self._wait(reply.pause_s or min(2.0 ** (attempt - 1), _LONGEST_WAIT_S))
                continue
            found = self._completion(reply)
            usage = usage.plus(found.usage)
            if question.answered(found.value):
                return Answer(value=found.value, usage=usage)
            trouble = f"the model gives no JSON with the field {question.name!r}"
            messages = [*messages[:2], *_repair(found.text, trouble)]
        raise CodeError(
            f"{self._settings.url}: {trouble}, after {self._settings.attempts} attempts; try again later; "
            "what was answered so far is kept in llm_cache"
        )

    # --- requests --------------------------------------------------------------------------------

    @cached_property
    def _client(self) -> httpx.Client:
        return httpx.Client(timeout=self._settings.timeout_s)

    def _send(self, messages: list[Json], question: Question) -> _Reply | _Busy:
        """One answer of the server. One that refuses a schema is asked for any JSON object instead."""
        reply = self._post(messages, _schema(question) if self._has_schema else _any_object())
        if isinstance(reply, _Reply) and self._has_schema and reply.status in _NO_SCHEMA:
            second = self._post(messages, _any_object())
            if isinstance(second, _Busy):
                return second
            if second.status == _OK:
                self._has_schema = False
                return second
        return reply

    def _post(self, messages: list[Json], format: Json) -> _Reply | _Busy:
        body: Json = {"model": self._settings.model, "messages": messages, "response_format": format}
        if self._settings.temperature is not None:
            body["temperature"] = self._settings.temperature
        headers = {"Content-Type": "application/json"}
        if self._settings.key:
            headers["Authorization"] = f"Bearer {self._settings.key}"
        try:
            reply = self._exchange(json.dumps(body).encode("ascii"), headers)
        except httpx.RequestError as error:
            return _Busy(reason=f"no answer ({str(error) or type(error).__name__})")
        if reply.status in _BUSY or reply.status >= 500:
            return _Busy(reason=self._told(reply), pause_s=self._pause(reply))
        return reply

    def _exchange(self, body: bytes, headers: dict[str, str]) -> _Reply:
        """The whole answer, within the time limit; the client's own limit is one of each read."""
        until = time.monotonic() + self._settings.timeout_s
        received = bytearray()
        with self._client.stream("POST", self._settings.url, content=body, headers=headers) as response:
            for chunk in response.iter_bytes():
                received += chunk
                if len(received) > _MOST_BYTES:
                    raise CodeError(f"{self._settings.url} answers more than {_MOST_BYTES} bytes; check it")
                if time.monotonic() > until:
                    raise httpx.ReadTimeout(f"not whole after {self._settings.timeout_s:g} s")
            return _Reply(
                status=response.status_code,
                retry_after=response.headers.get("retry-after", ""),
                body=bytes(received),
            )

    def _pause(self, reply: _Reply) -> float:
        """The seconds that the server asks to wait, 0 for none. Raises CodeError when it is too long."""
        try:
            pause_s = float(reply.retry_after)
        except ValueError:
            return 0.0
        if not pause_s <= _LONGEST_WAIT_S:
            raise CodeError(f"{self._settings.url} asks for a pause of {pause_s:g} s; try again after it")
        return max(pause_s, 0.0)

    # --- answers ---------------------------------------------------------------------------------

    def _completion(self, reply: _Reply) -> _Completion:
        """What the model says. Raises CodeError when the server refuses, or the model does, or was cut short."""
        url = self._settings.url
        if reply.status != _OK:
            advice = _ADVICE.get(reply.status, "check llm_endpoint and llm_model, or lower llm_sentences")
            advice = advice.format(variable=self._settings.key_variable)
            raise CodeError(f"{url}: {self._told(reply)}; {advice}")
        body = as_object(parsed(reply.body.decode("utf-8", "replace")))
        choice = as_object(next(iter(as_list(body.get("choices"))), None))
        message = as_object(choice.get("message"))
        if not message:
            raise CodeError(f"{url} does not answer as a server for chat completions; check llm_endpoint")
        usage = _usage(body)
        self.used = self.used.plus(usage)
        if choice.get("finish_reason") == "length":
            raise CodeError(f"{url}: the answer was cut short for its length; lower llm_sentences")
        text = message.get("content")
        if not isinstance(text, str):
            refusal = self._clean(str(message.get("refusal") or "no words"))
            raise CodeError(f"{url}: the model does not answer ({refusal}); use another model for this page")
        return _Completion(text=text, value=_inner(text), usage=usage)

    def _told(self, reply: _Reply) -> str:
        """The status and the server's own words."""
        text = reply.body.decode("utf-8", "replace")
        given = as_object(parsed(text)).get("error", text)
        words = as_object(given).get("message", given)
        told = self._clean(words if isinstance(words, str) else text)
        return f"it answers {reply.status}" + (f" ({told})" if told else "")

    def _clean(self, words: str) -> str:
        """One short line, without the key, which servers like to repeat."""
        shown = words.replace(self._settings.key, "[key]") if self._settings.key else words
        return squeeze(shown)[:_LONGEST_MESSAGE]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Busy:
    """No answer, but it is worth asking again. pause_s: when the server says so, 0 when it does not."""

    reason: str
    pause_s: float = 0.0


def _message(role: str, content: str) -> Json:
    return {"role": role, "content": content}


def _repair(text: str, trouble: str) -> list[Json]:
    again = prompts().repair.substitute(reason=trouble)
    return [_message("assistant", text[:_LONGEST_ECHO]), _message("user", again)]


def _schema(question: Question) -> Json:
    schema = {"name": question.name, "strict": True, "schema": question.schema}
    return {"type": "json_schema", "json_schema": schema}


def _any_object() -> Json:
    return {"type": "json_object"}


def _usage(body: Json) -> Usage:
    given = as_object(body.get("usage"))
    tokens = given.get("prompt_tokens"), given.get("completion_tokens")
    read, written = (n if isinstance(n, int) and n >= 0 else None for n in tokens)
    if read is None or written is None:
        return Usage(requests=1, uncounted=1)
    return Usage(requests=1, input_tokens=read, output_tokens=written)


def _inner(text: str) -> Any:
    """The JSON of an answer, also of one with a code fence or words around it; None for none."""
    value = parsed(text)
    return parsed(text[text.find("{") : text.rfind("}") + 1]) if value is None else value
