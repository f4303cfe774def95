"""Answers kept on disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tocsin.code.llm_cache import Cache
from tocsin.code.llm_prompt import classify_question
from tocsin.code.llm_settings import settings
from tocsin.code.llm_usage import Usage
from tocsin.config import Config
from tocsin.errors import CodeError
from tocsin.know.prompts import prompts

QUESTION = classify_question("A met B.", "A", "B")
ANSWER = {"type": "CONSULT"}
PAGE = "a" * 64


def cache(folder: Path, endpoint: str = "http://127.0.0.1/v1") -> Cache:
    config = Config(
        llm_endpoint=endpoint, llm_model="tiny", llm_cache=str(folder), llm_price_in="1", llm_price_out="2"
    )
    return Cache(settings(config, {"TOCSIN_LLM_KEY": "sk-secret"}))


def test_an_answer_is_kept_with_what_it_cost_and_without_the_key(tmp_path: Path) -> None:
    kept = cache(tmp_path)
    key = kept.key(PAGE, QUESTION)
    assert kept.get(key, QUESTION) is None
    kept.put(key, PAGE, ANSWER, Usage(requests=1, input_tokens=10, output_tokens=5))
    assert cache(tmp_path).get(key, QUESTION) == ANSWER
    (file,) = tmp_path.rglob("*.json")
    record = json.loads(file.read_text(encoding="utf-8"))
    assert (record["page"], record["model"], record["prompt"]) == (PAGE, "tiny", prompts().version)
    assert record["cost"] == 20 / 1e6
    assert "sk-secret" not in file.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [file.name]


def test_the_key_is_that_of_page_endpoint_and_question(tmp_path: Path) -> None:
    other = classify_question("A met C.", "A", "C")
    keys = {
        cache(tmp_path).key(PAGE, QUESTION),
        cache(tmp_path).key("b" * 64, QUESTION),
        cache(tmp_path).key(PAGE, other),
        cache(tmp_path, "http://127.0.0.2/v1").key(PAGE, QUESTION),
    }
    assert len(keys) == 4
    assert cache(tmp_path).key(PAGE, QUESTION) in keys


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"answer": 5}', '{"answer": {"type": 5}}'])
def test_a_damaged_file_counts_as_none(tmp_path: Path, damage: str) -> None:
    kept = cache(tmp_path)
    key = kept.key(PAGE, QUESTION)
    kept.put(key, PAGE, ANSWER, Usage())
    (file,) = tmp_path.rglob("*.json")
    file.write_text(damage, encoding="utf-8")
    assert kept.get(key, QUESTION) is None
    kept.put(key, PAGE, ANSWER, Usage())
    assert kept.get(key, QUESTION) == ANSWER


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    kept = cache(blocked)
    with pytest.raises(CodeError, match="llm_cache"):
        kept.put(kept.key(PAGE, QUESTION), PAGE, ANSWER, Usage())
