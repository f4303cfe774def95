from __future__ import annotations

import pytest

from tests.code.cases import parse
from tocsin.code.acts import Act, find
from tocsin.code.status import settle


def told(text: str, title: bool = False) -> tuple[str, str, str]:
    """Type, status and reason of the first act."""
    s = parse(text, title)[0]
    act = next(found for found in find(s) if isinstance(found, Act))
    settled, standing = settle(s, act)
    return settled.type, standing.status, standing.reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Italy expelled the envoy.", ("SANCTION", "actual")),
        ("Italy will expel the envoy.", ("SANCTION", "future")),
        ("Italy will free the sailors.", ("CONCEDE", "future")),
        ("Italy will not free the sailors.", ("REJECT", "actual")),
        ("Italy might expel the envoy.", ("SANCTION", "hypothetical")),
        ("Italy may expel the envoy if Malta agrees.", ("SANCTION", "hypothetical")),
        ("Italy did not expel the envoy.", ("SANCTION", "negated")),
        ("Italy never expelled the envoy.", ("SANCTION", "negated")),
        ("Italy plans to expel the envoy.", ("SANCTION", "future")),
    ],
)
def test_status(text: str, expected: tuple[str, str]) -> None:
    assert told(text)[:2] == expected


def test_a_headline_promises_with_an_infinitive() -> None:
    assert told("Italy to expel envoy", title=True)[:2] == ("SANCTION", "future")


@pytest.mark.parametrize(
    "text",
    [
        "Did Italy expel the envoy?",
        "Italy should expel the envoy.",
        "Italy can expel the envoy.",
        "Italy regularly expels envoys.",
        "The minister hopes that Italy expelled the envoy.",
        "If Italy expels the envoy, Malta will follow.",
        "Italy is backed by Malta.",
    ],
)
def test_what_is_not_told_as_an_act_has_a_reason(text: str) -> None:
    (s,) = parse(text)
    reasons = [settle(s, found)[1].reason for found in find(s) if isinstance(found, Act)]
    assert all(reasons)
