"""Which feeds are watched: a TOML file, a table each.

[[feed]]
url = "https://example.org/news/rss.xml"   # a feed or a news sitemap
name = "Example Wire"                      # may be left out, as may the rest
every = "15m"                              # m minutes, h hours, d days
outlet = "Example Wire"                    # of pages that do not name theirs
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from tocsin.errors import InputError
from tocsin.ledger.address import normalised

_EVERY = re.compile(r"([1-9]\d{0,5})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that is watched. every: between two askings. outlet: of its pages that do not name theirs."""

    url: str
    name: str
    every: timedelta
    outlet: str = ""


_KNOWN = tuple(field.name for field in fields(Feed))


def feeds(path: Path, every: timedelta) -> tuple[Feed, ...]:
    """The feeds of a TOML file, in its order. Raises InputError naming file and key.

    every: for those that do not say.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}; write it or name another file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not valid TOML: {error}") from error
    if unknown := given.keys() - {"feed"}:
        raise InputError(
            f"{path}: {sorted(unknown)[0]} is no key of a file of feeds; begin each with [[feed]]"
        )
    tables = given.get("feed")
    if not isinstance(tables, list) or not tables:
        raise InputError(f"{path} names no feed; begin each with a line [[feed]]")
    found = [_feed(table, every, f"{path}: feed {n}") for n, table in enumerate(cast(list[Any], tables), 1)]
    _check(found, path)
    return tuple(found)


def reread_after(hours: str) -> tuple[timedelta, ...]:
    """The setting `reread_hours`: numbers between blanks or commas, none for never. Raises InputError."""
    try:
        found = sorted(float(hour) for hour in hours.replace(",", " ").split())
        if all(0 < hour <= 24 * 365 for hour in found):
            return tuple(timedelta(hours=hour) for hour in found)
    except ValueError:
        pass
    raise InputError(f'reread_hours must be hours such as "1 6 24", not {hours!r}')


def _feed(table: Any, every: timedelta, where: str) -> Feed:
    if not isinstance(table, dict):
        raise InputError(f"{where} must be a table that begins with a line [[feed]]")
    given = cast(dict[str, Any], table)
    if unknown := given.keys() - _KNOWN:
        raise InputError(f"{where}.{sorted(unknown)[0]} is no key of a feed; known are {', '.join(_KNOWN)}")
    url = _text(given.get("url", ""), f"{where}.url")
    if not url.lower().startswith(("http://", "https://")):
        raise InputError(f"{where}.url must begin with http:// or https://, unlike {url!r}")
    return Feed(
        url=url,
        name=_text(given.get("name", url), f"{where}.name"),
        every=_interval(given["every"], f"{where}.every") if "every" in given else every,
        outlet=_text(given["outlet"], f"{where}.outlet") if "outlet" in given else "",
    )


def _check(found: list[Feed], path: Path) -> None:
    seen: dict[str, int] = {}
    for number, feed in enumerate(found, 1):
        first = seen.setdefault(normalised(feed.url), number)
        if first != number:
            raise InputError(f"{path}: feed {number}.url is that of feed {first}; name each feed once")


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{where} must be text, not {value!r}")
    return value.strip()


def _interval(value: Any, where: str) -> timedelta:
    found = _EVERY.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise InputError(f'{where} must be a time such as "15m", "2h" or "1d", not {value!r}')
    return timedelta(**{_UNITS[found[2]]: int(found[1])})
