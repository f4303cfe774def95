"""What is asked of the language model: the messages of a request, and the JSON schema of its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from tocsin.code.llm_json import Json
from tocsin.code.llm_text import Piece
from tocsin.know.ontology import ontology
from tocsin.know.prompts import prompts
from tocsin.model import EquipmentKind, EventType, Status
from tocsin.text import squeeze

MENTIONS = "mentions"
TYPE = "type"
_UNDATED = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A request. name: of the schema, and the field that no answer may lack. kind: what stands in it."""

    system: str
    user: str
    name: str
    kind: type
    schema: Json

    def answered(self, value: Any) -> bool:
        """Whether a value is an answer to it at all; what stands in it is another matter."""
        return isinstance(value, dict) and isinstance(value.get(self.name), self.kind)  # pyright: ignore[reportUnknownMemberType]


def code_question(piece: Piece, published: str | None) -> Question:
    """All acts in the sentences of a piece. published: ISO 8601 or None."""
    lines = [(s.number, s.text + (" (headline)" if s.title else "")) for s in piece.sentences]
    return Question(
        system=_code_system(),
        user=_code_user(published or _UNDATED, piece.first, piece.last, lines),
        name=MENTIONS,
        kind=list,
        schema=_code_schema(),
    )


def classify_question(text: str, actor: str, recipient: str) -> Question:
    """The type of what the actor does to the recipient in the text."""
    given = {"text": squeeze(text), "actor": squeeze(actor), "recipient": squeeze(recipient)}
    return Question(
        system=prompts().classify_system.substitute(types=_types(with_modes=False)),
        user=prompts().classify_user.substitute(given),
        name=TYPE,
        kind=str,
        schema=_object({TYPE: {"type": "string", "enum": [*get_args(EventType), ""]}}),
    )


# --- the words -----------------------------------------------------------------------------------


@cache
def _code_system() -> str:
    given = prompts()
    example = given.example
    lines = list(enumerate(example.sentences, 1))
    asked = _code_user(example.published, example.first, example.last, lines)
    return given.code_system.substitute(
        types=_types(with_modes=True),
        statuses=_listed(given.statuses),
        about=", ".join(sorted(given.about)),
        equipment=_listed(given.equipment),
        example=f"{asked}\n\n{example.answer}",
    )


def _code_user(published: str, first: int, last: int, sentences: Sequence[tuple[int, str]]) -> str:
    shown = "\n".join(f"{number}: {text}" for number, text in sentences)
    return prompts().code_user.substitute(published=published, first=first, last=last, sentences=shown)


def _types(with_modes: bool) -> str:
    lines: list[str] = []
    for name, entry in ontology().types.items():
        lines.append(f"- {name}: {entry.definition}")
        if with_modes:
            lines += [f"  - {name} {mode.mode}: {mode.definition}" for mode in entry.modes]
    return "\n".join(lines)


def _listed(codes: Mapping[str, str]) -> str:
    return "\n".join(f"- {code}: {meaning}" for code, meaning in codes.items())


# --- the schema ----------------------------------------------------------------------------------


@cache
def _code_schema() -> Json:
    """In the part of JSON Schema that servers with structured output share: every field is required."""
    types = [*get_args(EventType)]
    modes = sorted({mode.mode for entry in ontology().types.values() for mode in entry.modes})
    place: Json = {"sentence": {"type": "integer"}, "quote": {"type": "string"}}
    words = _object(place)
    entity = _object({**place, "refers_to": _or_null(words)})
    count = _object({**place, "low": {"type": "integer"}, "high": {"type": ["integer", "null"]}})
    mention = _object(
        {
            "type": {"type": "string", "enum": types},
            "modes": _list({"type": "string", "enum": modes}),
            "about": {"type": "string", "enum": [*types, ""]},
            "status": {"type": "string", "enum": [*get_args(Status)]},
            "trigger": words,
            "actors": _list(entity),
            "recipients": _list(entity),
            "date": _or_null(_object({**place, "value": {"type": "string"}})),
            "place": _list(words),
            "equipment": _list(
                _object({**place, "kind": {"type": "string", "enum": [*get_args(EquipmentKind)]}})
            ),
            "killed": _or_null(count),
            "injured": _or_null(count),
            "also_told": _list(words),
        }
    )
    return _object({MENTIONS: _list(mention)})


def _object(fields: Json) -> Json:
    return {"type": "object", "properties": fields, "required": [*fields], "additionalProperties": False}


def _list(of: Json) -> Json:
    return {"type": "array", "items": of}


def _or_null(value: Json) -> Json:
    return {"anyOf": [value, {"type": "null"}]}
