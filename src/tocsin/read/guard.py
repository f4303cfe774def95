"""The network as far as tocsin may go: public addresses only, and no longer than allowed.

The address that is checked is the address that is connected to, so that a name that resolves to another
address a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore

from tocsin.errors import ReadError, RefusedError

Address = IPv4Address | IPv6Address

# RFC 6052: an IPv4 address that a translator reaches for a host without IPv4
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether an address, and any IPv4 address inside it, belongs to the public internet.

    Not public are private, loopback, link-local, shared, multicast, reserved and unspecified ones, by the
    IANA special-purpose registries that `ipaddress` follows.
    """
    if isinstance(address, IPv6Address):
        inner = _inner(address)
        if inner:
            return all(is_public(one) for one in inner)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inner(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64."""
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return (address.sixtofour,)
    if address in _NAT64:
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    return address.teredo or ()


class Guard(httpcore.NetworkBackend):
    """Connects to addresses it has checked, and cuts each connection off after `total_s` seconds."""

    def __init__(
        self, *, allow_private: bool, total_s: float, inner: httpcore.NetworkBackend | None = None
    ) -> None:
        self._allow_private = allow_private
        self._total_s = total_s
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers. Raises RefusedError, ReadError."""
        addresses = self.resolve(host, port)
        deadline = time.monotonic() + self._total_s
        for address in addresses:
            try:
                left = _left(deadline, httpcore.ConnectTimeout)
                stream = self._inner.connect_tcp(str(address), port, left, local_address, socket_options)
                return _Stream(stream, deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if address == addresses[-1]:
                    raise
        raise AssertionError("a host has at least one address")

    def resolve(self, host: str, port: int) -> tuple[Address, ...]:
        """All addresses of a host. Raises RefusedError when one of them must not be connected to."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise ReadError(
                f"there is no server of the name {host!r} ({error}); check the address"
            ) from error
        addresses = tuple(dict.fromkeys(ip_address(entry[4][0]) for entry in found))
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    raise RefusedError(
                        f"{host} has the address {address}, which is not on the public internet; "
                        "set allow_private to read it"
                    )
        return addresses


class _Stream(httpcore.NetworkStream):
    """A stream that ends at a point in time, however slowly its bytes drip in."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(deadline: float, late: type[httpcore.TimeoutException]) -> float:
    """Seconds until the deadline. Raises `late` when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise late("the server takes too long")
    return left
