"""What a language model is told that is to code (pack `english`, coder_prompt.toml)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import Any, get_args

from tocsin.errors import PackError
from tocsin.know.packs import find
from tocsin.model import EquipmentKind, EventType, Status

_FILE = "coder_prompt.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example. sentences: numbered from 1, `first` to `last` are coded. answer: JSON."""

    first: int
    last: int
    published: str
    sentences: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompts:
    """The texts, with $names to be filled in. about: types that name another type in their `about`.

    statuses, equipment: each code with what it means.
    """

    version: str
    about: frozenset[str]
    statuses: Mapping[str, str]
    equipment: Mapping[str, str]
    code_system: Template
    code_user: Template
    classify_system: Template
    classify_user: Template
    repair: Template
    example: Example


@cache
def prompts() -> Prompts:
    """The texts of the installed pack. Raises PackError when a part is missing or a code is not the model's."""
    data = find("english").toml(_FILE)
    try:
        found = _prompts(data)
    except (KeyError, TypeError) as error:
        raise PackError(f"{_FILE}: {error} is missing or has another shape") from error
    _agree("statuses", found.statuses, get_args(Status))
    _agree("equipment", found.equipment, get_args(EquipmentKind))
    _agree("about", found.about | set(get_args(EventType)), get_args(EventType))
    return found


def _prompts(data: dict[str, Any]) -> Prompts:
    example: dict[str, Any] = {**data["example"], "sentences": tuple(data["example"]["sentences"])}
    return Prompts(
        version=data["version"],
        about=frozenset(data["about"]),
        statuses=dict(data["statuses"]),
        equipment=dict(data["equipment"]),
        code_system=Template(data["code"]["system"].strip()),
        code_user=Template(data["code"]["user"].strip()),
        classify_system=Template(data["classify"]["system"].strip()),
        classify_user=Template(data["classify"]["user"].strip()),
        repair=Template(data["repair"]["user"].strip()),
        example=Example(**example),
    )


def _agree(table: str, codes: Collection[str], known: Collection[str]) -> None:
    if wrong := set(codes) ^ set(known):
        raise PackError(f"{_FILE} and tocsin.model disagree on {table}: {sorted(wrong)}")
