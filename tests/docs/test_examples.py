"""Every `tocsin …` line of the documentation runs, and every command has examples in its help."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from tests.cli.conftest import Run, tocsin
from tocsin.cli import app

__all__ = ["tocsin"]

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMANDS = typer.main.get_command(app)


def examples(path: Path) -> list[str]:
    """The `tocsin` commands in the shell blocks of a page, without comments."""
    lines = [line for block in BLOCK.findall(path.read_text(encoding="utf-8")) for line in block.splitlines()]
    return [line.split("#")[0].strip() for line in lines if line.startswith("tocsin ")]


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_the_examples_of_a_page_run_in_order(page: Path, tocsin: Run, tmp_path: Path) -> None:
    (tmp_path / "demo").symlink_to(ROOT / "demo")
    for line in examples(page):
        ran = tocsin(*shlex.split(line)[1:])
        assert ran.code == 0, f"{line}: {ran.err}"
        assert ran.out.strip(), f"{line} printed nothing"


def test_every_command_has_examples_and_stands_in_the_readme_or_tutorial() -> None:
    assert isinstance(COMMANDS, TyperGroup)
    told = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/tutorial.md"))
    for name, command in COMMANDS.commands.items():
        assert "**Examples**" in (command.help or ""), name
        assert f"`{name}`" in told or f"tocsin {name}" in told, name
        assert "--json" in {option for p in command.params for option in p.opts} or name == "serve", name
