"""A published week meets a change: only what must moves, and the difference says exactly what."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_plans import random_plan
from strategies import random_round
from tiny import MONDAY, tiny_booking, tiny_need, tiny_officer, tiny_plan, tiny_round

from constraints import verify
from scheduler.plan_round import PinsCollide, plan_round
from scheduler.promise import PastBroken
from scheduler.replan import Replanned, replan
from scheduler.settings import Settings
from sites.approval import content_digest, moved
from sites.book import Pin
from sites.changes import Kind, changed, promised_round, read_changes
from sites.differences import applied, differences, same
from sites.errors import BookError
from sites.plan import Booking, Plan
from sites.round import Round, Session

TUESDAY = MONDAY + timedelta(days=1)
SETTINGS = Settings(seconds=30, session_effort=0.3)


def two_days(**more: object) -> Round:
    """Sites A and B, two bodies with three certified people each, Monday and Tuesday."""
    sessions = tuple(
        Session(id=f"{day}/{part}", day=day, part=part, start=start, end=end)  # type: ignore[arg-type]
        for day in (MONDAY, TUESDAY)
        for part, start, end in (("am", 540, 690), ("pm", 810, 1020))
    )
    crew = ((1, "housing"), (2, "housing"), (3, "urban"), (4, "housing"), (5, "urban"))
    officers = tuple(tiny_officer(f"o{k}", f"Officer {k}", body) for k, body in crew)
    plain = tiny_round()
    values = {
        "sessions": sessions,
        "officers": (*officers, plain.officers[-1]),
        "workdays": (*plain.workdays, TUESDAY),
    }
    return tiny_round(**values | more)


def published(round: Round, plan: Plan) -> Plan:
    """The plan as it is once it is published."""
    for verb in ("submit", "approve", "publish"):
        plan = moved(plan, verb, "李四", round.today, 1)  # type: ignore[arg-type]
    return plan


@cache
def a_week() -> tuple[Round, Plan]:
    """The two days, planned and published."""
    round = two_days()
    return round, published(round, plan_round(round, SETTINGS).plan)


def after(
    round: Round, plan: Plan, *said: tuple[Kind, str], today: date | None = None
) -> tuple[Round, Replanned]:
    """The round after some changes, and its replan."""
    day = today or round.today
    now = promised_round(changed(round, read_changes(said, round, day)), plan, day)
    return now, replan(now, SETTINGS)


def by_visit(plan: Plan) -> dict[str, Booking]:
    return {b.visit: b for b in plan.bookings}


def test_somebody_ill_moves_only_what_must() -> None:
    round, plan = a_week()
    ill = plan.bookings[0].officers[0]
    now, found = after(round, plan, ("ill", round.officer[ill].name))
    assert verify(found.plan, now).lawful
    assert all(ill not in b.people for b in found.plan.bookings)
    was = by_visit(plan)
    for booking in found.plan.bookings:
        if ill not in was[booking.visit].people:
            assert booking == was[booking.visit]
    touched = {b.visit for b in plan.bookings if ill in b.people}
    assert {c.visit for c in found.changes.visits} == touched
    for change in found.changes.visits:
        assert "people" in change.kinds
        assert not {"moved", "dropped", "added", "needs"} & set(change.kinds)
    assert all("不在岗" in c.why[0].zh for c in found.changes.visits)


def test_the_next_version_is_a_draft_and_what_stays_stays_signed() -> None:
    round, plan = a_week()
    ill = plan.bookings[0].officers[0]
    _, found = after(round, plan, ("ill", round.officer[ill].name))
    own = found.plan.approval
    assert (own.state, own.version, own.history) == ("draft", 2, plan.approval.history)
    for booking in found.plan.bookings:
        stays = same(booking, by_visit(plan)[booking.visit])
        assert booking.state == ("published" if stays else "draft")


def test_a_change_that_touches_nothing_changes_nothing() -> None:
    round, plan = a_week()
    now, found = after(round, plan, ("rain", "周二"))
    assert not found.changes
    assert found.plan == plan.but(round_digest=now.digest)


def test_who_stays_in_reserve_is_replaced_and_no_visit_moves() -> None:
    round, plan = a_week()
    named = plan.reserve[0].officers[0]
    part = f"{round.officer[named].name}=周一上午"
    busy = {p for b in plan.bookings for p in b.people if b.session == plan.reserve[0].session}
    assert named not in busy
    _, found = after(round, plan, ("ill", part))
    assert found.changes.visits == ()
    assert all(named not in r.officers for r in found.changes.reserve_new)
    assert {r.session for r in found.changes.reserve_gone} == {plan.reserve[0].session}


def test_a_second_run_says_the_same() -> None:
    round, plan = a_week()
    now, first = after(round, plan, ("shut", "site A=周一"), ("rain", "周二"))
    again = replan(now, SETTINGS, before=first.plan)
    assert content_digest(again.plan) == content_digest(first.plan)
    assert again.changes == first.changes


def test_a_shut_site_moves_to_another_day_and_the_others_stay() -> None:
    round = two_days()
    plan = published(round, tiny_plan(tiny_booking("A#1"), tiny_booking("B#1", start=602, end=642)))
    now, found = after(round, plan, ("shut", "site A=周一"))
    was, new = by_visit(plan), by_visit(found.plan)
    assert now.session[new["A#1"].session].day == TUESDAY
    assert new["A#1"].officers == was["A#1"].officers
    assert new["B#1"].officers == was["B#1"].officers
    (one,) = [c for c in found.changes.visits if c.visit == "A#1"]
    assert one.kinds[0] == "moved"


def test_what_is_over_stays_and_nothing_new_goes_there() -> None:
    round = two_days()
    later = f"{TUESDAY}/am"
    plan = published(
        round, tiny_plan(tiny_booking("A#1"), tiny_booking("B#1", later, start=550, end=590))
    )
    now, found = after(round, plan, ("ill", "Officer 1"), ("ill", "Officer 2"), today=TUESDAY)
    was, new = by_visit(plan), by_visit(found.plan)
    assert new["A#1"] == was["A#1"]
    assert "o1" in new["A#1"].officers
    over = [b.visit for b in found.plan.bookings if now.session[b.session].day < TUESDAY]
    assert over == ["A#1"]
    assert "o1" not in new["B#1"].officers
    assert new["B#1"].session == later


def test_what_is_over_but_unlawful_now_is_told() -> None:
    round = two_days()
    plan = published(round, tiny_plan(tiny_booking("A#1")))
    spoiled = round.but(sites=tuple(s.but(closed_days=(MONDAY,)) for s in round.sites))
    with pytest.raises(PastBroken) as broken:
        replan(promised_round(spoiled, plan, TUESDAY), SETTINGS)
    assert {b.visit for b in broken.value.breaches} == {"A#1"}


def test_a_case_of_today_may_go_before_it_is_approved() -> None:
    need = tiny_need("A", kind="case", statutory=True)
    round = two_days(needs=(need, tiny_need("B")))
    plan = published(round, tiny_plan(tiny_booking("B#1", f"{TUESDAY}/am")))
    now = promised_round(round, plan, MONDAY)
    found = replan(now, SETTINGS)
    (case,) = [b for b in found.plan.bookings if b.site == "A"]
    today = now.session[case.session].day == MONDAY
    assert case.state == ("urgent" if today else "draft")
    (added,) = [c for c in found.changes.visits if c.site == "A"]
    assert (added.kinds, added.why) == (("added",), (need.why,))


def test_a_pin_that_can_no_longer_be_kept_is_told() -> None:
    pin = Pin(how="must", site="A", day=MONDAY, reason="x", by="y", cell="人工指定!A3")
    round = two_days(pins=(pin,))
    plan = published(round, tiny_plan(tiny_booking("A#1")))
    with pytest.raises(PinsCollide) as clash:
        after(round, plan, ("shut", "site A=周一"))
    assert clash.value.pins == (pin,)


def test_changes_are_read_as_people_say_them() -> None:
    round = two_days()
    said: list[tuple[Kind, str]] = [
        ("ill", "Officer 1=12月1日上午"),
        ("call-out", "housing=周一到周二"),
        ("shut", "site A"),
        ("rain", "周二下午"),
    ]
    ill, called, shut, rain = read_changes(said, round, round.today)
    assert (ill.ids, ill.days, ill.part) == (("o1",), (TUESDAY,), "am")
    assert (called.ids, called.days) == (("o1", "o2", "o4"), (MONDAY, TUESDAY))
    assert (shut.ids, shut.days, shut.part) == (("A",), (MONDAY, TUESDAY), "day")
    assert (rain.days, rain.part) == ((TUESDAY,), "pm")
    now = changed(round, (ill, called, shut, rain))
    assert not now.on_duty("o1", f"{TUESDAY}/am")
    assert now.site["A"].closed_days == (MONDAY, TUESDAY)
    assert [s.id for s in now.sessions if s.weather] == [f"{TUESDAY}/pm"]
    assert changed(now, (ill, called, shut, rain)) == now


def test_all_changes_that_are_not_understood_are_told_at_once() -> None:
    round = two_days()
    said: list[tuple[Kind, str]] = [
        ("ill", "nobody here"),
        ("rain", "周日"),
        ("shut", "site A=周一"),
    ]
    with pytest.raises(BookError) as error:
        read_changes(said, round, TUESDAY)
    assert [f.sheet for f in error.value.faults] == ["--ill", "--rain", "--shut"]


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 10_000))
def test_the_differences_make_one_plan_of_the_other(seed: int, one: int, other: int) -> None:
    round = random_round(seed)
    old, new = (random_plan(round, s, care=0.9) for s in (one, other))
    found = differences(old, new)
    assert content_digest(applied(old, found)) == content_digest(new)
    assert bool(found) == (content_digest(old) != content_digest(new))
    listed = {c.visit for c in found.visits}
    was, now = by_visit(old), by_visit(new)
    for visit in {*was, *now} - listed:
        assert same(was[visit], now[visit])
    for change in found.visits:
        assert (change.old, change.new) == (was.get(change.visit), now.get(change.visit))
