"""The address of a document: what makes two readings of one page versions of one document."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from tocsin.model import Document, Page

# added by newsletters, advertisements and social networks to tell readers apart, never pages
_TRACKING = re.compile(r"(utm_\w+|fbclid|gclid)(=|$)")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def address_of(page: Page, document: Document) -> str:
    """Where the page was fetched; else the address that it gives itself; else its own id.

    A page of a site that gives itself the address of the whole site says nothing of itself.
    """
    return stated_address(page.url, document.canonical or document.url) or page.id


def stated_address(fetched: str, canonical: str) -> str:
    """The address of a page fetched from the one URL ("" for a file) that calls itself the other; or ""."""
    if fetched:
        return normalised(fetched)
    parts = _web(canonical)
    return normalised(canonical) if parts and (parts.path.strip("/") or parts.query) else ""


def normalised(url: str) -> str:
    """One of the many ways to write a URL: no fragment, no tracking parameter, no slash at the end, and
    scheme and host in lower case. What is no http(s) URL is left as it is.

    `normalised("HTTPS://Example.org/a/?utm_source=x&id=3#top") == "https://example.org/a?id=3"`
    """
    parts = _web(url)
    if parts is None:
        return url
    query = "&".join(part for part in parts.query.split("&") if part and not _TRACKING.match(part))
    return f"{parts.scheme}://{_host(parts)}{parts.path.rstrip('/')}{'?' if query else ''}{query}"


def _web(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        sound = parts.scheme in _DEFAULT_PORTS and parts.hostname and parts.port != 0
    except ValueError:  # a host in brackets that is none, a port that is no number
        return None
    return parts if sound else None


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{parts.port}"
