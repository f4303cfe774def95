"""Watched situations from a TOML file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.model import Watch
from tocsin.run.local import watches


def write(folder: Path, text: str) -> Path:
    """A situations file."""
    path = folder / "situations.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_situations_in_their_order(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        [plates]
        title = "Licence plates"
        countries = ["SRB", "XKX"]
        places = ["Raška"]
        actors = ["KFOR"]
        start = 2021-09-01
        end = "2021-10-31"

        [border-2]
        countries = ["ARM"]
        """,
    )
    assert watches(path) == (
        Watch(
            name="plates",
            title="Licence plates",
            countries=("SRB", "XKX"),
            places=("Raška",),
            actors=("KFOR",),
            start="2021-09-01",
            end="2021-10-31",
        ),
        Watch(name="border-2", title="border-2", countries=("ARM",)),
    )


def test_a_file_without_situations(tmp_path: Path) -> None:
    assert watches(write(tmp_path, "# none yet\n")) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[a", "is not valid TOML"),
        ("title = 'x'", "title stands outside of any situation"),
        ("['a b']\nplaces = ['x']", "a b: a name is made of"),
        ("[a]\ncountry = ['SRB']", r"a\.country is no key of a situation; known are title, countries"),
        ("[a]\ntitle = 'x'", "a watches nothing; give one of countries"),
        ("[a]\nplaces = []", "a watches nothing"),
        ("[a]\nplaces = ['x']\ntitle = 3", r"a\.title must be text, not 3"),
        ("[a]\nplaces = 'x'", r"a\.places must be a list"),
        ("[a]\nplaces = ['x', 3]", r"a\.places must be text, not 3"),
        ("[a]\ncountries = ['Serbia']", r"a\.countries: 'Serbia' is no code"),
        ("[a]\nplaces = ['x']\nstart = 'soon'", r"a\.start must be a day such as 2021-09-27, not 'soon'"),
        ("[a]\nplaces = ['x']\nstart = 2021-09-02\nend = 2021-09-01", r"a\.end is before start"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(InputError, match=rf"{path}.*{words}"):
        watches(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.toml cannot be read: .*; write it or name another"):
        watches(tmp_path / "gone.toml")
