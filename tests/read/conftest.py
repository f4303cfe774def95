"""The server that tests of reading from the web ask."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.read.server import Site
from tocsin.read.guard import Address


@pytest.fixture
def site() -> Iterator[Site]:
    """A running server."""
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_example(monkeypatch: pytest.MonkeyPatch) -> None:
    """The host open.example is this machine and passes for public; no other address does."""

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        address = "127.0.0.1" if host == "open.example" else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def is_public(address: Address) -> bool:
        return str(address) == "127.0.0.1"

    monkeypatch.setattr("tocsin.read.guard.socket.getaddrinfo", resolve)
    monkeypatch.setattr("tocsin.read.guard.is_public", is_public)
