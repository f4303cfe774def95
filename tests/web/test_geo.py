from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.web.fake import FakeLedger
from tocsin.web.geo import EARTH_RADIUS_M, circle, feature, sites


def distance(left: tuple[float, float], right: tuple[float, float]) -> float:
    """Metres between two (lat, lon), by the haversine formula."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(a), math.radians(b)) for a, b in (left, right))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(half))


@pytest.mark.parametrize("centre", [(0.0, 0.0), (42.9, 20.8), (-54.8, -68.3), (71.0, 179.9), (10.0, -179.99)])
@pytest.mark.parametrize("radius", [500, 24_000, 210_000])
def test_every_point_of_the_rim_is_as_far_away_as_the_place_is_large(
    centre: tuple[float, float], radius: int
) -> None:
    ring = circle(*centre, radius)
    assert ring[0] == ring[-1]
    for lon, lat in ring:
        assert abs(distance(centre, (lat, lon)) - radius) < radius * 0.001


def test_a_ring_runs_counter_clockwise_and_stays_in_one_piece_at_the_antimeridian() -> None:
    ring = circle(0.0, 179.99, 50_000)
    doubled = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
    assert doubled > 0
    assert max(x for x, _ in ring) - min(x for x, _ in ring) < 1


def test_events_of_the_same_place_share_one_site_and_the_largest_comes_first(ledger: FakeLedger) -> None:
    found = sites(ledger.derived().events)
    by_name = {site.name: site for site in found}
    assert {event.type for event in by_name["Jarinje"].events} == {"MOBILIZE", "COERCE", "RETREAT"}
    assert found[0].name == "Serbia"
    assert [site.radius_m for site in found] == sorted((site.radius_m for site in found), reverse=True)


def test_a_place_without_coordinates_is_not_drawn(ledger: FakeLedger) -> None:
    assert any(place.lat is None for event in ledger.derived().events for place in event.place)
    assert "demarcation line" not in {site.name for site in sites(ledger.derived().events)}


def test_a_place_without_a_size_is_a_point(ledger: FakeLedger) -> None:
    site = replace(sites(ledger.derived().events)[-1], radius_m=0)
    assert feature(site, {})["geometry"] == {"type": "Point", "coordinates": [site.lon, site.lat]}
