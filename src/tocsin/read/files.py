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
from tocsin.read.content import HTML, PLAIN, make_page, read_all, unpack

_MEDIA = {".html": HTML, ".htm": HTML, ".txt": PLAIN}
_PACKED = ".gz"
_BASE = "/./"


def expand(source: str) -> Iterator[str]:
    """The addresses of a file (one) or of all pages in a folder and the folders in it, sorted by name.

    In a folder, files that are not .html, .htm or .txt (.gz or not) are passed over. Raises ReadError
    when there is no such file or folder, or the folder has no page.
    """
    path = Path(source)
    if not path.is_dir():
        if not path.exists():
            raise ReadError(f"{shown(source)}: no such file or folder; check the path")
        yield str(path)
        return
    found = sorted(name for name in _names(path) if _media(name))
    if not found:
        raise ReadError(f"{shown(source)} has no page in it: no .html, .htm or .txt file, nor .gz of these")
    for name in found:
        yield f"{path}{_BASE}{name}"


def read(address: str, config: Config) -> Page:
    """The page in a file, unpacked when its name ends in .gz. Raises ReadError, RefusedError."""
    path = Path(address)
    label = shown(str(path))
    try:
        with path.open("rb") as stream:
            body = read_all(stream, config.max_bytes, label)
    except OSError as error:
        raise ReadError(f"{label} cannot be read: {error.strerror or error}") from error
    if path.name.lower().endswith(_PACKED):
        body = unpack(body, config.max_bytes, label)
    return make_page(body, name=name_of(address), where=label, media=_media(path.name))


def name_of(address: str) -> str:
    """The name of the page at an address: its path in the folder that was given, else the file's name."""
    _, base, relative = address.rpartition(_BASE)
    return shown(relative if base else Path(address).name)


def shown(path: str) -> str:
    """A path as text that can be printed and stored: each byte that is not UTF-8 becomes a `?`."""
    return path.encode("utf-8", "replace").decode("utf-8")


def _names(folder: Path) -> Iterator[str]:
    """Every file under a folder, relative to it, with `/`. Links to folders are not followed."""

    def refuse(error: OSError) -> None:
        raise ReadError(f"{shown(str(error.filename))} cannot be read: {error.strerror}") from error

    for where, _, names in os.walk(folder, onerror=refuse):
        for name in names:
            yield Path(where, name).relative_to(folder).as_posix()


def _media(name: str) -> str:
    """The media type that the suffix says, "" when it says none."""
    return _MEDIA.get(Path(name.lower().removesuffix(_PACKED)).suffix, "")
