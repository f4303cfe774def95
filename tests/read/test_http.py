"""Pages from a web server on this machine."""

from __future__ import annotations

import gzip
import socket
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from tests.read.server import HTML, Answer, Site, settings
from tocsin.config import Config
from tocsin.errors import ReadError, RefusedError
from tocsin.model import Page
from tocsin.read import make_expand, make_read
from tocsin.read.http import Web


def read(address: str, **changed: Any) -> Page:
    """The page at an address, private networks allowed."""
    (page,) = make_read(settings(**changed))(address)
    return page


def test_a_page(site: Site) -> None:
    site.answers["/a"] = Answer()
    page = read(f"{site.root}/a#part")
    assert (page.body, page.media, page.charset) == (HTML, "text/html", "utf-8")
    assert (page.name, page.url) == (f"{site.root}/a#part", f"{site.root}/a")
    assert site.asked == ["/robots.txt", "/a"]
    assert site.agents == {Config().user_agent}


def test_a_url_is_one_address(site: Site) -> None:
    assert [*make_expand(Config())(site.root)] == [site.root]


@pytest.mark.parametrize(
    ("type", "body", "media", "charset"),
    [
        ("text/plain; charset=ISO-8859-2", b"Talks began.", "text/plain", "iso-8859-2"),
        ("application/xhtml+xml", b"<html/>", "text/html", ""),
        ("", HTML, "text/html", ""),
        ("application/octet-stream", b"Talks began.", "text/plain", ""),
        ("text/plain", HTML, "text/html", ""),
    ],
)
def test_the_media_type(site: Site, type: str, body: bytes, media: str, charset: str) -> None:
    site.answers["/a"] = Answer(body, headers={"Content-Type": type})
    page = read(f"{site.root}/a")
    assert (page.media, page.charset) == (media, charset)


def test_a_picture_is_no_page(site: Site) -> None:
    site.answers["/a"] = Answer(headers={"Content-Type": "image/png"})
    with pytest.raises(ReadError, match="/a is image/png, neither HTML nor plain text"):
        read(f"{site.root}/a")


@pytest.mark.parametrize("status", [404, 410, 500, 304])
def test_an_answer_that_is_no_page(site: Site, status: int) -> None:
    site.answers["/a"] = Answer(status=status)
    with pytest.raises(ReadError, match=f"{site.root}/a: the server answers {status}"):
        read(f"{site.root}/a")


def test_an_empty_answer(site: Site) -> None:
    site.answers["/a"] = Answer(b"")
    with pytest.raises(ReadError, match=f"{site.root}/a is empty"):
        read(f"{site.root}/a")


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(ReadError, match=f"http://127.0.0.1:{port}/.* cannot be fetched: .*refused"):
        read(f"http://127.0.0.1:{port}/a")


def test_a_server_that_never_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/a"
        with pytest.raises(ReadError, match=r"cannot be fetched: .*; try again later"):
            read(url, timeout_s=0.05)


def test_an_answer_that_is_no_http() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/a"

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"SSH-2.0-OpenSSH\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(ReadError, match="cannot be fetched"):
            read(url)
        thread.join()


# --- packed and large ----------------------------------------------------------------------------


def test_packed_on_the_way(site: Site) -> None:
    site.answers["/a"] = Answer(gzip.compress(HTML), headers={"Content-Encoding": "gzip"})
    assert read(f"{site.root}/a").body == HTML


def test_a_packed_file(site: Site) -> None:
    site.answers["/a.html.gz"] = Answer(gzip.compress(HTML), headers={"Content-Type": "application/gzip"})
    page = read(f"{site.root}/a.html.gz")
    assert (page.body, page.media) == (HTML, "text/html")


def test_broken_packing(site: Site) -> None:
    site.answers["/a"] = Answer(gzip.compress(HTML)[:-9], headers={"Content-Encoding": "gzip"})
    with pytest.raises(ReadError, match=f"{site.root}/a is not sound gzip"):
        read(f"{site.root}/a")


def test_packing_that_was_not_asked_for(site: Site) -> None:
    site.answers["/a"] = Answer(b"\x0b\x02", headers={"Content-Encoding": "br"})
    with pytest.raises(ReadError, match="packed as 'br'"):
        read(f"{site.root}/a")


@pytest.mark.parametrize("headers", [{"Content-Encoding": "gzip"}, {"Content-Type": "application/gzip"}])
def test_a_bomb(site: Site, headers: dict[str, str]) -> None:
    site.answers["/a"] = Answer(gzip.compress(bytes(20_000_000)), headers=headers)
    with pytest.raises(RefusedError, match=f"{site.root}/a is larger than 100000 bytes"):
        read(f"{site.root}/a", max_bytes=100_000)


