"""A web server on this machine with the answers that a test wants."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tocsin.config import Config

HTML = b"<!doctype html><title>Talks</title><p>Talks began."


def settings(**changed: Any) -> Config:
    """Settings with which this server is read, at once; and what is changed in them."""
    given: dict[str, Any] = {"allow_private": True, "timeout_s": 10.0, "delay_s": 0.0}
    return Config(**given | changed)


@dataclass
class Answer:
    """What the server says to a path. One with an ETag or Last-Modified says 304 to who knows it."""

    body: bytes = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])


class Site(ThreadingHTTPServer):
    """A server with answers by path (of a list, one after the other); it notes the requests."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer | list[Answer]] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()

    @property
    def root(self) -> str:
        """Its URL without a slash at the end."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, path: str) -> Answer:
        """What it says to a path now."""
        found = self.answers.get(path, Answer(status=404))
        return found.pop(0) if isinstance(found, list) else found


class Handler(BaseHTTPRequestHandler):
    """Says what the site has for the path, or 404."""

    def do_GET(self) -> None:
        """One request."""
        site = self.server
        assert isinstance(site, Site)
        site.asked.append(self.path)
        site.agents.add(self.headers["User-Agent"])
        answer = site.answer(self.path)
        known = self._knows(answer, "If-None-Match", "ETag") or self._knows(
            answer, "If-Modified-Since", "Last-Modified"
        )
        self.send_response(304 if known else answer.status)
        for name, value in ({"Content-Type": "text/html; charset=utf-8"} | answer.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"" if known else answer.body)

    def _knows(self, answer: Answer, condition: str, header: str) -> bool:
        return header in answer.headers and self.headers[condition] == answer.headers[header]

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""
