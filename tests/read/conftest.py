"""The server that tests of reading from the web ask."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from tests.read.server import Site


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
