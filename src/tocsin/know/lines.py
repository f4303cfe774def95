"""What tells a line of a plain-text page from another (pack `lines`): words, and the weights of a network."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import PackError
from tocsin.know.packs import find

PACK = "lines"
WORDS = "words.toml"
WEIGHTS = "weights.npz"
SETTINGS = "model.toml"

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of all languages, case folded; each field as `words.toml` explains it."""

    first: frozenset[str]
    second: frozenset[str]
    manners: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineModel:
    """The networks that `tocsin.parse.label` runs and takes the mean of.

    labels: in the order of the networks' outputs. buckets: number of hashed words. dilations: of the
    convolutions, in order. features: how many numbers tell a line. networks: for each the arrays by name.
    lean: what is added to the scores of the labels of a thread, of which most texts trained on have none.
    """

    labels: tuple[str, ...]
    buckets: int
    dilations: tuple[int, ...]
    features: int
    networks: tuple[Mapping[str, Array], ...]
    lean: float


@cache
def line_words() -> Words:
    """The words of the installed pack. Raises PackError when a language lacks a list."""
    tables: list[dict[str, str]] = list(find(PACK).toml(WORDS).values())
    try:
        return Words(
            **{
                key: frozenset(word for table in tables for word in table[key].split())
                for key in ("first", "second", "manners")
            }
        )
    except KeyError as error:
        raise PackError(f"pack {PACK!r}: {WORDS} has a language without {error}") from error


@cache
def line_model() -> LineModel:
    """The installed networks. Raises PackError when the pack is not installed or its files are damaged."""
    pack = find(PACK)
    settings = pack.toml(SETTINGS)
    path = pack.file(WEIGHTS)
    try:
        if hashlib.sha256(path.read_bytes()).hexdigest() != settings["sha256"]:
            raise PackError(f"{path}: the file is damaged, or not the one that {SETTINGS} speaks of")
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name].astype(np.float32) for name in stored.files}
        return _model(settings, arrays)
    except (KeyError, ValueError, OSError, EOFError, BadZipFile) as error:
        raise PackError(f"pack {PACK!r}: {WEIGHTS} and {SETTINGS} do not fit: {error}") from error


def _model(settings: dict[str, Any], arrays: dict[str, Array]) -> LineModel:
    """Arrays are stored as NUMBER.NAME, one number a network."""
    networks: list[dict[str, Array]] = [{} for _ in range(settings["networks"])]
    for key, array in arrays.items():
        number, _, name = key.partition(".")
        networks[int(number)][name] = array
    return LineModel(
        labels=tuple(settings["labels"]),
        buckets=settings["buckets"],
        dilations=tuple(settings["dilations"]),
        features=settings["features"],
        networks=tuple(networks),
        lean=float(settings["lean"]),
    )
