"""Places of events as shapes on the map: circles of their true size, in GeoJSON (RFC 7946)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.model import Event

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth (IUGG R1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One place on the map and the events there. lat, lon: WGS 84 degrees."""

    name: str
    country: str
    lat: float
    lon: float
    radius_m: int
    precision: str
    events: tuple[Event, ...]


def sites(events: Sequence[Event]) -> tuple[Site, ...]:
    """The located places of `events`, largest circle first. The same point and size is the same place."""
    found: dict[tuple[float, float, int], Site] = {}
    for event in events:
        for place in event.place:
            if place.lat is None or place.lon is None:
                continue
            key = (place.lat, place.lon, place.radius_m or 0)
            known = found[key].events if key in found else ()
            if event in known:
                continue
            found[key] = Site(
                name=found[key].name if key in found else place.text,
                country=place.country,
                lat=place.lat,
                lon=place.lon,
                radius_m=key[2],
                precision=place.precision or "",
                events=(*known, event),
            )
    return tuple(sorted(found.values(), key=lambda site: -site.radius_m))


def circle(lat: float, lon: float, radius_m: float, corners: int = 72) -> list[list[float]]:
    """The ring of points [lon, lat] at `radius_m` metres around a point, first point repeated at the end.

    Counter-clockwise, as RFC 7946 wants it. On a sphere of the Earth's mean radius, by the formula for
    the destination point given distance and bearing. Longitudes run on past 180 degrees, so that a
    circle across the antimeridian stays in one piece.
    """
    angle = radius_m / EARTH_RADIUS_M
    phi = math.radians(lat)
    ring: list[list[float]] = []
    for corner in range(corners):
        bearing = -2 * math.pi * corner / corners
        sin_phi2 = math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(bearing)
        across = math.sin(bearing) * math.sin(angle) * math.cos(phi)
        turn = math.atan2(across, math.cos(angle) - math.sin(phi) * sin_phi2)
        ring.append([round(lon + math.degrees(turn), 6), round(math.degrees(math.asin(sin_phi2)), 6)])
    return [*ring, ring[0]]


def feature(site: Site, properties: dict[str, Any]) -> dict[str, Any]:
    """A site as a GeoJSON feature: a polygon of its true size, a point where no size is known."""
    shape: dict[str, Any] = {"type": "Point", "coordinates": [site.lon, site.lat]}
    if site.radius_m:
        shape = {"type": "Polygon", "coordinates": [circle(site.lat, site.lon, site.radius_m)]}
    own = {
        "name": site.name,
        "country": site.country,
        "lat": site.lat,
        "lon": site.lon,
        "radius_m": site.radius_m,
        "precision": site.precision,
    }
    return {"type": "Feature", "geometry": shape, "properties": own | properties}
