"""Sites and zones as the map shows them, all in one datum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sites.base import Text
from sites.book import Datum, Site, SiteBook
from sites.datum import Point, convert
from sites.whereabouts import Whereabouts

CORNER = 0.0015
"""Degrees (some 150 m) around a zone's outermost sites, so that one or two have an area, too."""


class Marked(NamedTuple):
    """One site with its point (lat, lon)."""

    site: Site
    point: Point


class Zone(NamedTuple):
    """A zone's name, its outline around its sites, and where its name is written (lat, lon)."""

    name: str
    outline: tuple[Point, ...]
    middle: Point


STATES = {
    "active": Text(zh="在建", en="active"),
    "stopped": Text(zh="停工", en="stopped"),
    "finished": Text(zh="完工", en="finished"),
}


def points_of(book: SiteBook, datum: Datum) -> dict[str, Point]:
    """(lat, lon) of every place and site that has coordinates, by id."""
    found = {}
    for id, (lon, lat) in Whereabouts(book).located.items():
        x, y = convert(lon, lat, "WGS-84", datum)
        found[id] = (y, x)
    return found


def marked(book: SiteBook, points: Mapping[str, Point]) -> tuple[list[Marked], list[Site]]:
    """The sites that are on the map, and those that have no coordinates; finished ones are left."""
    here = [s for s in book.sites if s.status != "finished"]
    on = [Marked(s, points[s.id]) for s in here if s.id in points]
    return on, [s for s in here if s.id not in points]


def zones(sites: Sequence[Marked]) -> list[Zone]:
    """The zones with the outline around their sites."""
    found = []
    for name in sorted({m.site.zone for m in sites if m.site.zone}):
        own = [m.point for m in sites if m.site.zone == name]
        found.append(Zone(name, tuple(_around(own)), _middle(own)))
    return found


def _middle(points: Sequence[Point]) -> Point:
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def _around(points: Sequence[Point]) -> list[Point]:
    corners = [
        (lat + north * CORNER, lon + east * CORNER)
        for lat, lon in points
        for north in (-1, 1)
        for east in (-1, 1)
    ]
    return hull(corners)


def hull(points: Sequence[Point]) -> list[Point]:
    """The convex hull, counter-clockwise (Andrew's monotone chain).

    >>> hull([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2)])
    [(0, 0), (2, 0), (2, 2), (0, 2)]
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return _half(ordered)[:-1] + _half(ordered[::-1])[:-1]


def _half(ordered: Sequence[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
