# pyright: basic, reportMissingImports=false
"""Train the coder.

    python -m lab.coder.train --encoder FOLDER --out FILE [--epochs 8] [--share 1.0] [--init FILE] [--end 0.0]
                              [--plv PART] [--no-corpus]

The passages of lab/corpus/dev.txt are held out and measured. `--plv` trains on plv_train too: `all`, or a
number 0..4: without that fifth, which is measured. `--init` starts from trained weights. After each epoch
the state is stored beside `--out` (`.leg`); the same command goes on from there.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

from lab.coder.data import Example, Pair, Text, examples, folds, marked, pairs, texts
from lab.coder.held import held_out
from lab.coder.measure import measure, measure_pairs
from lab.coder.model import Coder
from lab.coder.tensors import Acts, acts_of, pair_tensors, window_tensors
from lab.passages import FOLDER, Passage, passages
from tocsin.code.labels import ROLES
from tocsin.code.windows import Reader

T = TypeVar("T", Example, Pair)
PLV = Path(__file__).parents[3] / "shared" / "gold" / "events" / "plv_train.jsonl"
BATCH = 1000  # tokens
IGNORE = -100
WEIGHTS = {
    "trigger": 4.0, "status": 0.5, "about": 0.5, "modes": 30.0, "contexts": 10.0, "roles": 30.0, "pair": 0.7
}  # fmt: skip


def main() -> None:
    args = _arguments()
    torch.manual_seed(args.seed)
    reader = Reader(args.encoder / "tokenizer.json")
    train, held = corpus(args)
    rows, asked = plv(args.plv, reader)
    data = texts(train, reader)
    own = [] if args.no_corpus else pairs(train, reader)
    model = Coder(args.encoder)
    if args.init:
        model.load_state_dict(torch.load(args.init))
    print(f"{len(data)} passages, {len(own)} pairs of them, {len(rows)} pairs of plv_train", flush=True)
    fit(model, data, own, rows, reader, args)
    torch.save(model.state_dict(), args.out)
    figures: dict[str, Any] = {}
    if held:
        figures |= measure(model, texts(held, reader), reader) | measure_pairs(model, pairs(held, reader))
    if asked:
        figures["plv"] = measure_pairs(model, asked)
    print(json.dumps(figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=FOLDER)
    parser.add_argument("--init", type=Path)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--share", type=float, default=1.0, help="of the corpus, for the learning curve")
    parser.add_argument("--plv", default="")
    parser.add_argument("--slices", type=int, default=1, help="parts of an epoch, a leg each")
    parser.add_argument("--no-corpus", action="store_true")
    parser.add_argument("--end", type=float, default=0.0, help="share of the rate left at the end")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=float, default=2e-4)
    return parser.parse_args()


def corpus(args: argparse.Namespace) -> tuple[list[Passage], list[Passage]]:
    """Passages to train on, and the held-out ones."""
    found = [] if args.no_corpus else passages(sorted(args.corpus.glob("*.yaml")))
    held = held_out()
    train = [p for p in found if p.id not in held]
    random.Random(args.seed).shuffle(train)
    return train[: round(args.share * len(train))], [p for p in found if p.id in held]


def plv(part: str, reader: Reader) -> tuple[list[Pair], list[Pair]]:
    """Sentences of plv_train to train on and sentences held out."""
    if not part:
        return [], []
    rows = marked(PLV, reader)
    held = set() if part == "all" else set(folds([r.group for r in rows], 5, 0)[int(part)])
    return [r for n, r in enumerate(rows) if n not in held], [rows[n] for n in sorted(held)]


def fit(
    model: Coder, data: Sequence[Text], own: Sequence[Pair], rows: Sequence[Pair], reader: Reader,
    args: argparse.Namespace,
) -> None:  # fmt: skip
    """Train in place; a line an epoch."""
    body = [p for n, p in model.named_parameters() if n.startswith("encoder")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": args.rate}, {"params": heads, "lr": 5 * args.rate}], weight_decay=0.01
    )
    # linear warm-up over a tenth, then linear to nought; progress in epochs, as their steps differ
    at = [0.0]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda _: min(1.0, at[0] / (0.1 * args.epochs)) * max(args.end, 1 - at[0] / args.epochs)
    )
    leg = args.out.with_suffix(".leg")
    start = 0
    if leg.is_file():
        stored = torch.load(leg)
        model.load_state_dict(stored["model"])
        optimizer.load_state_dict(stored["optimizer"])
        start = stored["epoch"]
        print(f"going on after epoch {start}", file=sys.stderr)
    rounds = args.epochs * args.slices
    for epoch in range(start, rounds):
        begin, losses = time.time(), Counter[str]()
        chance = random.Random(f"{args.seed} {epoch}")
        torch.manual_seed(1000 * args.seed + epoch)
        model.train()
        part = slice(epoch % args.slices, None, args.slices)
        todo = _epoch(data[part], own[part], rows[part], reader, chance)
        for done, batch in enumerate(todo):
            at[0] = (epoch + (done + 1) / len(todo)) / args.slices
            parts = window_loss(model, batch) if isinstance(batch[0], Example) else pair_loss(model, batch)
            optimizer.zero_grad()
            torch.stack([WEIGHTS[key] * value for key, value in parts.items()]).sum().backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.update({key: value.item() / len(todo) for key, value in parts.items()})
        torch.save(
            {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1}, leg
        )
        told = " ".join(f"{key} {value:.4f}" for key, value in losses.items())
        print(f"epoch {(epoch + 1) / args.slices:g}: {told}, {time.time() - begin:.0f} s", flush=True)
    leg.unlink(missing_ok=True)


def _epoch(
    data: Sequence[Text], own: Sequence[Pair], rows: Sequence[Pair], reader: Reader, chance: random.Random
) -> list[list[Any]]:
    """The batches of an epoch: all windows, all pairs of plv_train, half of those of the corpus."""
    windows = [example for text in data for example in examples(text, reader, chance)]
    some = chance.sample(list(own), len(own) // 2)
    todo: list[list[Any]] = [*batches(windows, chance), *batches([*some, *rows], chance)]
    chance.shuffle(todo)
    return todo


def batches(items: Sequence[T], chance: random.Random) -> Iterator[list[T]]:
    """Items of like length together, about BATCH tokens at once."""
    batch: list[T] = []
    for item in sorted(items, key=lambda item: len(item) + chance.random() * 12):
        if batch and (len(batch) + 1) * len(item) > BATCH:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def window_loss(model: Coder, batch: Sequence[Example]) -> dict[str, Tensor]:
    """The losses of the heads that read text."""
    ids, cases, marks, mask = window_tensors(batch)
    states = model.encode(ids, cases, marks, mask)
    logits = model.triggers(states)
    wanted = trigger_tags(batch, ids.shape)
    losses = {"trigger": nn.functional.cross_entropy(logits.transpose(1, 2), wanted, ignore_index=IGNORE)}
    found = acts_of(batch, ids.shape[1])
    if found is None:
        return losses
    mine = states[found.rows]
    status, about, modes, contexts = model.acts(mine, found.inside, found.around)
    acts = found.acts
    losses["status"] = nn.functional.cross_entropy(status, torch.tensor([a.status for a in acts]))
    losses["about"] = nn.functional.cross_entropy(about, torch.tensor([a.about for a in acts]))
    for name, logits_of, chosen in (
        ("modes", modes, [a.modes for a in acts]),
        ("contexts", contexts, [a.contexts for a in acts]),
    ):
        goal = torch.zeros(logits_of.shape)
        for row, labels in enumerate(chosen):
            goal[row, list(labels)] = 1
        losses[name] = nn.functional.binary_cross_entropy_with_logits(logits_of, goal)
    losses["roles"] = role_loss(model, mine, found, batch)
    return losses


def trigger_tags(batch: Sequence[Example], shape: torch.Size) -> Tensor:
    """[B, L]: what each own token is; IGNORE for context and for acts that one may leave out."""
    tags = torch.full(shape, IGNORE)
    for n, example in enumerate(batch):
        tags[n, slice(*example.window.own)] = 0
        for act in example.acts:
            first, last = act.trigger
            tags[n, first : last + 1] = IGNORE if act.optional else 2 + 2 * act.type
            if not act.optional:
                tags[n, first] = 1 + 2 * act.type
    return tags


def role_loss(model: Coder, states: Tensor, found: Acts, batch: Sequence[Example]) -> Tensor:
    logits = model.arguments(states, found.inside, found.around)
    wanted = torch.full(logits.shape[:3], IGNORE)
    for row, act in enumerate(found.acts):
        if not act.arguments:
            continue
        wanted[row, 1 : len(batch[int(found.rows[row])])] = 0
        for role, spans in act.arguments.items():
            for begin, end in spans:
                wanted[row, begin : end + 1, ROLES.index(role)] = 2
                wanted[row, begin, ROLES.index(role)] = 1
    return nn.functional.cross_entropy(logits.flatten(0, 2), wanted.flatten(), ignore_index=IGNORE)


def pair_loss(model: Coder, batch: Sequence[Pair]) -> dict[str, Tensor]:
    ids, cases, marks, mask = pair_tensors(batch)
    chances = model.types(model.encode(ids, cases, marks, mask), marks, mask).log_softmax(-1)
    told = [torch.logsumexp(chances[n, list(pair.labels)], 0) for n, pair in enumerate(batch)]
    return {"pair": -torch.stack(told).mean()}


if __name__ == "__main__":
    main()
