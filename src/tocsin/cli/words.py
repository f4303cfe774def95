"""Commands on words: classify, who, where, when, sources."""

from __future__ import annotations

from typing import Annotated

import typer

from tocsin import config
from tocsin.attribute import attribution_record, find_attributions
from tocsin.cli import output
from tocsin.errors import InputError
from tocsin.know.ontology import ontology
from tocsin.records import Record, encode
from tocsin.resolve import when as resolve_when
from tocsin.resolve import where as resolve_where
from tocsin.resolve import who as resolve_who
from tocsin.run.line import make_line
from tocsin.stages import Code

Batch = Annotated[
    str | None, typer.Option("--batch", metavar="FILE", help="JSON Lines, one answer a record; - is stdin.")
]
AsJson = Annotated[bool, typer.Option("--json", help="As one JSON object.")]


def classify(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="The sentence.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="The words of the text that act.")] = None,
    recipient: Annotated[
        str | None, typer.Option("--recipient", help="The words that are acted upon.")
    ] = None,
    batch: Batch = None,
    as_json: AsJson = False,
) -> None:
    """Name the type of what an actor does to a recipient in a sentence.

    Records of a batch: `{id, text, actor: [start, end] or null, recipient: [start, end] or null}`.

    **Examples**

    - `tocsin classify "Serbia condemned Kosovo." --actor Serbia --recipient Kosovo`
    - `tocsin classify --batch sentences.jsonl`
    """
    code = make_line(config.load()).code
    if batch is not None:
        output.batch(
            batch,
            lambda record: _classified(
                code,
                record["text"],
                output.span_field(record, "actor"),
                output.span_field(record, "recipient"),
            ),
        )
        return
    answer = _classified(code, _given(text), actor or "", recipient or "")
    _show(answer, as_json, f"{answer['type'] or 'none'}")


def who(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="A name or phrase.")] = None,
    date: Annotated[str | None, typer.Option("--date", help="ISO 8601: who holds an office changes.")] = None,
    context: Annotated[str, typer.Option("--context", help="Words around it.")] = "",
    country: Annotated[str, typer.Option("--country", help="Country of the story, ISO alpha-3.")] = "",
    batch: Batch = None,
    as_json: AsJson = False,
) -> None:
    """Resolve a name or phrase to country and sector, as of a date.

    Records of a batch: `{id, text, date, context, known_country}`.

    **Examples**

    - `tocsin who "the Serbian Defense Ministry" --date 2021-09-27`
    - `tocsin who --batch names.jsonl`
    """
    output.iso_date(date, "--date")
    if batch is not None:
        output.batch(
            batch,
            lambda record: _who(
                record["text"],
                output.iso_date(record.get("date"), "date"),
                output.text_field(record, "context"),
                output.text_field(record, "known_country"),
            ),
        )
        return
    answer = _who(_given(text), date, context, country)
    codes = " ".join(filter(None, (answer["country"], answer["sector"], answer["second_sector"])))
    _show(answer, as_json, f"{codes or 'no code'}: {answer['reason']}")


def where(
    source: Annotated[str | None, typer.Argument(metavar="FILE", help="A text file; - is stdin.")] = None,
    date: Annotated[str | None, typer.Option("--date", help="ISO 8601 date of the text.")] = None,
    batch: Batch = None,
    as_json: AsJson = False,
) -> None:
    """Find the place names of a text and give them coordinates.

    Records of a batch: `{id, text, date}`.

    **Examples**

    - `tocsin where story.txt`
    - `echo "Clashes near Raska in Serbia" | tocsin where - --json`
    """
    output.iso_date(date, "--date")
    if batch is not None:
        output.batch(
            batch, lambda record: _where(record["text"], output.iso_date(record.get("date"), "date"))
        )
        return
    found = resolve_where.find_places(output.text_of(_given(source)), date=date)
    if as_json:
        output.write({"places": [encode(place) for place in found]})
        return
    columns = ("place", "country", "lat", "lon", "radius km", "why")
    rows = (
        (
            place.text,
            place.country,
            "" if place.lat is None else f"{place.lat:.3f}",
            "" if place.lon is None else f"{place.lon:.3f}",
            "" if place.radius_m is None else f"{place.radius_m / 1000:g}",
            place.reason,
        )
        for place in found
    )
    output.table("", columns, rows)


def when(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="The text.")] = None,
    anchor: Annotated[
        str | None, typer.Option("--anchor", help="ISO 8601 date on which it was published.")
    ] = None,
    batch: Batch = None,
    as_json: AsJson = False,
) -> None:
    """Find the time expressions of a text and say which days they mean.

    Records of a batch: `{id, text, dct}`.

    **Examples**

    - `tocsin when "The exercise is scheduled for mid-October." --anchor 2021-09-27`
    """
    output.iso_date(anchor, "--anchor")
    if batch is not None:
        output.batch(batch, lambda record: _when(record["text"], output.iso_date(record.get("dct"), "dct")))
        return
    found = resolve_when.find_times(_given(text), anchor=anchor)
    if as_json:
        output.write({"times": [encode(time) for time in found]})
        return
    rows = ((time.text, time.type, time.value, time.start or "", time.end or "") for time in found)
    output.table("", ("words", "type", "value", "from", "to"), rows)


def sources(
    source: Annotated[str | None, typer.Argument(metavar="FILE", help="A text file; - is stdin.")] = None,
    batch: Batch = None,
    as_json: AsJson = False,
) -> None:
    """Find who says what in a text: source, cue and content of every attribution.

    Records of a batch: `{id, text}`.

    **Examples**

    - `tocsin sources story.txt`
    - `tocsin sources --batch stories.jsonl`
    """
    if batch is not None:
        output.batch(batch, lambda record: _sources(record["text"]))
        return
    text = output.text_of(_given(source))
    if as_json:
        output.write(_sources(text))
        return
    rows = (
        tuple(
            " … ".join(text[s.start : s.end] for s in part)
            for part in (found.source, found.cue, found.content)
        )
        for found in find_attributions(text)
    )
    output.table("", ("source", "cue", "content"), rows)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (classify, who, where, when, sources):
        app.command()(command)


# --- helpers -------------------------------------------------------------------------------------


def _given(value: str | None) -> str:
    if not value:
        raise InputError("nothing given: name a text or file, or a --batch FILE (see --help)")
    return value


def _show(answer: Record, as_json: bool, line: str) -> None:
    if as_json:
        output.write(answer)
    else:
        output.say(line)


def _classified(code: Code, text: str, actor: str, recipient: str) -> Record:
    type, confidence = code.classify(text, actor, recipient)
    quad = ontology().types[type].quad if type else None
    return {"type": type, "quad": quad, "confidence": confidence}


def _who(text: str, date: str | None, context: str, country: str) -> Record:
    return encode(resolve_who.look_up(text, date=date, context=context, known_country=country))


def _where(text: str, date: str | None) -> Record:
    places = resolve_where.find_places(text, date=date)
    return {"places": [resolve_where.place_record(place) for place in places]}


def _when(text: str, anchor: str | None) -> Record:
    times = resolve_when.find_times(text, anchor=anchor)
    return {"times": [resolve_when.time_record(time) for time in times]}


def _sources(text: str) -> Record:
    return {"attributions": [attribution_record(found) for found in find_attributions(text)]}
