"""Commands on pages: read, code, explain."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from tocsin import config
from tocsin.cli import output
from tocsin.cli.options import Private
from tocsin.cli.wording import because, describe
from tocsin.errors import InputError
from tocsin.flow import Line, code_document
from tocsin.model import Coding, Document, Span
from tocsin.parse.passage import page_of_text, passage
from tocsin.records import Record, encode, mention_record, page_id, page_record
from tocsin.run.line import make_line
from tocsin.run.local import documents, readings
from tocsin.text import squeeze

Sources = Annotated[list[str] | None, typer.Argument(metavar="SRC…", help="Files, folders or http(s) URLs.")]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="ISO 8601 date that anchors 'Sunday', 'last week' …"),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON Lines (the default here).")]
Pretty = Annotated[bool, typer.Option("--pretty", help="For people, in place of JSON.")]


def read(
    sources: Sources = None,
    allow_private: Private = False,
    as_json: AsJson = True,
    pretty: Pretty = False,
) -> None:
    """Take pages apart: title, authors, time, body, credit, comment tree, form, chrome.

    One JSON line a page. A page that cannot be read is named on stderr, the rest goes on, and the
    exit code is 1.

    **Examples**

    - `tocsin read page.html`
    - `tocsin read demo/pages --pretty`
    - `tocsin read https://example.org/story.html | jq .title`
    """
    del as_json
    line = make_line(_config(allow_private))
    show = _outline if pretty else _write_page
    output.report(documents(_needed(sources), line), show)


def code(
    sources: Sources = None,
    published: Published = None,
    text: Annotated[
        str | None, typer.Option("--text", help="One passage that is all body; - reads it from stdin.")
    ] = None,
    batch: Annotated[
        str | None,
        typer.Option(
            "--batch", metavar="FILE", help="JSON Lines {id, text, published, language}; - is stdin."
        ),
    ] = None,
    allow_private: Private = False,
    as_json: AsJson = True,
    pretty: Pretty = False,
) -> None:
    """Find who did what to whom, where, when, according to whom; from title and body alone.

    One JSON line a page: `{id, page, mentions}`, with the fields of the codebook; every span is
    [start, end] in the `text` that `tocsin read` gives.

    **Examples**

    - `tocsin code page.html --published 2021-09-27`
    - `tocsin code --text "Police arrested 12 protesters in Pristina on Monday." --published 2021-09-27`
    - `tocsin code --batch pages.jsonl > mentions.jsonl`
    """
    del as_json
    output.iso_date(published, "--published")
    if sum((bool(sources), text is not None, batch is not None)) > 1:
        raise InputError("give one of SRC…, --text and --batch, not several")
    line = make_line(_config(allow_private))
    show = _tell if pretty else _write_mentions
    if batch is not None:
        output.batch(batch, lambda record: _code_record(record, line))
    elif text is not None:
        document = passage(output.text_of(text) if text == "-" else text, published=published)
        show(document, code_document(document, line))
    else:
        found = readings(_needed(sources), line, published)
        output.report(found, lambda reading: show(reading.document, reading.coding))


def explain(
    sentence: Annotated[
        str, typer.Argument(metavar="SENTENCE", help="The sentence, in quotes; - reads stdin.")
    ],
    published: Published = None,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
) -> None:
    """Say why a sentence was or was not coded, and why what is empty is empty.

    **Examples**

    - `tocsin explain "Serbia will send troops to the border, the minister said."`
    - `tocsin explain "The award was given on Sunday." --json`
    """
    output.iso_date(published, "--published")
    text = output.text_of(sentence) if sentence == "-" else sentence
    if not text.strip():
        raise InputError("explain needs a sentence, this one is empty")
    document = passage(text, published=published)
    coding = code_document(document, make_line(config.load()))
    if as_json:
        output.write({"text": text, **encode(coding)})
    else:
        _explain(document, coding)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (read, code, explain):
        app.command()(command)


# --- helpers -------------------------------------------------------------------------------------


def _config(allow_private: bool) -> config.Config:
    loaded = config.load()
    return replace(loaded, allow_private=True) if allow_private else loaded


def _needed(sources: list[str] | None) -> list[str]:
    if not sources or not all(sources):
        raise InputError("nothing to read: name at least one file, folder or URL")
    return sources


def _write_page(document: Document) -> None:
    output.write(page_record(document))


def _outline(document: Document) -> None:
    rows = (
        (block.kind, "" if block.depth is None else str(block.depth), _words(document, block.span, 100))
        for block in document.blocks
    )
    output.table(f"{document.name}: {document.title}", ("kind", "depth", "text"), rows)


def _write_mentions(document: Document, coding: Coding) -> None:
    mentions = [mention_record(mention) for mention in coding.mentions]
    output.write({"id": page_id(document.name), "page": document.name, "mentions": mentions})


def _code_record(record: Record, line: Line) -> Record:
    """One record of a batch: its text is read as a plain-text page, so that comments are told apart."""
    document = line.parse(page_of_text(record["text"], str(record.get("id", ""))))
    language = output.text_field(record, "language").partition("-")[0].lower()  # "en-GB" is "en"
    document = replace(
        document,
        published=output.iso_date(record.get("published"), "published") or document.published,
        language=language or document.language,
    )
    return {"mentions": [mention_record(m) for m in code_document(document, line).mentions]}


def _tell(document: Document, coding: Coding) -> None:
    output.heading(f"{document.name}: {document.title or 'no title'} ({document.published or 'undated'})")
    for mention in coding.mentions:
        output.say(*describe(mention))
    for drop in coding.drops:
        if drop.span is None:
            output.say(f"not coded: {drop.reason}")


def _words(document: Document, span: Span, most: int) -> str:
    text = squeeze(document.text[span.start : span.end])
    return text if len(text) <= most else text[: most - 1] + "…"


def _explain(document: Document, coding: Coding) -> None:
    for mention in coding.mentions:
        output.say(*describe(mention), *because(mention))
    for drop in coding.drops:
        what = f"“{_words(document, drop.span, 100)}”" if drop.span else "the whole text"
        output.say(f"not coded: {what}: {drop.reason}")
    if not coding.mentions and not coding.drops:
        output.say("not coded: no word of it is in the coder's lexicon of acts")
