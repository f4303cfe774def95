"""Answers of web servers: robots.txt kept, every address checked, every hop of a redirect too."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import httpcore
import httpx
from protego import Protego

from tocsin.config import Config
from tocsin.errors import ReadError, RefusedError
from tocsin.read.content import HTML, PLAIN, too_large, unpack
from tocsin.read.guard import Guard
from tocsin.read.manners import Manners

_URL = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_SCHEMES = ("http", "https")
_GZIP_MARK = b"\x1f\x8b"
_GZIP = ("application/gzip", "application/x-gzip")
_BUSY = 429
_ATTEMPTS = 3
_RULES_S = 24 * 3600  # RFC 9309, 2.4: robots.txt is not kept longer
_LONGEST_TAG = 1000
NOT_MODIFIED = 304
# the pool of httpcore raises its own errors; Guard's connection errors are among them
_FAILURES = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
)


def is_url(source: str) -> bool:
    """Whether a source is a URL, of whatever scheme."""
    return _URL.match(source) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said. location: where it sends on to, None when it does not."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    charset: str
    location: str | None
    body: bytes

    @property
    def media(self) -> str:
        """The media type that the server gives, without parameters, "" for none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def packed(self) -> bool:
        """Whether the body is a gzip file."""
        gz = self.url.path.endswith(".gz") and self.body.startswith(_GZIP_MARK)
        return self.media in _GZIP or (gz and self.media not in (HTML, PLAIN))


