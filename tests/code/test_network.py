from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.code.small_network import letters
from tocsin.code import network
from tocsin.code.labels import CONTEXTS, MODES, ROLES, STATUSES, TAGS, TYPES, fingerprint
from tocsin.code.network import Floats, Network, Read, batches, gelu, sigmoid, softmax
from tocsin.code.windows import Window
from tocsin.errors import PackError
from tocsin.know.packs import Pack

LIMIT = 1280  # tokens of a batch, padding included
WIDTH, INNER = 4, 6
HEADS = ("trigger", "status", "about", "modes", "contexts", "roles", "pair")


def window(length: int) -> Window:
    """A window of that many tokens, its second half another sentence."""
    half = length // 2
    return Window(
        ids=[0] * length,
        cases=[0] * length,
        offsets=[(n, n + 1) for n in range(length)],
        sentences=[0] * half + [1] * (length - half),
        own=(0, length),
    )


def heads(folder: Path) -> None:
    """Random weights of a narrow network."""
    random = np.random.default_rng(0)
    linear = {
        "act.0": (INNER, 2 * WIDTH),
        "status": (len(STATUSES), INNER),
        "about": (1 + len(TYPES), INNER),
        "modes": (len(MODES), INNER),
        "contexts": (len(CONTEXTS), INNER),
        "of_token": (INNER, WIDTH),
        "of_trigger": (INNER, WIDTH),
        "roles.2": (len(ROLES) * TAGS, INNER),
    }
    weights = {f"{name}.weight": random.normal(size=shape) for name, shape in linear.items()}
    biases = {f"{name}.bias": random.normal(size=shape[0]) for name, shape in linear.items()}
    tables = {"of_product": (INNER, WIDTH), "of_distance": (33, INNER), "of_sentence": (2, INNER)}
    rest = {f"{name}.weight": random.normal(size=shape) for name, shape in tables.items()}
    np.savez(folder / "heads.npz", allow_pickle=False, **weights, **biases, **rest)


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installed pack, with all but the encoder."""
    letters(tmp_path)
    heads(tmp_path)
    settle(tmp_path, 1.0)
    made = Pack(name="small", folder=tmp_path, manifest={"version": "1"})
    monkeypatch.setattr(network, "find", {"small": made}.__getitem__)
    return tmp_path


def settle(folder: Path, heat: float, labels: str = "") -> None:
    lines = "\n".join(f"{head} = {heat}" for head in HEADS)
    settings = f'labels = "{labels or fingerprint()}"\n[temperature]\n{lines}\n'
    (folder / "model.toml").write_text(settings, encoding="utf-8")


def read(length: int) -> Read:
    random = np.random.default_rng(1)
    return Read(
        window=window(length),
        states=random.normal(size=(length, WIDTH)),
        triggers=np.zeros((length, 1 + 2 * len(TYPES))),
    )


def test_batches_hold_every_window_once_within_the_limit() -> None:
    windows = [window(n) for n in (5, 300, 160, 160, 7, 12, 300, 159, 1, 160, 200, 160, 40, 300, 160)]
    made = list(batches(windows))
    assert sorted(map(id, (w for batch in made for w in batch))) == sorted(map(id, windows))
    assert all(len(batch) * max(map(len, batch)) <= LIMIT for batch in made)
    assert 1 < len(made) < len(windows)


def test_a_window_beyond_the_limit_stands_alone() -> None:
    assert [len(batch) for batch in batches([window(LIMIT + 1), window(3), window(4)])] == [2, 1]
    assert list(batches([])) == []


def near(found: Floats, *expected: float) -> bool:
    return bool(np.allclose(found, expected, atol=1e-4))


def test_softmax() -> None:
    assert near(softmax(np.log([[1.0, 3.0]]))[0], 0.25, 0.75)
    assert near(softmax(np.array([1000.0, 1000.0])), 0.5, 0.5)


def test_sigmoid() -> None:
    assert near(sigmoid(np.array([0.0, np.log(3), -np.log(3)])), 0.5, 0.75, 0.25)


def test_gelu() -> None:
    assert near(gelu(np.array([0.0, 1.0, -1.0, 10.0])), 0.0, 0.8412, -0.1588, 10.0)


def test_answers_are_chances_for_each_trigger(pack: Path) -> None:
    answers = Network("small").acts(read(12), [(1, 1), (7, 9)])
    assert answers.modes.shape == (2, len(MODES))
    assert answers.contexts.shape == (2, len(CONTEXTS))
    assert answers.roles.shape == (2, 12, len(ROLES), TAGS)
    for of_one in (answers.status, answers.about, answers.roles):
        assert np.allclose(of_one.sum(-1), 1)
    assert not np.allclose(answers.status[0], answers.status[1])


def test_the_answer_to_a_trigger_is_the_same_alone(pack: Path) -> None:
    small, both = Network("small"), [(1, 1), (7, 9)]
    together = small.acts(read(12), both)
    for n, trigger in enumerate(both):
        assert np.allclose(small.acts(read(12), [trigger]).roles[0], together.roles[n])


def test_heat_flattens_the_chances(pack: Path) -> None:
    cool = Network("small").acts(read(12), [(1, 1)])
    settle(pack, 5.0)
    hot = Network("small").acts(read(12), [(1, 1)])
    assert hot.status.max() < cool.status.max()
    assert hot.roles.max() < cool.roles.max()


def test_a_damaged_encoder_is_named(pack: Path) -> None:
    (pack / "encoder.onnx").write_bytes(b"not a model")
    with pytest.raises(PackError, match=r"encoder\.onnx: damaged .*install the pack again"):
        list(Network("small").read([window(5)]))


def test_an_absent_encoder_is_named(pack: Path) -> None:
    with pytest.raises(PackError, match=r"encoder\.onnx"):
        list(Network("small").read([window(5)]))


def test_damaged_heads_are_named(pack: Path) -> None:
    (pack / "heads.npz").write_bytes(b"not what it was")
    with pytest.raises(PackError, match=r"heads\.npz: damaged .*install the pack again"):
        Network("small").acts(read(12), [(1, 1)])


def test_a_damaged_tokenizer_is_named(pack: Path) -> None:
    (pack / "tokenizer.json").write_bytes(b"not what it was")
    with pytest.raises(PackError, match=r"tokenizer\.json: damaged .*install the pack again"):
        _ = Network("small").reader


def test_weights_for_other_labels_are_refused(pack: Path) -> None:
    settle(pack, 1.0, "0123456789abcdef")
    with pytest.raises(PackError, match=r"'small'.*install versions that belong together"):
        Network("small").acts(read(12), [(1, 1)])


def test_marks_and_the_date_play_no_role(pack: Path) -> None:
    given = read(12)
    marked = replace(given, window=replace(given.window, sentences=[-1, *given.window.sentences[1:-1], -1]))
    roles = Network("small").acts(marked, [(1, 1)]).roles
    outside = [1.0] + [0.0] * (TAGS - 1)
    assert (roles[0, [0, -1]] == outside).all()
    assert not (roles[0, 1:-1] == outside).all(-1).any()
