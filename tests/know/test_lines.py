"""The pack `lines`: its words, its weights, and what is said when they are damaged."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from tocsin.errors import PackError
from tocsin.know import lines
from tocsin.know.packs import Pack

SETTINGS = 'labels = ["body"]\nbuckets = 4\ndilations = [1]\nfeatures = 2\nlean = 0.5\nnetworks = 1\n'


def _settle(folder: Path) -> None:
    digest = hashlib.sha256((folder / "weights.npz").read_bytes()).hexdigest()
    (folder / "model.toml").write_text(f'{SETTINGS}sha256 = "{digest}"\n', encoding="utf-8")


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def found(name: str) -> Pack:
        return Pack(name=name, folder=tmp_path, manifest={})

    monkeypatch.setattr(lines, "find", found)
    return tmp_path


def test_the_installed_pack() -> None:
    model = lines.line_model()
    assert {"title", "body", "opens", "comment", "comment_meta", "form", "chrome"} <= set(model.labels)
    assert model.networks
    assert model.networks[0]["words"].shape[0] == model.buckets
    assert model.networks[0]["steps"].shape == (len(model.labels), len(model.labels))
    words = lines.line_words()
    assert {"you", "du", "vous"} <= words.second
    assert {"thanks", "danke", "merci"} <= words.manners


def test_arrays_belong_to_networks(pack: Path) -> None:
    np.savez(pack / "weights.npz", allow_pickle=False, **{"0.steps": np.ones((1, 1), np.float16)})
    _settle(pack)
    (network,) = lines.line_model.__wrapped__().networks
    assert network["steps"].dtype == np.float32


@pytest.mark.parametrize("stored", [b"", b"not an archive", b"PK\x03\x04 cut off"])
def test_damaged_weights_are_named(pack: Path, stored: bytes) -> None:
    (pack / "weights.npz").write_bytes(stored)
    _settle(pack)
    with pytest.raises(PackError, match=r"weights\.npz"):
        lines.line_model.__wrapped__()


def test_weights_of_another_training_are_named(pack: Path) -> None:
    (pack / "weights.npz").write_bytes(b"first")
    _settle(pack)
    (pack / "weights.npz").write_bytes(b"second")
    with pytest.raises(PackError, match=r"weights\.npz: the file is damaged"):
        lines.line_model.__wrapped__()


def test_a_language_without_a_list_is_named(pack: Path) -> None:
    (pack / "words.toml").write_text('[en]\nfirst = "i"\nsecond = "you"\n', encoding="utf-8")
    with pytest.raises(PackError, match="manners"):
        lines.line_words.__wrapped__()
