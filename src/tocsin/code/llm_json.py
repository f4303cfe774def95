"""JSON of which nothing is known: each reader gives what is empty of its kind where it finds another."""

from __future__ import annotations

import json
from typing import Any, cast

Json = dict[str, Any]


def parsed(text: str) -> Any:
    """The value of a JSON text, None when it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def as_object(value: Any) -> Json:
    """An object, or an empty one."""
    return cast(Json, value) if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """A list, or an empty one."""
    return cast(list[Any], value) if isinstance(value, list) else []


def text_in(record: Json, field: str) -> str:
    """The text in a field, or ""."""
    value = record.get(field)
    return value if isinstance(value, str) else ""