def test_a_page_too_large(site: Site) -> None:
    site.answers["/a"] = Answer(HTML * 1000)
    with pytest.raises(RefusedError, match=f"{site.root}/a is larger than 5000 bytes; raise"):
        read(f"{site.root}/a", max_bytes=5000)


# --- redirects -----------------------------------------------------------------------------------


def test_a_redirect(site: Site) -> None:
    site.answers["/a"] = Answer(status=301, headers={"Location": "/b"})
    site.answers["/b"] = Answer()
    page = read(f"{site.root}/a")
    assert (page.name, page.url) == (f"{site.root}/a", f"{site.root}/b")


def test_redirects_without_end(site: Site) -> None:
    site.answers["/a"] = Answer(status=302, headers={"Location": "/a"})
    with pytest.raises(RefusedError, match=f"{site.root}/a is sent on more than 3 times"):
        read(f"{site.root}/a", max_redirects=3)
    assert site.asked.count("/a") == 4


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://example.org/a", "http://name:word@127.0.0.1/"]
)
def test_a_redirect_to_where_one_must_not_go(site: Site, location: str) -> None:
    site.answers["/a"] = Answer(status=302, headers={"Location": location})
    with pytest.raises(RefusedError, match=f"{site.root}/a: "):
        read(f"{site.root}/a")


def test_every_hop_is_checked_for_its_address(site: Site, open_example: None) -> None:
    """The first host passes for public, the one it sends on to does not."""
    port = site.server_address[1]
    site.answers["/a"] = Answer(status=302, headers={"Location": "http://10.0.0.7/secret"})
    with pytest.raises(RefusedError, match=r"http://10\.0\.0\.7/.*10\.0\.0\.7, which is not on the public"):
        read(f"http://open.example:{port}/a", allow_private=False)
    assert site.asked == ["/robots.txt", "/a"]


# --- robots.txt ----------------------------------------------------------------------------------

RULES = b"User-agent: *\nDisallow: /private\n\nUser-agent: tocsin\nDisallow: /closed\n"


def test_robots_are_respected_and_asked_once(site: Site) -> None:
    site.answers |= {
        "/robots.txt": Answer(RULES),
        "/closed/a": Answer(),
        "/open": Answer(),
        "/private": Answer(),
    }
    reader = make_read(settings())
    for path in ("/open", "/private", "/open"):
        assert next(reader(site.root + path)).body == HTML
    with pytest.raises(RefusedError, match=f"{site.root}/closed/a: robots.txt of {site.root} forbids"):
        next(reader(site.root + "/closed/a"))
    assert site.asked == ["/robots.txt", "/open", "/private", "/open"]


def test_robots_hold_for_redirects(site: Site) -> None:
    site.answers |= {"/robots.txt": Answer(RULES), "/closed/a": Answer()}
    site.answers["/a"] = Answer(status=302, headers={"Location": "/closed/a"})
    with pytest.raises(RefusedError, match=r"/closed/a: robots\.txt"):
        read(f"{site.root}/a")
    assert "/closed/a" not in site.asked


@pytest.mark.parametrize("status", [429, 500, 503])
def test_robots_that_cannot_be_had_close_the_site(site: Site, status: int) -> None:
    site.answers |= {"/robots.txt": Answer(status=status), "/a": Answer()}
    with pytest.raises(RefusedError, match=rf"/robots\.txt answers {status} .*; try later"):
        read(f"{site.root}/a")
    assert site.asked == ["/robots.txt"]


def test_robots_may_be_sent_on(site: Site) -> None:
    site.answers |= {
        "/robots.txt": Answer(status=301, headers={"Location": "/rules"}),
        "/rules": Answer(RULES),
    }
    with pytest.raises(RefusedError, match="forbids"):
        read(f"{site.root}/closed/a")


def test_the_delay_that_robots_ask_for_is_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers |= {"/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 7\n"), "/a": Answer()}
    monkeypatch.setattr("tocsin.read.manners.time.monotonic", lambda: 100.0)
    waited: list[float] = []
    web = Web(Config(allow_private=True), sleep=waited.append)
    for _ in range(3):
        web.fetch(f"{site.root}/a")
    web.close()
    assert waited == [7.0, 7.0]


