"""Whether a text of the repository shares a run of words with a text of ../shared/gold, which we may not copy.

    python -m lab.overlap [--data DIR] [--words N]

Compares the runs of N words (default 8, case and punctuation aside) of every text file that git knows, but for packs, with those of
all texts under DIR. Prints each shared run with the file it stands in; exit code 1 when there is one. What
platforms print on every page (their forms) is listed in `PLATFORM` and passed over.
"""

from __future__ import annotations

import argparse
import gzip
import html
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parents[1]
DATA = HERE.parent / "shared" / "gold"
TEXTS = frozenset(
    (".py", ".md", ".txt", ".html", ".json", ".jsonl", ".yaml", ".toml", ".tsv", ".ts", ".css", ".gz")
)
PASSED = (
    "requirements.lock",
    "package-lock.json",
    "LICENSE",
    "packs",
)  # packs hold names and platforms' phrases
PLATFORM = re.compile(
    r"\b(log in|logged in|cookies?|email address|required fields|personal data|privacy policy|all rights reserved|akismet|connecting to s"
    r"|comment data|commenting using|you are commenting|your account|log out change|your details below|leave a reply|mail will not be published|icon to|notify me|first name|united nations|website in this browser)\b"
)
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>|\\[nrtu\"]")
_WORD = re.compile(r"[^\W\d_]+")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--words", type=int, default=8)
    args = parser.parse_args()
    if not args.data.is_dir():
        print(f"skipped: {args.data} is not there", file=sys.stderr)
        return
    own = {run: path for path in _own() for run in runs(_text(path), args.words)}
    shared = {run for path in _foreign(args.data) for run in runs(_text(path), args.words) if run in own}
    found = sorted(run for run in shared if not PLATFORM.search(run))
    print(
        f"{len(own)} runs of {args.words} words; shared: {len(found)}, and {len(shared) - len(found)} of platforms"
    )
    if found:
        sys.exit("\n".join(f"{own[run].relative_to(HERE)}: {run}" for run in found))


def runs(text: str, words: int) -> Iterator[str]:
    """All runs of that many words, more than half of them different, in lower case, one blank between."""
    found = _WORD.findall(text.casefold())
    for start in range(len(found) - words + 1):
        run = found[start : start + words]
        if len(set(run)) > words // 2:  # a list of labels is no sentence
            yield " ".join(run)


def _own() -> Iterator[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=HERE, capture_output=True, text=True, check=True).stdout
    for name in listed.splitlines():
        path = HERE / name
        if path.suffix in TEXTS and path.is_file() and not {*PASSED} & set(Path(name).parts):
            yield path


def _foreign(data: Path) -> Iterator[Path]:
    """All texts of the gold, but not its codes, tables and programs."""
    for path in sorted(data.rglob("*")):
        if path.suffix in (".jsonl", ".txt", ".gz", ".json") and not {"ontology", "tables"} & set(path.parts):
            yield path


def _text(path: Path) -> str:
    stored = path.read_bytes()
    text = (gzip.decompress(stored) if path.suffix == ".gz" else stored).decode("utf-8", "replace")
    return html.unescape(_TAG.sub(" ", _SCRIPT.sub(" ", text)))


if __name__ == "__main__":
    main()
