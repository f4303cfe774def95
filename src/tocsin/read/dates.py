"""Dates of feeds and sitemaps to ISO 8601; what is not said is not filled in."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

# https://www.w3.org/TR/NOTE-datetime with the liberties that feeds take: a blank for T, no colon in the zone
_W3C = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:[.,]\d+)? ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
# RFC 822 as amended by RFC 1123 and 5322
_MAIL = re.compile(
    r"(?:[a-z]{2,9}\.?,? )?(\d{1,2}[ -][a-z]{3,9}\.?[ -](?:\d{4}|\d\d))( \d{1,2}:\d\d(?::\d\d)?( \S+)?)?",
    re.IGNORECASE,
)
# the zones that RFC 822 names; parsedate_tz takes every other one for UTC
_ZONE = re.compile(r"[+-]\d{4}|UTC?|GMT|Z|[ECMP][SD]T", re.IGNORECASE)
_LONGEST = 60
# no page of the web is older; what is said to be is a clock that nobody set
_EARLIEST_YEAR = 1990


def iso(text: str) -> str | None:
    """A date of RFC 822 or W3C-DTF in ISO 8601, with the zone it names; None when it is no sound date.

    A day without a time stays a day, and a time whose zone is missing or unknown stays without one.
    """
    text = " ".join(text[: _LONGEST + 1].split())
    if len(text) > _LONGEST:
        return None
    found = _w3c(text) or _mail(text)
    return found if found and int(found[:4]) >= _EARLIEST_YEAR else None


def instant(when: str) -> float:
    """Seconds since 1970 of what `iso` gives, for ordering; a missing zone is read as UTC."""
    moment = datetime.fromisoformat(when)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _w3c(text: str) -> str | None:
    found = _W3C.fullmatch(text)
    if not found:
        return None
    day, minute, second, zone = found.groups()
    zone = (zone or "").upper()
    whole = (
        f"{day}T{minute}{second or ':00'}{'+00:00' if zone in ('Z', 'UTC', 'GMT') else zone}"
        if minute
        else day
    )
    try:
        moment = datetime.fromisoformat(whole)
    except ValueError:
        return None
    return moment.isoformat() if minute else day


def _mail(text: str) -> str | None:
    found = _MAIL.fullmatch(text)
    if not found:
        return None
    day, clock, zone = found.groups()
    parts = parsedate_tz(f"{day}{clock or ' 00:00'}")
    if not parts:
        return None
    known = zone and _ZONE.fullmatch(zone.strip())
    try:
        moment = datetime(*parts[:6], tzinfo=timezone(timedelta(seconds=parts[9] or 0)) if known else None)
    except (ValueError, OverflowError):
        return None
    return moment.isoformat() if clock else moment.date().isoformat()
