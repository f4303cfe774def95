"""The code keeps the aims of the architecture, and the measuring itself measures."""

from __future__ import annotations

import ast

from lab.figures import cycles, figures, is_broad, lengths


def test_no_aim_is_missed() -> None:
    assert figures().missed() == []


def test_cycles_are_found_through_other_modules() -> None:
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == ["a", "b", "c"]


def test_lengths_and_broad_handlers() -> None:
    tree = ast.parse("def f():\n    try:\n        pass\n    except Exception:\n        pass\n")
    assert lengths({"m": tree}) == {"m.f:1": 5}
    handlers = [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)]
    assert [is_broad(handler) for handler in handlers] == [True]
