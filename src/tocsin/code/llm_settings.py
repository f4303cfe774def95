"""The settings of the coder "llm", checked; see `Config` for what each means."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tocsin.config import Config
from tocsin.errors import InputError

_PATH = "/chat/completions"
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """url: where requests go. key: "" for none, never shown. key_variable: where it came from.

    prices: of a million tokens in and out, None when unknown. temperature: None leaves it to the server.
    sentences: in one request at most. cache: folder, None for none. attempts: at one answer, at most.
    """

    url: str
    model: str
    key: str = field(repr=False)
    key_variable: str
    timeout_s: float
    attempts: int
    sentences: int
    temperature: float | None
    prices: tuple[float, float] | None
    cache: Path | None


def settings(config: Config, environ: Mapping[str, str]) -> Settings:
    """The settings of this coder. Raises InputError naming the one that is missing or wrong."""
    url = _url(config.llm_endpoint.strip())
    if not config.llm_model.strip():
        raise InputError(
            "the coder 'llm' needs the setting llm_model: the name by which the server knows the model"
        )
    prices = _number(config.llm_price_in, "llm_price_in"), _number(config.llm_price_out, "llm_price_out")
    return Settings(
        url=url,
        model=config.llm_model.strip(),
        key=_key(config.llm_key_variable, environ),
        key_variable=config.llm_key_variable,
        timeout_s=_positive(config.llm_timeout_s, "llm_timeout_s"),
        attempts=int(_positive(config.llm_attempts, "llm_attempts")),
        sentences=int(_positive(config.llm_sentences, "llm_sentences")),
        temperature=_number(config.llm_temperature, "llm_temperature"),
        prices=None if prices[0] is None or prices[1] is None else (prices[0], prices[1]),
        cache=Path(config.llm_cache) if config.llm_cache else None,
    )


def _url(endpoint: str) -> str:
    if not endpoint:
        raise InputError(
            "the coder 'llm' needs the setting llm_endpoint: the address of an OpenAI-compatible server, "
            "such as http://127.0.0.1:8080/v1"
        )
    try:
        url = httpx.URL(endpoint)
    except httpx.InvalidURL as error:
        raise InputError(f"llm_endpoint is no valid URL ({error}); check it") from error
    if url.userinfo:
        raise InputError(
            "llm_endpoint holds a name or password; put a key into the variable llm_key_variable"
        )
    if url.scheme not in ("http", "https") or not url.host:
        raise InputError(f"llm_endpoint must begin with http:// or https://, unlike {endpoint!r}")
    path = url.path.rstrip("/")
    return str(url.copy_with(path=path if path.endswith(_PATH) else path + _PATH, fragment=None))


def _key(variable: str, environ: Mapping[str, str]) -> str:
    # a wrong value may be the key itself, so it is not repeated
    if not _VARIABLE.fullmatch(variable):
        raise InputError("llm_key_variable must be the name of an environment variable, not a key")
    key = environ.get(variable, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise InputError(f"the key in the environment variable {variable} has characters that no key has")
    return key


def _positive(value: float, name: str) -> float:
    if not 1 <= value < math.inf:
        raise InputError(f"{name} must be 1 or more, not {value:g}")
    return value


def _number(value: str, name: str) -> float | None:
    """A number that is not negative, None for ""."""
    if not value.strip():
        return None
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number < math.inf:
        raise InputError(f"{name} must be a number such as 0.15, or empty, not {value!r}")
    return number
