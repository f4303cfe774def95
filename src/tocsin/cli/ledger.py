"""Commands on the ledger: run, rebuild, events, situation, serve, config."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tocsin import config
from tocsin.alert.channels import send_new, to_file, to_stream
from tocsin.cli import output
from tocsin.cli.options import (
    Alerts,
    AsJson,
    LedgerFile,
    Private,
    Situations,
    must_exist,
    settings_for,
    show_tally,
    watched,
)
from tocsin.cli.wording import at, chain, kind, parties
from tocsin.errors import InputError
from tocsin.know.ontology import ontology
from tocsin.ledger import open_ledger
from tocsin.model import Event, Situation
from tocsin.records import encode
from tocsin.run import local
from tocsin.run.line import make_line
from tocsin.stages import Ledger
from tocsin.text import squeeze
from tocsin.web import app as web


def run(
    sources: Annotated[list[str], typer.Argument(metavar="SRC…", help="Files, folders or http(s) URLs.")],
    ledger: LedgerFile = None,
    situations: Situations = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="Date of all these pages.")
    ] = None,
    allow_private: Private = False,
    alerts: Alerts = None,
    as_json: AsJson = False,
) -> None:
    """Send pages down the whole line: read, parse, code, attribute, resolve, store; then merge and alert.

    A page that the ledger already holds is skipped, so an interrupted run is resumed by running it
    again. What went in, came out and was left out, and why, is printed at the end; then the alerts that
    the ledger did not hold before.

    **Examples**

    - `tocsin run demo/pages --ledger demo.db --situations demo/situations.toml`
    - `tocsin run https://example.org/story.html`
    """
    output.iso_date(published, "--published")
    settings = settings_for(ledger, situations)
    settings = replace(settings, allow_private=allow_private or settings.allow_private)
    line = make_line(settings)
    watches = watched(settings)
    with open_ledger(settings) as store, _bar() as progress:
        known = store.derived().alerts
        tally = local.run(sources, line, store, watches, progress=progress, published=published)
        found = store.derived().alerts
    show_tally(tally, as_json)
    channels = [to_stream(sys.stderr if as_json else sys.stdout), *([to_file(alerts)] if alerts else [])]
    send_new(found, known, channels)
    if tally.failed:
        raise typer.Exit(1)


def rebuild(ledger: LedgerFile = None, situations: Situations = None, as_json: AsJson = False) -> None:
    """Throw away all that was derived and derive it anew from the ledger's facts alone.

    **Examples**

    - `tocsin rebuild --ledger demo.db`
    """
    settings = settings_for(ledger, situations)
    must_exist(settings)
    with open_ledger(settings) as store:
        derived = local.rebuild(make_line(settings), store, watched(settings))
    counts = {name: len(getattr(derived, name)) for name in ("events", "situations", "alerts")}
    if as_json:
        output.write(counts)
    else:
        output.say(", ".join(f"{count} {name}" for name, count in counts.items()))


def events(
    ledger: LedgerFile = None,
    type: Annotated[
        str | None, typer.Option("--type", help="Only this PLOVER type, such as ASSAULT.")
    ] = None,
    country: Annotated[
        str | None, typer.Option("--country", help="Only with this country, such as SRB.")
    ] = None,
    as_json: AsJson = False,
    sentences: Annotated[
        bool, typer.Option("--sentences", help="With the sentences that tell of each.")
    ] = False,
) -> None:
    """List the events: who did what to whom, when, where, and how many independent origins say so.

    **Examples**

    - `tocsin events --ledger demo.db --sentences`
    - `tocsin events --ledger demo.db --type PROTEST --json | jq .headline`
    """
    if type is not None and type.upper() not in ontology().types:
        raise InputError(f"no type {type!r}; PLOVER's are {', '.join(ontology().types)}")
    settings = settings_for(ledger, None)
    must_exist(settings)
    with open_ledger(settings, read_only=True) as store:
        chosen = sorted((e for e in store.derived().events if _wanted(e, type, country)), key=_when)
        for event in chosen:
            if as_json:
                output.write(encode(event))
            elif sentences:
                _tell(event, store)
    if not as_json and not sentences:
        _event_table(chosen)


def situation(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name in the situations file.")],
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Show a watched situation: its escalation index day by day, and its alerts.

    **Examples**

    - `tocsin situation kosovo-plates --ledger demo.db`
    """
    settings = settings_for(ledger, None)
    must_exist(settings)
    with open_ledger(settings, read_only=True) as store:
        derived = store.derived()
    found = next((s for s in derived.situations if s.name == name), None)
    if found is None:
        known = ", ".join(s.name for s in derived.situations) or "none"
        raise InputError(f"no situation {name!r} in {settings.ledger}; there are: {known}")
    alerts = [alert for alert in derived.alerts if alert.situation == name]
    if as_json:
        output.write({**encode(found), "alerts": [encode(alert) for alert in alerts]})
    else:
        _show_situation(found)
        send_new(alerts, (), [to_stream(sys.stdout)])


