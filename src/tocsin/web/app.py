"""The web application: addresses, headers, errors."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tocsin.config import Config
from tocsin.errors import InputError, TocsinError
from tocsin.stages import Ledger
from tocsin.web import api, pages, views

STATIC = Path(__file__).parent / "static"
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "worker-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-cache",
}

View = TypeVar("View")


def make_app(ledger: Ledger, hosts: Sequence[str] = ("*",)) -> Starlette:
    """The application over `ledger`, which is only read, through a `reader()` of its own for each request.

    hosts: names under which it answers; any other `Host` is refused. Raises InputError when the front
    end was not built.
    """
    if not (STATIC / "app.js").is_file():
        raise InputError(
            f"{STATIC} holds no front end; build it by installing again: pip install --editable ."
        )
    app = Starlette(
        routes=[
            *_twins("/", "/index.json", INDEX),
            *_twins("/situation/{name:path}", "/situation/{name:path}.json", SITUATION),
            *_twins("/event/{id:path}", "/event/{id:path}.json", EVENT),
            *_twins("/feeds", "/feeds.json", FEEDS),
            *_twins("/document/{page:path}", "/document/{page:path}.json", DOCUMENT),
            Route("/healthz", healthz),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        ],
        exception_handlers={
            HTTPException: _http_error,
            TocsinError: _tocsin_error,
            Exception: _server_error,
        },
    )
    app.state.ledger = ledger
    return app


def serve(ledger: Ledger, config: Config) -> None:
    """Serves until it is told to stop (SIGINT, SIGTERM). Raises InputError when it cannot listen there."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    try:
        listener = socket.create_server((config.host, config.port), family=family)
    except (OSError, OverflowError) as error:  # the latter for a port above 65535
        where = f"{config.host}:{config.port}"
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"cannot listen on {where}: {reason}; set another host or port") from error
    app = make_app(ledger, allowed_hosts(config.host))
    with listener:
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[listener])


def allowed_hosts(host: str) -> tuple[str, ...]:
    """The names to answer under when listening on `host`.

    On a loopback address only its names, so that no web page can reach the server under a name of its
    own (DNS rebinding); on any other address whatever name it is called by.
    """
    loopback = ("127.0.0.1", "localhost", "[::1]")
    return loopback if host in ("127.0.0.1", "localhost", "::1") else ("*",)


class SecurityHeaders:
    """Puts HEADERS on every response that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, guarded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(Generic[View]):
    """A page and its JSON twin: both are made of the same view; `gather` gives None for "no such thing"."""

    what: str
    template: str
    gather: Callable[[Ledger, Request], View | None]
    context: Callable[[View], dict[str, Any]]
    record: Callable[[View], dict[str, Any]]


INDEX = Resource(
    what="page",
    template="index.html",
    gather=lambda ledger, request: views.index_view(ledger),
    context=pages.index_context,
    record=api.index_record,
)
SITUATION = Resource(
    what="situation",
    template="situation.html",
    gather=lambda ledger, request: views.situation_view(
        ledger, request.path_params["name"], views.Filters.of(request.query_params.multi_items())
    ),
    context=pages.situation_context,
    record=api.situation_record,
)
EVENT = Resource(
    what="event",
    template="event.html",
    gather=lambda ledger, request: views.event_view(ledger, request.path_params["id"]),
    context=pages.event_context,
    record=api.event_record,
)
DOCUMENT = Resource(
    what="document",
    template="document.html",
    gather=lambda ledger, request: views.document_view(
        ledger, request.path_params["page"], request.query_params.get("coder", "")
    ),
    context=pages.document_context,
    record=api.document_record,
)

FEEDS = Resource(
    what="page",
    template="feeds.html",
    gather=lambda ledger, request: views.feeds_view(ledger, datetime.now(UTC)),
    context=pages.feeds_context,
    record=api.feeds_record,
)


def healthz(request: Request) -> Response:
    """Whether the ledger can be read."""
    with request.app.state.ledger.reader() as ledger:
        ledger.holds("", "")
    return JSONResponse({"status": "ok"})


def _twins(path: str, json_path: str, resource: Resource[Any]) -> list[BaseRoute]:
    """The JSON address first, as the other one would take it for a name that ends in `.json`."""

    def view(request: Request) -> Any:
        with request.app.state.ledger.reader() as ledger:
            found = resource.gather(ledger, request)
        if found is None:
            name = next(iter(request.path_params.values()), "")
            raise HTTPException(404, f"The ledger has no {resource.what} {name!r}.")
        return found

    def as_json(request: Request) -> Response:
        return JSONResponse(resource.record(view(request)))

    def as_geojson(request: Request) -> Response:
        return JSONResponse(api.situation_map(view(request)), media_type="application/geo+json")

    def as_html(request: Request) -> Response:
        return HTMLResponse(
            pages.render(resource.template, resource.context(view(request)) | _frame(request))
        )

    routes: list[BaseRoute] = [Route(json_path, as_json)]
    if resource is SITUATION:
        routes.append(Route(json_path.replace(".json", ".geojson"), as_geojson))
    return [*routes, Route(path, as_html)]


def _frame(request: Request) -> dict[str, str]:
    """What the frame of every page needs: its own address, the address of its twin, the query."""
    path = "/" + request.url.path.lstrip("/")  # "//host" would be the address of another host
    query = f"?{request.url.query}" if request.url.query else ""
    return {"path": path, "query": query, "twin": ("/index.json" if path == "/" else f"{path}.json") + query}


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = _error(request, error.status_code, str(error.detail))
    response.headers.update(error.headers or {})
    return response


def _tocsin_error(request: Request, error: Exception) -> Response:
    return _error(request, 503, str(error))


def _server_error(request: Request, error: Exception) -> Response:
    return _error(request, 500, "The server could not make this page; its log says why.")


def _error(request: Request, status: int, reason: str) -> Response:
    if request.url.path.endswith(("json", "/healthz")):
        return JSONResponse({"status": status, "error": reason}, status, HEADERS)
    html = pages.render("error.html", {"status": status, "reason": reason} | _frame(request))
    return HTMLResponse(html, status, HEADERS)
