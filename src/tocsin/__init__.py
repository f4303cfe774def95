"""Tocsin reads the news and rings when a situation escalates.

The nouns are in `tocsin.model`, the verbs in `tocsin.stages`, the sentence they make in `tocsin.flow`:

    line = tocsin.make_line(tocsin.load_config())
    reading = tocsin.code_page(page, line)
"""

from __future__ import annotations

from tocsin.config import Config
from tocsin.config import load as load_config
from tocsin.errors import TocsinError
from tocsin.flow import Line, code_document, code_page, derive
from tocsin.model import (
    Alert,
    Block,
    Document,
    Entity,
    Event,
    Judgement,
    Mention,
    Page,
    Place,
    Reading,
    Situation,
    Source,
    Span,
    Watch,
)
from tocsin.run.line import make_line

__all__ = [
    "Alert",
    "Block",
    "Config",
    "Document",
    "Entity",
    "Event",
    "Judgement",
    "Line",
    "Mention",
    "Page",
    "Place",
    "Reading",
    "Situation",
    "Source",
    "Span",
    "TocsinError",
    "Watch",
    "code_document",
    "code_page",
    "derive",
    "load_config",
    "make_line",
]
