"""A server for chat completions on this machine, with the answers that a test wants, and a page to ask about."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.factories import document
from tocsin.code.llm import LlmCoder
from tocsin.code.llm_settings import settings
from tocsin.config import Config
from tocsin.model import Document

KEY = "sk-of-nobody-0123456789"
TITLE = "Army closes bridge at Orla"
BODY = (
    "On Friday the Dravian army closed the bridge at Orla, killing two people. It will hold talks with Norland.",
    "Norland's president condemned the closure.",
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """An answer of the server."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request to it."""

    path: str
    key: str | None
    body: dict[str, Any]


class ModelServer(ThreadingHTTPServer):
    """Says one answer after the other, then 500; it notes the requests."""

    def __init__(self, said: list[Said]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.said = said
        self.asked: list[Asked] = []

    @property
    def endpoint(self) -> str:
        """The address for the setting llm_endpoint."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, ModelServer)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.asked.append(Asked(path=self.path, key=self.headers["Authorization"], body=body))
        said = server.said.pop(0) if server.said else failure(500, "nothing left to say")
        self.send_response(said.status)
        for name, value in {"Content-Length": str(len(said.body)), **said.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said.body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def serving(*said: Said) -> Generator[ModelServer]:
    """A running server."""
    server = ModelServer([*said])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def completion(content: object, tokens: tuple[int, int] | None = (100, 20), finish: str = "stop") -> Said:
    """A model's answer: text as it is, anything else as JSON. tokens: in and out, None for no count."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    body: dict[str, Any] = {"choices": [{"message": {"content": text}, "finish_reason": finish}]}
    if tokens:
        body["usage"] = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}
    return Said(body=json.dumps(body).encode())


def failure(status: int, message: str, **headers: str) -> Said:
    """An error as such servers put it."""
    body = json.dumps({"error": {"message": message}}).encode()
    return Said(body=body, status=status, headers={k.replace("_", "-"): v for k, v in headers.items()})


class Waits:
    """Passes no time; notes what was to be waited."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def make(
    server: ModelServer, folder: Path, *, key: str = KEY, waits: Waits | None = None, **changed: Any
) -> LlmCoder:
    """A coder that asks the server, with its cache in a folder."""
    given: dict[str, Any] = {
        "llm_endpoint": server.endpoint,
        "llm_model": "tiny",
        "llm_timeout_s": 10.0,
        "llm_cache": str(folder),
    }
    config = Config(**given | changed)
    return LlmCoder(settings(config, {config.llm_key_variable: key}), waits or Waits())


def page(**rest: Any) -> Document:
    """A page of a headline and three sentences, with a reader's comment."""
    return document(TITLE, BODY, comments=["The army should be ashamed."], **rest)


def words(sentence: int, quote: str, **rest: Any) -> dict[str, Any]:
    """A quote as the model gives it."""
    return {"sentence": sentence, "quote": quote, **rest}


def act(**changed: Any) -> dict[str, Any]:
    """The act of the page's second sentence as a model that makes no mistakes gives it."""
    given: dict[str, Any] = {
        "type": "COERCE",
        "modes": ["restrict"],
        "about": "",
        "status": "actual",
        "trigger": words(2, "closed"),
        "actors": [words(2, "the Dravian army", refers_to=None)],
        "recipients": [],
        "date": words(2, "On Friday", value="2021-09-24"),
        "place": [words(2, "Orla")],
        "equipment": [],
        "killed": words(2, "two people", low=2, high=2),
        "injured": None,
        "also_told": [words(1, "closes")],
    }
    return given | changed


def mentions(*acts: dict[str, Any]) -> dict[str, Any]:
    """A whole answer."""
    return {"mentions": [*acts]}