def serve(
    ledger: LedgerFile = None,
    host: Annotated[
        str | None, typer.Option("--host", help="Address to listen on; default: the setting.")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", help="Port to listen on; default: the setting.")
    ] = None,
) -> None:
    """Show the ledger in the browser: situations with map and timeline, events, documents.

    **Examples**

    - `tocsin serve --ledger demo.db`
    """
    settings = settings_for(ledger, None)
    settings = replace(settings, host=host or settings.host, port=settings.port if port is None else port)
    must_exist(settings)
    with open_ledger(settings, read_only=True) as store:
        root = f"http://{settings.host}:{settings.port}"
        for known in store.derived().situations:
            output.stderr.print(f"{known.title}: {root}/situation/{known.name}", markup=False)
        output.stderr.print(f"all situations: {root}/ (stop with Ctrl-C)")
        web.serve(store, settings)


def show_config(as_json: AsJson = False) -> None:
    """Show the settings in force and where each comes from.

    **Examples**

    - `tocsin config`
    - `TOCSIN_PORT=9000 tocsin config --json`
    """
    found = config.settings()
    if as_json:
        output.write({s.name: {"value": s.value, "origin": s.origin, "help": s.help} for s in found})
    else:
        output.table(
            "",
            ("setting", "value", "from", "what"),
            ((s.name, str(s.value), s.origin, s.help) for s in found),
        )


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (run, rebuild, events, situation, serve):
        app.command()(command)
    app.command("config")(show_config)


# --- helpers -------------------------------------------------------------------------------------


@contextmanager
def _bar() -> Generator[local.Progress]:
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=output.stderr, transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=name[-40:])


def _show_situation(found: Situation) -> None:
    output.say(f"{found.title}: {len(found.events)} events")
    top = max((day.index for day in found.days), default=0.0) or 1.0
    for day in found.days:
        output.say(
            f"{day.date} {day.index:7.1f} {'█' * round(40 * max(day.index, 0) / top)} {len(day.events) or ''}"
        )


def _when(event: Event) -> tuple[str, str]:
    """By the date of the act, undated ones by when they were first told."""
    return event.date or event.first_told or "9999", event.id


def _wanted(event: Event, type: str | None, country: str | None) -> bool:
    countries = {e.country for e in (*event.actors, *event.recipients)} | {p.country for p in event.place}
    return (type is None or event.type == type.upper()) and (country is None or country.upper() in countries)


def _event_table(chosen: list[Event]) -> None:
    columns = ("date", "act", "who → whom", "where", "status", "outlets", "origins")
    rows = (
        (
            event.date or "undated",
            kind(event),
            parties(event.actors, event.recipients),
            "; ".join(place.text for place in event.place),
            event.status,
            str(len(event.outlets)),
            str(len(event.origins)),
        )
        for event in chosen
    )
    output.table(f"{len(chosen)} events", columns, rows)


def _tell(event: Event, store: Ledger) -> None:
    counts = f"{len(event.outlets)} outlets, {len(event.origins)} origins"
    who = parties(event.actors, event.recipients)
    output.heading(
        f"{event.date or 'undated'}  {kind(event)}  {who}{at(event.place)}  ({event.status}; {counts})"
    )
    for id in event.mentions:
        mention = store.mention(id)
        if mention is not None:
            output.say(f"    “{squeeze(mention.sentence_text)}”")
            output.say(f"        according to {chain(mention.sources)}")
