"""The line that the settings ask for."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import Any

import pytest

from tocsin import plugins
from tocsin.config import Config
from tocsin.errors import PluginError
from tocsin.flow import Line
from tocsin.run import line as module
from tocsin.run.line import make_line


def pair(stage: str, config: Config) -> tuple[str, Config]:
    """What stands for a stage made from the settings."""
    return stage, config


def test_every_stage_is_found_by_its_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, str] = {}
    config = Config(coder="better")

    def load(stage: str, name: str) -> Any:
        asked[stage] = name
        return partial(pair, stage)

    monkeypatch.setattr(module, "load", load)
    line = make_line(config)
    assert asked.keys() == {field.name for field in fields(Line)}
    assert asked["code"] == "better"
    assert line.parse == ("parse", config)


def test_every_built_in_is_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(stage: str, name: str) -> Any:
        assert name in plugins.names(stage)
        return partial(pair, stage)

    monkeypatch.setattr(module, "load", load)
    make_line(Config())


def test_a_coder_that_is_not_installed() -> None:
    with pytest.raises(PluginError, match="no plug-in 'oracle' for the stage 'code'; installed: "):
        make_line(Config(coder="oracle"))
