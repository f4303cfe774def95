"""Words for actors to codes: rows, patterns, context, dates, and nothing where nothing is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories import document
from tocsin.errors import InputError
from tocsin.model import Document, Entity, Mention, Source, SourceKind, Span
from tocsin.resolve import who

STORY = "2021-09-27"


@pytest.mark.parametrize(
    ("text", "country", "sector", "second"),
    [
        # states, capitals, towns
        ("Slovenia", "SVN", "", ""),
        ("the U.S.", "USA", "", ""),
        ("Vienna", "AUT", "GOV", ""),
        ("Brussels", "EUR", "GOV", ""),
        ("Novi Sad", "SRB", "CVL", ""),
        ("Nagorno-Karabakh", "AZE", "PRE", ""),
        # country + role words
        ("the Croatian Defence Ministry", "HRV", "GOV", "MIL"),
        ("Bulgaria's minister of defense", "BGR", "GOV", "MIL"),
        ("Slovak soldiers", "SVK", "MIL", ""),
        ("Kosovo police special forces units", "XKX", "COP", ""),
        ("a spokesman for the Hungarian police", "HUN", "COP", ""),
        ("a source in Latvian military circles", "LVA", "MIL", ""),
        ("the Finnish ambassador to Russia", "FIN", "GOV", ""),
        ("the army of Chad", "TCD", "MIL", ""),
        ("truck owners with Montenegrin plates", "", "CVL", ""),
        ("Australian and British sailors", "AUS", "MIL", ""),
        ("Romanian prosecutors", "ROU", "GOV", ""),
        ("a former Dutch minister", "NLD", "ELI", ""),
        ("the wife of the Peruvian president", "PER", "ELI", ""),
        ("miners' families", "", "CVL", ""),
        # peoples
        ("ethnic Hungarians in Romania", "ROU", "CVL", ""),
        ("dozens of Bulgarians", "BGR", "CVL", ""),
        ("Muslim clerics in Thailand", "THA", "REL", ""),
        ("Kurds", "", "CVL", ""),
        # named bodies, alone and with a role word
        ("KFOR", "IGO", "MIL", ""),
        ("NATO", "IGO", "", ""),
        ("NATO troops", "IGO", "MIL", ""),
        ("Kachin Independence Army fighters", "MMR", "REB", ""),
        ("the president of the European Commission", "EUR", "GOV", ""),
        ("a Der Spiegel reporter", "DEU", "JRN", ""),
        ("Reuters", "", "JRN", ""),
        ("Spain's Congress", "ESP", "LEG", ""),
        ("the leader of Fidesz", "HUN", "PTY", ""),
    ],
)
def test_phrases(text: str, country: str, sector: str, second: str) -> None:
    told = who.look_up(text, date=STORY)
    assert (told.country, told.sector, told.second_sector) == (country, sector, second), told.reason
    assert told.row
    assert told.reason
    assert not told.no_code


@pytest.mark.parametrize(
    ("text", "date", "country", "sector"),
    [
        ("Nebojsa Stefanovic", "2021-09-27", "SRB", "GOV"),
        ("Nebojša Stefanović", "2024-01-01", "SRB", "ELI"),
        ("Defence Minister Boris Pistorius", "2024-01-01", "DEU", "GOV"),
        ("Mateusz Morawiecki", "2020-06", "POL", "GOV"),
        ("Mateusz Morawiecki", "2025", "POL", "ELI"),
        ("ex-president Thaci", "2023-05-01", "XKX", "ELI"),
        ("the Obama administration", "2012-01-01", "USA", "GOV"),
        ("Erdogan's spokesman", "2021-01-01", "TUR", "GOV"),
        ("Macron's wife", "2021-01-01", "FRA", "ELI"),
        ("Mark Carney", "2016-01-01", "GBR", "GOV"),
        ("Mark Carney", "2025-06-01", "CAN", "GOV"),
        ("Kaja Kallas", "2025-02-01", "EUR", "GOV"),
        ("Michael Somare", "1990-01-01", "PNG", ""),
        ("Hayat Tahrir al-Sham", "2020-01-01", "SYR", "REB"),
        ("Hayat Tahrir al-Sham", "2025-03-01", "SYR", "GOV"),
    ],
)
def test_the_date_decides(text: str, date: str, country: str, sector: str) -> None:
    told = who.look_up(text, date=date)
    assert (told.country, told.sector) == (country, sector), told.reason


def test_the_answer_says_which_term() -> None:
    told = who.look_up("Nebojša Stefanović", date=STORY)
    assert told.row == "people.tsv: Nebojša Stefanović, defence minister SRB 2020-10..2022-10"


@pytest.mark.parametrize(
    "text",
    ["Dragan Testic", "Chad Testic", "Sam Obama", "last month", "the treaty", "Croatian wine prices", ""],
)
def test_what_is_no_actor_that_is_known_gets_no_code(text: str) -> None:
    told = who.look_up(text, date=STORY)
    assert told.no_code
    assert (told.country, told.sector, told.row) == ("", "", "")
    assert told.reason


def test_acronyms_mind_the_case() -> None:
    assert who.look_up("WHO", date=STORY).country == "UNO"
    assert who.look_up("who", date=STORY).sector == "UNK"
    assert who.look_up("us", date=STORY).country == ""
    assert who.look_up("US", date=STORY).country == "USA"


def test_what_is_typed_in_small_letters_is_understood() -> None:
    told = who.look_up("croatian police", date=STORY)
    assert (told.country, told.sector) == ("HRV", "COP")


@pytest.mark.parametrize(
    "text", ["pro-Russian protesters", "anti-Chinese protesters", "Iranian-backed militia"]
)
def test_a_backer_is_not_the_home(text: str) -> None:
    told = who.look_up(text, date="2010-01-01")
    assert told.country == ""
    assert told.sector in ("CVL", "PRM")


def test_context_and_known_country_fill_an_open_country() -> None:
    assert who.look_up("police", date=STORY).country == ""
    assert who.look_up("police", date=STORY, context="a march in Hungary").country == "HUN"
    assert who.look_up("police", date=STORY, context="a match of Hungary and Italy").country == ""
    assert who.look_up("the parliament", date=STORY, known_country="Portugal").country == "PRT"
    assert who.look_up("the parliament", date=STORY, known_country="prt").country == "PRT"


def test_context_tells_bodies_of_one_name_apart() -> None:
    assert who.look_up("PPP", date=STORY).country == ""
    assert who.look_up("PPP", date=STORY, context="Pakistani").country == "PAK"
    assert who.look_up("PPP", date=STORY, context="South Korean").country == "KOR"


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(InputError, match="'Dravia' is not known"):
        who.look_up("the army", known_country="Dravia")


def test_no_date_means_spring_2023() -> None:
    assert who.look_up("Sanna Marin") == who.look_up("Sanna Marin", date=who.UNDATED)


# --- on a page -----------------------------------------------------------------------------------

BODY = (
    "On Monday, Croatian President Zoran Milanovic told the army to help. The Slovenian police did not take part.",
    "Austrian Ambassador to Zagreb Klara Testhuber met the president of the Croatian parliament. "
    "Testhuber said that hundreds of ethnic Italians had come from Rijeka.",
    "Marko Obama, a spokesman for the Slovenian police, disagreed. Obama gave no reason. Petar Nobody was silent.",
)


def _page(**rest: str) -> Document:
    return document("A storm", BODY, published=STORY, **rest)


def _span(page: Document, words: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = page.text.index(words, at + 1)
    return Span(start=at, end=at + len(words))


def _filled(page: Document, words: str, nth: int = 0, refers_to: Span | None = None) -> Mention:
    span = _span(page, words, nth)
    start = max(page.text.rfind(mark, 0, span.start) + len(mark) for mark in (". ", "\n\n"))
    end = page.text.index(".", span.end) + 1
    mention = Mention(
        id="m",
        page=page.page,
        type="AID",
        trigger=span,
        trigger_text=words,
        sentence=Span(start=start, end=end),
        sentence_text=page.text[start:end],
        status="actual",
        coder="test",
        actors=(Entity(span=span, text=words, refers_to=refers_to),),
    )
    return who.fill(page, mention)


@pytest.mark.parametrize(
    ("words", "nth", "country", "sector"),
    [
        ("the army", 0, "HRV", "MIL"),
        ("ethnic Italians", 0, "HRV", "CVL"),
        ("Klara Testhuber", 0, "AUT", "GOV"),
        ("Testhuber", 1, "AUT", "GOV"),
        ("Marko Obama", 0, "SVN", "COP"),
        ("Obama", 1, "SVN", "COP"),
        ("the president of the Croatian parliament", 0, "HRV", "LEG"),
    ],
)
def test_fill_reads_the_page_around(words: str, nth: int, country: str, sector: str) -> None:
    actor = _filled(_page(), words, nth).actors[0]
    assert (actor.country, actor.sector) == (country, sector), actor.reason
    assert actor.row


def test_what_stays_uncoded_is_missing_with_a_reason() -> None:
    filled = _filled(_page(), "Petar Nobody")
    assert filled.actors[0].country == filled.actors[0].sector == ""
    assert [missing.field for missing in filled.missing] == ["actors[0]"]
    assert filled.missing[0].reason == filled.actors[0].reason != ""


def test_a_pronoun_takes_what_it_stands_for() -> None:
    page = document("T", ["The Albanian navy left. It came back."], published=STORY)
    actor = _filled(page, "It", refers_to=_span(page, "The Albanian navy")).actors[0]
    assert (actor.country, actor.sector) == ("ALB", "MIL")


def test_what_the_coder_filled_stays() -> None:
    page = _page()
    mention = _filled(page, "the army")
    own = replace(
        mention, actors=(replace(mention.actors[0], country="SVN", sector="UNK", row="mine"),), missing=()
    )
    assert who.fill(page, own) == own


def test_a_page_without_a_date_gives_a_minister_no_sector() -> None:
    page = document("T", ["Nebojsa Stefanovic spoke."], published=None)
    actor = _filled(page, "Nebojsa Stefanovic").actors[0]
    assert (actor.country, actor.sector) == ("SRB", "")
    assert "no date" in actor.reason


def test_a_local_paper_s_people_are_of_its_country() -> None:
    page = document("T", ["Villagers blocked a road."], outlet="Lesotho Times", published=STORY)
    assert _filled(page, "Villagers").actors[0].country == "LSO"
    plain = document("T", ["Villagers blocked a road."], outlet="Dravia Post", published=STORY)
    assert _filled(plain, "Villagers").actors[0].country == ""


@pytest.mark.parametrize(
    ("kind", "name", "country", "sector", "role"),
    [
        ("agency", "TASS", "RUS", "GOV", ""),
        ("agency", "AFP", "", "JRN", ""),
        ("agency", "Dravia Wire", "", "JRN", ""),
        ("reposter", "", "", "", ""),
        ("organisation", "the Croatian Defence Ministry", "HRV", "GOV", "official"),
        ("anonymous", "a source in Latvian military circles", "LVA", "MIL", "military"),
    ],
)
def test_sources(kind: SourceKind, name: str, country: str, sector: str, role: str) -> None:
    page = _page()
    mention = replace(_filled(page, "the army"), sources=(Source(kind=kind, name=name),))
    source = who.fill(page, mention).sources[0]
    assert (source.country, source.sector, source.role) == (country, sector, role)


def test_an_outlet_is_known_by_the_address_of_its_page() -> None:
    page = _page(url="https://www.lemonde.fr/x")
    mention = replace(_filled(page, "the army"), sources=(Source(kind="outlet", name="Dravia edition"),))
    source = who.fill(page, mention).sources[0]
    assert (source.country, source.sector) == ("FRA", "JRN")
