from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.web.client import Client
from tests.web.fake import FakeLedger
from tocsin.config import Config
from tocsin.errors import InputError, LedgerError
from tocsin.model import Derived
from tocsin.stages import Ledger
from tocsin.web import app as web
from tocsin.web import make_app, serve


@pytest.mark.parametrize(
    "path",
    ["/", "/index.json", "/situation/kosovo-plates", "/static/style.css", "/healthz", "/event/none", "/none"],
)
def test_every_answer_forbids_what_is_not_its_own(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "font-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/situation/none", "/event/none", "/document/none"])
def test_what_the_ledger_does_not_hold_is_not_found_in_html_and_json(client: Client, path: str) -> None:
    page, twin = client.get(path), client.get(f"{path}.json")
    assert (page.status_code, twin.status_code) == (404, 404)
    assert "There is no such page" in page.text
    what = path.split("/")[1]
    assert twin.json() == {"status": 404, "error": f"The ledger has no {what} 'none'."}


def test_an_unknown_address_is_not_found(client: Client) -> None:
    assert client.get("/none").status_code == 404
    assert client.get("/none.json").json()["status"] == 404
    assert client.get("/situation/none.geojson").json()["status"] == 404


def test_pages_are_only_read(client: Client) -> None:
    answer = client.post("/")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_no_address_makes_a_page_link_to_another_host(client: Client) -> None:
    assert 'href="/other.example/x.json"' in client.get("http://testserver//other.example/x").text


def test_health_is_whether_the_ledger_can_be_read(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


class Broken(FakeLedger):
    """A ledger that cannot be opened for reading."""

    def reader(self) -> AbstractContextManager[Ledger]:
        raise LedgerError("ledger /tmp/x.db is damaged; restore a copy")


class Buggy(FakeLedger):
    """A ledger with a mistake in it."""

    def derived(self) -> Derived:
        raise ZeroDivisionError


def test_a_ledger_that_cannot_be_read_is_said_to_the_reader() -> None:
    client = Client(app=make_app(Broken()))
    for path in ("/healthz", "/index.json"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert answer.json()["error"] == "ledger /tmp/x.db is damaged; restore a copy"
    assert "is damaged; restore a copy" in client.get("/").text


def test_a_mistake_of_ours_tells_the_reader_nothing_of_the_inside() -> None:
    answer = Client(app=make_app(Buggy()), raises=False).get("/")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    assert "content-security-policy" in answer.headers


def test_on_a_loopback_address_only_its_own_names_are_answered(ledger: FakeLedger) -> None:
    client = Client(app=make_app(ledger, web.allowed_hosts("127.0.0.1")))
    for host, status in (
        ("localhost:8765", 200),
        ("127.0.0.1", 200),
        ("[::1]:8765", 200),
        ("evil.example", 400),
    ):
        assert client.get("/healthz", host=host).status_code == status, host
    assert web.allowed_hosts("0.0.0.0") == ("*",)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_taken_port_is_named(ledger: FakeLedger, taken_port: int) -> None:
    with pytest.raises(
        InputError, match=f"cannot listen on 127.0.0.1:{taken_port}: .*set another host or port"
    ):
        serve(ledger, Config(port=taken_port))


def test_without_a_front_end_it_is_said_how_to_get_one(
    ledger: FakeLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "STATIC", tmp_path)
    with pytest.raises(InputError, match="install"):
        make_app(ledger)


UI = Path(web.__file__).parent / "ui"


def test_packages_are_pinned_and_no_registry_is_named() -> None:
    wanted = json.loads((UI / "package.json").read_text())
    lock = json.loads((UI / "package-lock.json").read_text())
    for name, version in (wanted["dependencies"] | wanted["devDependencies"]).items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    packages = [package for path, package in lock["packages"].items() if path]
    assert all("integrity" in package and "resolved" not in package for package in packages)


def test_the_licences_of_what_is_delivered_are_served(client: Client) -> None:
    text = client.get("/static/licences.txt").text
    for name in (
        "maplibre-gl 6",
        "htmx.org 4",
        "world-atlas 2",
        "topojson-client 3",
        "@fontsource-variable/inter 5",
    ):
        assert name in text
    assert "esbuild" not in text
