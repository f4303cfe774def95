"""Plug-ins are found by entry point; a missing one is named with those that are there."""

from __future__ import annotations

import pytest

from tocsin import plugins
from tocsin.errors import PluginError

STAGES = (
    "expand",
    "read",
    "parse",
    "code",
    "attribute",
    "resolve",
    "merge",
    "group",
    "situate",
    "ring",
    "ledger",
)


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_a_built_in_that_loads(stage: str) -> None:
    (name, *_) = plugins.names(stage)
    assert callable(plugins.load(stage, name))


def test_an_unknown_plug_in_is_named_with_the_known() -> None:
    with pytest.raises(PluginError, match=r"'nope'.*rules"):
        plugins.load("code", "nope")
