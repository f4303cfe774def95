"""According to whom: mentions with their chain of sources, from the page outwards in."""

from __future__ import annotations

from tocsin.attribute.chain import attribute
from tocsin.attribute.cues import find_attributions
from tocsin.attribute.telling import Attribution
from tocsin.config import Config
from tocsin.stages import Attribute

__all__ = ["Attribution", "attribution_record", "find_attributions", "make_attribute"]


def make_attribute(config: Config) -> Attribute:
    """The stage; it has no settings."""
    return attribute


def attribution_record(a: Attribution) -> dict[str, list[list[int]]]:
    """An attribution as `tocsin sources` prints it: source, cue and content as lists of [start, end]."""
    parts = {"source": a.source, "cue": a.cue, "content": a.content}
    return {name: [[span.start, span.end] for span in spans] for name, spans in parts.items()}
