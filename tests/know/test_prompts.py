"""The prompt of the coder "llm" is whole, and speaks of the codes that there are."""

from __future__ import annotations

from typing import get_args

from tocsin.know.prompts import prompts
from tocsin.model import EquipmentKind, Status


def test_every_status_and_kind_is_explained() -> None:
    given = prompts()
    assert given.statuses.keys() == set(get_args(Status))
    assert given.equipment.keys() == set(get_args(EquipmentKind))
    assert all(given.statuses.values())
    assert given.about == {"AGREE", "THREATEN", "REQUEST", "REJECT", "CONCEDE"}
    assert given.version


def test_each_text_asks_for_what_is_filled_in() -> None:
    given = prompts()
    names = {
        given.code_system: {"types", "statuses", "about", "equipment", "example"},
        given.code_user: {"published", "first", "last", "sentences"},
        given.classify_system: {"types"},
        given.classify_user: {"text", "actor", "recipient"},
        given.repair: {"reason"},
    }
    assert {template: set(template.get_identifiers()) for template in names} == names
