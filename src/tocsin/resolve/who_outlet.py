"""A news outlet by its name or by the address of its page."""

from __future__ import annotations

from functools import cache
from typing import cast
from urllib.parse import urlsplit

from tocsin.know.actors import Body, actors
from tocsin.resolve.who_answer import Answer
from tocsin.resolve.who_scan import scan

_TABLE = "outlets.tsv"


def outlet(name: str, url: str = "") -> Answer:
    """The row of an outlet that `name` names or whose domain `url` has; an empty answer when there is none."""
    for hit in scan(name).hits:
        for form in hit.of("body"):
            if form.table == _TABLE:
                return _answer(cast(Body, form.row))
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    while "." in host:
        if host in _domains():
            return _answer(_domains()[host])
        host = host.partition(".")[2]
    return Answer(reason="no outlet of that name or address in outlets.tsv")


@cache
def _domains() -> dict[str, Body]:
    return {body.domain: body for table, body in actors().bodies if table == _TABLE and body.domain}


def _answer(body: Body) -> Answer:
    return Answer(
        country=body.country,
        sector=body.sector,
        second_sector=body.second_sector,
        row=f"{_TABLE}: {body.name}",
        reason=f"named: {body.name}",
    )
