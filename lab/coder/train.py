# pyright: basic, reportMissingImports=false
"""Train and measure the coder.

    python -m lab.coder.train --encoder FOLDER [--epochs 8] [--fold K] [--out FILE]

With `--fold` a fifth of the passages and of plv_train is held out and measured; without, everything is trained on.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

from lab.coder.data import ROLES, STATUSES, TYPES, Pair, Reader, Span, Window, folds, pairs, windows
from lab.coder.model import Coder
from lab.passages import passages

T = TypeVar("T", Window, Pair)
PLV = Path(__file__).parents[3] / "shared" / "gold" / "events" / "plv_train.jsonl"
BATCH = 24
IGNORE = -100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--no-plv", action="store_true")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    reader = Reader.load(args.encoder)
    texts = list(windows(passages(), reader))
    rows = [] if args.no_plv else pairs(PLV, reader)
    train_texts, test_texts = _split(texts, args.fold)
    train_rows, test_rows = _split(rows, args.fold)
    model = Coder(args.encoder)
    print(f"{len(train_texts)} windows and {len(train_rows)} pairs to train on")
    fit(model, train_texts, train_rows, args.epochs, args.rate, args.seed)
    if args.fold is not None:
        print(json.dumps({**measure(model, test_texts), **measure_pairs(model, test_rows)}))
    if args.out:
        torch.save(model.state_dict(), args.out)


def _split(items: Sequence[T], fold: int | None) -> tuple[list[T], list[T]]:
    if fold is None or not items:
        return list(items), []
    parts = folds([item.group for item in items], 5, 0)
    held = set(parts[fold])
    train = [item for n, item in enumerate(items) if n not in held]
    return train, [items[n] for n in sorted(held)]


# --- training ------------------------------------------------------------------------------------------------


def fit(
    model: Coder, texts: Sequence[Window], rows: Sequence[Pair], epochs: int, rate: float, seed: int
) -> None:
    """Train in place; a line an epoch."""
    chance = random.Random(seed)
    body = [p for n, p in model.named_parameters() if n.startswith("encoder")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": 1e-3}], weight_decay=0.01
    )
    steps = epochs * (-(-len(texts) // BATCH) + -(-len(rows) // BATCH))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (0.1 * steps)) * max(0.0, 1 - step / steps)
    )
    for epoch in range(epochs):
        begin, losses = time.time(), Counter[str]()
        model.train()
        todo: list[list[Any]] = [*batches(texts, chance), *batches(rows, chance)]
        chance.shuffle(todo)
        for batch in todo:
            parts = window_loss(model, batch) if isinstance(batch[0], Window) else pair_loss(model, batch)
            loss = torch.stack(list(parts.values())).sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.update({key: value.item() / len(todo) for key, value in parts.items()})
        told = " ".join(f"{key} {value:.3f}" for key, value in losses.items())
        print(f"epoch {epoch + 1}: {told}, {time.time() - begin:.0f} s", flush=True)


def batches(items: Sequence[T], chance: random.Random) -> Iterator[list[T]]:
    """Items of like length together."""
    order = sorted(items, key=lambda item: len(item.ids) + chance.random() * 12)
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def tensors(batch: Sequence[Window] | Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    longest = max(len(item.ids) for item in batch)

    def padded(values: list[list[int]]) -> Tensor:
        return torch.tensor([row + [0] * (longest - len(row)) for row in values])

    mask = padded([[1] * len(item.ids) for item in batch])
    return (
        padded([b.ids for b in batch]),
        padded([b.kinds for b in batch]),
        padded([b.cases for b in batch]),
        mask,
    )


def window_loss(model: Coder, batch: Sequence[Window]) -> dict[str, Tensor]:
    ids, kinds, cases, mask = tensors(batch)
    states = model.encode(ids, kinds, cases, mask)
    tags = torch.full(ids.shape, IGNORE)
    for n, window in enumerate(batch):
        tags[n, window.own : len(window.ids) - 1] = 0
        for act in window.acts:
            first, last = act.trigger
            tags[n, first : last + 1] = IGNORE if act.optional else 2 + 2 * act.type
            if not act.optional:
                tags[n, first] = 1 + 2 * act.type
    logits = model.triggers(states)
    losses = {"trigger": 3 * nn.functional.cross_entropy(logits.transpose(1, 2), tags, ignore_index=IGNORE)}
    acts = [(n, act) for n, window in enumerate(batch) for act in window.acts]
    if not acts:
        return losses
    at, first, last = (torch.tensor(v) for v in zip(*((n, *act.trigger) for n, act in acts), strict=True))
    status, about, modes = model.acts(states, at, first, last)
    losses["status"] = 0.5 * nn.functional.cross_entropy(status, torch.tensor([a.status for _, a in acts]))
    losses["about"] = 0.3 * nn.functional.cross_entropy(about, torch.tensor([a.about for _, a in acts]))
    wanted = torch.zeros(modes.shape)
    for row, (_, act) in enumerate(acts):
        wanted[row, list(act.modes)] = 1
    losses["modes"] = 5 * nn.functional.binary_cross_entropy_with_logits(modes, wanted)
    if losses_of_roles := _role_loss(model, states, [(n, a) for n, a in acts if a.arguments], batch):
        losses["roles"] = losses_of_roles[0]
    return losses


def _role_loss(
    model: Coder, states: Tensor, acts: Sequence[Any], batch: Sequence[Window]
) -> tuple[Tensor, ...]:
    if not acts:
        return ()
    at, first, last = (torch.tensor(v) for v in zip(*((n, *act.trigger) for n, act in acts), strict=True))
    logits = model.arguments(states, at, first, last)
    wanted = torch.full(logits.shape[:3], IGNORE)
    for row, (n, act) in enumerate(acts):
        wanted[row, 1 : len(batch[n].ids) - 1] = 0
        for role, spans in act.arguments.items():
            for begin, end in spans:
                wanted[row, begin : end + 1, ROLES.index(role)] = 2
                wanted[row, begin, ROLES.index(role)] = 1
    return (8 * nn.functional.cross_entropy(logits.flatten(0, 2), wanted.flatten(), ignore_index=IGNORE),)


def pair_loss(model: Coder, batch: Sequence[Pair]) -> dict[str, Tensor]:
    ids, kinds, cases, mask = tensors(batch)
    states = model.encode(ids, kinds, cases, mask)
    logits = model.types(
        states, torch.tensor([b.actor for b in batch]), torch.tensor([b.recipient for b in batch])
    )
    chances = logits.log_softmax(-1)
    told = [torch.logsumexp(chances[n, list(pair.labels)], 0) for n, pair in enumerate(batch)]
    return {"pair": -torch.stack(told).mean()}


# --- measuring -------------------------------------------------------------------------------------------------


@torch.no_grad()
def measure(model: Coder, texts: Sequence[Window]) -> dict[str, float]:
    """Triggers by overlap, with type; of those found: status; arguments of gold triggers by overlap."""
    model.eval()
    n: Counter[str] = Counter()
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        states = model.encode(*tensors(batch))
        tags = model.triggers(states).argmax(-1)
        for row, window in enumerate(batch):
            _count_window(model, states[row : row + 1], tags[row].tolist(), window, n)
    figures = {
        "detection": _f1(n["hit"], n["told"], n["gold"]),
        "type": _f1(n["hit_type"], n["told"], n["gold"]),
        "status": n["status"] / max(1, n["hit"]),
        "status_not_actual": n["status_rare"] / max(1, n["rare"]),
    }
    return figures | {role: _f1(n[f"hit:{role}"], n[f"told:{role}"], n[f"gold:{role}"]) for role in ROLES}


def _count_window(model: Coder, states: Tensor, tags: list[int], window: Window, n: Counter[str]) -> None:
    found = decode(tags, window.own, len(window.ids) - 1)
    acts = [act for act in window.acts if not act.optional]
    optional = [act.trigger for act in window.acts if act.optional]
    n["gold"] += len(acts)
    n["told"] += sum(not any(_overlap(span, o) for o in optional) for span, _ in found)
    used: set[int] = set()
    for act in acts:
        near = [k for k, (span, _) in enumerate(found) if k not in used and _overlap(span, act.trigger)]
        near.sort(key=lambda k: found[k][1] != act.type)
        if near:
            used.add(near[0])
            n["hit"] += 1
            n["hit_type"] += found[near[0]][1] == act.type
        at, first, last = (torch.tensor([v]) for v in (0, *act.trigger))
        if near:
            status = int(model.acts(states, at, first, last)[0].argmax())
            n["status"] += status == act.status
            if STATUSES[act.status] != "actual":
                n["rare"] += 1
                n["status_rare"] += status == act.status
        if act.arguments:
            roles = model.arguments(states, at, first, last).argmax(-1)[0]
            for r, role in enumerate(ROLES):
                told = spans_of(roles[:, r].tolist(), 1, len(window.ids) - 1)
                gold = act.arguments[role]
                n[f"told:{role}"] += len(told)
                n[f"gold:{role}"] += len(gold)
                n[f"hit:{role}"] += sum(any(_overlap(t, g) for t in told) for g in gold)


@torch.no_grad()
def measure_pairs(model: Coder, rows: Sequence[Pair]) -> dict[str, Any]:
    """Macro F1 over the 15 roots, in percent; the answers as well, to be pooled over folds."""
    if not rows:
        return {}
    model.eval()
    answers: list[tuple[str, str]] = []
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        states = model.encode(*tensors(batch))
        logits = model.types(
            states, torch.tensor([b.actor for b in batch]), torch.tensor([b.recipient for b in batch])
        )
        for pair, told in zip(batch, logits.argmax(-1).tolist(), strict=True):
            name = TYPES[told]
            answers.append((pair.gold, "YIELD" if name in ("CONCEDE", "RETREAT") else name))
    return {"plv": macro_f1(answers), "answers": answers}


def macro_f1(answers: Sequence[tuple[str, str]]) -> float:
    labels = {gold for gold, _ in answers}
    scores = []
    for label in labels:
        hit = sum(gold == told == label for gold, told in answers)
        scores.append(200 * hit / sum((gold == label) + (told == label) for gold, told in answers))
    return sum(scores) / len(scores)


def decode(tags: Sequence[int], start: int, end: int) -> list[tuple[Span, int]]:
    """Trigger spans with their types."""
    found: list[tuple[Span, int]] = []
    for n in range(start, end):
        if tags[n] == 0:
            continue
        kind, inside = (tags[n] - 1) // 2, tags[n] % 2 == 0
        if inside and found and found[-1][0][1] == n - 1 and found[-1][1] == kind:
            found[-1] = ((found[-1][0][0], n), kind)
        else:
            found.append(((n, n), kind))
    return found


def spans_of(tags: Sequence[int], start: int, end: int) -> list[Span]:
    return [span for span, _ in decode([0 if t == 0 else t for t in tags], start, end)]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _f1(hit: int, told: int, gold: int) -> float:
    return round(2 * hit / max(1, told + gold), 4)


if __name__ == "__main__":
    main()
