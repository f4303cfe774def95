"""Damaged pages end in a sound document or in a refusal that names them; without a clock."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lab.fuzz import FOLDERS, MUTATIONS, case, read, stored, unsound

from tests.parse.make import read_html
from tocsin.model import Span

SEEDS = list(stored(FOLDERS))


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_no_damaged_page_crashes(start: int) -> None:
    outcomes = [read(case(number, 7, SEEDS)) for number in range(start, start + 50)]
    assert [f"{o.case}: {o.wrong}" for o in outcomes if o.wrong] == []


def test_a_page_is_made_again_by_its_number() -> None:
    assert case(5, 1, SEEDS) == case(5, 1, SEEDS)
    assert case(5, 1, SEEDS) != case(6, 1, SEEDS)


def test_every_mutation_is_used() -> None:
    used = {how for number in range(300) for how in case(number, 1, SEEDS).how.split()[-1].split("+")}
    assert used == {mutation.__name__ for mutation in MUTATIONS}


def test_blocks_out_of_order_are_told() -> None:
    document = read_html("<h1>Ferry</h1><p>The ferry across the long lake runs again, they said.</p>")
    assert unsound(document) == ""
    broken = replace(document, blocks=document.blocks[::-1])
    assert "out of order" in unsound(broken)
    outside = replace(document.blocks[0], span=Span(start=0, end=10_000))
    assert "out of order" in unsound(replace(document, blocks=(outside,)))
