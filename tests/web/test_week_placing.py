"""A need that no visit meets, put into a session by hand: on the smallest example."""

from __future__ import annotations

import pytest
from board_week import small_week

from constraints import verify
from scheduler.by_hand import Week, read_week
from web.week import edits
from web.week.answers import Kind
from web.week.placing import place, visit_of
from web.week.store import Step

CASE, NEED, NOBODY = "GD03#1", "GD03/综合执法/case", "GD04/消防/routine"
WHOLE, PART = "GD01#1", "GD01/消防/routine"
MONDAY, TUESDAY = "2026-11-30/am", "2026-12-01/am"


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    return read_week(small_week(tmp_path_factory.mktemp("placing")))


def without(week: Week, visit: str) -> Step:
    plan = edits.removed(week.plan, week.round, visit)
    return Step(week.round, plan, verify(plan, week.round))


def without_need(week: Week, visit: str, need: str) -> Step:
    """The visit without one of its needs and those who stood for it alone."""
    booking = edits.booking_of(week.plan, visit)
    stands = tuple(s for s in booking.stands_for if s.need != need)
    kept = {s.officer for s in stands}
    fewer = booking.but(
        needs=tuple(n for n in booking.needs if n != need),
        stands_for=stands,
        officers=tuple(o for o in booking.officers if o in kept),
    )
    plan = week.plan.but(
        bookings=tuple(fewer if b.visit == visit else b for b in week.plan.bookings)
    )
    return Step(week.round, plan, verify(plan, week.round))


def test_it_becomes_a_visit_where_the_rules_allow_one(week: Week) -> None:
    step = without(week, CASE)
    kinds: set[Kind] = set()
    for session in week.round.sessions:
        found = place(step, NEED, session.id)
        kinds.add(found.kind)
        assert (found.kind == "kept") == (not found.broken)
        if found.kind == "kept":
            assert verify(found.plan, week.round).lawful
            booking = edits.booking_of(found.plan, visit_of(found.plan, NEED))
            assert (booking.session, booking.lead) == (session.id, "综合执法")
            assert len(found.plan.bookings) == len(step.plan.bookings) + 1
            assert NEED not in {u.need for u in found.plan.unmet}
    assert {"kept", "local"} <= kinds


def test_it_rides_on_the_visit_that_the_site_has_there(week: Week) -> None:
    step = without_need(week, WHOLE, PART)
    found = place(step, PART, edits.booking_of(week.plan, WHOLE).session)
    assert found.kind == "kept"
    assert visit_of(found.plan, PART) == WHOLE
    assert len(found.plan.bookings) == len(step.plan.bookings)
    assert edits.booking_of(found.plan, WHOLE).people == edits.booking_of(week.plan, WHOLE).people


def test_a_local_rule_alone_is_named_and_may_be_overridden(week: Week) -> None:
    found = place(without(week, CASE), NEED, TUESDAY)
    assert found.kind == "local"
    assert {b.rule for b in found.broken} == {"reserve_kept"}
    assert visit_of(found.plan, NEED), "the plan that an override would take"


def test_what_law_forbids_is_told_and_changes_nothing(week: Week) -> None:
    found = place(Step(week.round, week.plan, week.verdict), NOBODY, MONDAY)
    assert (found.kind, found.plan) == ("law", week.plan)
    assert "应回避" in found.broken[0].says.zh
    assert not any(b.rule for b in found.broken)


def test_a_need_met_meanwhile_or_unknown_is_nobodys(week: Week) -> None:
    step = Step(week.round, week.plan, week.verdict)
    for need in (NEED, "nothing"):
        with pytest.raises(KeyError):
            place(step, need, MONDAY)
