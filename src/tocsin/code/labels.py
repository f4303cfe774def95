"""What the learned coder can answer: the order of the classes of its heads."""

from __future__ import annotations

import hashlib
from typing import get_args

from tocsin.know.ontology import ontology
from tocsin.model import EventType, Status

TYPES: tuple[EventType, ...] = get_args(EventType)
STATUSES: tuple[Status, ...] = get_args(Status)
MODES: tuple[str, ...] = tuple(f"{t.type}:{m.mode}" for t in ontology().types.values() for m in t.modes)
CONTEXTS: tuple[str, ...] = tuple(ontology().contexts)
ROLES = (
    "actor",
    "recipient",
    "place",
    "date",
    "source",
    "cue",
    "equipment",
    "refers",
    "killed",
    "injured",
)
TAGS = 3  # of a role: outside, beginning, inside


def fingerprint() -> str:
    """A hash of all labels in their order: weights are only for the labels they were trained with."""
    every = "|".join((*TYPES, *STATUSES, *MODES, *CONTEXTS, *ROLES))
    return hashlib.sha256(every.encode()).hexdigest()[:16]
