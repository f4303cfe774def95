"""The fields of matched mentions that the end-to-end scorer does not print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Record = dict[str, Any]
Figures = dict[str, float | int]


def facets(pairs: Iterable[tuple[Record, Record]]) -> dict[str, Figures]:
    """Of (gold, predicted) mentions of one type: sets of modes, contexts and kinds of equipment item by item
    (precision, recall, F1), the share of right `about` among those that have one, the share of right status
    among all and among those that are not plain `actual`, and how often the whole set of modes is right."""
    rows = list(pairs)
    found: dict[str, Figures] = {
        name: _sets([(_items(gold, name), _items(told, name)) for gold, told in rows])
        for name in ("modes", "contexts", "equipment")
    }
    found["about"] = _share([g["about"] == t["about"] for g, t in rows if g["about"]])
    found["modes_exact"] = _share([_items(g, "modes") == _items(t, "modes") for g, t in rows])
    found["status"] = _share([g["status"] == t["status"] for g, t in rows])
    found["status_not_actual"] = _share(
        [g["status"] == t["status"] for g, t in rows if g["status"] != "actual"]
    )
    return found


def _items(mention: Record, name: str) -> set[str]:
    values: list[Any] = mention.get(name) or []
    return {value["kind"] if isinstance(value, dict) else value for value in values}


def _sets(pairs: list[tuple[set[str], set[str]]]) -> Figures:
    right = sum(len(g & t) for g, t in pairs)
    gold, told = sum(len(g) for g, _ in pairs), sum(len(t) for _, t in pairs)
    return {
        "p": round(right / told, 4) if told else 0.0,
        "r": round(right / gold, 4) if gold else 0.0,
        "f1": round(2 * right / (told + gold), 4) if told + gold else 0.0,
        "right": right,
        "predicted": told,
        "gold": gold,
    }


def _share(right: list[bool]) -> Figures:
    return {
        "right": sum(right),
        "of": len(right),
        "share": round(sum(right) / len(right), 4) if right else 0.0,
    }
