"""Which situations are watched: a TOML file, a table each.

[kosovo-plates]
title = "Licence plates in northern Kosovo"
countries = ["SRB", "XKX"]      # any of these names an event into the situation
places = ["Jarinje"]
actors = ["KFOR"]
start = 2021-09-01              # may be left out, as may the end
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, cast

from tocsin.errors import InputError
from tocsin.model import Watch

_LISTS = ("countries", "places", "actors")
_KNOWN = tuple(field.name for field in fields(Watch) if field.name != "name")
# a name is part of URLs and typed on the command line
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*", re.IGNORECASE)
_COUNTRY = re.compile(r"[A-Z]{3}")


def watches(path: Path) -> tuple[Watch, ...]:
    """The watched situations of a TOML file, in its order. Raises InputError naming file and key."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}; write it or name another file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not valid TOML: {error}") from error
    return tuple(_watch(name, table, f"{path}: {name}") for name, table in tables.items())


def _watch(name: str, table: Any, where: str) -> Watch:
    if not isinstance(table, dict):
        raise InputError(f"{where} stands outside of any situation; begin one with a line [name]")
    if not _NAME.fullmatch(name):
        raise InputError(f"{where}: a name is made of letters, digits, - and _")
    given = cast(dict[str, Any], table)
    if unknown := given.keys() - _KNOWN:
        raise InputError(
            f"{where}.{sorted(unknown)[0]} is no key of a situation; known are {', '.join(_KNOWN)}"
        )
    if not any(given.get(key) for key in _LISTS):
        raise InputError(f"{where} watches nothing; give one of {', '.join(_LISTS)}")
    watch = Watch(
        name=name,
        title=_text(given.get("title", name), f"{where}.title"),
        start=_day(given.get("start"), f"{where}.start"),
        end=_day(given.get("end"), f"{where}.end"),
        **{key: _texts(given.get(key, []), f"{where}.{key}") for key in _LISTS},
    )
    _check(watch, where)
    return watch


def _check(watch: Watch, where: str) -> None:
    for country in watch.countries:
        if not _COUNTRY.fullmatch(country):
            raise InputError(f"{where}.countries: {country!r} is no code of three capitals such as SRB")
    if watch.start and watch.end and watch.start > watch.end:
        raise InputError(f"{where}.end is before start")


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{where} must be text, not {value!r}")
    return value


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise InputError(f'{where} must be a list such as ["SRB"], not {value!r}')
    return tuple(_text(item, where) for item in cast(list[Any], value))


def _day(value: Any, where: str) -> str | None:
    """A day in ISO 8601, from TOML's own dates or from text."""
    try:
        return None if value is None else date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise InputError(f"{where} must be a day such as 2021-09-27, not {str(value)!r}") from error
