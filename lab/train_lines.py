"""Train the pack `lines`, which tells what each line of a plain-text page is.

    uv pip install --python ENV/bin/python torch==2.13.0 resiliparse inscriptis trafilatura -e . -e packs/*
    ENV/bin/python -m lab.train_lines --cv     figures on sites that the network has not seen
    ENV/bin/python -m lab.train_lines          train on everything and write the pack

--data FOLDER is the gold's `pages` folder, --cache FOLDER keeps what takes minutes to make (the texts belong
to their publishers: never inside the repository). The figure that counts is the cross-validated one: every
rendering of every page of a site, mixed ones too, is in one fold. It is kept in lab/lines_cv.json. The weights
in the pack have seen all sites, so what `bench.dumps` measures with them is fitted, not forecast.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import random
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from bench.pages import score

from lab.lines_data import FOUNDING, PAGES, Labelled, gold, silver
from lab.lines_examples import LABELS, example, is_doubtful
from lab.lines_mix import articles, mixed
from lab.lines_net import BUCKETS, DILATIONS, Example, arrays, train
from tocsin.know.lines import SETTINGS, WEIGHTS, Array, LineModel
from tocsin.model import Page
from tocsin.parse.dump import read_labelled
from tocsin.parse.label import best_path
from tocsin.parse.line_features import FEATURES
from tocsin.parse.lines import read_units
from tocsin.records import page_record

OUT = Path(__file__).parents[1] / "packs" / "lines" / "tocsin_pack_lines"
CACHE = Path(__file__).parents[2] / "tmp" / "lines"
FIGURES = Path(__file__).with_name("lines_cv.json")
FOLDS, NETWORKS = 5, 2
MIXED, ARTICLES, SILVER, LONGEST = 3, 80, 900, 900
LEAN = 1.5  # on the cross-validated answers: comments' recall was .69 at a precision of .94 without it
LAYOUTS = ("resiliparse", "inscriptis", "trafilatura", "wet")


class Data:
    """Gold texts with what the network sees of them; silver ones; and those mixed of both."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.gold = gold(folder)
        kept = cache / "examples.pickle"
        if not kept.is_file():
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(pickle.dumps(_examples(self.gold, silver(folder, cache / "silver.pickle"))))
        self.seen: list[Example]
        self.silver: list[Example]
        self.mixed: list[Example]
        self.seen, self.silver, self.mixed = pickle.loads(kept.read_bytes())

    def without(self, held: Iterable[str]) -> tuple[list[Example], tuple[list[Example], ...]]:
        """What may be trained on while these sites are held out: gold texts, and of others mixed and silver."""
        out = frozenset(held)
        first, more, pages = (
            [found for found in kind if not found.sites & out]
            for kind in (self.seen, self.mixed, self.silver)
        )
        return first, (more, pages)


def _examples(texts: Sequence[Labelled], pages: Sequence[Labelled]) -> tuple[list[Example], ...]:
    whole = [page for page in pages if page.rendering in ("resiliparse", "wet")]
    more = [*mixed(texts, pages, MIXED, 7), *articles(whole, ARTICLES, 5)]
    drawn = random.Random(3).sample([page for page in pages if len(page.labels) < LONGEST], SILVER)
    found = [example(page) for page in drawn if page.rendering != "trafilatura" or _is_kept(page)]
    return (
        [example(text) for text in texts],
        [one for one in found if not is_doubtful(one)],
        [example(text) for text in more],
    )


def _is_kept(page: Labelled) -> bool:
    """Two in five: all too many flat texts without comments teach that a flat text has none."""
    return zlib.crc32(page.name.encode()) % 5 < 2


def folds(data: Data) -> list[frozenset[str]]:
    """Sites dealt to folds, those with the most texts first."""
    sizes = Counter(text.site for text in data.gold)
    order = sorted(sizes, key=lambda site: (-sizes[site], zlib.crc32(site.encode())))
    return [frozenset(order[number::FOLDS]) for number in range(FOLDS)]


def model_of(networks: Sequence[Any]) -> LineModel:
    """Trained networks as what `tocsin.parse.label` runs, in the precision that is stored."""
    return LineModel(
        labels=LABELS,
        buckets=BUCKETS,
        dilations=DILATIONS,
        features=FEATURES,
        networks=tuple(
            {name: array.astype(np.float16).astype(np.float32) for name, array in arrays(network).items()}
            for network in networks
        ),
        lean=LEAN,
    )


