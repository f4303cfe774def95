"""Counting."""

from __future__ import annotations

from tocsin.model import Derived, Fault
from tocsin.records import encode
from tocsin.run.tally import Count, StageTally


def test_nothing_counts_nothing() -> None:
    assert Count().tally().stages == ()


def test_a_fault_leaves_the_stages_before() -> None:
    count = Count()
    count.fault(Fault(stage="code", page="p", name="a", reason="b"), "KeyError")
    stages = count.tally().stages
    assert [(s.stage, s.entered, s.left) for s in stages] == [
        ("read", 1, 1),
        ("new", 1, 1),
        ("parse", 1, 1),
        ("code", 1, 0),
    ]
    assert stages[-1].why == (("KeyError", 1),)


def test_the_most_frequent_reason_comes_first() -> None:
    count = Count()
    for kind in ("A", "B", "B"):
        count.fault(Fault(stage="read", page="", name="a", reason="b"), kind)
    assert count.tally().stages == (StageTally(stage="read", entered=3, left=0, why=(("B", 2), ("A", 1))),)


def test_a_tally_as_json() -> None:
    count = Count()
    count.derived(Derived())
    assert encode(count.tally())["stages"][0] == {"stage": "merge", "entered": 0, "left": 0, "why": []}
