"""Pages through the coder "llm", against a server on this machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.code.llm_server import (
    BODY,
    KEY,
    Waits,
    act,
    completion,
    failure,
    make,
    mentions,
    page,
    serving,
    words,
)
from tests.factories import document
from tocsin.code.llm import make_code
from tocsin.config import Config
from tocsin.errors import CodeError, InputError
from tocsin.flow import Line, code_document
from tocsin.know.prompts import prompts
from tocsin.model import Count, Page
from tocsin.plugins import load
from tocsin.records import decode, encode
from tocsin.run.line import make_line
from tocsin.run.local import Failure, attempt


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction]
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def test_an_answer_becomes_a_mention_of_the_page_s_own_words(tmp_path: Path) -> None:
    with serving(completion(mentions(act()))) as server:
        coder = make(server, tmp_path)
        given = page()
        coding = coder(given)
    (mention,) = coding.mentions
    assert coding.drops == ()
    assert (mention.type, mention.modes, mention.status) == ("COERCE", ("restrict",), "actual")
    assert mention.coder == coder.name == f"llm/tiny@{prompts().version}"
    assert mention.trigger_text == "closed"
    assert mention.sentence_text == BODY[0].partition(" It")[0]
    assert [e.text for e in mention.actors] == ["the Dravian army"]
    assert [p.text for p in mention.place] == ["Orla"]
    assert (mention.killed, mention.injured) == (Count(low=2, high=2), None)
    assert mention.date == "2021-09-24"
    assert [given.text[s.start : s.end] for s in mention.also_told] == ["closes"]
    assert "military" in mention.contexts
    assert [m.field for m in mention.missing] == ["recipients"]
    assert decode(encode(mention), type(mention)) == mention


def test_headline_and_body_are_sent_numbered_but_no_comment_and_no_key_but_in_its_header(
    tmp_path: Path,
) -> None:
    with serving(completion(mentions())) as server:
        make(server, tmp_path)(page())
    (asked,) = server.asked
    sent = asked.body["messages"][1]["content"]
    assert "1: Army closes bridge at Orla (headline)" in sent
    assert "3: It will hold talks with Norland." in sent
    assert "4: Norland's president" in sent
    assert "2021-09-27" in sent
    assert "ashamed" not in str(asked.body)
    assert KEY not in str(asked.body)
    assert asked.key == f"Bearer {KEY}"
    assert asked.path == "/v1/chat/completions"
    assert asked.body["response_format"]["json_schema"]["strict"] is True
    assert (asked.body["model"], asked.body["temperature"]) == ("tiny", 0)


def test_a_server_without_keys_gets_none(tmp_path: Path) -> None:
    with serving(completion(mentions())) as server:
        make(server, tmp_path, key="", llm_temperature="")(page())
    assert server.asked[0].key is None
    assert "temperature" not in server.asked[0].body


def test_a_page_that_was_answered_makes_no_request_again_and_costs_nothing(tmp_path: Path) -> None:
    prices: dict[str, Any] = {"llm_price_in": "2", "llm_price_out": "10"}
    with serving(completion(mentions(act()), (1000, 100))) as server:
        first = make(server, tmp_path, **prices)
        coding = first(page())
        again = make(server, tmp_path, **prices)
        assert again(page()) == coding
        assert len(server.asked) == 1
    assert first.cost == pytest.approx(0.003)  # pyright: ignore[reportUnknownMemberType]
    assert (again.usage.requests, again.usage.cached, again.cost) == (0, 1, 0.0)


@pytest.mark.parametrize("changed", [{"llm_model": "other"}, {"llm_temperature": "0.5"}])
def test_another_model_is_asked_anew(tmp_path: Path, changed: dict[str, Any]) -> None:
    with serving(completion(mentions()), completion(mentions())) as server:
        make(server, tmp_path)(page())
        make(server, tmp_path, **changed)(page())
        assert len(server.asked) == 2


def test_a_changed_page_is_asked_anew_and_no_folder_keeps_nothing(tmp_path: Path) -> None:
    with serving(*[completion(mentions())] * 4) as server:
        make(server, tmp_path)(page())
        make(server, tmp_path)(page(page="f" * 64))
        assert len(server.asked) == 2
        coder = make(server, tmp_path, llm_cache="")
        coder(page())
        coder(page())
        assert len(server.asked) == 4


def test_a_long_page_is_sent_in_pieces_each_with_the_headline(tmp_path: Path) -> None:
    closed = act(also_told=[])
    talks = act(type="AGREE", modes=[], about="CONSULT", status="future", trigger=words(3, "will hold talks"))
    twice = act(trigger=words(1, "closes"), also_told=[])
    answers = [completion(mentions(closed)), completion(mentions(talks, twice))]
    with serving(*answers) as server:
        coding = make(server, tmp_path, llm_sentences=2)(page())
    assert [m.type for m in coding.mentions] == ["COERCE", "AGREE"]
    assert ["outside" in drop.reason for drop in coding.drops] == [True]
    second = server.asked[1].body["messages"][1]["content"]
    assert "sentences 3 to 4" in second
    assert "1: Army closes bridge" in second
    assert "2: On Friday" not in second


def test_tokens_are_summed_over_pieces_and_failed_attempts(tmp_path: Path) -> None:
    answers = [
        completion("no JSON", (50, 5)),
        completion(mentions(), (60, 6)),
        completion(mentions(), (7, 1)),
    ]
    with serving(*answers) as server:
        coder = make(server, tmp_path, llm_sentences=2, llm_price_in="1", llm_price_out="100")
        coder(page())
    assert (coder.usage.requests, coder.usage.input_tokens, coder.usage.output_tokens) == (3, 117, 12)
    assert coder.cost == pytest.approx((117 + 1200) / 1e6)  # pyright: ignore[reportUnknownMemberType]


@pytest.mark.parametrize(
    ("tokens", "changed"),
    [((9, 9), {}), ((9, 9), {"llm_price_in": "1"}), (None, {"llm_price_in": "1", "llm_price_out": "1"})],
)
def test_the_cost_is_unknown_without_prices_or_counts(
    tmp_path: Path, tokens: tuple[int, int] | None, changed: dict[str, Any]
) -> None:
    with serving(completion(mentions(), tokens)) as server:
        coder = make(server, tmp_path, **changed)
        assert coder.cost == 0.0
        coder(page())
    assert coder.cost is None


def test_the_same_act_answered_twice_is_one_mention(tmp_path: Path) -> None:
    with serving(completion(mentions(act(), act(status="future")))) as server:
        coding = make(server, tmp_path)(page())
    assert [m.status for m in coding.mentions] == ["actual"]
    assert [drop.reason for drop in coding.drops] == ["answered twice"]


def test_a_page_without_sentences_makes_no_request(tmp_path: Path) -> None:
    empty = replace(page(), blocks=())
    with serving() as server:
        coding = make(server, tmp_path)(empty)
        assert (coding.mentions, coding.drops, server.asked) == ((), (), [])


def test_a_page_with_lone_surrogates_is_sent(tmp_path: Path) -> None:
    with serving(completion(mentions())) as server:
        make(server, tmp_path)(document("Title", ["The \ud800 army left."], page="a" * 64))
        assert len(server.asked) == 1


def test_a_server_that_always_fails_fails_the_page_and_names_it(tmp_path: Path) -> None:
    waits = Waits()
    with serving() as server:
        coder = make(server, tmp_path, waits=waits, llm_attempts=3)
        with pytest.raises(
            CodeError, match=r"page\.txt: .*500 \(nothing left to say\), after 3 attempts; try"
        ):
            coder(page())
        assert len(server.asked) == 3
    assert waits.seconds == [1.0, 2.0]
    assert [*tmp_path.iterdir()] == []


def test_after_a_page_that_failed_the_next_is_coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_LLM_KEY", "wrong")
    with serving(failure(401, "no such key: wrong"), completion(mentions(act()))) as server:
        line = _line(server.endpoint, tmp_path)
        first = attempt(lambda: code_document(page(), line), line, "first.txt", _page())
        second = attempt(lambda: code_document(page(), line), line, "second.txt", _page())
    assert isinstance(first, Failure)
    assert (first.fault.stage, first.kind) == ("code", "CodeError")
    assert "TOCSIN_LLM_KEY" in first.fault.reason
    assert "wrong" not in first.fault.reason
    assert not isinstance(second, Failure)
    (mention,) = second.mentions
    assert mention.date == "2021-09-24"
    assert mention.actors[0].sector == "MIL"
    assert mention.sources


def test_classify_asks_for_the_pair(tmp_path: Path) -> None:
    with serving(completion({"type": "ACCUSE"}), completion({"type": "PRAISE"})) as server:
        coder = make(server, tmp_path)
        text = "Norland condemned Dravia."
        assert coder.classify(text, "Norland", "Dravia") == ("ACCUSE", None)
        assert coder.classify(text, "Norland", "Dravia") == ("ACCUSE", None)
        assert len(server.asked) == 1
        assert coder.classify(text, "Dravia", "Norland") == ("", None)
    assert "Actor: Norland" in server.asked[0].body["messages"][1]["content"]


def test_it_is_off_unless_chosen_and_then_names_the_setting_that_is_missing() -> None:
    assert Config().coder == "rules"
    assert load("code", "llm") is make_code
    with pytest.raises(InputError, match="llm_endpoint"):
        make_code(Config(coder="llm"))
    with pytest.raises(InputError, match="llm_model"):
        make_code(Config(coder="llm", llm_endpoint="http://127.0.0.1/v1"))


def _line(endpoint: str, folder: Path) -> Line:
    return make_line(
        Config(coder="llm", llm_endpoint=endpoint, llm_model="tiny", llm_cache=str(folder), llm_timeout_s=10)
    )


def _page() -> Page:
    return Page(
        id="0" * 64, name="page.txt", url="", fetched="2021-09-27", media="text/plain", charset="", body=b""
    )
