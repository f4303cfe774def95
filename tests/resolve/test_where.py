"""Places: found in text, chosen by the whole text, and filled into mentions."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tocsin.know import places
from tocsin.know.packs import find
from tocsin.model import Block, Document, Mention, Place, Span
from tocsin.resolve import where

DUMP = Path(__file__).parents[3] / "shared" / "gold" / "pages" / "dumps" / "kosovo_2021.txt"


def found(text: str) -> dict[str, Place]:
    return {place.text: place for place in where.find_places(text)}


def document(text: str, blocks: Sequence[Block] = ()) -> Document:
    told = tuple(blocks) or (Block(kind="body", span=Span(start=0, end=len(text))),)
    return Document(
        page="p",
        name="p",
        url="",
        media="text/plain",
        text=text,
        blocks=told,
        title="",
        authors=(),
        published=None,
    )


def mention(text: str, sentence: str, *words: str) -> Mention:
    start = text.index(sentence)
    spans = [Span(start=start + sentence.index(w), end=start + sentence.index(w) + len(w)) for w in words]
    return Mention(
        id="m",
        page="p",
        type="MOBILIZE",
        trigger=Span(start=start, end=start + 1),
        trigger_text=sentence[:1],
        sentence=Span(start=start, end=start + len(sentence)),
        sentence_text=sentence,
        status="actual",
        coder="test",
        place=tuple(Place(span=span, text=word) for span, word in zip(spans, words, strict=True)),
    )


def fill_one(text: str, words: str, sentence: str = "") -> Place:
    (place,) = where.fill(document(text), mention(text, sentence or text, words)).place
    return place


# --- the gazetteer -------------------------------------------------------------------------------


def test_look_up_ignores_accents_and_case():
    assert places.lookup("Raška") == places.lookup("RASKA")
    assert places.lookup("Raska")[0].country == "SRB"


def test_pack_was_built_with_the_same_normalisation():
    file = find("places").file("places.sqlite")
    db = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    rows = db.execute(
        "SELECT p.name, n.norm FROM place p JOIN name n ON n.place = p.id AND n.main"
    ).fetchall()
    db.close()
    assert len(rows) > 200_000
    assert [row for row in rows[::50] if places.normalise(row[0]) != row[1]] == []


def test_own_table_is_sound():
    rows = places.table()
    assert len(rows) >= 400
    for row in rows:
        assert -90 <= row.lat <= 90, row.name
        assert -180 <= row.lon <= 180, row.name
        assert row.radius_km > 0, row.name
        assert row.country == "" or len(row.country) == 3, row.name
    named = [(row.name, row.country) for row in rows]
    assert len(named) == len(set(named))


def test_look_ups_from_many_threads_agree():
    names = ["Paris", "Kosovo", "Goma", "Nice", "Springfield", "Ürümqi"] * 20
    places.lookup.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(places.lookup, names)) == [places.lookup(name) for name in names]


def test_border_crossings_between_two_countries_are_known():
    names = {entry.name for entry in places.between("crossing", "SRB", "XKX")}
    assert {"Jarinje", "Brnjak"} <= names


# --- finding -------------------------------------------------------------------------------------


def test_names_and_demonyms_are_found_with_their_spans():
    text = "Serbian troops left Raška for Novi Pazar, the U.S. envoy said in Brussels."
    answers = where.find_places(text)
    assert [p.text for p in answers] == ["Serbian", "Raška", "Novi Pazar", "U.S.", "Brussels"]
    assert all(text[p.span.start : p.span.end] == p.text for p in answers)
    assert [p.country for p in answers] == ["SRB", "SRB", "SRB", "USA", "BEL"]


@pytest.mark.parametrize(
    "text",
    [
        "Austin Tyler told reporters that he was tired.",
        "Mr. Hamilton was not at home.",
        "Of the many reasons, Reading was the best.",
        "They met on Paris Street.",
        "May is a cold month, and March was worse.",
    ],
)
def test_people_streets_and_common_words_are_no_places(text: str):
    assert where.find_places(text) == ()


def test_a_person_named_in_full_is_no_place_later():
    text = "Sarah Lancaster runs the shop. Lancaster opened it last year."
    assert where.find_places(text) == ()


# --- choosing ------------------------------------------------------------------------------------


def test_a_name_after_a_comma_decides():
    assert found("The fire broke out in Paris, Texas, at noon.")["Paris"].lat == pytest.approx(33.66, abs=0.1)
    assert found("The fire broke out in Paris at noon.")["Paris"].country == "FRA"


def test_the_state_said_once_holds_for_the_whole_text():
    text = "A barn burnt down in Athens, Ga., on Monday. Firemen came from all of Athens."
    assert {place.country for place in where.find_places(text)} == {"USA"}


def test_the_countries_of_the_text_decide():
    georgia = found("Voters in Atlanta, Savannah and Augusta will decide who wins Georgia.")["Georgia"]
    assert georgia.country == "USA"
    assert found("Troops in Tbilisi said Georgia would answer Russia.")["Georgia"].country == "GEO"


def test_rudnica_is_in_serbia_beside_raska():
    text = "The general visited the garrison of Raska and the base of Rudnica."
    assert [place.country for place in where.find_places(text)] == ["SRB", "SRB"]


def test_a_county_gets_its_state_and_says_so():
    place = found("A barn burnt in Adair County, Ky., near Columbia.")["Adair County"]
    assert place.lat == pytest.approx(37.5, abs=1)
    assert "position from its state" in place.reason


def test_every_place_says_why_and_how_large():
    for place in where.find_places("Rebels took Goma in North Kivu, the Congolese army said in Kinshasa."):
        assert place.reason
        assert place.row
        assert place.radius_m is not None and place.radius_m > 0
        assert place.precision in ("town", "region", "country")


def test_record_has_the_shape_of_the_gold():
    (place,) = where.find_places("It rained in Raška.")
    record = where.place_record(place)
    assert record["geonames_id"] == 793790
    assert record["gazetteer_name"] == "Raška"
    assert (record["start"], record["end"], record["name"]) == (13, 18, "Raška")


# --- filling mentions ----------------------------------------------------------------------------

CRISIS = (
    "Tension grew between Serbia and Kosovo. Kosovo sent police to both frontier crossings in the north of the "
    "country. Serbian jets flew along the administrative line. Soldiers stood near Novi Pazar."
)


def test_crossings_in_the_north_of_the_country():
    sentence = "Kosovo sent police to both frontier crossings in the north of the country."
    place = fill_one(CRISIS, "both frontier crossings in the north of the country", sentence)
    assert place.country == "XKX"
    assert "Jarinje" in place.row and "Brnjak" in place.row
    assert place.lat == pytest.approx(43.1, abs=0.1)
    assert place.precision == "area"


def test_a_line_without_a_name_is_that_of_the_countries_told_of():
    sentence = "Serbian jets flew along the administrative line."
    place = fill_one(CRISIS, "the administrative line", sentence)
    assert place.row == "places.tsv:Serbia–Kosovo administrative line (XKX)"


def test_a_border_of_unknown_countries_stays_empty():
    place = fill_one("Soldiers went to the border.", "the border")
    assert (place.lat, place.country) == (None, "")
    assert "does not say between which" in place.reason


def test_words_without_a_name_stay_empty_and_are_kept():
    place = fill_one("Police went to a warehouse in Kenya.", "a warehouse", "Police went to a warehouse")
    assert place.lat is None
    assert place.reason


def test_part_of_a_country():
    place = fill_one("Shells fell in northern Mali.", "northern Mali")
    assert (place.country, place.precision) == ("MLI", "region")
    assert place.lat is not None and place.lat > 19


def test_distance_and_direction_from_a_town():
    place = fill_one("A drone fell 40 km north of Kharkiv.", "40 km north of Kharkiv")
    assert place.lat == pytest.approx(50.35, abs=0.1)
    assert place.precision == "area"


def test_an_embassy_is_not_in_its_own_country():
    place = fill_one("Crowds gathered at the Turkish Embassy.", "the Turkish Embassy")
    assert place.lat is None
    inside = fill_one("Crowds came to the Turkish Embassy in Oslo.", "the Turkish Embassy in Oslo")
    assert inside.country == "NOR"


def test_never_a_default():
    text = "Serbia moved its army."
    filled = where.fill(document(text), mention(text, text))
    assert filled.place == ()
    assert [(m.field, m.reason) for m in filled.missing] == [("place", "the sentence names no place")]


def test_words_of_time_are_dropped_with_a_reason():
    text = "On Sunday the army moved."
    filled = where.fill(document(text), mention(text, text, "Sunday"))
    assert filled.place == ()
    assert filled.missing[0].reason == "'Sunday' is no place"


def test_comments_do_not_move_the_story():
    story, comment = "Guards were posted in Rudnica, near Raska.", "Ukraine! Kyiv! Odesa! Vinnytsia! Lviv!"
    blocks = (
        Block(kind="body", span=Span(start=0, end=len(story))),
        Block(kind="comment", span=Span(start=len(story) + 1, end=len(story) + 1 + len(comment))),
    )
    text = f"{story}\n{comment}"
    (place,) = where.fill(document(text, blocks), mention(text, story, "Rudnica")).place
    assert place.country == "SRB"


def test_lower_surroundings_do_not_hide_what_the_coder_saw():
    place = fill_one("Clashes erupted, Goma locals said.", "Goma")
    assert place.country == "COD"


def test_example_page():
    if not DUMP.is_file():
        pytest.skip("the example page is not here: ../shared/gold/pages/dumps/kosovo_2021.txt")
    text = DUMP.read_text(encoding="utf-8")
    answers = found(text)
    assert {answers[name].country for name in ("Raska", "Rudnica", "Belgrade")} == {"SRB"}
    assert answers["Pristina"].country == "XKX"
    assert answers["Rudnica"].lat == pytest.approx(43.2, abs=0.1)
