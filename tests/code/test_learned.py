from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from tests.code.small_network import NAME, VERSION, Act, SmallNetwork, letters
from tocsin.code import learned
from tocsin.code.labels import STATUSES, TYPES
from tocsin.code.learned import LearnedCoder
from tocsin.code.windows import LONGEST, Reader
from tocsin.errors import PackError
from tocsin.know.packs import find
from tocsin.model import Block, BlockKind, Coding, Document, Mention, Span

PACK = "coder-en"
SHELLED = Act(trigger="shelled", roles={"actor": ("Serbia",), "recipient": ("Kosovo",)})
SENTENCE = "Serbia shelled Kosovo."


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return letters(tmp_path_factory.mktemp("tokenizer"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Coders whose network says of the given acts what they say of themselves."""

    reader: Reader
    patch: pytest.MonkeyPatch

    def coder(self, network: SmallNetwork) -> LearnedCoder:
        def made(pack: str, threads: int) -> SmallNetwork:
            return network

        self.patch.setattr(learned, "Network", made)
        return LearnedCoder("small")

    def coding(self, page: Document, *acts: Act, least: float = 0.5) -> Coding:
        return self.coder(SmallNetwork(self.reader, page.text, *acts, least=least))(page)


@pytest.fixture
def given(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Given:
    return Given(reader=reader, patch=monkeypatch)


def document(*parts: tuple[BlockKind, str], language: str = "en") -> Document:
    """A page of these blocks, a blank line between them."""
    text, blocks = "", list[Block]()
    for kind, words in parts:
        start = len(text) + 2 * bool(text)
        text = f"{text}\n\n{words}" if text else words
        blocks.append(Block(kind=kind, span=Span(start=start, end=len(text))))
    return Document(
        page="p1",
        name="page.txt",
        url="",
        media="text/plain",
        text=text,
        blocks=tuple(blocks),
        title="",
        authors=(),
        published="2021-09-27",
        language=language,
    )


def well_formed(mention: Mention, page: Document) -> bool:
    """Whether every text is that of its span, and the trigger stands in its sentence."""
    stretches = [
        (mention.trigger, mention.trigger_text),
        (mention.sentence, mention.sentence_text),
        *((e.span, e.text) for e in (*mention.actors, *mention.recipients)),
        *((p.span, p.text) for p in mention.place),
        *((e.span, e.text) for e in mention.equipment),
    ]
    exact = all(page.text[s.start : s.end] == text.strip() != "" for s, text in stretches)
    inside = mention.sentence.start <= mention.trigger.start < mention.trigger.end <= mention.sentence.end
    return exact and inside


# --- what is coded ---------------------------------------------------------------------------------


def test_a_mention_says_what_it_lacks(given: Given) -> None:
    page = document(("body", SENTENCE))
    (mention,) = given.coding(page, SHELLED).mentions
    assert (mention.type, mention.trigger_text, mention.sentence_text) == ("ASSAULT", "shelled", SENTENCE)
    assert mention.coder == f"learned/{NAME}-{VERSION}"
    assert mention.confidence == 0.9
    assert {m.field for m in mention.missing} == {"place", "date"}
    assert well_formed(mention, page)


def test_a_mention_says_that_a_pronoun_or_its_matter_is_open(given: Given) -> None:
    act = Act(trigger="demanded", type="REQUEST", roles={"actor": ("It",)})
    (mention,) = given.coding(document(("body", "It demanded talks.")), act).mentions
    assert {m.field for m in mention.missing} == {"recipients", "about", "refers_to", "place", "date"}


@pytest.mark.parametrize(
    "kind", ["comment", "comment_meta", "credit", "chrome", "byline", "dateline", "form"]
)
def test_only_title_and_body_are_coded(given: Given, kind: BlockKind) -> None:
    page = document((kind, SENTENCE), ("body", "Talks went on."), (kind, SENTENCE))
    assert given.coding(page, SHELLED) == Coding()


def test_headline_and_body_tell_one_act(given: Given) -> None:
    page = document(("title", "Kosovo shelled"), ("body", f"Talks failed. {SENTENCE}"), ("comment", SENTENCE))
    (mention,) = given.coding(page, SHELLED).mentions
    assert mention.sentence_text == SENTENCE
    (headline,) = mention.also_told
    assert headline == Span(start=7, end=14)


@pytest.mark.parametrize("teaser", ["Read more: ", "“Watch: ", "• Related: "])
def test_teasers_are_left_out_with_a_reason(given: Given, teaser: str) -> None:
    page = document(("body", f"Talks went on.\n\n{teaser}{SENTENCE}\n\nTalks ended."))
    coding = given.coding(page, SHELLED)
    assert coding.mentions == ()
    (drop,) = coding.drops
    assert (drop.stage, drop.reason) == ("code", "points to another story")
    assert drop.span is not None
    assert page.text[drop.span.start : drop.span.end] == teaser + SENTENCE


def test_offsets_are_of_the_text_over_line_breaks(given: Given) -> None:
    wrapped = "Serbia\nshelled a village in North\nMitrovica on\tSunday, when Kosovo\nvoted."
    page = document(("title", "A — tense\u00a0day"), ("body", f"Talks\nfailed.\n\n{wrapped}"))
    act = replace(SHELLED, roles={**SHELLED.roles, "place": ("North Mitrovica",), "date": ("on Sunday",)})
    (mention,) = given.coding(page, act).mentions
    assert well_formed(mention, page)
    assert mention.sentence_text == wrapped
    (place,) = mention.place
    assert place.text == "North\nMitrovica"
    assert mention.date_span is not None
    assert page.text[mention.date_span.start : mention.date_span.end] == "on\tSunday"


def test_mentions_of_many_windows_are_in_text_order(given: Given) -> None:
    places = [f"Place{n}" for n in "abcdefghijkl"]
    words = [f"Serbia shelled {place} with what it had there, and it went on for long." for place in places]
    page = document(("body", "\n\n".join(words)))
    act = Act(trigger="shelled", roles={"place": tuple(places[:1])})
    mentions = given.coding(page, act).mentions
    assert [m.sentence_text for m in mentions] == words
    assert len({m.id for m in mentions}) == len(words)
    assert all(well_formed(m, page) for m in mentions)


def test_ids_are_stable_and_of_the_page(given: Given) -> None:
    page = document(("body", SENTENCE))
    first, again, other = (
        given.coding(p, SHELLED).mentions[0].id for p in (page, page, replace(page, page="p2"))
    )
    assert first == again
    assert first != other
    assert given.coding(page, replace(SHELLED, type="COERCE")).mentions[0].id != first


# --- what is left out ------------------------------------------------------------------------------


def test_another_language_is_left_out_with_a_reason(given: Given) -> None:
    coding = given.coding(document(("body", SENTENCE), language="de"), SHELLED)
    assert coding.mentions == ()
    assert [(d.stage, d.reason, d.span) for d in coding.drops] == [("code", "language: de", None)]


def test_an_unknown_language_is_read_as_english(given: Given) -> None:
    assert len(given.coding(document(("body", SENTENCE), language=""), SHELLED).mentions) == 1


@pytest.mark.parametrize("page", [document(), document(("body", " \n ")), document(("comment", SENTENCE))])
def test_nothing_to_read_gives_nothing(given: Given, page: Document) -> None:
    assert given.coding(page, SHELLED) == Coding()


def test_a_doubt_is_told_with_its_chance(given: Given) -> None:
    page = document(("body", f"Kosovo voted. {SENTENCE}"))
    voted = Act(trigger="voted", type="PROTEST", chance=0.1)
    coding = given.coding(page, replace(SHELLED, chance=0.62), voted, least=0.75)
    assert coding.mentions == ()
    (drop,) = coding.drops
    assert drop.stage == "code"
    assert drop.reason == "the chance of an act (of ASSAULT, if any) is 0.62, under 0.75"
    assert drop.span is not None
    assert page.text[drop.span.start : drop.span.end] == "shelled"


def test_what_is_an_act_is_no_doubt(given: Given) -> None:
    page = document(("body", f"{SENTENCE}\n\nKosovo voted."))
    coding = given.coding(page, SHELLED, Act(trigger="voted", type="PROTEST", chance=0.4))
    assert [m.trigger_text for m in coding.mentions] == ["shelled"]
    assert [page.text[d.span.start : d.span.end] for d in coding.drops if d.span] == ["voted"]


@pytest.mark.parametrize(("more", "read"), [(0, True), (1, False)])
def test_the_unread_end_of_a_long_sentence_is_told(given: Given, more: int, read: bool) -> None:
    """Each letter is a token."""
    text = f"Serbia shelled {'x ' * (LONGEST - len('Serbiashelled') + more)}".strip()
    page = document(("title", "Talks went on."), ("body", f"{text}\n\nTalks ended."))
    coding = given.coding(page, SHELLED)
    assert [m.trigger_text for m in coding.mentions] == ["shelled"]
    rest = [] if read else ["x"]
    assert [page.text[d.span.start : d.span.end].strip() for d in coding.drops if d.span] == rest
    assert [d.reason for d in coding.drops] == ["a sentence is read up to its 256th token"] * len(rest)


def test_drops_are_in_text_order(given: Given) -> None:
    page = document(("body", f"{SENTENCE}\n\nRead more: {SENTENCE}\n\n{'y ' * (LONGEST + 1)}"))
    reasons = [d.reason.split()[0] for d in given.coding(page, replace(SHELLED, chance=0.4)).drops]
    assert reasons == ["the", "points", "a"]


# --- classify --------------------------------------------------------------------------------------


def test_classify_marks_the_pair_in_the_order_given(given: Given) -> None:
    text = "Kosovo fined a firm of Serbia."
    network = SmallNetwork(given.reader, text)
    assert given.coder(network).classify(text, "Serbia", "Kosovo") == ("SANCTION", 0.9)
    assert network.marked == ("Serbia", "Kosovo")


@pytest.mark.parametrize(("least", "answer"), [(0.9, ("SANCTION", 0.9)), (0.91, ("", None))])
def test_classify_names_no_unlikely_type(
    given: Given, least: float, answer: tuple[str, float | None]
) -> None:
    text = "Kosovo fined Serbia."
    network = SmallNetwork(given.reader, text, least_pair=least)
    assert given.coder(network).classify(text, "Kosovo", "Serbia") == answer


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Kosovo fined Serbia.", "Russia", "Serbia"),
        ("Kosovo fined Serbia.", "Kosovo", "Russia"),
        ("Kosovo fined Serbia.", "Kosovo", "Kosovo"),
        (" \n", "", ""),
        ("", "", ""),
    ],
)
def test_classify_needs_text_and_the_parties_in_it(
    given: Given, text: str, actor: str, recipient: str
) -> None:
    assert given.coder(SmallNetwork(given.reader, text)).classify(text, actor, recipient) == ("", None)


@pytest.mark.parametrize("pair", [("Kosovo", ""), ("", "Kosovo"), ("", "")])
def test_classify_does_without_a_party(given: Given, pair: tuple[str, str]) -> None:
    text = "Kosovo imposed a fine."
    network = SmallNetwork(given.reader, text)
    assert given.coder(network).classify(text, *pair) == ("SANCTION", 0.9)
    assert network.marked == pair


@pytest.mark.parametrize("actor", ["North\nMitrovica", "North Mitrovica"])
def test_classify_reads_over_line_breaks(given: Given, actor: str) -> None:
    text = "North\nMitrovica \ud83d fined Serbia."
    network = SmallNetwork(given.reader, text)
    assert given.coder(network).classify(text, actor, "Serbia") == ("SANCTION", 0.9)
    assert network.marked == ("North Mitrovica", "Serbia")


# --- odd text --------------------------------------------------------------------------------------


def test_a_word_is_one_trigger_the_surer(given: Given) -> None:
    page = document(("body", "Serbia counterattacked Kosovo."))
    (mention,) = given.coding(page, Act(trigger="co", chance=0.7), Act(trigger="ck", chance=0.8)).mentions
    assert (mention.trigger_text, mention.confidence) == ("counterattacked", 0.8)


def test_half_a_character_stops_nothing(given: Given) -> None:
    page = document(("body", f"Talks \ud83d went on. {SENTENCE}"))
    (mention,) = given.coding(page, SHELLED).mentions
    assert mention.sentence_text == SENTENCE
    assert well_formed(mention, page)


def test_a_party_with_half_a_character_is_as_written(given: Given) -> None:
    page = document(("body", "Ser\ud83dbia shelled Kosovo."))
    (mention,) = given.coding(page, replace(SHELLED, roles={"actor": ("Ser",)})).mentions
    assert [e.text for e in mention.actors] == ["Ser"]
    assert well_formed(mention, page)


# --- the weights -----------------------------------------------------------------------------------


@pytest.fixture
def weights() -> LearnedCoder:
    """The coder with the installed weights, on one thread."""
    try:
        folder = find(PACK).folder
    except PackError:
        pytest.skip(f"pack {PACK} is not installed")
    if not (folder / "encoder.onnx").is_file():
        pytest.skip(f"pack {PACK} has no encoder.onnx here: its weights are not in this checkout")
    return LearnedCoder(PACK, threads=1)


def test_with_its_weights_every_field_is_well_formed(weights: LearnedCoder) -> None:
    page = document(
        ("title", "Troops fire at protesters"),
        (
            "body",
            "Soldiers shot at least three protesters dead in\nthe capital on Friday. The UN condemned it.",
        ),
        ("comment", "They shot protesters!"),
    )
    coding = weights(page)
    body = page.blocks[1].span
    for mention in coding.mentions:
        assert well_formed(mention, page)
        assert mention.trigger.end <= body.end
        assert mention.type in TYPES
        assert mention.status in STATUSES
        assert mention.confidence is not None
        assert 0 < mention.confidence <= 1
        fields = {"actors", "recipients", "place"}
        assert {m.field for m in mention.missing} & fields == {f for f in fields if not getattr(mention, f)}
    assert all(0 <= d.span.start < d.span.end <= body.end for d in coding.drops if d.span)
    assert len({m.id for m in coding.mentions}) == len(coding.mentions)
    assert weights(page) == coding


def test_with_its_weights_a_pair_has_one_type(weights: LearnedCoder) -> None:
    kind, chance = weights.classify("Soldiers shot protesters dead.", "Soldiers", "protesters")
    assert kind in (*TYPES, "")
    assert (chance is None) == (kind == "")
    assert 1 / len(TYPES) <= (1 if chance is None else chance) <= 1
