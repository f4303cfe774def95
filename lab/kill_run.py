"""Kill -9 in the middle of `tocsin run`, run again: does the ledger equal that of an undisturbed run?

    .venv/bin/python -m lab.kill_run [--pages 500] [--kills 3] [--command .venv/bin/tocsin]

Writes pages of our own from templates to a temporary folder, runs the installed command over them once
undisturbed and once killed several times, and compares all rows of both ledgers. Ends with 1 when they
differ. The last line is one JSON object with the figures.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

from tocsin.config import Config
from tocsin.errors import LedgerError
from tocsin.ledger import open_ledger
from tocsin.ledger.compare import facts

# names of states and organs alone; the acts are made up and the outlets do not exist
STATES = ("Serbia", "Kosovo", "Armenia", "Azerbaijan", "Georgia", "Moldova", "Albania", "Croatia", "Poland")
ORGANS = ("foreign ministry", "defence ministry", "interior ministry", "parliament", "border police", "army")
PLACES = ("Belgrade", "Pristina", "Yerevan", "Baku", "Tbilisi", "Chisinau", "Tirana", "Zagreb", "Warsaw")
OUTLETS = ("Hilltop Herald", "River Wire", "The Daily Anvil", "Lantern Post")
ACTS = (
    "The {organ} of {a} accused {b} of breaking the agreement on {day}.",
    "{a} will send {n} armoured vehicles to the border with {b} next month.",
    "The {organ} of {a} and the {organ} of {b} held talks in {place} on {day}.",
    "Police in {place} arrested {n} protesters on {day}, River Wire reported.",
    "At least {n} people were injured in clashes between protesters and police in {place}.",
    "{a} rejected the proposal of {b} and demanded an apology.",
    "Hundreds of people blocked the road to {place}, the {organ} said.",
    "{a} threatened to close its border with {b} if the talks fail.",
    "{a} delivered food and medicine worth {n} million euros to {b}.",
    "The {organ} of {a} denied that its troops had entered {b}.",
    "{a} signed an agreement on trade with {b} in {place}.",
    "{a} declared independence in February 1991.",
    "The weather in {place} stayed dry, and the market was well attended.",
)
REMARKS = (
    "They should talk.",
    "{a} never attacked anybody!",
    "Who pays for this?",
    "Like last time in {place}.",
)
FOREIGN = "El ministerio de {place} no quiso hablar ayer con la prensa sobre las conversaciones de paz. "
SITUATIONS = '[balkans]\ntitle = "The Balkans"\ncountries = ["SRB", "XKX", "ALB", "HRV"]\n'
POLL_S = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """How `tocsin run` is started: the command, the pages, and where it works."""

    command: Path
    pages: Path
    folder: Path

    def start(self, ledger: Path) -> subprocess.Popen[bytes]:
        """`tocsin run PAGES --ledger LEDGER`, in a process group of its own."""
        arguments = ["run", str(self.pages), "--ledger", str(ledger), "--situations", "situations.toml"]
        with (self.folder / "log.txt").open("ab") as log:
            return subprocess.Popen(
                [str(self.command), *arguments],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def finish(self, ledger: Path) -> float:
        """Run to the end; seconds."""
        began = time.monotonic()
        child = self.start(ledger)
        # some pages are broken on purpose, and the command says so by its exit code
        if child.wait() not in (0, 1):
            sys.exit(f"tocsin run ended with {child.returncode}:\n{self.log()}")
        return time.monotonic() - began

    def kill_at(self, ledger: Path, pages: int) -> int:
        """Run, kill -9 when the ledger holds that many pages; how many it holds when the process is dead."""
        child = self.start(ledger)
        while held(ledger) < pages:
            if child.poll() is not None:
                sys.exit(f"tocsin run ended before it could be killed:\n{self.log()}")
            time.sleep(POLL_S)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        return held(ledger)

    def log(self) -> str:
        """The last of what the command printed."""
        return (self.folder / "log.txt").read_text(encoding="utf-8", errors="replace")[-2000:]


def held(ledger: Path) -> int:
    """How many pages a ledger holds; 0 while there is none yet."""
    try:
        with open_ledger(Config(ledger=str(ledger)), read_only=True) as view:
            return view.counts()["pages"]
    except LedgerError:
        return 0


def write_pages(folder: Path, number: int, seed: int = 2) -> None:
    """Pages of four makes, about one in fifty of them in another language or broken."""
    random = Random(seed)
    for n in range(number):
        sentences = [_sentence(random, ACTS) for _ in range(random.randint(4, 12))]
        if n % 50 == 17:
            sentences = [_sentence(random, (FOREIGN,)) for _ in range(8)]
        remarks = [_sentence(random, REMARKS) for _ in range(random.randint(0, 4))]
        suffix, text = MAKES[n % len(MAKES)](random, n, sentences, remarks)
        body = text.encode()
        if suffix.endswith(".gz"):
            body = gzip.compress(body, mtime=0)[: -9 if n % 100 == 33 else None]
        path = folder / OUTLETS[n % len(OUTLETS)].replace(" ", "-").lower() / f"{n:04}{suffix}"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(body)


def _sentence(random: Random, templates: tuple[str, ...]) -> str:
    a, b = random.sample(STATES, 2)
    return random.choice(templates).format(
        a=a,
        b=b,
        organ=random.choice(ORGANS),
        place=random.choice(PLACES),
        day=random.choice(("Monday", "Tuesday", "Friday", "Sunday")),
        n=random.randint(2, 40),
    )


def _day(n: int) -> str:
    return f"2023-03-{1 + n % 28:02}"


def _paragraphs(sentences: list[str]) -> str:
    return "".join(f"<p>{' '.join(sentences[k : k + 3])}</p>\n" for k in range(0, len(sentences), 3))


def _blog(random: Random, n: int, sentences: list[str], remarks: list[str]) -> tuple[str, str]:
    """WordPress's markup, each remark answering the one before."""
    tail = "".join(
        f'<li id="comment-{n}{k}" class="comment depth-{k + 1}"><div class="comment-body"><cite class="fn">reader'
        f'{random.randint(1, 99)}</cite><p>{remark}</p></div><ul class="children">'
        for k, remark in enumerate(remarks)
    ) + "</ul></li>" * len(remarks)
    return ".html", (
        f'<!doctype html><html lang="en"><head><title>{sentences[0]}</title>'
        f'<meta property="article:published_time" content="{_day(n)}T09:00:00+01:00"></head><body>'
        f'<nav><a href="/">Home</a></nav><article class="post"><h1 class="entry-title">{sentences[0]}</h1>'
        f'<div class="entry-content">{_paragraphs(sentences)}<p>(c) River Wire</p></div></article>'
        f'<div id="comments"><ol class="comment-list">{tail}</ol></div><footer>About us</footer></body></html>'
    )