class Web:
    """Fetches what stands at addresses, keeping the robots rules (for a day) and delays of each host."""

    def __init__(self, config: Config, sleep: Callable[[float], None] = time.sleep) -> None:
        self._config = config
        self._manners = Manners(config.delay_s, sleep)
        # no connection is used twice, so that the deadline of a connection is that of one request
        pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_keepalive_connections=0,
            network_backend=Guard(allow_private=config.allow_private, total_s=config.timeout_s),
        )
        # proxies of the environment would connect to addresses that nobody checked
        self._client = httpx.Client(
            transport=_Transport(pool),
            headers={"User-Agent": config.user_agent, "Accept-Encoding": "gzip"},
            trust_env=False,
        )
        self._robots: dict[str, tuple[float, Protego]] = {}

    def fetch(self, address: str, etag: str = "", modified: str = "") -> Answer:
        """What stands at a URL, unpacked; its `url` is where redirects ended.

        etag, modified: of the last answer; the status may then be 304, with nothing in the body. Raises
        ReadError, RefusedError, also when the server answers anything but success.
        """
        self._client.cookies.clear()
        conditions = _conditions(etag, modified)
        answer = self._follow(_checked(address, address), self._admit, conditions)
        if answer.status == NOT_MODIFIED and conditions:
            return answer
        if not httpx.codes.is_success(answer.status):
            raise ReadError(f"{address}: the server answers {_status(answer.status)}; check the address")
        if answer.packed:
            body = unpack(answer.body, self._config.max_bytes, address)
            headers = httpx.Headers({**answer.headers, "content-type": ""})
            return replace(answer, body=body, headers=headers, charset="")
        return answer

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _follow(
        self, url: httpx.URL, admit: Callable[[httpx.URL], None], headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The last answer of a chain of redirects; `admit` raises where one must not go, and waits."""
        start = url
        for _ in range(self._config.max_redirects + 1):
            answer = self._patiently(url, admit, headers or {})
            if answer.location is None:
                return answer
            url = _checked(answer.location, str(start), url)
        raise RefusedError(
            f"{start} is sent on more than {self._config.max_redirects} times; "
            "raise the setting max_redirects to follow"
        )

    def _patiently(
        self, url: httpx.URL, admit: Callable[[httpx.URL], None], headers: Mapping[str, str]
    ) -> Answer:
        """One answer, asked for again after the pauses that a busy server asks for."""
        for left in reversed(range(_ATTEMPTS)):
            admit(url)
            answer = self._ask(url, headers)
            if not self._manners.note(url.host, answer.status, answer.headers) or not left:
                return answer
        raise AssertionError("at least one attempt is made")

    def _ask(self, url: httpx.URL, headers: Mapping[str, str]) -> Answer:
        try:
            with self._client.stream("GET", url, headers=dict(headers)) as response:
                location = response.headers.get("location") if response.has_redirect_location else None
                return Answer(
                    url=url,
                    status=response.status_code,
                    headers=response.headers,
                    charset=response.charset_encoding or "",
                    location=location,
                    body=b"" if location else self._body(response, str(url)),
                )
        except _FAILURES as error:
            raise ReadError(f"{url} cannot be fetched: {_reason(error)}; try again later") from error
        except ReadError as error:
            raise _at(url, error) from error

    def _body(self, response: httpx.Response, name: str) -> bytes:
        """The content, unpacked; no more than `max_bytes` is ever held, packed or unpacked."""
        limit = self._config.max_bytes
        body = bytearray()
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > limit:
                raise too_large(name, limit)
        coding = response.headers.get("content-encoding", "identity").strip().lower()
        if not body or coding in ("identity", ""):
            return bytes(body)
        if coding not in ("gzip", "x-gzip"):
            raise ReadError(
                f"{name} comes packed as {coding!r}, which was not asked for; save the page by hand"
            )
        return unpack(bytes(body), limit, name)

    def _admit(self, url: httpx.URL) -> None:
        """Keep to robots.txt: raises RefusedError where it forbids, waits where it asks to wait."""
        origin, now = f"{url.scheme}://{url.netloc.decode('ascii')}", time.monotonic()
        since, rules = self._robots.get(origin, (0.0, None))
        if rules is None or now - since > _RULES_S:
            rules = self._rules(origin)
            self._robots[origin] = (now, rules)
        name = self._config.user_agent.partition("/")[0].strip()
        if not rules.can_fetch(str(url), name):
            raise RefusedError(f"{url}: robots.txt of {origin} forbids it to {name!r}; read another page")
        self._manners.wait(url.host, rules.crawl_delay(name) or 0.0)

    def _rules(self, origin: str) -> Protego:
        """RFC 9309: no robots.txt (4xx) allows everything; one that cannot be had (5xx) forbids everything."""
        answer = self._follow(httpx.URL(f"{origin}/robots.txt"), lambda url: self._manners.pause(url.host))
        if httpx.codes.is_success(answer.status):
            return Protego.parse(answer.body.decode("utf-8", "replace"))
        if answer.status == _BUSY or httpx.codes.is_server_error(answer.status):
            raise RefusedError(
                f"{origin}/robots.txt answers {_status(answer.status)}, so nothing there may be read; try later"
            )
        return Protego.parse("")


class _Transport(httpx.BaseTransport):
    """httpx over a connection pool of our own, the only public way to give it a network backend."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
        )
        response = self._pool.handle_request(asked)
        return httpx.Response(status_code=response.status, headers=response.headers, stream=_Stream(response))

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    """The body of an httpcore response as httpx wants it."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


def _checked(address: str, start: str, base: httpx.URL | None = None) -> httpx.URL:
    """The URL of an address, relative to `base`, if it may be asked for. Raises ReadError, RefusedError."""
    try:
        url = (base.join(address) if base else httpx.URL(address)).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise ReadError(f"{start}: {address!r} is no valid URL ({error}); check the address") from error
    if url.scheme not in _SCHEMES or not url.host:
        raise RefusedError(f"{start}: only http and https are read, not {address!r}; give such an address")
    if url.userinfo:
        raise RefusedError(f"{start}: names and passwords in URLs are not sent; save the page to a file")
    return url


def _conditions(etag: str, modified: str) -> dict[str, str]:
    """The headers that ask for what is new (RFC 9110, 13.1); what no server can have sent is left out."""
    given = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in given.items() if value and _sendable(value)}


def _sendable(value: str) -> bool:
    return len(value) <= _LONGEST_TAG and value.isascii() and value.isprintable()


def _at(url: httpx.URL, error: ReadError) -> ReadError:
    """The error with the URL in front, where it does not name it yet."""
    return error if str(url) in str(error) else type(error)(f"{url}: {error}")


def _status(code: int) -> str:
    return f"{code} {httpx.codes.get_reason_phrase(code)}".strip()


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
