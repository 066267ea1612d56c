"""Coordinates that cannot be: swapped, in another country, or far from all the others."""

from __future__ import annotations

from math import cos, hypot, radians
from statistics import median

from sites.base import Text
from sites.reading.findings import Findings
from sites.reading.records import Record

CHINA = ((73.0, 136.0), (3.0, 54.0))
FARTHEST_KM = 200.0
_KM_A_DEGREE = 111.2
Point = tuple[float, float]


def check_coordinates(records: list[Record], usual_datum: str | None, findings: Findings) -> None:
    """Note every site or place whose longitude and latitude cannot be right.

    A book that states WGS-84 may lie anywhere, but in one piece: no point more than 200 km from
    the middle of them. GCJ-02 and BD-09 exist in China only.
    """
    points = [(r, _point(r)) for r in records]
    located = [(r, p) for r, p in points if p is not None]
    middle = _middle([p for _, p in located])
    for record, point in located:
        datum = record.values.get("datum") or usual_datum
        if not _possible(point, datum, middle):
            turned = (point[1], point[0])
            _note(record, point, _possible(turned, datum, middle), findings)
    for record in (r for r, p in points if p is None):
        if {"lon", "lat"} & record.values.keys():
            missing = "lat" if "lon" in record.values else "lon"
            expected = Text(
                zh="经度和纬度都填，或都不填", en="both longitude and latitude, or none"
            )
            found = Text(zh="只填了一个坐标", en="only one of the two")
            findings.fault(record.spot(missing), found, expected)


def _point(record: Record) -> Point | None:
    lon, lat = record.values.get("lon"), record.values.get("lat")
    return None if lon is None or lat is None else (lon, lat)


def _middle(points: list[Point]) -> Point | None:
    """The median point, when there are enough to tell a stranger among them."""
    if len(points) < 3:
        return None
    return median(p[0] for p in points), median(p[1] for p in points)


def _in_china(point: Point) -> bool:
    return all(low <= x <= high for x, (low, high) in zip(point, CHINA, strict=True))


def _possible(point: Point, datum: str | None, middle: Point | None) -> bool:
    on_earth = abs(point[0]) <= 180 and abs(point[1]) <= 90 and point != (0, 0)
    if not on_earth or (datum != "WGS-84" and not _in_china(point)):
        return False
    if middle is None or abs(middle[1]) > 90 or (datum != "WGS-84" and not _in_china(middle)):
        return True
    east = (point[0] - middle[0]) * cos(radians(middle[1]))
    return hypot(east, point[1] - middle[1]) * _KM_A_DEGREE <= FARTHEST_KM


def _note(record: Record, point: Point, swapped: bool, findings: Findings) -> None:
    found = Text(zh=f"经度{point[0]:g}、纬度{point[1]:g}", en=f"lon {point[0]:g}, lat {point[1]:g}")
    if swapped:
        expected = Text(
            zh="经度在前、纬度在后（两列填反了）", en="them the other way round: swapped"
        )
    else:
        expected = Text(
            zh="本街道附近的坐标（境外坐标须注明坐标系 WGS-84）",
            en="a point near the others (outside China only with datum WGS-84)",
        )
    findings.fault(record.spot("lon"), found, expected)
