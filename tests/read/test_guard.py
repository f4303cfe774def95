"""Which addresses may be connected to."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any

import httpcore
import pytest

from tocsin.errors import ReadError, RefusedError
from tocsin.read.guard import Guard, is_public

PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    "address", [PUBLIC, "2606:2800:21f:cb07::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "192.0.2.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%2",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
    ],
)
def test_private_addresses_in_every_guise(address: str) -> None:
    assert not is_public(ip_address(address))


class Wire(httpcore.NetworkBackend):
    """Notes what it is asked to connect to; some of it does not answer."""

    def __init__(self, silent: tuple[str, ...] = ()) -> None:
        self.asked: list[str] = []
        self.silent = silent

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        self.asked.append(host)
        if host in self.silent:
            raise httpcore.ConnectError("no answer")
        return httpcore.MockStream([b"answer"])


def names(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Lets the resolver give one answer after the other; the names it was asked for."""
    asked: list[str] = []
    left = list(answers)

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in left.pop(0)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_the_checked_address_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, wire = names(monkeypatch, [PUBLIC], ["127.0.0.1"]), Wire()
    guard = Guard(allow_private=False, total_s=5, inner=wire)
    guard.connect_tcp("rebind.example", 80)
    assert (asked, wire.asked) == (["rebind.example"], [PUBLIC])
    with pytest.raises(RefusedError, match=r"rebind\.example has the address 127\.0\.0\.1"):
        guard.connect_tcp("rebind.example", 80)
    assert wire.asked == [PUBLIC]


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, [PUBLIC, "10.0.0.5"])
    wire = Wire()
    with pytest.raises(RefusedError, match=r"10\.0\.0\.5.*not on the public internet; set allow_private"):
        Guard(allow_private=False, total_s=5, inner=wire).connect_tcp("mixed.example", 80)
    assert wire.asked == []


def test_private_addresses_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, ["10.0.0.5"])
    wire = Wire()
    Guard(allow_private=True, total_s=5, inner=wire).connect_tcp("inner.example", 80)
    assert wire.asked == ["10.0.0.5"]


def test_the_next_address_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, [PUBLIC, "93.184.215.15"])
    wire = Wire(silent=(PUBLIC,))
    Guard(allow_private=False, total_s=5, inner=wire).connect_tcp("two.example", 80)
    assert wire.asked == [PUBLIC, "93.184.215.15"]


def test_no_address_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, [PUBLIC])
    with pytest.raises(httpcore.ConnectError):
        Guard(allow_private=False, total_s=5, inner=Wire(silent=(PUBLIC,))).connect_tcp("off.example", 80)


def test_a_connection_ends_at_its_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, [PUBLIC])
    seconds = iter([100.0, 100.0, 101.0, 104.9, 105.1])
    monkeypatch.setattr("tocsin.read.guard.time.monotonic", lambda: next(seconds))
    stream = Guard(allow_private=False, total_s=5, inner=Wire()).connect_tcp("slow.example", 80)
    stream.write(b"question")
    assert stream.read(10) == b"answer"
    with pytest.raises(httpcore.ReadTimeout):
        stream.read(10)


def test_a_name_without_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(ReadError, match=r"there is no server of the name 'gone\.example'"):
        Guard(allow_private=False, total_s=5).connect_tcp("gone.example", 80)


def test_a_name_that_no_server_can_have() -> None:
    with pytest.raises(ReadError, match="there is no server of the name 'xxx"):
        Guard(allow_private=False, total_s=5).connect_tcp("x" * 70 + ".example", 80)
