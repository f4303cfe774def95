from __future__ import annotations

import pytest

from tests.code.small_network import VERSION, Act, SmallNetwork, letters
from tocsin.code import learned
from tocsin.code.labels import STATUSES, TYPES
from tocsin.code.learned import LearnedCoder
from tocsin.code.windows import Reader
from tocsin.errors import PackError
from tocsin.know.packs import find
from tocsin.model import Block, BlockKind, Coding, Document, Mention, Span

SHELLED = Act(
    trigger="shelled",
    roles={"actor": ("Serbia",), "recipient": ("Kosovo",), "place": ("North Mitrovica",), "date": ("Sunday",)},
)
PACK = "coder-en"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return letters(tmp_path_factory.mktemp("tokenizer"))


def document(*parts: tuple[BlockKind, str], language: str = "en", page: str = "p1") -> Document:
    """A page of these blocks, a blank line between them."""
    text, blocks = "", list[Block]()
    for kind, words in parts:
        start = len(text) + 2 * bool(text)
        text = f"{text}\n\n{words}" if text else words
        blocks.append(Block(kind=kind, span=Span(start=start, end=len(text))))
    return Document(
        page=page,
        name="page.txt",
        url="",
        media="text/plain",
        text=text,
        blocks=tuple(blocks),
        title="",
        authors=(),
        published="2021-09-27",
        language=language,
    )


@pytest.fixture
def code(reader: Reader, monkeypatch: pytest.MonkeyPatch):  # noqa: ANN201
    """What the coder makes of a document when the network says of `acts` what they say of themselves."""

    def run(page: Document, *acts: Act, least: float = 0.5) -> Coding:
        network = SmallNetwork(reader, page.text, *acts, least=least)
        monkeypatch.setattr(learned, "Network", lambda pack, threads: network)  # pyright: ignore
        return LearnedCoder("small")(page)

    return run
