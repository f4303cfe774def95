"""Clients of the web application over the ledger in memory."""

from __future__ import annotations

import pytest

from tests.web.client import Client
from tests.web.crisis import crisis_ledger
from tests.web.fake import FakeLedger
from tests.web.hostile import hostile_ledger
from tocsin.web import make_app


@pytest.fixture(scope="session")
def ledger() -> FakeLedger:
    return crisis_ledger()


@pytest.fixture(scope="session")
def client(ledger: FakeLedger) -> Client:
    return Client(app=make_app(ledger))


@pytest.fixture(scope="session")
def hostile() -> FakeLedger:
    return hostile_ledger()


@pytest.fixture(scope="session")
def hostile_client(hostile: FakeLedger) -> Client:
    return Client(app=make_app(hostile))
