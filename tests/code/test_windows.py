from __future__ import annotations

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from tocsin.code.windows import LONGEST, MAX_TOKENS, Reader, case_of, packed
from tocsin.model import Span
from tocsin.text import paragraphs

TEXT = "Serbia sent troops.\nKosovo closed two crossings on Sunday.\nThe army said so."


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A tokenizer of the same build as the pack's, with a vocabulary of letters."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,-"
    pieces = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        *letters,
        *(f"##{c}" for c in letters),
        "serbia",
        "sent",
        "the",
    ]
    tokenizer = Tokenizer(WordPiece({p: n for n, p in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    file = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    tokenizer.save(str(file))
    return Reader(file)


def lines() -> list[Span]:
    return list(paragraphs(TEXT))


def test_every_sentence_is_answered_once(reader: Reader) -> None:
    windows = list(
        reader.windows(TEXT * 9, [s for n in range(9) for s in _moved(n * len(TEXT))], "2021-09-27")
    )
    assert len(windows) > 1
    answered = [n for w in windows for n in dict.fromkeys(w.sentences[slice(*w.own)]) if n >= 0]
    assert answered == list(range(27))
    assert all(w.own[1] - w.own[0] <= MAX_TOKENS + 1 for w in windows)


def _moved(by: int) -> list[Span]:
    return [Span(start=s.start + by, end=s.end + by) for s in lines()]


def test_offsets_are_of_the_text(reader: Reader) -> None:
    (window,) = reader.windows(TEXT, lines(), None)
    at = TEXT.index("troops")
    found = window.find(at, at + 6, window.own[0])
    assert found is not None
    span = window.text_of(*found)
    assert TEXT[span.start : span.end] == "troops"
    assert window.find(len(TEXT) + 5, len(TEXT) + 9) is None


def test_the_sentence_before_is_context(reader: Reader) -> None:
    window = reader.window(reader.tokens(TEXT, lines()), 1, 2, [])
    assert set(window.sentences[: window.own[0]]) == {-1, 0}
    assert set(window.sentences[slice(*window.own)]) == {-1, 1}


def test_a_date_stands_before_the_text(reader: Reader) -> None:
    tokens = reader.tokens(TEXT, lines())
    with_date, without = (reader.window(tokens, 0, 1, d) for d in (reader.date("2021-09-27T10:00"), []))
    assert len(with_date) - len(without) == len(reader.date("2021-09-27")) + 1
    assert with_date.ids[-len(without) + 1 :] == without.ids[1:]


def test_marks_are_on_the_pair(reader: Reader) -> None:
    window = reader.window(reader.tokens(TEXT, lines()), 0, 1, [])
    marks = window.marks((0, 6), (12, 18))
    of_first = {window.text_of(n, n) for n, mark in enumerate(marks) if mark == 1}
    assert {TEXT[s.start : s.end] for s in of_first} == {"Serbia"}
    assert sum(mark == 2 for mark in marks) == len("troops")
    assert window.marks(None, None) == [0] * len(window)


def test_a_sentence_without_end_is_cut(reader: Reader) -> None:
    text = "a " * 5000
    (window,) = reader.windows(text, [Span(start=0, end=len(text))], None)
    assert window.own[1] - window.own[0] == LONGEST + 1


def test_no_sentences_no_windows(reader: Reader) -> None:
    assert list(reader.windows("", [], None)) == []


def test_packed_never_splits_and_never_exceeds() -> None:
    assert list(packed([5, 5, 5, 20, 1], 10)) == [(0, 2), (2, 3), (3, 4), (4, 5)]
    assert list(packed([], 10)) == []


@pytest.mark.parametrize(
    ("word", "case"), [("army", 0), ("Army", 1), ("NATO", 2), ("A", 1), ("12", 3), ("U.S", 4), ("", 5)]
)
def test_case(word: str, case: int) -> None:
    assert case_of(word) == case
