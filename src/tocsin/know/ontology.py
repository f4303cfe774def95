"""The event ontology (pack `plover`): types, modes, contexts, sectors and their scores."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from tocsin.errors import PackError
from tocsin.know.packs import find
from tocsin.model import EventType


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A finer kind of an event type. score: -10 (conflict) to +10 (cooperation)."""

    mode: str
    score: float
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeEntry:
    """An event type. quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""

    type: EventType
    quad: int
    quad_name: str
    requires_recipient: bool
    score: float
    definition: str
    modes: tuple[Mode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """PLOVER 2. `contexts` and `sectors` map each code to its definition."""

    types: dict[str, TypeEntry]
    contexts: dict[str, str]
    sectors: dict[str, str]
    above_states: dict[str, str]

    def score(self, type: str, modes: tuple[str, ...] = ()) -> float:
        """The intensity of an act: that of its most extreme mode, else of its type."""
        entry = self.types[type]
        scores = [mode.score for mode in entry.modes if mode.mode in modes]
        return max(scores, key=abs, default=entry.score)


@cache
def ontology() -> Ontology:
    """The ontology of the installed pack. Raises PackError when a type is not one of the model's."""
    data = find("plover").toml("ontology.toml")
    types: dict[str, TypeEntry] = {}
    for entry in data["types"]:
        modes = tuple(
            Mode(mode=m["mode"], score=m.get("score", entry["score"]), definition=m["definition"])
            for m in entry["modes"]
        )
        fields: dict[str, Any] = {**entry, "modes": modes}
        types[entry["type"]] = TypeEntry(**fields)
    if wrong := types.keys() ^ set(get_args(EventType)):
        raise PackError(f"pack 'plover' and tocsin.model disagree on the types: {sorted(wrong)}")
    return Ontology(
        types=types,
        contexts={c["context"]: c["definition"] for c in data["contexts"]},
        sectors={s["sector"]: s["definition"] for s in data["sectors"]},
        above_states={s["code"]: s["definition"] for s in data["above_states"]},
    )
