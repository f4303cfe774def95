"""The settings of the coder "llm": what is wrong is named, and the key never shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.code.llm_server import KEY
from tocsin.code.llm_settings import Settings, settings
from tocsin.config import Config
from tocsin.errors import InputError


def made(environ: dict[str, str] | None = None, **changed: Any) -> Settings:
    given: dict[str, Any] = {"llm_endpoint": "http://127.0.0.1:8080/v1", "llm_model": "tiny"}
    return settings(Config(**given | changed), environ or {})


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1/chat/completions"),
        ("http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080/v1/chat/completions"),
        ("https://example.org", "https://example.org/chat/completions"),
        ("https://example.org/v1/chat/completions", "https://example.org/v1/chat/completions"),
        ("https://example.org/v1?api-version=2", "https://example.org/v1/chat/completions?api-version=2"),
    ],
)
def test_requests_go_to_the_chat_completions_of_the_endpoint(endpoint: str, url: str) -> None:
    assert made(llm_endpoint=endpoint).url == url


@pytest.mark.parametrize(
    "changed",
    [
        {"llm_endpoint": ""},
        {"llm_endpoint": "127.0.0.1:8080"},
        {"llm_endpoint": "file:///tmp/x"},
        {"llm_endpoint": "http://"},
        {"llm_endpoint": "http://host:port"},
        {"llm_model": " "},
        {"llm_timeout_s": 0.0},
        {"llm_timeout_s": float("nan")},
        {"llm_attempts": 0},
        {"llm_sentences": -1},
        {"llm_temperature": "hot"},
        {"llm_price_in": "-1"},
        {"llm_price_out": "inf"},
    ],
)
def test_a_wrong_setting_is_named(changed: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=next(iter(changed))):
        made(**changed)


def test_the_key_comes_from_the_variable_and_is_not_shown() -> None:
    found = made({"MY_KEY": f" {KEY}\n"}, llm_key_variable="MY_KEY")
    assert found.key == KEY
    assert KEY not in repr(found)
    assert made().key == ""


def test_a_key_in_the_wrong_place_is_refused_without_being_repeated() -> None:
    with pytest.raises(InputError, match="llm_key_variable") as told:
        made(llm_key_variable=KEY)
    assert KEY not in str(told.value)
    with pytest.raises(InputError, match="llm_endpoint") as told:
        made(llm_endpoint=f"https://user:{KEY}@example.org/v1")
    assert KEY not in str(told.value)
    with pytest.raises(InputError, match="MY_KEY") as told:
        made({"MY_KEY": "kéy"}, llm_key_variable="MY_KEY")
    assert "kéy" not in str(told.value)


def test_prices_are_known_together_or_not_at_all() -> None:
    assert made().prices is None
    assert made(llm_price_in="0.5").prices is None
    assert made(llm_price_in="0.5", llm_price_out="2").prices == (0.5, 2.0)
    assert made(llm_price_in="0", llm_price_out="0").prices == (0.0, 0.0)


def test_the_rest_is_taken_over() -> None:
    found = made(llm_cache="kept", llm_temperature="")
    assert (found.cache, found.temperature, found.attempts) == (Path("kept"), None, 4)
