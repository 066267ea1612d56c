"""Substitutes are lawful, and whoever is lawful is a substitute."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from random_plans import random_plan
from strategies import random_round
from tiny import tiny_booking, tiny_need, tiny_officer, tiny_plan, tiny_round

from constraints import RULES, verify
from constraints._substitutes import all_substitutes, substitutes
from sites.book import Absence, Recusal, Vehicle
from sites.plan import Plan, Ride, Stand
from sites.round import Round

MORNING = "2026-11-30/am"
HARD = tuple(r for r in RULES.values() if not r.is_soft)
PEOPLE = (
    tiny_officer("o1", "One", "housing"),
    tiny_officer("o2", "Two", "housing"),
    tiny_officer("o3", "Three", "housing"),
    tiny_officer("o4", "Four", "housing", certificate=""),
    tiny_officer("o5", "Five", "urban"),
    tiny_officer("a1", "Helper", "urban", kind="auxiliary", certificate=""),
    tiny_officer("a2", "Helper Two", "urban", kind="auxiliary", certificate=""),
)


def found(plan: Plan, officer: str, visit: str = "A#1", **more: Any) -> tuple[str, ...]:
    return substitutes(plan, people_round(**more), visit, officer, HARD)


def people_round(**more: Any) -> Round:
    values = {"officers": PEOPLE, "needs": (tiny_need("A"), tiny_need("B"))}
    return tiny_round(**(values | more))


def test_who_stands_for_a_body_is_replaced_by_its_own_certified_people() -> None:
    assert found(tiny_plan(tiny_booking("A#1")), "o1") == ("o3",)


def test_who_only_completes_the_quorum_is_replaced_by_anybody_certified() -> None:
    assert found(tiny_plan(tiny_booking("A#1")), "o2") == ("o3", "o5")


def test_auxiliaries_replace_auxiliaries_only() -> None:
    assert found(tiny_plan(tiny_booking("A#1", auxiliaries=("a1",))), "a1") == ("a2",)


def test_the_barred_and_the_absent_and_the_busy_are_no_substitutes() -> None:
    plan = tiny_plan(tiny_booking("A#1"))
    assert found(plan, "o1", recusals=(Recusal(officer="o3", site="A"),)) == ()
    monday = date(2026, 11, 30)
    away = (Absence(officer="o3", first=monday, last=monday),)
    assert found(plan, "o1", absences=away) == ()
    busy = tiny_booking("B#1", officers=("o3", "o5"), stands_for=(_stands("o3", "B"),))
    assert found(tiny_plan(tiny_booking("A#1"), busy), "o2") == ()


def test_a_barred_person_and_an_empty_place_are_helped() -> None:
    barred = (Recusal(officer="o1", site="A"),)
    assert found(tiny_plan(tiny_booking("A#1")), "o1", recusals=barred) == ("o3",)
    alone = tiny_booking("A#1", officers=("o5",), stands_for=(), end=560)
    assert found(tiny_plan(alone), "") == ("o1", "o2", "o3")


def test_whoever_steps_in_takes_the_seat_at_every_stop_of_the_vehicle() -> None:
    officers = tuple(o.but(own_way=False) for o in PEOPLE)
    stops = (
        tiny_booking("A#1", end=590),
        tiny_booking("B#1", start=610, end=650),
    )
    rides = tuple(Ride(session=MORNING, officer=o, vehicle="van") for o in ("o1", "o2"))
    van = (Vehicle(id="van", seats=2),)
    barred = (Recusal(officer="o3", site="B"),)
    plan = tiny_plan(*stops, rides=rides)
    assert found(plan, "o1", officers=officers, vehicles=van) == ("o3",)
    assert found(plan, "o1", officers=officers, vehicles=van, recusals=barred) == ()


def _stands(officer: str, site: str) -> Stand:
    return Stand(officer=officer, need=f"{site}/housing/routine")


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_every_substitute_leaves_a_plan_no_worse(seed: int) -> None:
    """By swapping in whole plans and asking every hard rule, without any of the quick tests."""
    round = random_round(seed).but(vehicles=())
    plan = random_plan(round, seed, 0.97).but(rides=())
    before = {_about(b) for b in verify(plan, round, HARD).breaches}
    answers = all_substitutes(plan, round, RULES.values())
    for booking in plan.bookings[:2]:
        for person in booking.officers:
            offered = answers[booking.visit, person]
            for other in round.inspectors:
                if other.id in booking.people:
                    continue
                after = {
                    _about(b)
                    for b in verify(
                        _swap(plan, booking.visit, person, other.id), round, HARD
                    ).breaches
                }
                if other.id in offered:
                    assert after <= before
                elif not before:
                    assert after


def _about(breach: Any) -> tuple[str, ...]:
    b = breach
    return (b.rule, b.visit, b.site, b.need, b.officer, b.session, b.vehicle, b.pin)


def _swap(plan: Plan, visit: str, old: str, new: str) -> Plan:
    def swapped(booking: Any) -> Any:
        if booking.visit != visit:
            return booking
        stands = tuple(s.but(officer=new) if s.officer == old else s for s in booking.stands_for)
        officers = tuple(new if o == old else o for o in booking.officers)
        return booking.but(officers=officers, stands_for=stands)

    return plan.but(bookings=tuple(map(swapped, plan.bookings)))
