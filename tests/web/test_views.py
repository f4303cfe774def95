from __future__ import annotations

from dataclasses import replace

from tests.web.crisis import BLOG, FOREIGN, WIRE, crisis_ledger
from tests.web.fake import FakeLedger
from tocsin.web.views import Filters, document_view, event_view, index_view, situation_view


def test_filters_come_from_the_query_and_what_is_none_is_left_aside() -> None:
    pairs = [("quad", "3"), ("quad", "4"), ("quad", "9"), ("quad", "x"), ("type", "ACCUSE"), ("other", "1")]
    assert Filters.of(pairs) == Filters(quads=frozenset({3, 4}), type="ACCUSE")
    assert Filters.of([("everything", "1")]).everything


def test_filters_admit_by_class_type_and_status(ledger: FakeLedger) -> None:
    def listed(**filters: str) -> set[str]:
        view = situation_view(ledger, "kosovo-plates", Filters.of(filters.items()))
        assert view
        assert len(view.all_events) == 20
        return {event.type for event in view.events}

    assert listed(quad="2") == {"RETREAT"}
    assert listed(type="PROTEST") == {"PROTEST"}
    assert listed(status="future") == {"AGREE", "MOBILIZE"}
    assert listed(status="future", quad="4") == {"MOBILIZE"}
    assert listed(type="NONE") == set()


def test_the_latest_event_comes_first_and_one_without_a_date_last(ledger: FakeLedger) -> None:
    view = situation_view(ledger, "kosovo-plates", Filters())
    assert view
    dates = [event.date for event in view.events]
    dated = [date for date in dates if date]
    assert dated == sorted(dated, reverse=True)
    assert dates[len(dated) :] == [None, None]


def test_the_latest_alert_comes_first(ledger: FakeLedger) -> None:
    assert [alert.date for alert in index_view(ledger).alerts] == ["2021-09-26", "2021-09-25"]


def test_an_event_is_found_by_each_of_its_mentions(ledger: FakeLedger) -> None:
    army = ledger.derived().events[0]
    for mention in army.mentions:
        view = event_view(ledger, mention)
        assert view
        assert view.event == army
    assert event_view(ledger, "no such id") is None


def test_an_event_gathers_the_reasons_for_its_empty_fields(ledger: FakeLedger) -> None:
    hurt = next(event for event in ledger.derived().events if event.injured)
    view = event_view(ledger, hurt.id)
    assert view
    assert view.reasons == {
        "date": {"no words of the sentence date it": 1},
        "actors": {"the passive names no agent": 1},
    }


def test_mentions_whose_page_was_taken_down_are_left_out_of_an_event() -> None:
    ledger = crisis_ledger()
    army = ledger.derived().events[0]
    del ledger.found[army.mentions[1]]
    del ledger.kept[BLOG.page]
    view = event_view(ledger, army.id)
    assert view
    assert [m.id for m in view.mentions] == [id for id in army.mentions if id != army.mentions[1]]
    assert BLOG.page not in view.documents


def test_a_document_tells_what_was_not_coded_and_why(ledger: FakeLedger) -> None:
    view = document_view(ledger, FOREIGN.page)
    assert view
    assert not view.mentions
    assert [drop.reason for drop in view.drops] == ["language sr is not coded yet"]
    assert [fault.stage for fault in view.faults] == ["parse"]


def test_a_document_read_by_two_coders_shows_the_one_in_use() -> None:
    ledger = crisis_ledger()
    for mention in [m for m in ledger.mentions() if m.page == WIRE.page][:2]:
        ledger.found[f"other-{mention.id}"] = replace(mention, id=f"other-{mention.id}", coder="zz/2")
    view = document_view(ledger, WIRE.page)
    assert view
    assert (view.coder, view.coders, len(view.mentions)) == ("rules/1", ("rules/1", "zz/2"), 9)
    other = document_view(ledger, WIRE.page, "zz/2")
    assert other
    assert (other.coder, len(other.mentions)) == ("zz/2", 2)
    starts = [m.trigger.start for m in view.mentions]
    assert starts == sorted(starts)
