"""What a hand does to a plan, and what the rules answer: on the smallest example."""

from __future__ import annotations

from itertools import product

import pytest
from board_week import small_week

from constraints import RULES, verify
from scheduler.by_hand import Week, read_week
from web.week import edits
from web.week.answers import Answer, answer, overrides, pin_out, with_pins
from web.week.left_out import left_out
from web.week.officers import officer_rows
from web.week.view import Filter, columns

CASE = "GD03#1"


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    """The planned week; edits make new plans, so all tests may share it."""
    return read_week(small_week(tmp_path_factory.mktemp("edits")))


def moved(week: Week, visit: str, session: str) -> Answer:
    plan = edits.moved(week.plan, week.round, visit, session)
    return answer(plan, week.round, week.plan, week.verdict, visit)


def swapped(week: Week, visit: str, officer: str, instead: str) -> Answer:
    plan = edits.swapped(week.plan, week.round, visit, officer, instead)
    return answer(plan, week.round, week.plan, week.verdict, visit)


def test_a_move_keeps_people_and_needs_and_says_what_the_checkers_say(week: Week) -> None:
    kinds = set()
    for booking, session in product(week.plan.bookings, week.round.sessions):
        if session.id == booking.session:
            continue
        found = moved(week, booking.visit, session.id)
        new = edits.booking_of(found.plan, booking.visit)
        assert (new.session, new.people, new.needs) == (session.id, booking.people, booking.needs)
        assert (found.kind == "kept") == verify(found.plan, week.round).lawful
        assert len(found.plan.bookings) == len(week.plan.bookings)
        kinds.add(found.kind)
    assert kinds >= {"kept", "local"}


def test_a_move_starts_as_early_as_the_rules_let_it(week: Week) -> None:
    found = moved(week, CASE, "2026-12-01/pm")
    new = edits.booking_of(found.plan, CASE)
    assert found.kind == "kept"
    earlier = new.but(start=new.start - 1, end=new.end - 1)
    others = tuple(b for b in found.plan.bookings if b.visit != CASE)
    assert not verify(found.plan.but(bookings=(*others, earlier)), week.round).lawful


def test_who_goes_out_is_no_reserve_any_more(week: Week) -> None:
    found = moved(week, CASE, "2026-12-03/pm")
    named = {o for r in found.plan.reserve if r.session == "2026-12-03/pm" for o in r.officers}
    assert named.isdisjoint(edits.booking_of(found.plan, CASE).people)
    assert found.kind == "kept"


def test_a_local_rule_is_named_with_its_source_and_may_be_overridden(week: Week) -> None:
    found = moved(week, CASE, "2026-12-01/am")
    assert found.kind == "local"
    assert {b.rule for b in found.broken} == {"reserve_kept"}
    assert found.broken[0].source == RULES["reserve_kept"].fields["source"]
    pins = overrides(found, "局里抽调", "李甲")
    assert [(p.how, p.site, p.reason, p.by) for p in pins] == [
        ("override", "GD03", "局里抽调", "李甲")
    ]
    round = with_pins(week.round, pins)
    again = answer(found.plan, round, week.plan, week.verdict, CASE)
    assert again.kind == "kept"


def test_a_rule_of_law_offers_no_override(week: Week) -> None:
    found = swapped(week, CASE, "ZF02", "ZF04")
    assert found.kind == "law"
    assert "钮思远无权代表综合执法" in [b.says.zh for b in found.broken if not b.rule]
    assert all(RULES[p.rule].fields["class"] == "local" for p in overrides(found, "急", "李甲"))


def test_another_person_takes_the_place_and_the_needs(week: Week) -> None:
    found = swapped(week, CASE, "ZF02", "ZF01")
    booking, was = (edits.booking_of(p, CASE) for p in (found.plan, week.plan))
    assert found.kind == "kept"
    assert booking.needs_of("ZF01") == was.needs_of("ZF02")
    assert "ZF02" not in booking.people


def test_other_people_are_found_where_the_same_cannot_come(week: Week) -> None:
    session = "2026-11-30/pm"
    for plan in edits.crewed(week.plan, week.round, CASE, session):
        booking = edits.booking_of(plan, CASE)
        assert booking.session == session
        assert booking.needs == edits.booking_of(week.plan, CASE).needs


def test_an_excluded_site_leaves_its_needs_on_the_list(week: Week) -> None:
    round = with_pins(week.round, (pin_out(week.round, "GD03", "停工", "李甲"),))
    kept = answer(week.plan.but(round_digest=round.digest), round, week.plan, week.verdict)
    assert kept.kind == "local", "the visit still stands"
    plan = edits.removed(week.plan, round, CASE)
    assert answer(plan, round, week.plan, week.verdict, CASE).kind == "kept"
    missing = {n.need: n for n in left_out(plan, round, "zh")}
    assert set(missing) == {"GD03/综合执法/case", "GD04/消防/routine"}
    assert missing["GD03/综合执法/case"].excluded


def test_every_visit_is_one_card_told_apart_without_hue(week: Week) -> None:
    cards = [c for column in columns(week.plan, week.round, "zh") for c in column.cards]
    assert sorted(c.visit for c in cards) == sorted(b.visit for b in week.plan.bookings)
    told = {(c.colour, c.shape, c.colour_word) for c in cards}
    assert len({t[1] for t in told}) == len({t[0] for t in told}) > 1
    assert all(c.lead in c.bodies and c.state_word == "草稿" for c in cards)


def test_filters_dim_what_is_not_asked_for(week: Week) -> None:
    only = Filter(body="消防")
    cards = [c for column in columns(week.plan, week.round, "zh", only) for c in column.cards]
    assert {c.seen for c in cards} == {True, False}
    assert all(c.seen == ("消防" in c.bodies) for c in cards)
    assert {row.officer for row in officer_rows(week.plan, week.round, only)} == {"ZF06"}


def test_the_timeline_shows_visits_leave_and_reserve(week: Week) -> None:
    cells = {
        (row.officer, cell.session): cell
        for row in officer_rows(week.plan, week.round)
        for cell in row.cells
    }
    for booking in week.plan.bookings:
        for person in booking.people:
            assert booking.visit in [b.visit for b in cells[person, booking.session].blocks]
    for (officer, session), cell in cells.items():
        assert cell.away != week.round.on_duty(officer, session)
        assert all(b.left >= 0 and b.left + b.width <= 1 for b in cell.blocks)
    assert all(cells[o, r.session].reserve for r in week.plan.reserve for o in r.officers)
