"""Datum conversion: against published values, back and forth, and outside its box."""

from __future__ import annotations

from math import cos, hypot, radians
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.book import Datum
from sites.datum import convert

METRES_A_DEGREE = 111_320
DATUMS = st.sampled_from(get_args(Datum))
LONS = st.floats(73, 137)
LATS = st.floats(2, 55)


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    east = (a[0] - b[0]) * cos(radians(a[1]))
    return hypot(east, a[1] - b[1]) * METRES_A_DEGREE


@pytest.mark.parametrize(
    ("frm", "to", "point", "wanted"),
    [
        # googollee/eviltransform, python/test.py: Shanghai, Shenzhen, Beijing
        ("WGS-84", "GCJ-02", (121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ("WGS-84", "GCJ-02", (113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ("WGS-84", "GCJ-02", (116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
        # wandergis/coordtransform, test/app.js
        ("WGS-84", "GCJ-02", (116.404, 39.915), (116.41024449916938, 39.91640428150164)),
        ("GCJ-02", "BD-09", (116.404, 39.915), (116.41036949371029, 39.92133699351021)),
    ],
)
def test_published_values_forward(
    frm: Datum, to: Datum, point: tuple[float, float], wanted: tuple[float, float]
) -> None:
    # eviltransform's own test allows 1e-6°: versions of it differ in the ellipsoid.
    assert convert(*point, frm, to) == pytest.approx(wanted, abs=1e-6)


@pytest.mark.parametrize(
    ("frm", "to", "point", "wanted", "closed_form_error_metres"),
    [
        # wandergis/coordtransform, test/app.js: closed inverses, wrong by these many metres
        ("BD-09", "GCJ-02", (116.404, 39.915), (116.39762729119315, 39.90865673957631), 0.5),
        ("GCJ-02", "WGS-84", (116.404, 39.915), (116.39775550083061, 39.91359571849836), 2),
        ("BD-09", "WGS-84", (116.404, 39.915), (116.3913836995125, 39.907253214522164), 2),
    ],
)
def test_published_inverses_within_their_own_error(
    frm: Datum,
    to: Datum,
    point: tuple[float, float],
    wanted: tuple[float, float],
    closed_form_error_metres: float,
) -> None:
    assert metres(convert(*point, frm, to), wanted) < closed_form_error_metres


@given(lon=LONS, lat=LATS, frm=DATUMS, to=DATUMS)
def test_there_and_back_is_the_same_place(lon: float, lat: float, frm: Datum, to: Datum) -> None:
    back = convert(*convert(lon, lat, frm, to), to, frm)
    assert metres(back, (lon, lat)) < 1e-6


@given(lon=LONS, lat=LATS, frm=DATUMS, by=DATUMS, to=DATUMS)
def test_a_detour_by_another_datum_leads_to_the_same_place(
    lon: float, lat: float, frm: Datum, by: Datum, to: Datum
) -> None:
    detour = convert(*convert(lon, lat, frm, by), by, to)
    assert metres(detour, convert(lon, lat, frm, to)) < 1e-6


def test_shifts_in_hangzhou_are_as_measured() -> None:
    here = (120.16, 30.32)
    assert 265 < metres(convert(*here, "WGS-84", "GCJ-02"), here) < 555
    assert 860 < metres(convert(*here, "GCJ-02", "BD-09"), here) < 960


@given(frm=DATUMS, to=DATUMS)
@pytest.mark.parametrize("point", [(-87.63, 41.88), (0.0, 0.0), (139.77, 35.68), (151.2, -33.9)])
def test_outside_the_box_nothing_moves(point: tuple[float, float], frm: Datum, to: Datum) -> None:
    assert convert(*point, frm, to) == point
