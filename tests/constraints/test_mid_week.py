"""Planning in the middle of a week: what happened on Monday counts on Wednesday."""

from __future__ import annotations

from datetime import date

from tiny import MONDAY, tiny_booking, tiny_officer, tiny_plan, tiny_round

from constraints import RULES, verify
from sites.book import Absence, Grant, PastVisit, Pin, Vehicle
from sites.plan import Ride
from sites.round import Round, Session

WEDNESDAY = date(2026, 12, 2)


def wednesday_on(**more: object) -> Round:
    """The tiny round from Wednesday on; its week began on Monday."""
    plain = tiny_round()
    sessions = (Session(id=f"{WEDNESDAY}/am", day=WEDNESDAY, part="am", start=540, end=690),)
    workdays = (*plain.workdays, *(date(2026, 12, d) for d in (1, 2, 3, 4)))
    return tiny_round(sessions=sessions, workdays=workdays, today=WEDNESDAY, **more)


def broken(rule: str, round: Round) -> list[str]:
    """What one rule says of a visit to site A on Wednesday."""
    plan = tiny_plan(tiny_booking("A#1", session=f"{WEDNESDAY}/am"))
    return [b.says.en for b in verify(plan, round, [RULES[rule]]).breaches]


def test_a_visit_earlier_in_the_same_week_leaves_the_site_in_peace() -> None:
    seen = PastVisit(site="A", on=date(2026, 12, 1), body="urban")
    assert broken("left_in_peace", wednesday_on(history=(seen,)))
    assert not broken("left_in_peace", wednesday_on())


def test_a_pin_on_a_day_gone_by_asks_for_nothing() -> None:
    gone = Pin(how="must", site="B", day=MONDAY, cell="人工指定!A3")
    coming = gone.but(day=WEDNESDAY)
    assert not broken("pinned", wednesday_on(pins=(gone,)))
    assert broken("pinned", wednesday_on(pins=(coming,)))


def test_a_vehicle_stays_at_home_with_its_driver() -> None:
    officers = (
        *(o.but(own_way=False) for o in tiny_round().officers),
        tiny_officer("d1", "Driver", "urban", kind="driver", certificate=""),
    )
    away = Absence(officer="d1", first=MONDAY, last=MONDAY)
    rides = tuple(Ride(session=f"{MONDAY}/am", officer=o, vehicle="K") for o in ("o1", "o2"))
    plan = tiny_plan(tiny_booking("A#1"), rides=rides)
    vehicles = (Vehicle(id="K", seats=4, driver="d1"),)
    rule = [RULES["one_vehicle_a_session"]]
    at_work = tiny_round(officers=officers, vehicles=vehicles)
    assert verify(plan, at_work, rule).lawful
    assert not verify(plan, at_work.but(absences=(away,)), rule).lawful


def test_a_grant_limited_to_items_covers_no_need_without_items() -> None:
    need = tiny_round().needs[0].but(items=(), kind="case", body="rail")
    limited = Grant(officer="o1", acts_for="rail", source="conferred", items=("pit",))
    round = tiny_round(needs=(need,), grants=(limited,))
    assert not round.may_stand("o1", need.id, MONDAY)
    assert round.but(grants=(limited.but(items=()),)).may_stand("o1", need.id, MONDAY)
