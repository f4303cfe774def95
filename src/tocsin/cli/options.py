"""What the commands on a ledger share: options, settings, the table of a run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from tocsin import config
from tocsin.cli import output
from tocsin.errors import InputError
from tocsin.model import Watch
from tocsin.records import encode
from tocsin.run import local
from tocsin.run.local import Tally

LedgerFile = Annotated[
    str | None, typer.Option("--ledger", metavar="FILE", help="The ledger; default: the setting.")
]
Situations = Annotated[
    str | None,
    typer.Option("--situations", metavar="FILE", help="TOML of watched situations; default: the setting."),
]
Private = Annotated[bool, typer.Option("--allow-private", help="Read URLs inside private networks.")]
Alerts = Annotated[
    Path | None, typer.Option("--alerts", metavar="FILE", help="Append new alerts here, as JSON Lines.")
]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]


def settings_for(ledger: str | None, situations: str | None = None) -> config.Config:
    """The settings in force, with the ledger and the situations of the command line."""
    loaded = config.load()
    return replace(loaded, ledger=ledger or loaded.ledger, situations=situations or loaded.situations)


def watched(settings: config.Config) -> tuple[Watch, ...]:
    """The watched situations; none when the default file is not there, an error when a named one is not."""
    path = Path(settings.situations)
    if not path.exists() and settings.situations == config.Config().situations:
        output.complain(f"no {path} here: no situation is watched (write one, or name it with --situations)")
        return ()
    return local.watches(path)


def must_exist(settings: config.Config) -> None:
    """Raises InputError when there is no ledger yet."""
    if not Path(settings.ledger).is_file():
        raise InputError(
            f"no ledger {settings.ledger!r}; make one with `tocsin run SRC… --ledger {settings.ledger}`"
        )


def show_tally(tally: Tally, as_json: bool) -> None:
    """The faults on stderr, what went into and out of each stage on stdout."""
    for fault in tally.faults:
        output.fault(fault)
    if as_json:
        output.write(encode(tally))
        return
    for stage in tally.stages:
        why = "; ".join(f"{count} {reason}" for reason, count in stage.why)
        output.say(
            f"{stage.stage:10} {stage.entered:6} in {stage.left:6} out{'  left out: ' + why if why else ''}"
        )
