"""The line that the settings ask for, every stage found by its entry point."""

from __future__ import annotations

from typing import Any

from tocsin.config import Config
from tocsin.flow import Line
from tocsin.plugins import load

_BUILT_IN = (
    ("expand", "files"),
    ("read", "files"),
    ("poll", "feeds"),
    ("parse", "pages"),
    ("attribute", "cues"),
    ("resolve", "packs"),
    ("merge", "features"),
    ("group", "components"),
    ("situate", "heat"),
    ("ring", "change"),
)


def make_line(config: Config) -> Line:
    """One implementation of each stage. Raises PluginError, PackError when one cannot be had."""
    names = (("code", config.coder), *_BUILT_IN)
    made: dict[str, Any] = {stage: load(stage, name)(config) for stage, name in names}
    return Line(**made)