def _paper(random: Random, n: int, sentences: list[str], remarks: list[str]) -> tuple[str, str]:
    """A page whose facts stand in JSON-LD, packed."""
    outlet = random.choice(OUTLETS)
    data = {
        "@type": "NewsArticle",
        "headline": sentences[0],
        "datePublished": _day(n),
        "publisher": {"name": outlet},
    }
    return ".html.gz", (
        f'<html><head><title>{sentences[0]} | {outlet}</title><script type="application/ld+json">{json.dumps(data)}'
        f"</script></head><body><header>{outlet}</header><main><article><h1>{sentences[0]}</h1>"
        f"{_paragraphs(sentences)}</article><aside>{' '.join(remarks)}</aside></main></body></html>"
    )


def _dump(random: Random, n: int, sentences: list[str], remarks: list[str]) -> tuple[str, str]:
    """Plain text with a credit and numbered comments."""
    said = "\n".join(
        f"  {k}. {r}\n\n    Liked by {random.randint(1, 9)} people\n" for k, r in enumerate(remarks, 1)
    )
    return ".txt", f"{sentences[0]}\n\n" + "\n\n".join(sentences) + f"\n\n(c) River Wire\n\n\n{said}"


def _plain(random: Random, n: int, sentences: list[str], remarks: list[str]) -> tuple[str, str]:
    """Plain text with a dateline, packed."""
    place = random.choice(PLACES).upper()
    return ".txt.gz", f"{sentences[0]}\n\n{place}, {_day(n)} - {' '.join(sentences)}\n"


MAKES = (_blog, _paper, _dump, _plain)


def compare(one: Path, other: Path) -> tuple[int, int]:
    """How many rows both ledgers hold, and how many only one of them."""
    mine, theirs = Counter(facts(one)), Counter(facts(other))
    return (mine & theirs).total(), (mine - theirs).total() + (theirs - mine).total()


def main() -> None:
    """See the top of the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--command", type=Path, default=Path(sys.executable).with_name("tocsin"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_pages(folder / "pages", given.pages)
        (folder / "situations.toml").write_text(SITUATIONS)
        figures = measure(
            Runner(command=given.command.absolute(), pages=folder / "pages", folder=folder), given
        )
    print(json.dumps(figures))
    sys.exit(figures["rows_that_differ"] != 0)


def measure(runner: Runner, given: argparse.Namespace) -> dict[str, object]:
    """Both runs, and what they left."""
    undisturbed, disturbed = runner.folder / "undisturbed.db", runner.folder / "disturbed.db"
    seconds = runner.finish(undisturbed)
    with open_ledger(Config(ledger=str(undisturbed)), read_only=True) as ledger:
        counts = ledger.counts()
    print(
        f"undisturbed: {given.pages} pages in {seconds:.1f} s; "
        + ", ".join(f"{n} {k}" for k, n in counts.items())
    )
    killed: list[int] = []
    for kill in range(1, given.kills + 1):
        killed.append(runner.kill_at(disturbed, given.pages * kill // (given.kills + 1)))
        print(f"kill -9 number {kill}: the ledger holds {killed[-1]} pages")
    again = runner.finish(disturbed)
    same, differ = compare(undisturbed, disturbed)
    print(f"run again: {again:.1f} s for the rest; rows that are the same: {same}, that differ: {differ}")
    digest = sha256("\n".join(facts(disturbed)).encode()).hexdigest()
    return {
        "pages": given.pages,
        "counts": counts,
        "undisturbed_s": round(seconds, 1),
        "killed_at": killed,
        "again_s": round(again, 1),
        "rows_the_same": same,
        "rows_that_differ": differ,
        "sha256": digest,
    }


if __name__ == "__main__":
    main()
