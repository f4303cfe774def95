"""Settings: defaults, then `tocsin.toml` in the working folder, then `TOCSIN_*` in the environment."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, cast

from tocsin.errors import InputError

FILE = "tocsin.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All settings. Each field's metadata `help` is what `tocsin config` shows."""

    ledger: str = field(default="tocsin.db", metadata={"help": "file of the ledger"})
    situations: str = field(default="situations.toml", metadata={"help": "which situations are watched"})
    coder: str = field(default="rules", metadata={"help": "plug-in that codes documents"})
    coder_pack: str = field(
        default="coder-en", metadata={"help": "pack with the weights of the coder learned"}
    )
    llm_endpoint: str = field(
        default="",
        metadata={"help": "OpenAI-compatible server of the coder llm, as http://127.0.0.1:8080/v1"},
    )
    llm_model: str = field(default="", metadata={"help": "name of the model on that server"})
    llm_key_variable: str = field(
        default="TOCSIN_LLM_KEY", metadata={"help": "environment variable that holds the key for that server"}
    )
    llm_timeout_s: float = field(default=120.0, metadata={"help": "longest wait for one answer, in seconds"})
    llm_attempts: int = field(default=4, metadata={"help": "requests for one answer at most"})
    llm_sentences: int = field(default=40, metadata={"help": "sentences coded by one request at most"})
    llm_temperature: str = field(
        default="0", metadata={"help": "how freely the model words its answer; empty: as the server has it"}
    )
    llm_price_in: str = field(
        default="", metadata={"help": "price of a million tokens sent; empty: the cost is unknown"}
    )
    llm_price_out: str = field(
        default="", metadata={"help": "price of a million tokens answered; empty: the cost is unknown"}
    )
    llm_cache: str = field(
        default="llm-cache",
        metadata={"help": "folder of the answers of language models; empty: none is kept"},
    )
    timeout_s: float = field(default=20.0, metadata={"help": "longest wait for a web server, in seconds"})
    max_bytes: int = field(default=20_000_000, metadata={"help": "largest page that is read, unpacked"})
    max_redirects: int = field(default=5, metadata={"help": "redirects followed for one page"})
    allow_private: bool = field(default=False, metadata={"help": "read URLs inside private networks"})
    delay_s: float = field(
        default=1.0, metadata={"help": "shortest time between two requests to one host, in seconds"}
    )
    fetch_comments: bool = field(
        default=True, metadata={"help": "ask the comment interface that a page names for its comments"}
    )
    max_entries: int = field(default=1000, metadata={"help": "pages taken from one feed or sitemap at most"})
    user_agent: str = field(
        default="tocsin/0.1 (news reader; respects robots.txt)", metadata={"help": "sent to web servers"}
    )
    feeds: str = field(default="feeds.toml", metadata={"help": "which feeds `tocsin watch` asks"})
    watch_minutes: float = field(
        default=15.0, metadata={"help": "minutes between two askings of a feed that names no `every`"}
    )
    reread_hours: str = field(
        default="1 6 24", metadata={"help": "hours after which a watched page is read again for changes"}
    )
    host: str = field(default="127.0.0.1", metadata={"help": "address that `tocsin serve` listens on"})
    port: int = field(default=8765, metadata={"help": "port that `tocsin serve` listens on"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting as it stands, and where its value comes from."""

    name: str
    value: str | int | float | bool
    origin: str
    help: str


def load(folder: Path | None = None, environ: Mapping[str, str] | None = None) -> Config:
    """The settings in force. Raises InputError naming the file or variable that is wrong."""
    values: dict[str, Any] = {s.name: s.value for s in settings(folder, environ)}
    return Config(**values)


def settings(folder: Path | None = None, environ: Mapping[str, str] | None = None) -> tuple[Setting, ...]:
    """Every setting with its origin: "default", the file, or the environment variable."""
    path = (folder or Path()) / FILE
    stored = _read(path)
    env = os.environ if environ is None else environ
    known = {f.name: f for f in fields(Config)}
    if unknown := stored.keys() - known:
        raise InputError(f"{path}: unknown setting {sorted(unknown)[0]!r}; known are {', '.join(known)}")
    found: list[Setting] = []
    for name, spec in known.items():
        default: Any = spec.default
        value, origin = default, "default"
        if name in stored:
            value, origin = _typed(stored[name], default, f"{path}: {name}"), str(path)
        variable = f"TOCSIN_{name.upper()}"
        if variable in env:
            value, origin = _typed(env[variable], default, variable), variable
        found.append(Setting(name=name, value=value, origin=origin, help=spec.metadata["help"]))
    return tuple(found)


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not valid TOML: {error}") from error


def _typed(value: Any, default: Any, where: str) -> Any:
    """`value` as the type of `default`; text is converted, as the environment has nothing else."""
    wanted = cast(type[Any], type(default))
    if wanted is bool and isinstance(value, str):
        words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        if value.lower() in words:
            return words[value.lower()]
    elif isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool)):
        return value
    elif wanted in (int, float) and isinstance(value, str | int) and not isinstance(value, bool):
        try:
            return wanted(value)
        except ValueError:
            pass
    raise InputError(f"{where} must be a {wanted.__name__}, not {value!r}")
