"""The street's own rules on people and vehicles: duty, seats, riders, the reserve."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from local_cases import (
    AM,
    CREW,
    PM,
    STREET,
    TUESDAY,
    VAN,
    broken,
    crew_round,
    gate,
    refuses,
    riding,
    street_round,
    visit,
)
from tiny import MONDAY, tiny_booking, tiny_plan, tiny_round

from constraints import RULES, verify
from constraints._fits import Fits
from sites.book import Absence, Pin, Vehicle
from sites.plan import Reserve
from sites.round import Legs, Session
from sites.sketch import Move, Sketch

# -- on_duty --------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["leave", "callout", "standby"])
def test_half_a_day_away_is_half_a_day(reason: Any) -> None:
    away = Absence(officer="o2", first=MONDAY, last=MONDAY, part="pm", reason=reason)
    round = tiny_round(absences=(away,))
    assert broken("on_duty", tiny_plan(tiny_booking("A#1")), round) == []
    found = broken("on_duty", tiny_plan(tiny_booking("A#1", session=PM)), round)
    assert found == ["Officer Two is not on duty on 30 Nov afternoon"]
    assert not round.on_duty("o2", PM)
    assert round.on_duty("o2", AM)


def test_sessions_a_week_are_counted_by_iso_week() -> None:
    sunday, monday = date(2026, 12, 6), date(2026, 12, 7)
    days = tuple(
        Session(id=f"{day}/am", day=day, part="am", start=540, end=690) for day in (sunday, monday)
    )
    plan = tiny_plan(
        tiny_booking("A#1", session=f"{sunday}/am"), tiny_booking("B#1", session=f"{monday}/am")
    )
    one = {"on_duty": {"sessions_a_week": "1"}}
    round = tiny_round(sessions=days, last_day=monday, params=one)
    assert broken("on_duty", plan, round) == []
    both = tiny_plan(tiny_booking("A#1"), tiny_booking("B#1", session=PM))
    found = broken("on_duty", both, tiny_round(params=one))
    assert found == [
        "Officer One has 2 sessions a week, over 1",
        "Officer Two has 2 sessions a week, over 1",
    ]


def test_two_visits_in_one_session_are_one_session() -> None:
    plan = tiny_plan(tiny_booking("A#1"), tiny_booking("B#1", start=620, end=660))
    round = tiny_round(params={"on_duty": {"sessions_a_week": "1"}})
    assert broken("on_duty", plan, round) == []


def test_minutes_a_day_add_up_over_its_sessions() -> None:
    plan = tiny_plan(tiny_booking("A#1"), tiny_booking("B#1", session=PM))
    assert broken("on_duty", plan, tiny_round(params={"on_duty": {"minutes_a_day": "80"}})) == []
    round = tiny_round(params={"on_duty": {"minutes_a_day": "79"}})
    found = broken("on_duty", plan, round)
    assert found[0] == "Officer One is on site 80 minutes on 2026-11-30, over 79"
    sketch = Sketch(round, tiny_plan(plan.bookings[0]))
    assert not Fits(round, [RULES["on_duty"]])(sketch, Move(plan.bookings[1]))


# -- vehicles -------------------------------------------------------------------------------------


ALL_FIVE = ("o1", "o2", "o3", "o4", "o5")


def test_five_riders_do_not_fit_into_four_seats() -> None:
    booking, rides = visit("A", "A/housing/routine", people=ALL_FIVE), riding("van", *ALL_FIVE)
    plan = tiny_plan(booking, rides=rides)
    [found] = broken("seats", plan, crew_round())
    assert found.startswith("30 Nov morning: 5 people ride van, which has 4 seats")
    assert refuses("seats", crew_round(), booking, rides)


@pytest.mark.parametrize("driver", ["o5", "Officer 5"])
def test_a_driver_takes_no_seat(driver: str) -> None:
    booking, rides = visit("A", "A/housing/routine", people=ALL_FIVE), riding("van", *ALL_FIVE)
    round = crew_round(vehicles=(VAN.but(driver=driver),))
    assert broken("seats", tiny_plan(booking, rides=rides), round) == []
    assert not refuses("seats", round, booking, rides)


def test_riders_of_a_vehicle_are_not_split() -> None:
    at_a = visit("A", "A/housing/routine", people=("o1", "o2"))
    at_b = visit("B", "B/housing/routine", people=("o3",))
    split = tiny_plan(at_a, at_b, rides=riding("van", "o1", "o2", "o3"))
    found = broken("one_vehicle_a_session", split, crew_round())
    assert "30 Nov morning: Officer 3 leaves van at site A" in found
    assert "30 Nov morning: Officer 1 leaves van at site B" in found
    apart = split.but(rides=(*riding("van", "o1", "o2"), *riding("car", "o3")))
    assert broken("one_vehicle_a_session", apart, crew_round()) == []
    sketch = Sketch(crew_round(), tiny_plan(at_a, rides=riding("van", "o1", "o2")))
    fits = Fits(crew_round(), [RULES["one_vehicle_a_session"]])
    assert not fits(sketch, Move(at_b, riding("van", "o3")))
    assert fits(sketch, Move(at_b, riding("car", "o3")))


def test_everybody_rides_one_vehicle_or_goes_his_own_way() -> None:
    booking = visit("A", "A/housing/routine", people=("o1",))
    check = "one_vehicle_a_session"
    two = (*riding("van", "o1"), *riding("car", "o1"))
    assert broken(check, tiny_plan(booking, rides=two), crew_round()) == [
        "30 Nov morning: Officer 1 rides 2 vehicles"
    ]
    assert broken(check, tiny_plan(booking), crew_round())
    assert broken(check, tiny_plan(booking), crew_round(vehicles=())) == []
    walker = (CREW[0].but(own_way=True),)
    assert broken(check, tiny_plan(booking), crew_round(officers=walker)) == []


def test_a_ride_leads_to_a_visit() -> None:
    found = verify(
        tiny_plan(rides=riding("van", "o1")), crew_round(), [RULES["one_vehicle_a_session"]]
    )
    assert [b.says.en for b in found.breaches] == [
        "30 Nov morning: Officer 1 rides without a visit"
    ]


@pytest.mark.parametrize(
    "vehicle",
    [
        VAN.but(base="east"),
        VAN.but(parts=("pm", "night")),
        VAN.but(closed_days=(MONDAY,)),
    ],
)
def test_a_vehicle_is_to_be_had_where_its_riders_start(vehicle: Vehicle) -> None:
    legs = Legs(
        first={"office": (10, 15), "east": (5, 5)},
        last={"office": (10, 15), "east": (5, 5)},
        between=((0, 12), (12, 0)),
    )
    booking, rides = visit("A", "A/housing/routine", people=("o1",)), riding("van", "o1")
    round = crew_round(vehicles=(vehicle,), legs=legs)
    assert broken("one_vehicle_a_session", tiny_plan(booking, rides=rides), round) == [
        "30 Nov morning: Officer 1 cannot ride van from his base"
    ]
    assert refuses("one_vehicle_a_session", round, booking, rides)


# -- reserve_kept ---------------------------------------------------------------------------------


def test_two_of_five_stay_free() -> None:
    assert broken("reserve_kept", gate("o1", "o2", "o3"), street_round()) == []
    found = broken("reserve_kept", gate("o1", "o2", "o3", "o4"), street_round())
    assert found == ["30 Nov morning: 1 officers of the street stay free, 2 should"]
    assert refuses("reserve_kept", street_round(), gate("o1", "o2", "o3", "o4").bookings[0])


def test_a_small_team_keeps_two_at_work_first() -> None:
    three, two = STREET[:3], STREET[:2]
    assert broken("reserve_kept", gate("o1", "o2"), street_round(officers=three)) == []
    assert broken("reserve_kept", gate("o1", "o2", "o3"), street_round(officers=three))
    assert broken("reserve_kept", gate("o1", "o2"), street_round(officers=two)) == []


def test_who_is_away_or_uncertified_is_no_reserve() -> None:
    away = Absence(officer="o5", first=MONDAY, last=MONDAY)
    lapsed = (*STREET[:4], STREET[4].but(certificate_until=date(2026, 11, 29)))
    for round in (street_round(absences=(away,)), street_round(officers=lapsed)):
        assert broken("reserve_kept", gate("o1", "o2"), round) == []
        assert broken("reserve_kept", gate("o1", "o2", "o3"), round)


def test_the_reserve_never_blocks_a_pin() -> None:
    four = ("o1", "o2", "o3", "o4")
    pin = Pin(how="must", site="A", day=MONDAY, officers=four)
    assert broken("reserve_kept", gate(*four), street_round(pins=(pin,))) == []
    assert broken("reserve_kept", gate(*four, "o5"), street_round(pins=(pin,)))
    later = pin.but(day=TUESDAY)
    assert broken("reserve_kept", gate(*four), street_round(pins=(later,)))


def test_the_named_reserve_is_free_certified_and_enough() -> None:
    plan = gate("o1", "o2")

    def named(*people: str) -> list[str]:
        listed = plan.but(reserve=(Reserve(session=AM, officers=people),))
        rules = [RULES["reserve_kept"]]
        return [b.says.en for b in verify(listed, street_round(), rules).breaches]

    assert named("o3", "o4") == []
    assert named("o1", "o3", "o4") == ["30 Nov morning: Officer 1 cannot be the reserve"]
    assert named("o3") == ["30 Nov morning: 1 officers of the street stay free, 2 should"]
    assert named() == []


def test_without_a_street_team_the_reserve_is_silent() -> None:
    round = street_round(officers=CREW)
    assert RULES["reserve_kept"].silent(round) is not None
    assert broken("reserve_kept", gate("o1", "o2", "o3", "o4", "o5"), round) == []
