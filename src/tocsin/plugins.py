"""Plug-ins: whatever is registered under an entry point group `tocsin.<stage>`."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any

from tocsin.errors import PluginError


def names(stage: str) -> tuple[str, ...]:
    """The names registered for a stage, sorted."""
    return tuple(sorted({point.name for point in entry_points(group=f"tocsin.{stage}")}))


def load(stage: str, name: str) -> Any:
    """The object registered as `name` for `stage`. Raises PluginError."""
    found: list[EntryPoint] = [*entry_points(group=f"tocsin.{stage}", name=name)]
    if not found:
        known = ", ".join(names(stage)) or "none"
        raise PluginError(f"no plug-in {name!r} for the stage {stage!r}; installed: {known}")
    try:
        return found[0].load()
    except (ImportError, AttributeError) as error:
        raise PluginError(
            f"plug-in {found[0].value} for the stage {stage!r} does not load: {error}"
        ) from error
