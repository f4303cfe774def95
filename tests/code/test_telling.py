from __future__ import annotations

from typing import Any

import pytest

from tests.code.small_network import Act, SmallNetwork, letters
from tocsin.code.decode import triggers
from tocsin.code.telling import Telling, is_vague, tell
from tocsin.code.windows import Reader
from tocsin.model import Count, EventType, Status
from tocsin.text import paragraphs

PUBLISHED = "2021-09-27"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return letters(tmp_path_factory.mktemp("tokenizer"))


def told(reader: Reader, text: str, *acts: Act, published: str | None = PUBLISHED) -> list[Telling]:
    """The tellings of one window; each line is a sentence."""
    lines = list(paragraphs(text))
    window = reader.window(reader.tokens(text, lines), 0, len(lines), reader.date(published))
    network = SmallNetwork(reader, text, *acts)
    (read,) = network.read([window])
    found = triggers(read.triggers, window.sentences, *window.own)
    answers = network.acts(read, [f.span for f in found])
    return tell(text, window, found, answers, 0.5, published)


def one(reader: Reader, text: str, trigger: str, published: str | None = PUBLISHED, **given: Any) -> Telling:
    """The one telling of `trigger`; roles are given by their names, each a word or several."""
    fields = {k: given.pop(k) for k in ("type", "status", "about", "modes", "contexts") if k in given}
    roles = {role: (words,) if isinstance(words, str) else words for role, words in given.items()}
    (telling,) = told(reader, text, Act(trigger=trigger, roles=roles, **fields), published=published)
    return telling


# --- parties -------------------------------------------------------------------------------------


def test_parties_are_in_text_order(reader: Reader) -> None:
    telling = one(
        reader, "Serbia and Russia shelled Kosovo.", "shelled", actor=("Russia", "Serbia"), recipient="Kosovo"
    )
    assert [e.text for e in telling.actors] == ["Serbia", "Russia"]
    assert [e.text for e in telling.recipients] == ["Kosovo"]
    assert all(e.refers_to is None for e in (*telling.actors, *telling.recipients))


def test_nobody_is_both(reader: Reader) -> None:
    telling = one(reader, "Serbia shelled Kosovo.", "shelled", actor="Serbia", recipient=("Serbia", "Kosovo"))
    assert [e.text for e in telling.recipients] == ["Kosovo"]


def referents(text: str, telling: Telling) -> list[str]:
    meant = [e.refers_to for e in (*telling.actors, *telling.recipients)]
    return [text[s.start : s.end] if s else "" for s in meant]


@pytest.mark.parametrize("surest_first", [("Serbia", "Kosovo"), ("Kosovo", "Serbia")])
def test_each_pronoun_stands_for_the_nearest_before_it(reader: Reader, surest_first: tuple[str, ...]) -> None:
    text = "Serbia met Kosovo.\nIt shelled them."
    telling = one(reader, text, "shelled", actor="It", recipient="them", refers=surest_first)
    assert referents(text, telling) == ["Kosovo", "Serbia"]


def test_what_comes_later_is_meant_only_where_nothing_stands_before(reader: Reader) -> None:
    text = "After a long pause in Serbia it shelled Kosovo, Russia said."
    both, later = (
        one(reader, text, "shelled", actor="it", refers=refers) for refers in (("Serbia", "Russia"), "Russia")
    )
    assert (referents(text, both), referents(text, later)) == (["Serbia"], ["Russia"])


def test_a_party_is_no_referent(reader: Reader) -> None:
    text = "Serbian troops shelled it."
    telling = one(reader, text, "shelled", actor="Serbian troops", recipient="it", refers="Serbian")
    assert referents(text, telling) == ["", ""]


def test_a_name_stands_for_itself(reader: Reader) -> None:
    text = "Serbia met envoys.\nBelgrade shelled it."
    telling = one(reader, text, "shelled", actor="Belgrade", recipient="it", refers="Serbia")
    assert telling.actors[0].refers_to is None
    meant = telling.recipients[0].refers_to
    assert meant is not None
    assert text[meant.start : meant.end] == "Serbia"


def test_a_pronoun_is_no_referent(reader: Reader) -> None:
    telling = one(reader, "They met.\nIt shelled Kosovo.", "shelled", actor="It", refers="They")
    assert telling.actors[0].refers_to is None


@pytest.mark.parametrize(
    "words", ["They", "it", "both", "who", "The army", "this country", "the group", "Himself"]
)
def test_vague(words: str) -> None:
    assert is_vague(words)


@pytest.mark.parametrize("words", ["Serbia", "soldiers", "an army", "the Serbian army", "the village"])
def test_not_vague(words: str) -> None:
    assert not is_vague(words)


@pytest.mark.parametrize("words", ["the Kremlin", "The Bundestag", "the Taliban"])
def test_a_named_body_is_not_vague(words: str) -> None:
    assert not is_vague(words)