def cross_validate(data: Data, folder: Path, cache: Path, networks: int) -> dict[str, Any]:
    """The scorer's figures, by layout, of answers for sites that were held out."""
    answers: list[list[str]] = [[] for _ in data.gold]
    for number, held in enumerate(folds(data)):
        first, more = data.without(held)
        model = model_of([train(first, more, len(LABELS), seed, number == 0) for seed in range(networks)])
        for at, text in enumerate(data.gold):
            if text.site in held:
                answers[at] = [LABELS[n] for n in best_path(model, data.seen[at].features)]
        print(f"fold {number + 1} of {FOLDS}: {len(first)} gold texts", flush=True)
        _tell(data, answers)
    (cache / "cv_labels.json").write_text(json.dumps(answers), encoding="utf-8")
    predictions = cache / "cv.jsonl"
    write_predictions(predictions, data.gold, answers)
    scorer = folder / "dumps_score.py"
    found = {name: score(scorer, predictions, "--only", name)["all"] for name in (*LAYOUTS, FOUNDING)}
    return {**found, "all": score(scorer, predictions)["all"]}


def _tell(data: Data, answers: Sequence[Sequence[str]]) -> None:
    """F1 of comment and body lines so far, by layout, before anything is read of them."""
    for layout in LAYOUTS:
        right, told, wanted = Counter[str](), Counter[str](), Counter[str]()
        for text, seen, answer in zip(data.gold, data.seen, answers, strict=True):
            if text.rendering == layout and answer:
                labels: list[int] = seen.labels.tolist()
                pairs = [(_kind(LABELS[n]), _kind(got)) for n, got in zip(labels, answer, strict=True)]
                right.update(label for label, got in pairs if label == got)
                told.update(got for _, got in pairs)
                wanted.update(label for label, _ in pairs)
        shown = [
            f"{kind} {2 * right[kind] / max(1, told[kind] + wanted[kind]):.3f}"
            for kind in ("comment", "body", "comment_meta", "form", "chrome", "title")
        ]
        print(f"  {layout}: {', '.join(shown)}", flush=True)


def _kind(label: str) -> str:
    return {"opens": "comment", "answers": "comment", "author": "comment_meta"}.get(label, label)


def write_predictions(to: Path, texts: Sequence[Labelled], answers: Sequence[Sequence[str]]) -> None:
    """What the scorer reads."""
    with to.open("w", encoding="utf-8") as out:
        for text, labels in zip(texts, answers, strict=True):
            page = Page(
                id="", name=text.name, url="", fetched="", media="text/plain", charset="utf-8", body=b""
            )
            found = read_labelled(page, text.text, read_units(text.text, text.name), labels)
            out.write(json.dumps({**page_record(found), "page": text.name}) + "\n")


def write(folder: Path, model: LineModel) -> None:
    """The two files of the pack."""
    stored: dict[str, Array] = {
        f"{number}.{name}": array.astype(np.float16)  # pyright: ignore[reportAssignmentType]
        for number, network in enumerate(model.networks)
        for name, array in network.items()
    }
    np.savez_compressed(folder / WEIGHTS, **stored)  # pyright: ignore[reportArgumentType]
    settings = [
        "# Written by lab/train_lines.py.",
        f"labels = {json.dumps(list(model.labels))}",
        f"buckets = {model.buckets}",
        f"dilations = {json.dumps(list(model.dilations))}",
        f"features = {model.features}",
        f"lean = {model.lean}",
        f"networks = {len(model.networks)}",
        f'sha256 = "{hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()}"',
    ]
    (folder / SETTINGS).write_text("\n".join(settings) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--cv", action="store_true", help="cross-validate by site instead of writing the pack"
    )
    parser.add_argument("--data", type=Path, default=PAGES)
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--networks", type=int, default=NETWORKS)
    args = parser.parse_args()
    data = Data(args.data, args.cache)
    if args.cv:
        figures = cross_validate(data, args.data, args.cache, args.networks)
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        print(json.dumps(figures["all"]))
        return
    first, more = data.without(())
    trained = [train(first, more, len(LABELS), seed, True) for seed in range(args.networks)]
    write(args.out, model_of(trained))
    subprocess.run([sys.executable, "-m", "lab.manifests"], check=True)


if __name__ == "__main__":
    main()
