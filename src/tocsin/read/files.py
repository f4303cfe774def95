"""Local files and folders.

A page found in a folder is addressed as `FOLDER/./PATH` (rsync's way to say where the name of a file
begins), so that one string opens the file and names the page.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tocsin.config import Config
from tocsin.errors import ReadError
from tocsin.model import Page
from tocsin.read import warc
from tocsin.read.content import HTML, PLAIN, make_page, read_all, unpack
from tocsin.read.feed import read_feed
from tocsin.read.markup import kind
from tocsin.read.sitemap import Sitemap, read_sitemap

_MEDIA = {".html": HTML, ".htm": HTML, ".txt": PLAIN}
_FEEDS = (".xml", ".rss", ".atom")
_PACKED = ".gz"
_LARGEST_FEED = 50_000_000
_BASE = "/./"


def expand(source: str) -> Iterator[str]:
    """The addresses of a file (one) or of all pages in a folder and the folders in it, sorted by name.

    In a folder, files that are neither .html, .htm, .txt nor the archives .warc and .wet (.gz or not) are
    passed over. A saved feed or sitemap (.xml, .rss, .atom) stands for the pages on the web that it names,
    if it is given by name: the files of a folder never make tocsin go to the web. Raises ReadError when
    there is no such file or folder, or there is no page in it.
    """
    path = Path(source)
    if path.is_dir():
        yield from _folder(path)
    elif not path.exists():
        raise ReadError(f"{shown(source)}: no such file or folder; check the path")
    elif _suffix(path.name) in _FEEDS:
        yield from _named(path)
    else:
        yield str(path)


def pages(address: str, config: Config) -> Iterator[Page]:
    """The page in a file, or the pages of an archive. Raises ReadError, RefusedError."""
    path = Path(address)
    if _suffix(path.name) in warc.SUFFIXES:
        yield from warc.pages(path, shown(str(path)), config.max_bytes)
    else:
        yield read(address, config)


def read(address: str, config: Config) -> Page:
    """The page in a file, unpacked when its name ends in .gz. Raises ReadError, RefusedError."""
    path = Path(address)
    body = _body(path, config.max_bytes)
    return make_page(body, name=name_of(address), where=shown(str(path)), media=_media(path.name))


def name_of(address: str) -> str:
    """The name of the page at an address: its path in the folder that was given, else the file's name."""
    _, base, relative = address.rpartition(_BASE)
    return shown(relative if base else Path(address).name)


def shown(path: str) -> str:
    """A path as text that can be printed and stored: each byte that is not UTF-8 becomes a `?`."""
    return path.encode("utf-8", "replace").decode("utf-8")


def _folder(path: Path) -> Iterator[str]:
    found = sorted(name for name in _names(path) if _media(name) or _suffix(name) in warc.SUFFIXES)
    if not found:
        raise ReadError(
            f"{shown(str(path))} has no page in it: no .html, .htm, .txt, .warc or .wet file, nor .gz of these"
        )
    for name in found:
        yield f"{path}{_BASE}{name}"


def _named(path: Path) -> Iterator[str]:
    """The addresses that a saved feed, sitemap or index of sitemaps names; a page by such a name is a page."""
    label = shown(str(path))
    body = _body(path, _LARGEST_FEED)
    what = kind(body)
    if what not in ("feed", "sitemap", "index"):
        yield str(path)
        return
    found = Sitemap(entries=read_feed(body, "")) if what == "feed" else read_sitemap(body, "")
    addresses = (*(entry.url for entry in found.entries), *found.sitemaps)
    if not addresses:
        raise ReadError(f"{label} names no page by its full address; give the address of the feed itself")
    yield from addresses


def _body(path: Path, limit: int) -> bytes:
    """The content of a file, unpacked when its name ends in .gz."""
    label = shown(str(path))
    try:
        with path.open("rb") as stream:
            body = read_all(stream, limit, label)
    except OSError as error:
        raise ReadError(f"{label} cannot be read: {error.strerror or error}") from error
    return unpack(body, limit, label) if path.name.lower().endswith(_PACKED) else body


def _names(folder: Path) -> Iterator[str]:
    """Every file under a folder, relative to it, with `/`. Links to folders are not followed."""

    def refuse(error: OSError) -> None:
        raise ReadError(f"{shown(str(error.filename))} cannot be read: {error.strerror}") from error

    for where, _, names in os.walk(folder, onerror=refuse):
        for name in names:
            yield Path(where, name).relative_to(folder).as_posix()


def _media(name: str) -> str:
    """The media type that the suffix says, "" when it says none."""
    return _MEDIA.get(_suffix(name), "")


def _suffix(name: str) -> str:
    """The suffix under that of packing, in lower case."""
    return Path(name.lower().removesuffix(_PACKED)).suffix