def test_robots_are_asked_for_again_after_a_day(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/a"] = Answer()
    clock = [100.0]
    monkeypatch.setattr("tocsin.read.http.time.monotonic", lambda: clock[0])
    web = Web(settings())
    for hours in (0, 23, 2):
        clock[0] += hours * 3600
        web.fetch(f"{site.root}/a")
    web.close()
    assert site.asked == ["/robots.txt", "/a", "/a", "/robots.txt", "/a"]


# --- politeness ----------------------------------------------------------------------------------


def test_a_host_is_not_asked_at_once_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/a"] = Answer()
    monkeypatch.setattr("tocsin.read.manners.time.monotonic", lambda: 100.0)
    waited: list[float] = []
    web = Web(Config(allow_private=True, delay_s=2.5), sleep=waited.append)
    for _ in range(3):
        web.fetch(f"{site.root}/a")
    web.close()
    assert waited == [2.5, 2.5]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_after_the_pause_it_asks_for(site: Site, status: int) -> None:
    site.answers["/a"] = [Answer(status=status, headers={"Retry-After": "7"}), Answer()]
    waited: list[float] = []
    web = Web(settings(), sleep=waited.append)
    assert web.fetch(f"{site.root}/a").body == HTML
    web.close()
    assert [round(wait_s) for wait_s in waited] == [7]
    assert site.asked == ["/robots.txt", "/a", "/a"]


def test_a_server_that_stays_busy_is_asked_three_times(site: Site) -> None:
    site.answers["/a"] = Answer(status=503, headers={"Retry-After": "0"})
    with pytest.raises(ReadError, match="/a: the server answers 503"):
        read(f"{site.root}/a")
    assert site.asked.count("/a") == 3


def test_a_long_pause_is_not_waited_out_but_kept(site: Site) -> None:
    site.answers |= {"/a": Answer(status=429, headers={"Retry-After": "3600"}), "/b": Answer()}
    waited: list[float] = []
    web = Web(settings(), sleep=waited.append)
    with pytest.raises(ReadError, match="/a: the server answers 429"):
        web.fetch(f"{site.root}/a")
    with pytest.raises(
        ReadError, match=r"127\.0\.0\.1 asks for a pause of 3[56]\d\d seconds; try again after it"
    ):
        web.fetch(f"{site.root}/b")
    web.close()
    assert (waited, site.asked) == ([], ["/robots.txt", "/a"])


def test_a_pause_until_a_date(site: Site) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    site.answers |= {"/a": Answer(status=503, headers={"Retry-After": until}), "/b": Answer()}
    web = Web(settings())
    for path in ("/a", "/b"):
        with pytest.raises(ReadError, match=r"answers 503|a pause of 7[12]\d\d seconds"):
            web.fetch(site.root + path)
    web.close()
    assert site.asked == ["/robots.txt", "/a"]


@pytest.mark.parametrize("pause", ["soon", "-1", "", "Mon, 99 Foo 2021"])
def test_a_pause_that_is_none(site: Site, pause: str) -> None:
    site.answers["/a"] = Answer(status=503, headers={"Retry-After": pause})
    with pytest.raises(ReadError, match="/a: the server answers 503"):
        read(f"{site.root}/a")
    assert site.asked.count("/a") == 1


# --- what was read before ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "known"),
    [
        ({"ETag": '"v1"'}, {"etag": '"v1"'}),
        (
            {"Last-Modified": "Mon, 27 Sep 2021 10:00:00 GMT"},
            {"modified": "Mon, 27 Sep 2021 10:00:00 GMT"},
        ),
    ],
)
def test_what_is_known_is_not_sent_again(site: Site, headers: dict[str, str], known: dict[str, str]) -> None:
    site.answers["/a"] = Answer(headers=headers)
    web = Web(settings())
    assert web.fetch(f"{site.root}/a").status == 200
    again = web.fetch(f"{site.root}/a", **known)
    web.close()
    assert (again.status, again.body) == (304, b"")


def test_a_tag_that_no_server_sent_is_not_sent(site: Site) -> None:
    site.answers["/a"] = Answer(headers={"ETag": '"v1"'})
    web = Web(settings())
    assert web.fetch(f"{site.root}/a", etag='"v1"\r\nCookie: a=b').status == 200
    web.close()


# --- what is refused from the start --------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{}/a",
        "http://localhost:{}/a",
        "http://[::ffff:127.0.0.1]:{}/a",
        "http://2130706433:{}/a",
    ],
)
def test_private_networks_are_refused(site: Site, url: str) -> None:
    with pytest.raises(RefusedError, match="not on the public internet; set allow_private"):
        read(url.format(site.server_address[1]), allow_private=False)
    assert site.asked == []


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "file:///etc/passwd", "http://name:word@example.org/a"]
)
def test_urls_that_are_not_read(url: str) -> None:
    (address,) = make_expand(Config())(url)
    with pytest.raises(RefusedError, match=url.split(":")[0]):
        read(address)


def test_a_url_that_is_none() -> None:
    with pytest.raises(ReadError, match="is no valid URL"):
        read("http://exa mple.org:port/")


def test_proxies_of_the_environment_are_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:3128")
    site.answers["/a"] = Answer()
    assert read(f"{site.root}/a").body == HTML


def test_no_connection_is_made_for_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Talks began.")
    monkeypatch.delattr("tocsin.read.Web")
    assert read(str(path)).body == b"Talks began."
