"""How fast the coder reads, beside spaCy's small English pipeline, on one core.

    python -m bench.coder_speed [--documents N] [--rounds N]

The texts are passages of lab/corpus, three put together to one document. `learned` is the whole coder: sentences,
tokens, encoder, heads, tellings joined to mentions. `spacy` is en_core_web_sm 3.8 with all its components, over
the paragraphs of the same documents. Each runs in a process of its own that is bound to one core, with one
thread; after one document that is not timed come the rounds, in which the systems take turns. Prints
sentences per second of processor time (the best round), the ratio, the seconds that loading took, and the peak
memory of the whole process; as its last line one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lab.passages import Passage, passages

from tocsin.code.learned import LearnedCoder
from tocsin.code.paragraphs import Paragraph
from tocsin.code.syntax import Parser
from tocsin.config import Config
from tocsin.parse.passage import passage

SYSTEMS = ("learned", "spacy")
_TOGETHER = 3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--run", choices=SYSTEMS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.run:
        _run(args.run, args.documents)
        return
    runs = {name: [_measured(name, args.documents) for _ in range(args.rounds)] for name in SYSTEMS}
    figures: dict[str, Any] = {}
    for name, measured in runs.items():
        best = max(measured, key=lambda figure: figure["sentences_per_s"])
        figures[name] = best
        print(
            f"{name:8} {best['sentences_per_s']:7.1f} sentences/s   loaded in {best['load_s']:.2f} s   "
            f"peak {best['peak_mb']:.0f} MB"
        )
    figures["ratio"] = round(figures["learned"]["sentences_per_s"] / figures["spacy"]["sentences_per_s"], 3)
    print(f"learned / spacy: {figures['ratio']:.2f}")
    print(json.dumps(figures))


def _measured(system: str, documents: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.coder_speed", "--run", system, "--documents", str(documents)]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **threads})
    return json.loads(done.stdout)


def _run(system: str, documents: int) -> None:
    """One system on all documents: prints its figures."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts, sentences = _texts(documents)
    begin = time.perf_counter()
    read = _system(system)
    read(texts[:1])
    load = time.perf_counter() - begin
    begin = time.process_time()
    read(texts[1:])
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {
                "sentences_per_s": round(sentences / seconds, 1),
                "load_s": round(load, 2),
                "peak_mb": round(peak),
            }
        )
    )


def _texts(documents: int) -> tuple[list[str], int]:
    """The documents, and how many sentences all but the first have."""
    found = passages()[:: max(1, 830 // (documents * _TOGETHER))][: documents * _TOGETHER]
    groups = [found[n : n + _TOGETHER] for n in range(0, len(found), _TOGETHER)]
    return [_text(group) for group in groups], sum(len(p.sentences) for g in groups[1:] for p in g)


def _text(group: Sequence[Passage]) -> str:
    return "\n\n".join(p.text.strip() for p in group)


def _system(name: str) -> Callable[[Sequence[str]], None]:
    if name == "learned":
        code = LearnedCoder(Config().coder_pack, threads=1)

        def read(texts: Sequence[str]) -> None:
            for text in texts:
                code(passage(text, language="en"))

        return read
    parser = Parser()

    def annotate(texts: Sequence[str]) -> None:
        for text in texts:
            list(parser(list(_paragraphs(text))))

    return annotate


def _paragraphs(text: str) -> Iterator[Paragraph]:
    for number, part in enumerate(text.split("\n\n")):
        yield Paragraph(number=number, start=0, text=part, title=False)


if __name__ == "__main__":
    main()
