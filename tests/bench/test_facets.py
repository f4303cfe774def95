from __future__ import annotations

from typing import Any

from bench.facets import facets


def mention(**fields: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"modes": [], "contexts": [], "equipment": [], "about": "", "status": "actual"}
    return plain | fields


def test_sets_are_counted_item_by_item() -> None:
    gold = mention(modes=["arrest", "seize"], equipment=[{"kind": "drone"}])
    told = mention(modes=["arrest", "restrict"], equipment=[{"kind": "drone"}])
    found = facets([(gold, told)])
    assert (found["modes"]["p"], found["modes"]["r"]) == (0.5, 0.5)
    assert found["modes_exact"]["share"] == 0
    assert found["equipment"]["f1"] == 1


def test_status_apart_from_plain_actual() -> None:
    pairs = [
        (mention(), mention()),
        (mention(status="future"), mention()),
        (mention(status="negated"), mention(status="negated")),
    ]
    found = facets(pairs)
    assert found["status"]["right"] == 2
    assert (found["status_not_actual"]["right"], found["status_not_actual"]["of"]) == (1, 2)


def test_about_only_where_the_gold_has_one() -> None:
    found = facets([(mention(), mention(about="AID")), (mention(about="AID"), mention(about="CONSULT"))])
    assert (found["about"]["right"], found["about"]["of"]) == (0, 1)


def test_nothing_matched() -> None:
    assert facets([])["modes"]["f1"] == 0
