"""watch, feeds, versions: on a web server of our own."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run
from tests.cli.test_pages import write_page
from tests.read.server import Answer, Site

WATCH = '[ravna]\ntitle = "Ravna"\ncountries = ["SRB"]\n'
RSS = {"Content-Type": "application/rss+xml", "ETag": '"1"'}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A feed of one page, on a server in a thread; the settings and files to watch it with."""
    with Site() as site:
        thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        item = f"<item><title>One</title><link>{site.root}/one.html</link></item>"
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>R</title>{item}</channel></rss>'
        site.answers["/rss"] = Answer(body=feed.encode(), headers=RSS)
        site.answers["/one.html"] = Answer(body=write_page(tmp_path).read_bytes())
        (tmp_path / "feeds.toml").write_text(
            f'[[feed]]\nname = "Ravna Post"\nurl = "{site.root}/rss"\n', encoding="utf-8"
        )
        (tmp_path / "s.toml").write_text(WATCH, encoding="utf-8")
        for name, value in (("DELAY_S", "0"), ("ALLOW_PRIVATE", "yes")):
            monkeypatch.setenv(f"TOCSIN_{name}", value)
        yield site
        site.shutdown()
        thread.join()


@pytest.fixture
def watch(tocsin: Run) -> Run:
    """`watch("--once")` watches the feeds of the test."""

    def run(*options: str) -> Ran:
        return tocsin("watch", "feeds.toml", "--ledger", "l.db", "--situations", "s.toml", *options)

    return run


class Later(datetime):
    """Two hours from now."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.now(tz) + timedelta(hours=2)


def test_watch_an_edit_and_ask_what_changed(
    site: Site, tocsin: Run, watch: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = watch("--once")
    assert ran.code == 0, ran.err
    assert "Ravna Post: 1 entry, 1 new" in ran.out
    assert tocsin("events", "--ledger", "l.db", "--json").records()

    page = site.answers["/one.html"]
    assert isinstance(page, Answer)
    page.body = page.body.replace(b"arrested ten protesters", b"arrested eleven protesters").replace(
        b"</article>", b"<p>Police arrested four men in Novi Sad on Sunday.</p></article>"
    )
    monkeypatch.setattr("tocsin.cli.watching.datetime", Later)
    assert "Ravna Post: nothing new, says its server" in watch("--once").out
    ran = tocsin("versions", f"{site.root}/one.html", "--ledger", "l.db")
    assert "version 2, read" in ran.out
    assert "    + Police arrested four men in Novi Sad on Sunday." in ran.out
    assert "    - Serbian police arrested [ten] protesters in Novi Sad" in ran.out
    assert "    + Serbian police arrested [eleven] protesters in Novi Sad" in ran.out
    first, second = tocsin("versions", f"{site.root}/one.html", "--ledger", "l.db", "--json").records()
    assert (first["version"], first["difference"]) == (1, None)
    assert second["difference"]["article_changed"]
    assert [change["kind"] for change in second["difference"]["changes"]] == ["changed", "added"]


def test_visits_as_json_and_the_health_of_feeds(site: Site, tocsin: Run, watch: Run) -> None:
    (visit,) = watch("--once", "--json").records()
    assert (visit["name"], visit["feed"], visit["new"]) == ("Ravna Post", f"{site.root}/rss", 1)
    site.answers["/rss"] = Answer(status=500)
    ran = watch("--once", "--json")
    assert ran.code == 1
    assert ran.records()[0]["outcome"] == "failed"
    (health,) = tocsin("feeds", "--ledger", "l.db", "--json").records()
    assert (health["state"], health["day"], health["heard"]) == ("blind", 0.5, visit["at"])
    shown = tocsin("feeds", "--ledger", "l.db").out
    assert "asked, could not be heard since" in shown
    assert "50%" in shown


def test_alerts_are_told_once(site: Site, tmp_path: Path, watch: Run) -> None:
    page = site.answers["/one.html"]
    assert isinstance(page, Answer)
    rows = [
        f"Gunmen shot dead {n} soldiers in Novi Sad on Sunday, the Serbian army said."
        for n in ("two", "three")
    ]
    rows += ["Serbian troops shelled a village near Novi Sad on Sunday."]
    paragraphs = "".join(f"<p>{row}</p>" for row in rows)
    page.body = page.body.replace(b"</article>", f"{paragraphs}</article>".encode())
    assert "ravna: index" in watch("--once", "--alerts", "a.jsonl").out
    assert "ALERT" not in watch("--once", "--alerts", "a.jsonl").out
    assert len((tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_ctrl_c_wakes_a_sleeper(site: Site, watch: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr("tocsin.cli.watching.time.sleep", sleep)
    before = signal.getsignal(signal.SIGINT)
    ran = watch("--every", "30")
    assert ran.code == 0, ran.err
    assert "1 entry, 1 new" in ran.out
    assert len(slept) == 1 and 1700 < slept[0] <= 1800
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_ends_after_the_current_page(
    site: Site, tocsin: Run, watch: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = site.answer

    def interrupt(path: str) -> Answer:
        if path == "/one.html":
            os.kill(os.getpid(), signal.SIGINT)
        return answer(path)

    monkeypatch.setattr(site, "answer", interrupt)
    ran = watch()
    assert ran.code == 0, ran.err
    assert len(tocsin("versions", f"{site.root}/one.html", "--ledger", "l.db", "--json").records()) == 1


def test_what_is_wrong_with_a_file_of_feeds(tocsin: Run, tmp_path: Path) -> None:
    assert "none.toml cannot be read" in tocsin("watch", "none.toml").err
    (tmp_path / "feeds.toml").write_text(
        '[[feed]]\nurl = "https://a.example"\nevery = "soon"\n', encoding="utf-8"
    )
    ran = tocsin("watch")
    assert ran.code == 1
    assert "feeds.toml: feed 1.every must be a time" in ran.err
    assert not (tmp_path / "tocsin.db").exists()


def test_no_feed_and_no_page(tocsin: Run, tmp_path: Path) -> None:
    write_page(tmp_path)
    assert tocsin("run", "page.html", "--ledger", "l.db").code == 0
    assert "no feed was asked yet" in tocsin("feeds", "--ledger", "l.db").out
    assert tocsin("feeds", "--ledger", "l.db", "--json").out == ""
    ran = tocsin("versions", "https://a.example/", "--ledger", "l.db")
    assert (ran.code, ran.out) == (1, "")
    assert "no page 'https://a.example/' in l.db" in ran.err
