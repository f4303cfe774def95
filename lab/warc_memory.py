"""Shows that a web archive of many pages is read and parsed in memory that does not grow.

    python -m lab.warc_memory --pages 20000

Writes a .warc.gz of pages made up here, all different, then takes it through Read and Parse in a process of
its own, which prints its highest memory so far (`ru_maxrss`) at 1,000, 5,000, 10,000 and all pages. Exits with
1 when the figure at the end is more than a tenth above that at 5,000 pages, or a page was refused. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tocsin.config import Config
from tocsin.errors import ParseError
from tocsin.parse import make_parse
from tocsin.read import make_read

MARKS = (1000, 5000, 10_000)
GROWTH = 1.1
WARM = 5000  # pages after which what is loaded once (word lists, buffers) is in memory
WORDS = re.findall(
    r"\w+",
    "talks border police minister plate convoy road village council market bridge school doctor harvest weather "
    "river train ticket vote law court budget wage strike union factory harbour ship island light morning evening "
    "winter summer bread water paper letter answer question promise visit treaty delay",
)


def pages(number: int, seed: int = 3) -> Iterator[tuple[str, str, str]]:
    """Pages as (address, media type, content): articles with threads, without, and plain text."""
    random = Random(seed)
    for n in range(number):
        title = sentence(random, 6)
        body = [sentence(random, random.randint(8, 30)) for _ in range(random.randint(3, 60))]
        url = f"https://outlet{n % 7}.example/{n}"
        if n % 5 == 4:
            yield url, "text/plain; charset=utf-8", "\n\n".join((title, *body))
        else:
            yield url, "text/html; charset=utf-8", page(random, n, title, body)


def sentence(random: Random, words: int) -> str:
    """So many words, and a number that no other sentence has."""
    return " ".join((*random.choices(WORDS, k=words), f"n{random.getrandbits(40):x}.")).capitalize()


def page(random: Random, n: int, title: str, body: list[str]) -> str:
    """An article of HTML; two of three have readers' comments in WordPress's markup."""
    remarks = [sentence(random, random.randint(3, 20)) for _ in range(random.randint(1, 25) if n % 3 else 0)]
    thread = "".join(
        f'<li id="comment-{n}{k}" class="comment depth-1"><div class="comment-body"><cite class="fn">reader{k}'
        f"</cite><p>{remark}</p></div></li>"
        for k, remark in enumerate(remarks)
    )
    return (
        f'<!doctype html><html lang="en"><head><title>{title} | Outlet</title></head><body class="c{n}">'
        f'<nav><a href="/">Home</a></nav><article><h1>{title}</h1>'
        + "".join(f"<p>{text}</p>" for text in body)
        + f'</article><ol class="comment-list">{thread}</ol><footer>About us</footer></body></html>'
    )


def write(path: Path, number: int) -> None:
    """An archive, each record packed by itself, as crawlers do."""
    with path.open("wb") as stream:
        for url, media, content in pages(number):
            stream.write(gzip.compress(record(url, media, content.encode()), 1))


def record(url: str, media: str, content: bytes) -> bytes:
    """One answer of a server as a record of an archive (ISO 28500)."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: " + media.encode() + b"\r\n\r\n" + content
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-09-27T10:00:00Z\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def measure(path: Path) -> None:
    """Read and parse all of an archive in this process; print how it went, as JSON."""
    parse, began = make_parse(Config()), time.monotonic()
    done, refused, highest = 0, 0, dict[str, int]()
    for page in make_read(Config())(str(path)):
        try:
            parse(page)
        except ParseError:
            refused += 1
        done += 1
        if done in MARKS:
            highest[str(done)] = _highest_kib()
    highest[str(done)] = _highest_kib()
    seconds = round(time.monotonic() - began, 1)
    print(json.dumps({"pages": done, "refused": refused, "seconds": seconds, "maxrss_kib": highest}))


def _highest_kib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """See the top of the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--archive", type=Path, help="measure this one, in this process")
    given = parser.parse_args()
    if given.archive:
        measure(given.archive)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pages.warc.gz")
        write(path, given.pages)
        print(f"{given.pages} pages in {path.stat().st_size / 1e6:.1f} MB, packed")
        command = [sys.executable, "-m", "lab.warc_memory", "--archive", str(path)]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    figures = json.loads(answer)
    highest: dict[str, int] = figures["maxrss_kib"]
    for mark, kib in highest.items():
        print(f"after {mark:>6} pages: {kib / 1024:7.1f} MiB")
    print(answer.strip())
    warm, last = highest.get(str(WARM)), highest[str(figures["pages"])]
    sys.exit(figures["refused"] > 0 or last > GROWTH * (warm or last))


if __name__ == "__main__":
    main()