# --- fields --------------------------------------------------------------------------------------


def test_a_telling_knows_its_sentence_and_whole_words(reader: Reader) -> None:
    text = "Talks failed.\nSerbia shelled Kosovo, witnesses said."
    telling = one(reader, text, "hell", place=("osov", ","), contexts=("military",))
    assert (telling.number, telling.title) == (1, False)
    assert text[telling.trigger.start : telling.trigger.end] == "shelled"
    assert [p.text for p in telling.place] == ["Kosovo"]
    assert telling.contexts == ("military",)
    assert telling.confidence == pytest.approx(0.9)  # pyright: ignore[reportUnknownMemberType]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("two Bayraktar drones", "drone"),
        ("MiG-29s", "combat aircraft"),
        ("main battle tanks", "armour"),
        ("anti-tank missile", "missile"),
        ("tank shells and drones", "drone"),
        ("slingshots", "other"),
    ],
)
def test_equipment_has_a_kind(reader: Reader, words: str, kind: str) -> None:
    telling = one(reader, f"Serbia attacked with {words}.", "attacked", equipment=words)
    assert [(e.text, e.kind) for e in telling.equipment] == [(words, kind)]


@pytest.mark.parametrize(
    ("text", "killed", "count"),
    [
        ("The attack killed 12 soldiers.", ("12",), Count(low=12, high=12)),
        ("The attack killed at least three.", ("three",), Count(low=3, high=None)),
        ("The attack killed two guards and five cooks.", ("two guards", "five cooks"), Count(low=7, high=7)),
        ("The attack killed soldiers.", ("soldiers",), None),
        ("The attack killed soldiers.", (), None),
    ],
)
def test_counts(reader: Reader, text: str, killed: tuple[str, ...], count: Count | None) -> None:
    telling = one(reader, text, "attack", killed=killed)
    assert telling.killed == count
    assert telling.injured is None


def test_counts_are_of_the_own_sentence(reader: Reader) -> None:
    text = "Serbia shelled Kosovo.\nTwelve died and 30 were hurt."
    telling = one(reader, text, "shelled", killed="Twelve", injured="30")
    assert (telling.killed, telling.injured) == (None, None)
    telling = one(reader, text.replace("\n", " "), "shelled", killed="Twelve", injured="30")
    assert (telling.killed, telling.injured) == (Count(low=12, high=12), Count(low=30, high=30))


def test_nobody_killed_is_no_count(reader: Reader) -> None:
    assert one(reader, "The attack killed no one.", "attack", killed="no one").killed is None


def test_modes_are_of_the_own_type_and_the_surest_first(reader: Reader) -> None:
    modes = ("PROTEST:riot", "ASSAULT:drone", "ASSAULT:aerial")
    assert one(reader, "Serbia shelled Kosovo.", "shelled", modes=modes).modes == ("drone", "aerial")


@pytest.mark.parametrize(("kind", "about"), [("THREATEN", "ASSAULT"), ("ASSAULT", ""), ("CONSULT", "")])
def test_only_acts_in_words_are_about_another(reader: Reader, kind: EventType, about: str) -> None:
    assert one(reader, "Serbia did so.", "did", type=kind, about="ASSAULT").about == about


@pytest.mark.parametrize(
    ("status", "date", "published", "then"),
    [
        ("actual", "In 1999", PUBLISHED, "historical"),
        ("actual", "Two years ago", None, "historical"),
        ("actual", "In 1999", None, "actual"),
        ("actual", "In August", PUBLISHED, "actual"),
        ("negated", "In 1999", PUBLISHED, "negated"),
    ],
)
def test_an_act_long_ago_is_historical(
    reader: Reader, status: Status, date: str, published: str | None, then: Status
) -> None:
    text = f"{date} Serbia shelled Kosovo."
    telling = one(reader, text, "shelled", published, status=status, date=date)
    assert telling.status == then
    assert telling.date_text == date.lower()
    assert telling.date_span is not None
    assert text[telling.date_span.start : telling.date_span.end] == date


def test_each_trigger_has_its_own_fields(reader: Reader) -> None:
    tellings = told(
        reader,
        "Serbia shelled Kosovo, which protested.",
        Act(trigger="shelled", roles={"actor": ("Serbia",)}),
        Act(trigger="protested", type="PROTEST", status="future", roles={"actor": ("Kosovo",)}),
    )
    assert [(t.type, t.status, t.actors[0].text) for t in tellings] == [
        ("ASSAULT", "actual", "Serbia"),
        ("PROTEST", "future", "Kosovo"),
    ]


def test_no_trigger_reaches_over_two_sentences(reader: Reader) -> None:
    text = "Kosovo condemns shelling\nShelling went on in Kosovo."
    tellings = told(reader, text, Act(trigger="shelling"), Act(trigger="Shelling"))
    assert [text[t.trigger.start : t.trigger.end] for t in tellings] == ["shelling", "Shelling"]
