"""Datums of Chinese maps: GCJ-02 (AMap, Tencent), BD-09 (Baidu), WGS-84 (satellites).

GCJ-02 lies 265–555 m from WGS-84 and BD-09 about 900 m from GCJ-02, so points of different datums
must never meet unconverted. The formulas are those in public use for GCJ-02 (Krasovsky ellipsoid)
and BD-09; both are published forward only. The inverses here iterate until nothing moves, to
below 1e-7 m, where the usual closed inverses are up to 2 m wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, cos, hypot, pi, radians, sin, sqrt

from sites.book import Datum

Point = tuple[float, float]

SEMI_MAJOR_METRES = 6378245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
ROUNDS = 30
"""Each round of an inverse leaves less than a hundredth of the error; it stops long before."""


def convert(lon: float, lat: float, frm: Datum, to: Datum) -> Point:
    """Return (lon, lat), in degrees, of the same place in another datum.

    Outside the box in which the shift is defined (72.004–137.8347 E, 0.8293–55.8271 N) GCJ-02 is
    WGS-84 and the point comes back unchanged, as all public implementations have it.

    Examples
    --------
    >>> lon, lat = convert(116.404, 39.915, "WGS-84", "GCJ-02")
    >>> f"{lon:.6f} {lat:.6f}"
    '116.410244 39.916404'
    """
    if frm == to or not _shifted(lon, lat):
        return lon, lat
    gcj = (lon, lat)
    if frm == "WGS-84":
        gcj = _gcj_of_wgs(lon, lat)
    elif frm == "BD-09":
        gcj = _inverse(_bd_of_gcj, lon, lat)
    if to == "WGS-84":
        return _inverse(_gcj_of_wgs, *gcj)
    return _bd_of_gcj(*gcj) if to == "BD-09" else gcj


def _shifted(lon: float, lat: float) -> bool:
    return 72.004 <= lon <= 137.8347 and 0.8293 <= lat <= 55.8271


def _gcj_of_wgs(lon: float, lat: float) -> Point:
    x, y = lon - 105, lat - 35
    both = 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)
    north = 20 * sin(y * pi) + 40 * sin(y / 3 * pi)
    north += 160 * sin(y / 12 * pi) + 320 * sin(y / 30 * pi)
    north = 2 / 3 * (both + north)
    north += -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    east = 20 * sin(x * pi) + 40 * sin(x / 3 * pi)
    east += 150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)
    east = 2 / 3 * (both + east)
    east += 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    bulge = 1 - ECCENTRICITY_SQUARED * sin(radians(lat)) ** 2
    per_north = radians(SEMI_MAJOR_METRES * (1 - ECCENTRICITY_SQUARED) / bulge**1.5)
    per_east = radians(SEMI_MAJOR_METRES / sqrt(bulge) * cos(radians(lat)))
    return lon + east / per_east, lat + north / per_north


def _bd_of_gcj(lon: float, lat: float) -> Point:
    wave = radians(3000)
    far = hypot(lon, lat) + 0.00002 * sin(lat * wave)
    turn = atan2(lat, lon) + 0.000003 * cos(lon * wave)
    return far * cos(turn) + 0.0065, far * sin(turn) + 0.006


def _inverse(forward: Callable[[float, float], Point], lon: float, lat: float) -> Point:
    """The point that ``forward`` moves to (lon, lat)."""
    x, y = lon, lat
    for _ in range(ROUNDS):
        ahead = forward(x, y)
        off = lon - ahead[0], lat - ahead[1]
        x, y = x + off[0], y + off[1]
        if max(abs(off[0]), abs(off[1])) < 1e-14:
            break
    return x, y
