# pyright: basic, reportMissingImports=false
"""How well a coder does on passages and pairs that it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import torch

from lab.coder.data import Act, Example, Pair, Span, Text, examples
from lab.coder.model import Coder
from lab.coder.tensors import acts_of, pair_tensors, window_tensors
from tocsin.code.decode import spans, triggers
from tocsin.code.labels import CONTEXTS, MODES, ROLES, STATUSES, TYPES
from tocsin.code.windows import Reader

BATCH = 16


@torch.no_grad()
def measure(model: Coder, held: Sequence[Text], reader: Reader) -> dict[str, Any]:
    """Triggers by overlap, with type; the other fields on the gold triggers."""
    model.eval()
    n: Counter[str] = Counter()
    items = [example for text in held for example in examples(text, reader, None)]
    for start in range(0, len(items), BATCH):
        batch = items[start : start + BATCH]
        states = model.encode(*window_tensors(batch))
        chances = model.triggers(states).softmax(-1).numpy()
        for row, example in enumerate(batch):
            _count_triggers(triggers(chances[row], example.window.sentences, *example.window.own), example, n)
        _count_acts(model, states, batch, n)
    figures: dict[str, Any] = {
        "detection": _f1(n["hit"], n["told"], n["gold"]),
        "type": _f1(n["hit_type"], n["told"], n["gold"]),
        "precision": round(n["hit_type"] / max(1, n["told"]), 4),
        "status": round(n["status"] / max(1, n["acts"]), 4),
        "status_not_actual": round(n["status_rare"] / max(1, n["rare"]), 4),
        "about": round(n["about"] / max(1, n["abouts"]), 4),
    }
    for name in ("modes", "contexts", *ROLES):
        figures[name] = _f1(n[f"hit:{name}"], n[f"told:{name}"], n[f"gold:{name}"])
    return figures


def _count_triggers(found: Sequence[Any], example: Example, n: Counter[str]) -> None:
    acts = [act for act in example.acts if not act.optional]
    optional = [act.trigger for act in example.acts if act.optional]
    n["gold"] += len(acts)
    n["told"] += sum(not any(_overlap(t.span, o) for o in optional) for t in found)
    used: set[int] = set()
    for act in acts:
        near = [k for k, t in enumerate(found) if k not in used and _overlap(t.span, act.trigger)]
        near.sort(key=lambda k: found[k].type != act.type)
        if near:
            used.add(near[0])
            n["hit"] += 1
            n["hit_type"] += found[near[0]].type == act.type


def _count_acts(model: Coder, states: torch.Tensor, batch: Sequence[Example], n: Counter[str]) -> None:
    found = acts_of(batch, states.shape[1])
    if found is None:
        return
    mine = states[found.rows]
    status, about, modes, contexts = model.acts(mine, found.inside, found.around)
    roles = model.arguments(mine, found.inside, found.around).softmax(-1).numpy()
    for row, act in enumerate(found.acts):
        right = int(status[row].argmax()) == act.status
        n["acts"] += 1
        n["status"] += right
        if STATUSES[act.status] != "actual":
            n["rare"] += 1
            n["status_rare"] += right
        if TYPES[act.type] in ("AGREE", "THREATEN", "REQUEST", "REJECT", "CONCEDE"):
            n["abouts"] += 1
            n["about"] += int(about[row].argmax()) == act.about
        allowed = [k for k, name in enumerate(MODES) if name.startswith(TYPES[act.type] + ":")]
        _sets("modes", {k for k in allowed if modes[row, k] > 0}, set(act.modes), n)
        _sets("contexts", {k for k in range(len(CONTEXTS)) if contexts[row, k] > 0}, set(act.contexts), n)
        if act.arguments:
            _count_roles(roles[row], act, len(batch[int(found.rows[row])]), n)


def _count_roles(chances: Any, act: Act, length: int, n: Counter[str]) -> None:
    for r, role in enumerate(ROLES):
        told = [s.span for s in spans(chances[:, r], 1, length)]
        gold = act.arguments[role]
        n[f"told:{role}"] += len(told)
        n[f"gold:{role}"] += len(gold)
        n[f"hit:{role}"] += sum(any(_overlap(t, g) for t in told) for g in gold)


def _sets(name: str, told: set[int], gold: set[int], n: Counter[str]) -> None:
    n[f"told:{name}"] += len(told)
    n[f"gold:{name}"] += len(gold)
    n[f"hit:{name}"] += len(told & gold)


@torch.no_grad()
def measure_pairs(model: Coder, rows: Sequence[Pair]) -> dict[str, Any]:
    """Macro F1 over the gold's names, in percent; the answers as well, to be pooled over folds."""
    model.eval()
    answers: list[tuple[str, str]] = []
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        ids, cases, marks, mask = pair_tensors(batch)
        logits = model.types(model.encode(ids, cases, marks, mask), marks, mask)
        for pair, told in zip(batch, logits.argmax(-1).tolist(), strict=True):
            if pair.gold:
                name = TYPES[told]
                answers.append((pair.gold, "YIELD" if name in ("CONCEDE", "RETREAT") else name))
            else:
                answers.append((TYPES[told if told in pair.labels else pair.labels[0]], TYPES[told]))
    if not answers:
        return {}
    return {"pairs": round(macro_f1(answers), 2)} | ({"answers": answers} if rows[0].gold else {})


def macro_f1(answers: Sequence[tuple[str, str]]) -> float:
    """The plain mean over the gold's classes of 2tp / (2tp + fp + fn), in percent."""
    labels = {gold for gold, _ in answers}
    scores = []
    for label in labels:
        hit = sum(gold == told == label for gold, told in answers)
        scores.append(200 * hit / sum((gold == label) + (told == label) for gold, told in answers))
    return sum(scores) / len(scores)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _f1(hit: int, told: int, gold: int) -> float:
    return round(2 * hit / max(1, told + gold), 4)
