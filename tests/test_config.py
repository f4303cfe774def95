"""Settings: defaults, file, environment, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin import config
from tocsin.errors import InputError


def test_defaults_when_there_is_no_file(tmp_path: Path) -> None:
    assert config.load(tmp_path, {}) == config.Config()


def test_environment_beats_file_beats_default(tmp_path: Path) -> None:
    (tmp_path / "tocsin.toml").write_text('port = 9000\nledger = "a.db"\n', encoding="utf-8")
    found = {
        s.name: s for s in config.settings(tmp_path, {"TOCSIN_PORT": "9001", "TOCSIN_ALLOW_PRIVATE": "yes"})
    }
    assert (found["port"].value, found["port"].origin) == (9001, "TOCSIN_PORT")
    assert found["ledger"].value == "a.db"
    assert found["allow_private"].value is True
    assert found["host"].origin == "default"


@pytest.mark.parametrize(
    ("toml", "environ", "names"),
    [
        ("prot = 1\n", {}, "prot"),
        ("port = 'x'\n", {}, "port"),
        ("port = true\n", {}, "port"),
        ("port = \n", {}, "TOML"),
        ("", {"TOCSIN_ALLOW_PRIVATE": "maybe"}, "TOCSIN_ALLOW_PRIVATE"),
        ("", {"TOCSIN_TIMEOUT_S": "soon"}, "TOCSIN_TIMEOUT_S"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, toml: str, environ: dict[str, str], names: str) -> None:
    (tmp_path / "tocsin.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(InputError, match=names):
        config.load(tmp_path, environ)
