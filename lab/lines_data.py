"""Training data of the pack `lines`: plain-text renderings of saved pages, with a label a line.

Gold: the dumps of ../shared/gold/pages with their labels. Silver: the four renderings, by the gold's own
render_dumps.py, of all the saved pages, labelled by tocsin's HTML reader: its blocks are laid onto the
rendered lines by their letters and digits. Each text knows its site, so that a site can be held out in
every form. Nothing of the texts goes into the repository.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import pickle
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

from tocsin.config import Config
from tocsin.errors import ParseError
from tocsin.model import Document, Page
from tocsin.parse import make_parse

PAGES = Path(__file__).parents[2] / "shared" / "gold" / "pages"
FOUNDING = "kosovo_2021.txt"
_NON_WORD = re.compile(r"[\W_]+")
_ADDRESS = re.compile(
    r"""(?:rel=["']?canonical["']?|og:url)[^>]{0,80}?(?:href|content)=["']([^"'>]+)""", re.I
)
_ADDRESS_BEFORE = re.compile(r"""href=["']([^"'>]+)["'][^>]{0,40}rel=["']?canonical""", re.I)
_EXACT = 8  # letters below which a line is only looked for as a whole piece
_WINDOW = 4_000  # letters after the last line found in which a short line is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A text with a label for each line that has words: (line number from 0, kind, comment or "").

    comments: (comment, its author or "", its parent or "").
    """

    name: str
    site: str
    rendering: str
    gold: bool
    text: str
    labels: tuple[tuple[int, str, str], ...]
    comments: tuple[tuple[str, str, str], ...] = ()


def gold(folder: Path) -> list[Labelled]:
    """The dumps with their gold labels."""
    sites: dict[str, str] = {
        path.name: site_of(path, "") for path in sorted((folder / "threads").glob("*.html.gz"))
    }
    found: list[Labelled] = []
    for line in (folder / "dumps" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        labels = ((int(at) - 1, kind, str(*of)) for at, kind, *of in row["labels"])
        found.append(
            Labelled(
                name=row["dump"],
                site=sites.get(str(row["page"]), str(row["dump"])),
                rendering=row["rendering"].split()[0],
                gold=True,
                text=(folder / "dumps" / row["dump"]).read_text(encoding="utf-8"),
                labels=tuple(labels),
                comments=tuple((c["id"], c["author"] or "", c["parent"] or "") for c in row["comments"]),
            )
        )
    return found


def silver(folder: Path, cache: Path) -> list[Labelled]:
    """The renderings of all pages without a gold dump, labelled by the HTML reader; kept in a file."""
    if cache.is_file():
        return pickle.loads(cache.read_bytes())
    render = _renderer(folder)
    parse = make_parse(Config())
    seen = {_sha(path) for path in (folder / "threads").glob("*.html.gz")}
    found: list[Labelled] = []
    for path, url in _pages(folder):
        body = _unpacked(path)
        digest = hashlib.sha256(body).hexdigest()
        if digest in seen:
            continue
        seen.add(digest)
        page = Page(id=digest, name=path.name, url=url, fetched="", media="text/html", charset="", body=body)
        try:
            document = parse(page)
        except ParseError:
            continue
        pieces = pieces_of(document)
        for rendering, text in render.render(render.decode_page(body)).items():
            found.append(
                Labelled(
                    name=f"{path.name}.{rendering}",
                    site=site_of(path, url),
                    rendering=rendering,
                    gold=False,
                    text=text,
                    labels=tuple(lay(text, pieces)),
                    comments=tuple(
                        (b.id or "", b.author or "", b.parent or "")
                        for b in document.blocks
                        if b.kind == "comment"
                    ),
                )
            )
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_bytes(pickle.dumps(found))
    return found


# --- pages and their sites -------------------------------------------------------------------------------


def _pages(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every saved page without a gold dump, and its address where the gold has it."""
    urls = json.loads((folder / "articles" / "ground-truth.json").read_text(encoding="utf-8"))
    for path in sorted((folder / "articles" / "html").glob("*.html.gz")):
        yield path, str(urls[path.name.removesuffix(".html.gz")].get("url") or "")
    for line in (folder / "metadata" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield folder / "metadata" / row["page"], str(row["url"] or "")
    for path in sorted((folder / "script_threads").glob("*.html.gz")):
        yield path, ""


def site_of(path: Path, url: str) -> str:
    """The registered domain of a page: from its address, else from what the page says of itself."""
    if not url:
        source = _unpacked(path).decode("utf-8", "replace")
        found = _ADDRESS.search(source) or _ADDRESS_BEFORE.search(source)
        url = found[1] if found else ""
    host = urlsplit(url).hostname
    if not host:
        return path.name
    parts = host.split(".")
    short = len(parts) > 2 and len(parts[-2]) <= 3 and len(parts[-1]) == 2
    blog = len(parts) > 2 and parts[-2] in ("wordpress", "blogspot")
    return ".".join(parts[-3:] if short or blog else parts[-2:])


def _unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def _sha(path: Path) -> str:
    return hashlib.sha256(_unpacked(path)).hexdigest()


def _renderer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("render_dumps", folder / "render_dumps.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "render_dumps.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- blocks onto lines -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pieces:
    """A document's text as letters and digits: where each piece of it begins, and what each is."""

    stream: str
    starts: Sequence[int]
    kinds: Sequence[tuple[str, str]]

    def at(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1


def squash(text: str) -> str:
    """Letters and digits only, case folded."""
    return _NON_WORD.sub("", text).casefold()


def pieces_of(document: Document) -> Pieces:
    """A document's blocks, line by line, as `lay` looks them up."""
    starts: list[int] = []
    kinds: list[tuple[str, str]] = []
    texts: list[str] = []
    at = 0
    for block in document.blocks:
        for line in document.text[block.span.start : block.span.end].split("\n"):
            if letters := squash(line):
                starts.append(at)
                kinds.append((block.kind, block.id or ""))
                texts.append(letters)
                at += len(letters)
    return Pieces("".join(texts), [*starts, at], kinds)


def lay(text: str, pieces: Pieces) -> Iterable[tuple[int, str, str]]:
    """A label for each line of a rendering; what stands nowhere in the document is chrome."""
    cursor = 0
    for number, line in enumerate(text.split("\n")):
        if not line.strip():
            continue
        letters = squash(re.sub(r"^\s*\d{1,3}\.\s", "", line))
        at = _find(letters, pieces, cursor) if letters else None
        if at is None:
            yield number, "chrome", ""
            continue
        cursor = at + len(letters)
        kind, comment = pieces.kinds[pieces.at(at + len(letters) // 2)]
        yield number, kind, comment


def _find(letters: str, pieces: Pieces, cursor: int) -> int | None:
    if len(letters) < _EXACT:
        at = pieces.stream.find(letters, cursor, cursor + _WINDOW)
        while at >= 0:
            piece = pieces.at(at)
            if pieces.starts[piece] == at and pieces.starts[piece + 1] == at + len(letters):
                return at
            at = pieces.stream.find(letters, at + 1, cursor + _WINDOW)
        return None
    at = pieces.stream.find(letters, cursor)
    if at < 0:
        at = pieces.stream.find(letters)
    return at if at >= 0 else None
