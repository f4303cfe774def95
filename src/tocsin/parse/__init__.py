"""Pages to documents: article, credit, reader comments and chrome told apart."""

from __future__ import annotations

from tocsin.config import Config
from tocsin.model import Document, Page
from tocsin.parse.addressees import with_addressees
from tocsin.parse.charset import decode
from tocsin.parse.comment_api import with_fetched
from tocsin.parse.comment_json import with_stated
from tocsin.parse.credit import with_credits
from tocsin.parse.dump import read_dump
from tocsin.parse.html import read_html
from tocsin.parse.quotes import with_quotes
from tocsin.stages import Parse


def make_parse(config: Config) -> Parse:
    """The parser of HTML pages and of plain-text renderings of pages."""

    def parse(page: Page, /) -> Document:
        """Raises ParseError when the page is binary, or too large or too deeply nested to be an article."""
        text = decode(page)
        document = read_dump(page, text) if page.media == "text/plain" else _whole_thread(page, text)
        return with_credits(
            with_quotes(with_addressees(document)), "" if page.media == "text/plain" else text
        )

    return parse


def _whole_thread(page: Page, html: str) -> Document:
    """An HTML page with the comments of its markup, its JSON-LD and its site's interface."""
    return with_fetched(with_stated(read_html(page, html), html), page.comments)
