"""The file that names the feeds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.run.feeds import Feed, feeds, reread_after

EVERY = timedelta(minutes=15)


def write(folder: Path, text: str) -> Path:
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_feeds_with_and_without_everything(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '[[feed]]\nurl = "https://a.example/rss"\nname = "A"\nevery = "2h"\noutlet = "The A"\n'
        '[[feed]]\nurl = "http://b.example/news.xml"\n',
    )
    assert feeds(path, EVERY) == (
        Feed(url="https://a.example/rss", name="A", every=timedelta(hours=2), outlet="The A"),
        Feed(url="http://b.example/news.xml", name="http://b.example/news.xml", every=EVERY),
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("feed = 1", "feeds.toml names no feed"),
        ("", "feeds.toml names no feed"),
        ("[[feed", "feeds.toml is not valid TOML"),
        ('title = "x"', "feeds.toml: title is no key of a file of feeds"),
        ("feed = [1]", "feed 1 must be a table"),
        ('[[feed]]\nname = "A"', r"feeds.toml: feed 1\.url must be text, not ''"),
        ('[[feed]]\nurl = "ftp://a.example"', r"feed 1\.url must begin with http:// or https://"),
        (
            '[[feed]]\nurl = "https://a.example"\nevry = "1h"',
            r"feed 1\.evry is no key of a feed; known are url",
        ),
        (
            '[[feed]]\nurl = "https://a.example"\nevery = "soon"',
            r'feed 1\.every must be a time such as "15m"',
        ),
        ('[[feed]]\nurl = "https://a.example"\nevery = 15', r"feed 1\.every must be a time .* not 15"),
        ('[[feed]]\nurl = "https://a.example"\nevery = "0m"', r"feed 1\.every must be"),
        ('[[feed]]\nurl = "https://a.example"\noutlet = ""', r"feed 1\.outlet must be text"),
        (
            '[[feed]]\nurl = "https://a.example/x"\n[[feed]]\nurl = "https://A.example/x/"',
            r"feed 2\.url is that of feed 1",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        feeds(write(tmp_path, text), EVERY)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml cannot be read: No such file"):
        feeds(tmp_path / "none.toml", EVERY)


def test_when_pages_are_read_again() -> None:
    assert reread_after("6, 1 24") == tuple(timedelta(hours=hours) for hours in (1, 6, 24))
    assert reread_after("") == ()
    for wrong in ("soon", "-1", "0", "nan", "inf"):
        with pytest.raises(InputError, match="reread_hours must be hours such as"):
            reread_after(wrong)
