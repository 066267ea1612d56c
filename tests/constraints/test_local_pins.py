"""What the clerk pinned, and what an override lifts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from local_cases import (
    AM,
    PM,
    TUESDAY,
    broken,
    crew_round,
    gate,
    refuses,
    riding,
    street_round,
    visit,
    with_weather,
)
from tiny import MONDAY, tiny_booking, tiny_plan, tiny_round

from constraints import RULES, verify
from constraints._fits import Fits
from scheduler.build import build
from scheduler.settings import Settings
from scheduler.solve import solve
from sites.book import Pin, Recusal, Site
from sites.plan import Plan, Reserve
from sites.round import Round
from sites.sketch import Move, Sketch

# -- pinned ---------------------------------------------------------------------------------------


def pinned(*pins: Pin) -> Round:
    return tiny_round(pins=pins)


def test_a_must_is_kept_on_its_day_and_part_with_its_people() -> None:
    pin = Pin(how="must", site="A", day=MONDAY, part="pm", officers=("o2",), cell="人工指定!A3")
    morning, afternoon = tiny_booking("A#1"), tiny_booking("A#1", session=PM)
    assert broken("pinned", tiny_plan(afternoon), pinned(pin)) == []
    assert len(broken("pinned", tiny_plan(morning), pinned(pin))) == 2
    without = afternoon.but(officers=("o1", "o3"))
    assert broken("pinned", tiny_plan(without), pinned(pin)) == ["Officer Two must come to site A"]
    breach = verify(tiny_plan(), pinned(pin), [RULES["pinned"]]).breaches[0]
    assert (breach.pin, breach.site) == ("人工指定!A3", "A")


def test_nobody_else_comes_to_a_fixed_visit() -> None:
    pin = Pin(how="fixed", site="A", officers=("o1", "o2"))
    assert broken("pinned", tiny_plan(tiny_booking("A#1", auxiliaries=("a1",))), pinned(pin)) == []
    more = tiny_booking("A#1", officers=("o1", "o2", "o3"))
    [found] = broken("pinned", tiny_plan(more), pinned(pin))
    assert found == "Officer Three must not be planned at site A on 30 Nov morning"
    assert refuses("pinned", pinned(pin), more)


@pytest.mark.parametrize(
    ("pin", "kept"),
    [
        (Pin(how="never", site="A"), False),
        (Pin(how="never", site="B"), True),
        (Pin(how="never", site="A", day=MONDAY, part="pm"), True),
        (Pin(how="never", site="A", day=MONDAY, part="day"), False),
        (Pin(how="never", site="A", officers=("o2",)), False),
        (Pin(how="never", site="A", officers=("o3",)), True),
        (Pin(how="never", day=MONDAY, officers=("o1",)), False),
        (Pin(how="never", day=TUESDAY, officers=("o1",)), True),
        (Pin(how="never", site="A", until=date(2026, 11, 29)), True),
        (Pin(how="never", site="A", day=date(2026, 12, 30)), True),
    ],
)
def test_what_a_never_excludes(pin: Pin, kept: bool) -> None:
    plan = tiny_plan(tiny_booking("A#1"))
    assert (broken("pinned", plan, pinned(pin)) == []) is kept
    assert refuses("pinned", pinned(pin), plan.bookings[0]) is not kept


def test_pins_of_another_time_are_said_to_be_silent() -> None:
    old = Pin(how="must", site="A", until=date(2026, 11, 20))
    far = Pin(how="must", site="A", day=date(2026, 12, 30))
    assert RULES["pinned"].silent(pinned(old, far)) is not None
    assert broken("pinned", tiny_plan(), pinned(old, far)) == []
    assert RULES["pinned"].silent(pinned(old, Pin(how="must", site="A"))) is None


def test_contradictory_pins_are_both_named() -> None:
    must = Pin(how="must", site="A", cell="人工指定!A3")
    never = Pin(how="never", site="A", cell="人工指定!A4")
    for plan, cell in ((tiny_plan(), must.cell), (tiny_plan(tiny_booking("A#1")), never.cell)):
        assert broken("pinned", plan, pinned(must, never))
        [breach] = verify(plan, pinned(must, never), [RULES["pinned"]]).breaches
        assert breach.pin == cell
    for one in (must, never):
        built = build(pinned(must, never).but(pins=(one,)), [RULES["pinned"]])
        assert solve(built.board, None, Settings(), effort=20, seconds=60).status == "optimal"


# -- overriding -----------------------------------------------------------------------------------


def override(rule: str, site: str) -> Pin:
    return Pin(how="override", site=site, rule=RULES[rule].title.zh, reason="急", by="王")


def blamed(plan: Plan, round: Round, rules: Iterable[str]) -> set[tuple[str, str]]:
    found = verify(plan, round, [RULES[r] for r in rules]).breaches
    return {(b.rule, b.visit) for b in found}


def test_an_override_lifts_one_local_rule_at_one_site() -> None:
    sites = tuple(Site(id=s, name=s, status="finished") for s in "AB")
    plan = tiny_plan(tiny_booking("A#1"), tiny_booking("B#1"))
    wet = with_weather(tiny_round(sites=sites), "typhoon")
    rules = ("site_open", "weather")
    everything = {(r, v) for r in rules for v in ("A#1", "B#1")}
    assert blamed(plan, wet, rules) == everything
    lifted = wet.but(pins=(override("site_open", "A"),))
    assert blamed(plan, lifted, rules) == everything - {("site_open", "A#1")}
    assert not refuses("site_open", lifted, plan.bookings[0])
    assert refuses("site_open", lifted, plan.bookings[1])


def test_no_override_lifts_a_rule_of_law() -> None:
    round = tiny_round(recusals=(Recusal(officer="o1", site="A"),))
    plan = tiny_plan(tiny_booking("A#1"))
    assert blamed(plan, round, ("recusal",)) == {("recusal", "A#1")}
    vain = round.but(pins=(override("recusal", "A"),))
    assert blamed(plan, vain, ("recusal",)) == {("recusal", "A#1")}
    assert refuses("recusal", vain, plan.bookings[0])


def test_people_at_an_overridden_visit_count_for_no_total() -> None:
    plan = tiny_plan(tiny_booking("A#1"), tiny_booking("B#1", session=PM))
    round = tiny_round(params={"on_duty": {"sessions_a_week": "1"}})
    assert broken("on_duty", plan, round)
    lifted = round.but(pins=(override("on_duty", "A"),))
    assert broken("on_duty", plan, lifted) == []
    sketch, fits = Sketch(lifted, tiny_plan(plan.bookings[0])), Fits(lifted, [RULES["on_duty"]])
    assert fits(sketch, Move(plan.bookings[1]))


def test_riders_to_an_overridden_visit_may_leave_the_others() -> None:
    at_a = visit("A", "A/housing/routine", people=("o1",))
    at_b = visit("B", "B/housing/routine", people=("o2", "o3"))
    plan = tiny_plan(at_a, at_b, rides=riding("van", "o1", "o2", "o3"))
    assert broken("one_vehicle_a_session", plan, crew_round())
    lifted = crew_round(pins=(override("one_vehicle_a_session", "A"),))
    assert broken("one_vehicle_a_session", plan, lifted) == []


def test_the_named_reserve_is_not_held_against_an_overridden_visit() -> None:
    plan = gate("o1", "o2", "o3", "o4").but(reserve=(Reserve(session=AM, officers=("o5",)),))
    assert verify(plan, street_round(), [RULES["reserve_kept"]]).breaches
    lifted = street_round(pins=(override("reserve_kept", "A"),))
    assert verify(plan, lifted, [RULES["reserve_kept"]]).lawful
