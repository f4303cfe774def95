"""run, rebuild, events, situation, config."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_pages import write_page

WATCH = '[ravna]\ntitle = "Ravna"\ncountries = ["SRB"]\n'


def run_once(tocsin: Run, folder: Path, *options: str) -> dict[str, object]:
    (folder / "pages").mkdir(exist_ok=True)
    write_page(folder / "pages")
    (folder / "s.toml").write_text(WATCH, encoding="utf-8")
    ran = tocsin("run", "pages", "--ledger", "l.db", "--situations", "s.toml", "--json", *options)
    assert ran.code == 0, ran.err
    (tally,) = ran.records()
    return tally


def test_run_then_ask(tocsin: Run, tmp_path: Path) -> None:
    run_once(tocsin, tmp_path)
    events = tocsin("events", "--ledger", "l.db", "--json").records()
    assert "COERCE" in {event["type"] for event in events}
    assert "Novi Sad" in tocsin("events", "--ledger", "l.db", "--sentences").out
    assert tocsin("events", "--ledger", "l.db", "--type", "AGREE", "--country", "XXX", "--json").out == ""
    (situation,) = tocsin("situation", "ravna", "--ledger", "l.db", "--json").records()
    assert situation["events"]
    assert situation["days"]


def test_running_again_adds_nothing_and_rebuild_gives_the_same(tocsin: Run, tmp_path: Path) -> None:
    run_once(tocsin, tmp_path)
    before = tocsin("events", "--ledger", "l.db", "--json").out
    run_once(tocsin, tmp_path)
    assert tocsin("events", "--ledger", "l.db", "--json").out == before
    assert tocsin("rebuild", "--ledger", "l.db", "--situations", "s.toml").code == 0
    assert tocsin("events", "--ledger", "l.db", "--json").out == before


def test_unknown_names_are_answered_with_the_known(tocsin: Run, tmp_path: Path) -> None:
    run_once(tocsin, tmp_path)
    ran = tocsin("situation", "nowhere", "--ledger", "l.db")
    assert ran.code == 1
    assert "ravna" in ran.err
    missing = tocsin("events", "--ledger", "none.db")
    assert missing.code == 1
    assert "none.db" in missing.err
    assert not (tmp_path / "none.db").exists()


def test_serve_says_what_is_wrong_with_a_port(tocsin: Run, tmp_path: Path) -> None:
    run_once(tocsin, tmp_path)
    ran = tocsin("serve", "--ledger", "l.db", "--port", "99999")
    assert ran.code == 1
    assert "127.0.0.1:99999" in ran.err


def test_config_shows_where_a_setting_comes_from(tocsin: Run, tmp_path: Path) -> None:
    (tmp_path / "tocsin.toml").write_text("port = 9000\n", encoding="utf-8")
    (record,) = tocsin("config", "--json").records()
    assert record["port"]["value"] == 9000
    assert record["port"]["origin"] == "tocsin.toml"
    assert "9000" in tocsin("config").out


def test_alerts_go_to_a_file_once(tocsin: Run, tmp_path: Path) -> None:
    page = write_page(tmp_path)
    rows = [
        f"Gunmen shot dead {n} soldiers in Novi Sad on Sunday, the Serbian army said."
        for n in ("two", "three")
    ]
    rows += ["Serbian troops shelled a village near Novi Sad on Sunday."]
    paragraphs = "".join(f"<p>{row}</p>" for row in rows)
    page.write_text(
        page.read_text("utf-8").replace("</article>", f"{paragraphs}</article>"), encoding="utf-8"
    )
    (tmp_path / "s.toml").write_text(WATCH, encoding="utf-8")
    command = ("run", "page.html", "--ledger", "l.db", "--situations", "s.toml", "--alerts", "a.jsonl")
    assert "ravna: index" in tocsin(*command).out
    (alert,) = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert "ALERT" not in tocsin(*command).out
    assert (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines() == [alert]


def test_an_unknown_type_is_answered_with_the_known(tocsin: Run) -> None:
    ran = tocsin("events", "--type", "WAR")
    assert ran.code == 1
    assert "ASSAULT" in ran.err
