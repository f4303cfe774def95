"""The command line: one command a question. Data goes to stdout, everything else to stderr."""

from __future__ import annotations

import sys

import typer

from tocsin.cli import ledger, pages, watching, words
from tocsin.cli.output import complain
from tocsin.errors import TocsinError

app = typer.Typer(
    name="tocsin",
    help="Reads the news, codes who did what to whom according to whom, and rings when a situation escalates.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
for module in (pages, ledger, watching, words):
    module.register(app)


def main() -> None:
    """The `tocsin` command. Errors made by the input end with exit code 1 and one line on stderr."""
    # whatever the locale, data is UTF-8; a stream that cannot be told so (a test's) is left as it is
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(encoding="utf-8")
    try:
        app()
    except TocsinError as error:
        complain(str(error))
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output has seen enough, as `head` does
        sys.stderr.close()
        sys.exit(0)
