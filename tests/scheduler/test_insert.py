"""Inserting an urgent complaint: lawful choices, true differences, and one that is taken."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from first_plans import first_plan
from strategies import random_round
from tiny import tiny_booking, tiny_need, tiny_officer, tiny_plan, tiny_round

from constraints import RULES, verify
from scheduler.bundle import bundle
from scheduler.insert import choices, taken
from scheduler.urgent import urgent_need, with_need
from sites.book import Body, Pin
from sites.choice import Choice
from sites.clock_words import parse_clock
from sites.errors import BookError
from sites.need import Need
from sites.plan import Approval, Plan, Stand
from sites.round import Round
from sites.weeks import WeekError

MONDAY_NOON = datetime(2026, 11, 30, 12)
ALL = tuple(RULES.values())


def week(seed: int) -> tuple[Round, Plan] | None:
    """A random round with a lawful plan of it, or None where its pins are not kept."""
    round = bundle(random_round(seed).but(visits=(), published=None), ALL)
    plan = first_plan(round, ALL)
    return (round, plan) if verify(plan, round).lawful else None


def complaint(round: Round, site: str = "", body: str = "", **more: object) -> Need:
    """An urgent complaint at a site of the round, to be visited on its first day."""
    where = round.site[site] if site else round.sites[0]
    whose = round.body[body] if body else round.bodies[0]
    by = datetime.combine(round.sessions[0].day, datetime.max.time())
    return urgent_need(round, where, whose, by, minutes=more.pop("minutes", 20), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(0, 90, 3))
def test_every_choice_is_lawful_and_says_exactly_what_it_changes(seed: int) -> None:
    found = week(seed)
    if found is None:
        return
    round, plan = found
    for body in round.bodies[:2]:
        need = complaint(round, body=body.id)
        grown = with_need(round, need)
        listed = choices(round, plan, need, ALL)
        assert sum(c.booking is None for c in listed) == 1
        for choice in listed:
            _holds(choice, plan, grown, need)


def _holds(choice: Choice, plan: Plan, grown: Round, need: Need) -> None:
    verdict = verify(choice.plan, grown)
    assert verdict.breaches == ()
    assert choice.after == {tier: verdict.cost(tier) for tier in choice.after}
    assert (need.id in choice.plan.met) == (choice.booking is not None)
    assert set(choice.dropped) == plan.met - choice.plan.met
    old, new = ({b.visit: b for b in p.bookings} for p in (plan, choice.plan))
    assert {b.visit for b in choice.cancelled} == set(old) - set(new)
    own = choice.booking.visit if choice.booking else ""
    assert choice.joins == (own in old)
    moved = {
        v
        for v in set(old) & set(new) - {own}
        if old[v].but(lead="", state="draft") != new[v].but(lead="", state="draft")
    }
    assert {o.visit for o, _ in choice.moved} == moved
    assert all(n == new[n.visit] and o == old[o.visit] for o, n in choice.moved)
    assert set(new) - set(old) <= {own}


def test_random_rounds_show_joins_and_visits_of_their_own() -> None:
    kinds = set()
    for seed in range(0, 90, 3):
        found = week(seed)
        for choice in choices(*found, complaint(found[0]), ALL) if found else ():
            kinds.add((choice.booking is not None, choice.joins))
    assert kinds == {(True, True), (True, False), (False, False)}


def test_the_same_question_has_the_same_answer() -> None:
    found = next(w for seed in range(0, 90, 3) if (w := week(seed)))
    need = complaint(found[0])
    assert choices(*found, need, ALL) == choices(*found, need, ALL)


def _tight() -> tuple[Round, Plan]:
    """One crew, one session long enough for one visit, which B has; A's complaint is urgent."""
    officers = (
        tiny_officer("o1", "One", "housing"),
        tiny_officer("o2", "Two", "housing"),
    )
    both = tiny_round().sessions
    sessions = (both[0].model_copy(update={"end": 620}), both[1])
    round = bundle(tiny_round(officers=officers, needs=(tiny_need("B"),), sessions=sessions), ALL)
    booking = tiny_booking("B#1", start=555, end=595)
    return round, tiny_plan(booking).but(round_digest=round.digest)


def test_where_nothing_is_free_in_time_one_visit_moves() -> None:
    round, plan = _tight()
    assert verify(plan, round).lawful
    need = complaint(round, "A", "housing", minutes=30)
    best = choices(round, plan, need, ALL, MONDAY_NOON)[0]
    assert best.booking is not None
    assert best.booking.session == "2026-11-30/am"
    assert [(o.session, n.session) for o, n in best.moved] == [("2026-11-30/am", "2026-11-30/pm")]
    assert best.dropped == ()
    assert best.minutes_late == 0


def test_a_pinned_visit_makes_no_room() -> None:
    round, plan = _tight()
    pin = Pin(how="must", site="B", day=date(2026, 11, 30), part="am", cell="人工指定!A3")
    pinned = round.but(pins=(pin,))
    need = complaint(pinned, "A", "housing", minutes=30)
    listed = choices(pinned, plan, need, ALL, MONDAY_NOON)
    assert all(not c.moved and not c.cancelled for c in listed)
    assert all(c.minutes_late > 0 for c in listed if c.booking)


def test_who_is_there_already_takes_it_on_and_the_next_visit_starts_later() -> None:
    round = bundle(tiny_round(needs=(tiny_need("A"), tiny_need("B"))), ALL)
    first = tiny_booking("A#1")
    start = first.end + 12
    plan = tiny_plan(first, tiny_booking("B#1", start=start, end=start + 40))
    plan = plan.but(round_digest=round.digest)
    assert verify(plan, round).lawful
    need = complaint(round, "A", "housing", minutes=15)
    best = choices(round, plan, need, ALL)[0]
    assert best.joins
    assert best.booking is not None
    assert best.booking.officers == ("o1", "o2")
    # o2 stands for nothing yet, o1 for the routine need: the complaint goes to either.
    assert need.id in {s.need for s in best.booking.stands_for}
    assert best.after["3"] == best.before["3"]


