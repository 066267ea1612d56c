"""Travel times: where things are taken to be, what the sheet 路程 overrides, what is warned of."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.book import Leg, Officer, Place, Settings, Site, SiteBook
from sites.datum import convert
from sites.travel import bases_of, great_circle_km, legs, travel_minutes

OFFICE = Place(id="街道办", lon=120.16, lat=30.32)
PLAIN = Settings(datum="GCJ-02", detour=1.0, km_per_hour=60, parking_minutes=5)
"""A kilometre is a minute, plus five for parking."""


def site(id: str, lon: float | None = None, lat: float | None = None, **more: Any) -> Site:
    return Site(id=id, name=f"{id}工地", lon=lon, lat=lat, **more)


def book(*sites: Site, **more: Any) -> SiteBook:
    return SiteBook.model_validate({"settings": PLAIN, "places": (OFFICE,), "sites": sites} | more)


def said(made: SiteBook) -> list[str]:
    return [w.zh for w in travel_minutes(made).warnings]


NEAR, FAR = site("甲", 120.16, 30.329), site("乙", 120.16, 30.338)


def test_distance_over_speed_and_parking() -> None:
    travel = travel_minutes(book(NEAR, FAR))
    assert travel.minutes("街道办", "甲") == pytest.approx(6, abs=0.02)
    assert travel.minutes("街道办", "乙") == pytest.approx(7, abs=0.02)
    assert travel.minutes("甲", "乙") == travel.minutes("乙", "甲")


def test_settings_scale_the_way_but_not_the_parking() -> None:
    slow = PLAIN.but(detour=1.5, km_per_hour=30)
    direct = travel_minutes(book(NEAR)).minutes("街道办", "甲") - 5
    assert travel_minutes(book(NEAR, settings=slow)).minutes("街道办", "甲") == pytest.approx(
        direct * 3 + 5
    )


def test_nothing_to_drive_to_oneself_or_next_door() -> None:
    travel = travel_minutes(book(NEAR, site("丙", NEAR.lon, NEAR.lat)))
    assert travel.minutes("甲", "甲") == 0
    assert travel.minutes("甲", "丙") == 0


def test_points_of_different_datums_meet_in_one() -> None:
    assert NEAR.lon is not None
    assert NEAR.lat is not None
    moved = convert(NEAR.lon, NEAR.lat, "GCJ-02", "BD-09")
    same = site("丙", *moved, datum="BD-09")
    travel = travel_minutes(book(NEAR, FAR, same))
    assert travel.minutes("丙", "乙") == pytest.approx(travel.minutes("甲", "乙"), abs=1e-6)


def test_the_sheet_overrides_one_direction_or_both() -> None:
    one = travel_minutes(book(NEAR, FAR, legs=(Leg(origin="甲", target="乙", minutes=33),)))
    assert (one.minutes("甲", "乙"), one.minutes("乙", "甲")) == (33, 33)
    both = travel_minutes(
        book(
            NEAR,
            FAR,
            legs=(
                Leg(origin="甲", target="乙", minutes=33),
                Leg(origin="乙", target="甲", minutes=0),
            ),
        )
    )
    assert (both.minutes("甲", "乙"), both.minutes("乙", "甲")) == (33, 0)


def test_no_datum_anywhere_is_said_once_and_taken_as_gcj() -> None:
    bare = PLAIN.but(datum=None)
    assert [w for w in said(book(NEAR, FAR, settings=bare)) if "GCJ-02" in w] == [
        "3个坐标没有注明坐标系，按 GCJ-02（高德、腾讯地图）计；请在「设置」表填写坐标系"
    ]
    unsaid = travel_minutes(book(NEAR, settings=bare)).minutes("街道办", "甲")
    assert unsaid == travel_minutes(book(NEAR)).minutes("街道办", "甲")
    assert said(book(NEAR, FAR)) == []
    own = book(NEAR.but(datum="WGS-84"), settings=bare, places=(OFFICE.but(datum="WGS-84"),))
    assert said(own) == []


def test_a_site_off_the_map_stands_at_its_zone_place() -> None:
    zone = Place(id="东片", lon=120.16, lat=30.338, is_zone=True)
    made = book(NEAR, site("丁", zone="东片"), places=(OFFICE, zone))
    assert travel_minutes(made).minutes("街道办", "丁") == pytest.approx(7, abs=0.02)
    assert said(made) == ["工地「丁工地」没有坐标，按片区「东片」的中心计"]


def test_a_base_of_the_zones_name_is_not_its_centre() -> None:
    base = Place(id="东片", lon=120.16, lat=30.338)
    made = book(NEAR.but(zone="东片"), site("丁", zone="东片"), places=(OFFICE, base))
    assert travel_minutes(made).minutes("街道办", "丁") == pytest.approx(6, abs=0.02)


def test_or_in_the_middle_of_its_zone_or_of_all_sites() -> None:
    here = [site("甲", 120.16, 30.329, zone="东片"), site("乙", 120.16, 30.338, zone="西片")]
    east = travel_minutes(book(*here, site("丁", zone="东片")))
    lost = travel_minutes(book(*here, site("丁", zone="南片")))
    assert east.minutes("街道办", "丁") == pytest.approx(6, abs=0.02)
    assert lost.minutes("街道办", "丁") == pytest.approx(6.5, abs=0.02)
    assert "丁工地" in east.warnings[0].zh
    assert "全部工地" in lost.warnings[0].zh


def test_two_sites_guessed_at_one_point_still_cost_the_parking() -> None:
    travel = travel_minutes(book(NEAR, site("丁"), site("戊")))
    assert travel.minutes("丁", "戊") == 5


def test_without_any_coordinates_every_way_is_flat() -> None:
    made = book(site("丁"), site("戊"), places=())
    travel = travel_minutes(made)
    assert travel.minutes("街道办", "丁") == travel.minutes("丁", "戊") == 15
    assert [("15分钟" in w) for w in said(made)] == [True, True, True]


def test_a_full_matrix_needs_no_coordinates_and_no_warning() -> None:
    typed = tuple(
        Leg(origin=a, target=b, minutes=9)
        for a, b in (("街道办", "丁"), ("街道办", "戊"), ("丁", "戊"))
    )
    assert said(book(site("丁"), site("戊"), places=(), legs=typed)) == []
    assert len(said(book(site("丁"), site("戊"), places=(), legs=typed[:2]))) == 2


def test_a_base_off_the_map_is_the_office_and_so_are_its_typed_legs() -> None:
    posted = Officer(id="1", name="张三", body="住建", base="质安站")
    made = book(NEAR, officers=(posted,), legs=(Leg(origin="街道办", target="甲", minutes=42),))
    assert bases_of(made) == ("街道办", "质安站")
    assert travel_minutes(made).minutes("质安站", "甲") == 42
    assert said(made) == ["出发地「质安站」没有坐标，按从「街道办」出发计"]


def test_who_comes_straight_to_the_gate_has_no_way() -> None:
    made = book(NEAR, officers=(Officer(id="1", name="张三", body="住建", base="自行前往"),))
    assert travel_minutes(made).minutes("自行前往", "甲") == 0
    assert said(made) == []


def test_legs_are_whole_ticks_rounded_up_with_the_office_first() -> None:
    base = Place(id="质安站", lon=120.16, lat=30.338)
    typed = (
        Leg(origin="街道办", target="甲", minutes=7.5),
        Leg(origin="甲", target="街道办", minutes=8.1),
    )
    made = book(FAR, NEAR, places=(OFFICE, base), legs=typed)
    found = legs(made, (NEAR, FAR), ("质安站",), ticks_per_minute=2)
    assert list(found.first) == ["街道办", "质安站"]
    assert found.first["街道办"][0] == 15
    assert found.last["街道办"][0] == 17
    assert found.first["质安站"][1] == 0
    assert [found.between[k][k] for k in (0, 1)] == [0, 0]


POINTS = st.tuples(st.floats(120.0, 120.3), st.floats(30.1, 30.5))
PLACES = st.lists(st.none() | POINTS, min_size=3, max_size=5)


@given(points=PLACES, office=st.none() | POINTS)
def test_travel_is_symmetric_never_negative_and_no_detour_is_shorter(
    points: list[tuple[float, float] | None], office: tuple[float, float] | None
) -> None:
    sites = tuple(site(str(n), *(p or (None, None))) for n, p in enumerate(points))
    places = (Place(id="街道办", lon=office[0], lat=office[1]),) if office else ()
    made = book(*sites, places=places)
    between = legs(made, sites, (), 1).between
    for a, row in enumerate(between):
        assert row[a] == 0
        for b, ticks in enumerate(row):
            assert ticks >= 0
            assert ticks == between[b][a]
            if all(points) or not any(points):
                assert all(ticks <= row[via] + between[via][b] for via in range(len(row)))


@given(path=st.lists(POINTS, min_size=3, max_size=3))
def test_the_great_circle_is_a_distance(path: list[tuple[float, float]]) -> None:
    whole = great_circle_km(path[0], path[-1])
    assert 0 <= whole <= sum(great_circle_km(a, b) for a, b in pairwise(path)) + 1e-9
    assert great_circle_km(path[0], path[0]) == 0
