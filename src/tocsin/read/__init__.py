"""Read: files, folders, web archives, URLs, feeds and sitemaps to pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from tocsin.config import Config
from tocsin.model import Page
from tocsin.read import files, web
from tocsin.read.http import Web, is_url
from tocsin.read.poll import Poller
from tocsin.stages import Expand, Poll, Read


def make_expand(config: Config) -> Expand:
    """The stage that takes a file, a folder or a URL to the addresses of its pages; an archive is one."""
    del config
    return _expand


def make_read(config: Config) -> Read:
    """The stage that takes an address to its pages, from disk or from the web."""
    return _Reader(config)


def make_poll(config: Config) -> Poll:
    """The stage that asks feeds and sitemaps on the web what pages they name."""
    return Poller(config, Web(config))


def name_of(address: str) -> str:
    """The name that the page at an address gets, also when it cannot be read."""
    return address if is_url(address) else files.name_of(address)


def _expand(source: str, /) -> Iterator[str]:
    if is_url(source):
        yield source
    else:
        yield from files.expand(source)


class _Reader:
    """Reads both; no connection is set up before the first URL."""

    def __init__(self, config: Config) -> None:
        self._config = config

    def __call__(self, address: str, /) -> Iterator[Page]:
        if is_url(address):
            yield from web.pages(address, self._web, self._config)
        else:
            yield from files.pages(address, self._config)

    @cached_property
    def _web(self) -> Web:
        return Web(self._config)
