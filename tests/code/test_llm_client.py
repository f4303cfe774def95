"""What the client does with each way in which a server can answer."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.code.llm_server import (
    KEY,
    Said,
    Waits,
    completion,
    failure,
    make,
    mentions,
    page,
    serving,
)
from tocsin.code.llm_client import Client
from tocsin.code.llm_prompt import classify_question
from tocsin.code.llm_settings import settings
from tocsin.config import Config
from tocsin.errors import CodeError

GOOD = completion(mentions())


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction]
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.mark.parametrize("broken", ["", "Sure!", '{"mentions": [', "[]", '{"events": []}', "[" * 100_000])
def test_a_broken_answer_is_asked_for_again_with_what_was_wrong(tmp_path: Path, broken: str) -> None:
    with serving(completion(broken), GOOD) as server:
        waits = Waits()
        make(server, tmp_path, waits=waits)(page())
        roles = [message["role"] for message in server.asked[1].body["messages"]]
        last = server.asked[1].body["messages"][-1]["content"]
    assert roles == ["system", "user", "assistant", "user"]
    assert "'mentions'" in last
    assert waits.seconds == []


@pytest.mark.parametrize("text", ['```json\n{"mentions": []}\n```', 'Here it is: {"mentions": []}'])
def test_words_around_the_json_do_no_harm(tmp_path: Path, text: str) -> None:
    with serving(completion(text)) as server:
        assert make(server, tmp_path)(page()).mentions == ()
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("said", "wait_s"),
    [
        (failure(429, "slow down"), 1.0),
        (failure(429, "slow down", Retry_After="7"), 7.0),
        (failure(503, "loading", Retry_After="Sun, 06 Nov 1994 08:49:37 GMT"), 1.0),
        (failure(500, "oops"), 1.0),
        (Said(status=502, body=b"<html>Bad gateway</html>"), 1.0),
    ],
)
def test_a_busy_server_is_asked_again_after_a_wait(tmp_path: Path, said: Said, wait_s: float) -> None:
    waits = Waits()
    with serving(said, GOOD) as server:
        make(server, tmp_path, waits=waits)(page())
        assert len(server.asked) == 2
    assert waits.seconds == [wait_s]


def test_a_pause_of_hours_is_not_waited_for(tmp_path: Path) -> None:
    with (
        serving(failure(429, "quota", Retry_After="7200")) as server,
        pytest.raises(CodeError, match="pause of 7200 s"),
    ):
        make(server, tmp_path)(page())


def test_a_server_that_knows_no_schema_is_asked_for_any_object_from_then_on(tmp_path: Path) -> None:
    with serving(failure(400, "response_format is not supported"), GOOD, GOOD) as server:
        coder = make(server, tmp_path)
        coder(page())
        coder(page(page="f" * 64))
    formats = [asked.body["response_format"]["type"] for asked in server.asked]
    assert formats == ["json_schema", "json_object", "json_object"]


def test_a_400_for_another_reason_is_told_and_the_schema_kept(tmp_path: Path) -> None:
    with serving(failure(400, "too long"), failure(400, "too long"), GOOD) as server:
        coder = make(server, tmp_path)
        with pytest.raises(CodeError, match=r"400 \(too long\); .*llm_sentences"):
            coder(page())
        coder(page())
    assert server.asked[2].body["response_format"]["type"] == "json_schema"


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (failure(401, f"Incorrect API key: {KEY}"), "TOCSIN_LLM_KEY"),
        (failure(404, "no such model"), "llm_model"),
        (Said(status=301, body=b"", headers={"Location": "https://example.org"}), "llm_endpoint"),
        (Said(body=b"<html>Welcome</html>"), "llm_endpoint"),
        (Said(body=b'{"choices": []}'), "llm_endpoint"),
        (completion(None), "another model"),
        (completion('{"mentions": [', finish="length"), "llm_sentences"),
    ],
)
def test_what_no_second_try_mends_is_told_at_once_without_the_key(
    tmp_path: Path, said: Said, names: str
) -> None:
    with serving(said) as server:
        coder = make(server, tmp_path)
        with pytest.raises(CodeError, match=names) as told:
            coder(page())
        assert len(server.asked) == 1
    assert KEY not in str(told.value)


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    config = Config(llm_endpoint=f"http://127.0.0.1:{port}/v1", llm_model="tiny", llm_attempts=2)
    waits = Waits()
    with pytest.raises(CodeError, match=r"no answer .*after 2 attempts"):
        Client(settings(config, {}), waits).ask(classify_question("A met B.", "A", "B"))
    assert waits.seconds == [1.0]


def test_an_answer_that_takes_too_long_counts_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 11.0, 20.0, 21.0])
    monkeypatch.setattr("tocsin.code.llm_client.time.monotonic", lambda: next(clock))
    with serving(GOOD, GOOD) as server:
        waits = Waits()
        make(server, tmp_path, waits=waits)(page())
        assert len(server.asked) == 2
    assert waits.seconds == [1.0]


def test_an_endless_answer_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.code.llm_client._MOST_BYTES", 10)
    with serving(GOOD) as server, pytest.raises(CodeError, match="more than 10 bytes"):
        make(server, tmp_path)(page())
