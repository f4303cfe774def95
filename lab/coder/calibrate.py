"""How sure the coder may say it is: temperatures and thresholds on held-out passages, and the error before and after.

    python -m lab.coder.calibrate [--pack FOLDER] [--corpus FOLDER] [--write]

Measures the installed pack `coder-en` (8-bit, as shipped) on the passages of lab/corpus/dev.txt, on which it was not
trained. A temperature divides the logits of a head so that the chance it gives is, on average, how often it is
right (Guo et al. 2017, "On Calibration of Modern Neural Networks"); it is the one with the lowest loss on every
other passage, and the expected calibration error (10 bins, same paper) is measured on the rest. The threshold of an
act is the one with the best type F1 on the first half, and so is that of a role with the best F1 over all roles.
`--write` puts them into the pack's model.toml.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lab.coder.data import Example, Text, examples, pairs, texts
from lab.coder.held import held_out
from lab.passages import FOLDER, Passage, passages
from tocsin.code.decode import spans, triggers
from tocsin.code.labels import MODES, ROLES, TYPES
from tocsin.code.network import Network, Read

BINS = 10
HEATS = np.geomspace(0.5, 4, 61)
LEAST = [round(0.3 + 0.05 * n, 2) for n in range(13)]
Rows = list[tuple[NDArray[Any], NDArray[Any]]]  # log chances [n, classes], right classes [n]


@dataclass(frozen=True, slots=True)
class Seen:
    """A held-out window as the network reads it, with the chances of roles for its gold triggers."""

    example: Example
    read: Read
    roles: NDArray[Any] | None


def main() -> None:
    """Measure, print, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=FOLDER)
    parser.add_argument("--pack", default="coder-en")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    network = Network(args.pack)
    network.settings["temperature"].update(dict.fromkeys(network.settings["temperature"], 1.0))
    held = [p for p in passages(sorted(args.corpus.glob("*.yaml"))) if p.id in held_out()]
    (rows, seen), (other, _) = (logged(network, half) for half in (held[::2], held[1::2]))
    errors: dict[str, dict[str, float]] = {}
    for head in rows:
        heat = fitted(rows[head])
        errors[head] = {"temperature": heat, "raw": error(other[head], 1.0), "ece": error(other[head], heat)}
        print(f"{head:10} temperature {heat:.2f}  ECE {errors[head]['raw']:.4f} -> {errors[head]['ece']:.4f}")
    heats = {head: figures["temperature"] for head, figures in errors.items()}
    least = {
        "act": max(LEAST, key=lambda least: _act_f1(seen, heats["trigger"], least)),
        "role": max(LEAST, key=lambda least: _role_f1(seen, heats["roles"], least)),
    }
    print(f"least: act {least['act']}, role {least['role']}")
    if args.write:
        write(network.pack.file("model.toml"), {"temperature": heats, "least": least})
    print(json.dumps({"heads": errors, "least": least}))


def logged(network: Network, held: Sequence[Passage]) -> tuple[dict[str, Rows], list[Seen]]:
    """By head, what it says and what is right (heads of yes and no: two classes); and the windows."""
    rows: dict[str, Rows] = {
        h: [] for h in ("trigger", "status", "about", "modes", "contexts", "roles", "pair")
    }
    made: list[Text] = texts(held, network.reader)
    items = [example for text in made for example in examples(text, network.reader, None)]
    by_window = {id(example.window): example for example in items}
    seen: list[Seen] = []
    for read in network.read([example.window for example in items]):
        example = by_window[id(read.window)]
        rows["trigger"].append(_of_triggers(example, read))
        roles = _of_acts(network, example, read, rows) if example.acts else None
        seen.append(Seen(example, read, roles))
    for pair in pairs(held, network.reader):
        rows["pair"].append(
            (_log(network.types(pair.ids, pair.cases, pair.marks))[None], np.array(pair.labels[:1]))
        )
    return rows, seen


def _log(chances: NDArray[Any]) -> NDArray[Any]:
    return np.log(np.maximum(chances, 1e-9))


def _of_triggers(example: Example, read: Read) -> tuple[NDArray[Any], NDArray[Any]]:
    """The own tokens, but for those plainly outside by gold and network: they say nothing of acts."""
    tags, keep = np.zeros(len(example), int), np.zeros(len(example), bool)
    keep[slice(*example.window.own)] = True
    for act in example.acts:
        first, last = act.trigger
        tags[first : last + 1] = 2 + 2 * act.type
        tags[first] -= 1
        keep[first : last + 1] = not act.optional
    live = keep & ((tags > 0) | (read.triggers[:, 0] < 0.98))
    return _log(read.triggers[live]), tags[live]


