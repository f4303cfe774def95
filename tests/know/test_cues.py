"""The cues of the English pack."""

from __future__ import annotations

import pytest

from tocsin.errors import PackError
from tocsin.know import cues as module
from tocsin.know.cues import Names, cues


def test_verbs_are_written_out_and_known_by_what_they_take() -> None:
    verbs = {verb.base: verb for verb in cues().verbs}
    assert len(verbs) == len(cues().verbs) > 100
    assert {take for verb in verbs.values() for take in verb.takes} == {"say", "tell", "object", "to"}
    assert all(verb.third and verb.past and verb.ing and verb.link in ("", "yes") for verb in verbs.values())
    assert (verbs["say"].past, verbs["say"].link) == ("said", "yes")


def test_longer_phrases_come_first() -> None:
    marks = cues().credit.marks
    assert [len(mark) for mark in marks] == sorted((len(mark) for mark in marks), reverse=True)


def test_roles_keep_their_order() -> None:
    assert [role for role, _ in cues().roles] == ["military", "witness", "party to the conflict", "official"]


@pytest.mark.parametrize("stored", [{"agencies": []}, {"agencies": [], "outlets": [], "papers": []}, {}])
def test_missing_or_unknown_list_is_named(stored: dict[str, list[str]]) -> None:
    with pytest.raises(PackError, match=r"cues\.toml \[names\]"):
        module._lists({"names": stored}, "names", Names, frozenset)  # pyright: ignore[reportPrivateUsage]