def test_a_case_alone_waits_for_approval_and_a_joined_visit_is_approved_as_a_whole() -> None:
    round = bundle(tiny_round(needs=(tiny_need("A"), tiny_need("B"))), ALL)
    plan = tiny_plan(tiny_booking("A#1")).but(round_digest=round.digest)
    for choice in choices(round, plan, complaint(round, "A", "housing"), ALL):
        if choice.booking is not None:
            assert choice.booking.state == ("draft" if choice.joins else "urgent")


def test_what_was_published_is_a_promise_and_becomes_the_next_version() -> None:
    round = bundle(tiny_round(needs=(tiny_need("A"), tiny_need("B"))), ALL)
    signed = Approval(state="published", by="chief", on=date(2026, 11, 27))
    booking = tiny_booking("A#1", state="published")
    plan = tiny_plan(booking, approval=signed).but(round_digest=round.digest)
    need = complaint(round, "A", "housing")
    listed = choices(round, plan, need, ALL)
    assert all(c.plan.approval.version == (2 if c.booking else 1) for c in listed)
    joined = next(c for c in listed if c.joins)
    assert joined.booking is not None
    assert joined.booking.state == "draft"
    assert joined.after["1.5"] == 0
    apart = next(c for c in listed if c.booking and not c.joins)
    assert apart.after["1.5"] == 0
    assert {b.state for b in apart.plan.bookings} == {"published", "urgent"}
    new_round, new_plan = taken(round, plan, apart, need, ALL)
    assert new_round.published == plan
    assert verify(new_plan, new_round).lawful


@pytest.mark.parametrize("seed", range(0, 60, 6))
def test_taking_a_choice_leaves_no_empty_slot_behind(seed: int) -> None:
    found = week(seed)
    if found is None:
        return
    round, plan = found
    need = complaint(round)
    for choice in choices(round, plan, need, ALL):
        new_round, new_plan = taken(round, plan, choice, need, ALL)
        assert verify(new_plan, new_round).lawful
        assert new_plan.round_digest == new_round.digest
        assert new_plan.bookings == choice.plan.bookings
        made = {v.id for v in new_round.visits} - {v.id for v in round.visits}
        alone = choice.booking is not None and not choice.joins
        assert made == ({choice.booking.visit} if alone and choice.booking else set())
        if choice.booking is not None:
            assert new_round.visit[choice.booking.visit].state == choice.booking.state


def test_a_plan_that_breaks_rules_is_not_built_upon() -> None:
    round = bundle(tiny_round(), ALL)
    need = "A/housing/routine"
    alone = tiny_booking("A#1", officers=("o1",), stands_for=(Stand(officer="o1", need=need),))
    with pytest.raises(BookError, match="breaks a rule"):
        choices(round, tiny_plan(alone), complaint(round, "A"), ALL)


def test_a_second_complaint_of_the_same_body_has_an_id_of_its_own() -> None:
    round = bundle(tiny_round(), ALL)
    first = complaint(round, "A", "housing")
    second = complaint(with_need(round, first), "A", "housing")
    assert first.id != second.id
    assert len({v.id for v in with_need(with_need(round, first), second).visits}) == 4


def test_what_is_over_is_neither_used_nor_moved() -> None:
    round, plan = _tight()
    tuesday = date(2026, 12, 1)
    afternoon = round.sessions[1].model_copy(update={"id": "2026-12-01/pm", "day": tuesday})
    later = round.but(today=tuesday, sessions=(round.sessions[0], afternoon))
    need = complaint(later, "A", "housing", minutes=30)
    listed = choices(later, plan, need, ALL, MONDAY_NOON)
    assert {c.booking.session for c in listed if c.booking} == {"2026-12-01/pm"}
    assert all(not c.moved and not c.cancelled for c in listed)
    with_visit = choices(later, plan, complaint(later, "B", "housing"), ALL)
    assert not any(c.joins for c in with_visit)


def test_a_body_that_needs_two_people_gets_two() -> None:
    bodies = (Body(id="housing", min_people=2), Body(id="urban", own=True))
    round = bundle(tiny_round(bodies=bodies, needs=(tiny_need("A", "urban"),)), ALL)
    plan = tiny_plan().but(round_digest=round.digest)
    best = choices(round, plan, complaint(round, "A", "housing"), ALL)[0]
    assert best.booking is not None
    assert len({s.officer for s in best.booking.stands_for}) == 2


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("周三下午", datetime(2026, 12, 2, 17)),
        ("周一上午", datetime(2026, 11, 30, 11, 30)),
        ("星期五", datetime(2026, 12, 4, 23, 59)),
        ("下周二", datetime(2026, 12, 1, 23, 59)),
        ("本周日", datetime(2026, 11, 29, 23, 59)),
        ("明天", datetime(2026, 11, 28, 23, 59)),
        ("12月2日上午", datetime(2026, 12, 2, 11, 30)),
        ("2026-12-02", datetime(2026, 12, 2, 23, 59)),
        ("Wednesday pm", datetime(2026, 12, 2, 17)),
    ],
)
def test_clocks_as_people_say_them(said: str, meant: datetime) -> None:
    assert parse_clock(said, tiny_round()) == meant


@pytest.mark.parametrize("said", ["", "下午", "某天", "周八"])
def test_what_is_no_clock_is_said_to_be_none(said: str) -> None:
    with pytest.raises(WeekError):
        parse_clock(said, tiny_round())