def _of_acts(network: Network, example: Example, read: Read, rows: dict[str, Rows]) -> NDArray[Any]:
    answers = network.acts(read, [act.trigger for act in example.acts])
    for n, act in enumerate(example.acts):
        rows["status"].append((_log(answers.status[n : n + 1]), np.array([act.status])))
        rows["about"].append((_log(answers.about[n : n + 1]), np.array([act.about])))
        own = [k for k, name in enumerate(MODES) if name.startswith(TYPES[act.type] + ":")]
        rows["modes"].append(_yes_no(answers.modes[n, own], [k in act.modes for k in own]))
        every = range(answers.contexts.shape[-1])
        rows["contexts"].append(_yes_no(answers.contexts[n], [k in act.contexts for k in every]))
        if act.arguments:
            wanted = np.zeros(answers.roles.shape[1:3], int)
            for role, found in act.arguments.items():
                for first, last in found:
                    wanted[first : last + 1, ROLES.index(role)] = 2
                    wanted[first, ROLES.index(role)] = 1
            live = (wanted > 0) | (answers.roles[n, ..., 0] < 0.98)
            rows["roles"].append((_log(answers.roles[n][live]), wanted[live]))
    return answers.roles


def _yes_no(chances: NDArray[Any], right: Sequence[bool]) -> tuple[NDArray[Any], NDArray[Any]]:
    return _log(np.stack([1 - chances, chances], -1)), np.array(right, int)


# --- temperatures --------------------------------------------------------------------------------------------


def scaled(logs: NDArray[Any], heat: float) -> NDArray[Any]:
    """Chances at a temperature, from log chances at temperature 1."""
    shifted = np.exp((logs - logs.max(-1, keepdims=True)) / heat)
    return shifted / shifted.sum(-1, keepdims=True)


def fitted(rows: Rows) -> float:
    """The temperature with the lowest loss."""
    logs, right = (np.concatenate(part) for part in zip(*rows, strict=True))

    def loss(heat: float) -> float:
        return float(-_log(scaled(logs, heat)[np.arange(len(right)), right]).mean())

    return round(float(min(HEATS, key=loss)), 3)


def error(rows: Rows, heat: float) -> float:
    """Expected calibration error of the likeliest class."""
    logs, right = (np.concatenate(part) for part in zip(*rows, strict=True))
    chances = scaled(logs, heat)
    sure, hit = chances.max(-1), chances.argmax(-1) == right
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    parts = [
        abs(sure[bins == b].mean() - hit[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)
    ]
    return round(float(sum(parts)), 4)


# --- thresholds ----------------------------------------------------------------------------------------------


def _act_f1(seen: Sequence[Seen], heat: float, least: float) -> float:
    """Of triggers with the right type, by overlap."""
    hit = told = gold = 0
    for item in seen:
        window = item.read.window
        chances = scaled(_log(item.read.triggers), heat)
        found = triggers(chances, window.sentences, *window.own, least)
        wanted = [a for a in item.example.acts if not a.optional]
        free = [a.trigger for a in item.example.acts if a.optional]
        told += sum(not any(_overlap(f.span, o) for o in free) for f in found)
        gold += len(wanted)
        hit += sum(any(f.type == a.type and _overlap(f.span, a.trigger) for f in found) for a in wanted)
    return 2 * hit / max(1, told + gold)


def _role_f1(seen: Sequence[Seen], heat: float, least: float) -> float:
    hit = told = gold = 0
    for wanted, found in _roles(seen, lambda chances: scaled(_log(chances), heat), least):
        told, gold = told + len(found), gold + len(wanted)
        hit += sum(any(_overlap(f, w) for f in found) for w in wanted)
    return 2 * hit / max(1, told + gold)


def _roles(
    seen: Sequence[Seen], scale: Callable[[NDArray[Any]], NDArray[Any]], least: float
) -> Iterator[tuple[Sequence[tuple[int, int]], list[tuple[int, int]]]]:
    for item in seen:
        for n, act in enumerate(item.example.acts):
            if act.arguments and item.roles is not None:
                chances = scale(item.roles[n])
                for r, role in enumerate(ROLES):
                    found = [f.span for f in spans(chances[:, r], 1, len(item.example), least)]
                    yield act.arguments[role], found


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def write(file: Path, tables: dict[str, dict[str, float]]) -> None:
    """The values into the tables of a model.toml, by their names."""
    lines, table = file.read_text(encoding="utf-8").splitlines(), ""
    for n, line in enumerate(lines):
        if found := re.match(r"\[(\w+)\]", line):
            table = found[1]
        elif (name := line.partition(" = ")[0]) in tables.get(table, {}):
            lines[n] = f"{name} = {tables[table][name]}"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
