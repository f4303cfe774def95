"""The JSON twin of each page: same address with `.json` behind it, all fields of the model's nouns."""

from __future__ import annotations

from typing import Any

from tocsin.records import encode, page_record
from tocsin.run.versions import difference_record
from tocsin.web import wording
from tocsin.web.geo import feature, sites
from tocsin.web.views import DocumentView, EventView, FeedsView, Filters, IndexView, SituationView

Record = dict[str, Any]


def index_record(view: IndexView) -> Record:
    """The first page."""
    return {
        "situations": [
            {
                "name": situation.name,
                "title": situation.title,
                "events": len(situation.events),
                "days": [{"date": day.date, "index": day.index} for day in situation.days],
                "href": f"{wording.situation_path(situation.name)}.json",
            }
            for situation in view.situations
        ],
        "alerts": [encode(alert) for alert in view.alerts],
        "counts": dict(view.counts),
    }


def situation_record(view: SituationView) -> Record:
    """A situation with the events that the filters admit."""
    return {
        "name": view.situation.name,
        "title": view.situation.title,
        "days": [encode(day) for day in view.situation.days],
        "alerts": [encode(alert) for alert in view.alerts],
        "filters": _filters(view.filters),
        "events": [encode(event) for event in view.events],
    }


def situation_map(view: SituationView) -> Record:
    """The places of the events that the filters admit, as a GeoJSON feature collection."""
    return {
        "type": "FeatureCollection",
        "features": [
            feature(
                site,
                {
                    "events": [
                        {
                            "id": event.id,
                            "href": wording.event_path(event),
                            "type": event.type,
                            "quad": wording.quad(event.type),
                            "date": event.date,
                            "when": wording.say_date(event.date, event.date_approx),
                            "status": event.status,
                            "headline": event.headline,
                        }
                        for event in site.events
                    ]
                },
            )
            for site in sites(view.events)
        ],
    }


def event_record(view: EventView) -> Record:
    """An event with its mentions, why fields are empty, and the pages that tell it."""
    return {
        "event": encode(view.event),
        "quad": wording.quad(view.event.type),
        "reasons": {field: dict(reasons) for field, reasons in view.reasons.items()},
        "mentions": [encode(mention) for mention in view.mentions],
        "documents": [
            {
                "page": document.page,
                "name": document.name,
                "title": document.title,
                "outlet": document.outlet or None,
                "url": document.url or None,
                "published": document.published,
                "outdated": document.page in view.outdated,
                "href": f"{wording.document_path(document.page)}.json",
            }
            for document in view.documents.values()
        ],
        "situations": [situation.name for situation in view.situations],
    }


def document_record(view: DocumentView) -> Record:
    """A document as `tocsin read` gives it, with the mentions of one coder and what was left out."""
    return {
        "document": page_record(view.document),
        "coder": view.coder or None,
        "coders": list(view.coders),
        "mentions": [encode(mention) for mention in view.mentions],
        "events": dict(view.events),
        "drops": [encode(drop) for drop in view.drops],
        "faults": [encode(fault) for fault in view.faults],
        "version": view.place + 1,
        "versions": [
            {**encode(version), "href": f"{wording.document_path(version.page)}.json"}
            for version in view.versions
        ],
        "difference": difference_record(view.difference) if view.difference else None,
    }


def feeds_record(view: FeedsView) -> Record:
    """The feeds, each with its week hour by hour."""
    return {"at": view.at, "feeds": [encode(health) for health in view.feeds]}


def _filters(filters: Filters) -> Record:
    return {
        "quad": sorted(filters.quads),
        "type": filters.type or None,
        "status": filters.status or None,
    }
