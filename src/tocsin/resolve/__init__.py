"""Words to codes: who (countries and sectors), where (coordinates), when (ISO dates)."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.config import Config
from tocsin.model import Document, Mention
from tocsin.resolve import when, where, who
from tocsin.stages import Resolve


def resolve(document: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions with codes, coordinates and dates; what cannot be known stays empty, with the reason."""
    return tuple(
        who.fill(document, where.fill(document, when.fill(document, mention))) for mention in mentions
    )


def make_resolve(config: Config) -> Resolve:
    """The built-in resolver; it has no settings."""
    del config
    return resolve
