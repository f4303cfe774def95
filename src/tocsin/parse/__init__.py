"""Pages to documents: article, credit, reader comments and chrome told apart."""

from __future__ import annotations

from tocsin.config import Config
from tocsin.model import Document, Page
from tocsin.parse.charset import decode
from tocsin.parse.dump import read_dump
from tocsin.parse.html import read_html
from tocsin.stages import Parse


def make_parse(config: Config) -> Parse:
    """The parser of HTML pages and of plain-text renderings of pages."""

    def parse(page: Page, /) -> Document:
        """Raises ParseError when the page is binary, or too large or too deeply nested to be an article."""
        text = decode(page)
        return read_dump(page, text) if page.media == "text/plain" else read_html(page, text)

    return parse
