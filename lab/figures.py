"""Measure the code against the aims of the architecture, and print the figures.

    python -m lab.figures [--strict]

Aims: 90% of functions under 30 lines and none over 80, files under 500 lines, no import cycle even counting
imports inside functions, no `global`, `print` only in the command line, one broad `except`, the flow on one
screen (100 lines). --strict: exit 1 when one is missed. Types and layers have checkers of their own (pyright, import-linter).
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1] / "src" / "tocsin"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*.py") if "node_modules" not in path.parts)


def modules(root: Path = ROOT) -> dict[str, ast.Module]:
    """Every module by its dotted name."""
    found: dict[str, ast.Module] = {}
    for path in _files(root):
        parts = path.relative_to(root.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def lengths(trees: dict[str, ast.Module]) -> dict[str, int]:
    """Lines of code of each function, its docstring, blank lines and nested functions' own lines counted in."""
    found: dict[str, int] = {}
    for module, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                found[f"{module}.{node.name}:{node.lineno}"] = (
                    (node.end_lineno or node.lineno) - node.lineno + 1
                )
    return found


def imports(module: str, tree: ast.Module, known: set[str]) -> Iterator[str]:
    """The modules of this package that a module imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                deeper = f"{node.module}.{alias.name}"
                target = deeper if deeper in known else node.module
                if target in known and target != module:
                    yield target


def cycles(graph: dict[str, set[str]]) -> list[str]:
    """Modules from which a path of imports leads back to themselves."""

    def reaches(start: str) -> bool:
        seen: set[str] = set()
        stack = list(graph[start])
        while stack:
            node = stack.pop()
            if node == start:
                return True
            if node not in seen:
                seen.add(node)
                stack.extend(graph[node])
        return False

    return [module for module in graph if reaches(module)]


def is_broad(handler: ast.ExceptHandler) -> bool:
    """`except:`, `except Exception:` or `except BaseException:`."""
    kind = handler.type
    return kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"})


def is_print(node: ast.AST) -> bool:
    """A call of print."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured; lists name the offenders."""

    functions: int
    median_function_lines: int
    share_under_30: float
    over_80: list[str]
    files: int
    files_of_500_or_more: list[str]
    import_cycles: list[str]
    global_statements: list[str]
    print_outside_cli: list[str]
    broad_excepts: list[str]
    flow_lines: int

    def missed(self) -> list[str]:
        """The aims that these figures miss, by name."""
        aims = {
            "share_under_30": self.share_under_30 >= 0.9,
            "over_80": not self.over_80,
            "files_of_500_or_more": not self.files_of_500_or_more,
            "import_cycles": not self.import_cycles,
            "global_statements": not self.global_statements,
            "print_outside_cli": not self.print_outside_cli,
            "broad_excepts": len(self.broad_excepts) <= 1,
            "flow_lines": self.flow_lines <= 100,
        }
        return [name for name, kept in aims.items() if not kept]


def figures() -> Figures:
    """Measure the package."""
    trees = modules()
    functions = lengths(trees)
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in _files(ROOT)}
    graph = {module: set(imports(module, tree, set(trees))) for module, tree in trees.items()}
    nodes = [(module, node) for module, tree in trees.items() for node in ast.walk(tree)]
    return Figures(
        functions=len(functions),
        median_function_lines=sorted(functions.values())[len(functions) // 2],
        share_under_30=round(sum(n < 30 for n in functions.values()) / len(functions), 4),
        over_80=sorted(name for name, n in functions.items() if n > 80),
        files=len(lines),
        files_of_500_or_more=sorted(str(p.relative_to(ROOT)) for p, n in lines.items() if n >= 500),
        import_cycles=cycles(graph),
        global_statements=sorted(m for m, node in nodes if isinstance(node, ast.Global)),
        print_outside_cli=sorted({m for m, n in nodes if is_print(n) and not m.startswith("tocsin.cli")}),
        broad_excepts=sorted(m for m, n in nodes if isinstance(n, ast.ExceptHandler) and is_broad(n)),
        flow_lines=lines[ROOT / "flow.py"],
    )


def main() -> None:
    """Print the figures; with --strict fail when an aim is missed."""
    found = figures()
    for name, value in asdict(found).items():
        print(f"{name:24} {value}")
    wrong = found.missed()
    print(f"{'missed':24} {wrong or 'none'}")
    print(json.dumps(asdict(found)))
    if wrong and "--strict" in sys.argv:
        sys.exit(1)


if __name__ == "__main__":
    main()
