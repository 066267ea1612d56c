"""Limits are promises: what is not done in time is not begun, and is told as not done."""

from __future__ import annotations

from functools import cache

import pytest
from first_plans import first_plan
from rule_suite import plan_of, repaired, round_of
from strategies import random_round

from constraints import RULES, verify
from constraints._codes import NOT_ASKED
from scheduler import engine, side_by_side
from scheduler import improve as improving
from scheduler import plan_round as planning
from scheduler import polish as polishing
from scheduler import search as searching
from scheduler.assign import assign
from scheduler.bundle import bundle
from scheduler.coarse import Coarse
from scheduler.explain import Explainer
from scheduler.improve import Improver
from scheduler.plan_round import plan_round
from scheduler.reasons import NOT_LOOKED_UP, Reasons
from scheduler.recreate import Recreate
from scheduler.search import Search
from scheduler.settings import Settings
from scheduler.side_by_side import SideBySide
from scheduler.tables import Tables
from sites.plan import Plan
from sites.round import Round

ALL = tuple(RULES.values())
SEEDS = range(0, 60, 3)


@cache
def week(seed: int) -> tuple[Round, Plan]:
    """A random round without pins, and what insertion makes of it."""
    round = bundle(random_round(seed).but(visits=(), published=None, pins=()), ALL)
    return round, first_plan(round, ALL)


def unmet_weeks() -> list[tuple[Round, Plan]]:
    """Weeks that leave something out."""
    weeks = [week(s) for s in SEEDS]
    return [(r, p) for r, p in weeks if any(n.owed and n.id not in p.met for n in r.needs)]


def forbidden(*_: object, **__: object) -> None:
    raise AssertionError("begun without the time for it")


def test_needs_that_are_not_looked_into_in_time_are_told_so() -> None:
    weeks = unmet_weeks()
    assert len(weeks) >= 5
    for round, plan in weeks:
        told = Explainer(plan, round, ALL, until=0.0).unmet()
        left = [n.id for n in round.needs if n.owed and n.id not in plan.met]
        assert [u.need for u in told] == left
        assert {u.code for u in told} == {NOT_ASKED}
        assert not any(u.tried for u in told)
        asked = Explainer(plan, round, ALL).unmet()
        assert [u.need for u in asked] == left
        assert NOT_ASKED not in {u.code for u in asked}


def test_reasons_that_are_not_looked_up_in_time_are_told_so() -> None:
    for round, plan in (week(s) for s in SEEDS[:6]):
        explainer = Explainer(plan, round, ALL)
        short, whole = Reasons(explainer).all(until=0.0), Reasons(explainer).all()
        assert [r.visit for r in short] == [r.visit for r in whole]
        assert all(r.says[1:] == (NOT_LOOKED_UP,) for r in short)
        assert [r.says[0] for r in short] == [r.says[0] for r in whole]
        assert all(NOT_LOOKED_UP not in r.says for r in whole)


@pytest.mark.parametrize("seed", SEEDS[:6])
def test_without_time_there_is_a_lawful_plan_and_nothing_else_is_begun(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "prove", forbidden)
    monkeypatch.setattr(polishing, "build", forbidden)
    monkeypatch.setattr(Coarse, "bound", forbidden)
    round, _ = week(seed)
    found = plan_round(round, Settings(seconds=1e-6))
    assert verify(found.plan, round).lawful
    assert {u.code for u in found.plan.unmet} <= {NOT_ASKED}
    assert found.plan.stopped_by == "limit"


def test_insertion_ends_with_the_limit_and_what_it_has_is_lawful() -> None:
    fewer = 0
    for round, whole in (week(s) for s in SEEDS[:6]):
        plan = Improver(Tables(round, ALL), 0).build(lambda: True)
        assert verify(plan, round).lawful
        fewer += len(plan.bookings) < len(whole.bookings)
    assert fewer >= 3


def test_ctrl_c_keeps_what_insertion_has_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    serve, served = Recreate._serve, list[str]()

    def interrupted(self: Recreate, site: str) -> None:
        if len(served) == 2:
            raise KeyboardInterrupt
        served.append(site)
        serve(self, site)

    monkeypatch.setattr(improving, "NOTED", 1)
    monkeypatch.setattr(Recreate, "_serve", interrupted)
    kept = 0
    for round, _ in (week(s) for s in SEEDS[:6]):
        served.clear()
        found = plan_round(round)
        assert verify(found.plan, round).lawful
        assert found.plan.stopped_by == "interrupt" or len(served) < 2
        kept += bool(found.plan.bookings)
        assert {b.site for b in found.plan.bookings} <= set(served)
    assert kept >= 3


def test_a_board_that_takes_too_long_to_build_is_not_begun(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "SECONDS_A_PLACE", 1e9)
    monkeypatch.setattr(searching, "SECONDS_A_PLACE", 1e9)
    monkeypatch.setattr(engine, "SMALL", 0)
    monkeypatch.setattr(engine, "prove", forbidden)
    monkeypatch.setattr(polishing, "build", forbidden)
    for round, _ in (week(s) for s in SEEDS[:6]):
        assert verify(plan_round(round, Settings(effort=0.5)).plan, round).lawful


def test_the_end_of_the_limit_is_kept_for_what_comes_after_the_search() -> None:
    round, plan = week(0)
    search = Search(round, ALL, Settings(seconds=100), lambda text: None)
    before = search.ends - search.began - search.seconds_left
    search.offer(plan)
    assert search.verification > 0
    after = search.ends - search.began - search.seconds_left
    assert after - before >= search.verification
    assert 0 < search.seconds_for_search < search.seconds_left < 100


def test_a_model_that_is_not_finished_in_time_bounds_by_the_prices_alone() -> None:
    for seed in (201, 203, 205):
        coarse = Coarse(round_of(seed), ALL)
        for tier in ("1", "2", "3"):
            assert coarse.bound(tier, {}, seconds=-1.0) == coarse.floor(tier)


def test_who_helps_and_who_is_in_reserve_keeps_a_plan_lawful() -> None:
    helped = 0
    for seed in range(300, 330):
        round = round_of(seed)
        lawful = repaired(ALL, round, plan_of(seed, 1.0))
        if lawful is None or not lawful.bookings:
            continue
        bare = lawful.but(
            bookings=tuple(b.but(auxiliaries=()) for b in lawful.bookings),
            reserve=(),
        )
        aboard = {(b.session, o) for b in bare.bookings for o in b.officers}
        bare = bare.but(rides=tuple(r for r in bare.rides if (r.session, r.officer) in aboard))
        if not verify(bare, round, ALL).lawful:
            continue
        staffed = assign(bare, round, ALL)
        assert verify(staffed, round, ALL).lawful
        assert [b.but(lead="", auxiliaries=()) for b in staffed.bookings] == [
            b.but(lead="", auxiliaries=()) for b in bare.bookings
        ]
        helped += any(b.auxiliaries for b in staffed.bookings)
    assert helped >= 3


def test_a_second_core_that_does_not_wake_up_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed: list[bool] = []

    class Asleep:
        def __init__(self, *_: object):
            pass

        can = staticmethod(lambda rules: True)
        ask = hurry = lambda *_: None
        ready = staticmethod(lambda seconds: False)
        close = staticmethod(lambda: closed.append(True))

    monkeypatch.setattr(side_by_side, "Beside", Asleep)
    monkeypatch.setattr(side_by_side, "PATIENCE", 0.0)
    round, plan = week(0)
    search = Search(round, ALL, Settings(seconds=1e-6), lambda text: None)
    assert search.offer(plan)
    with SideBySide(search) as cores:
        with cores.beside():
            pass
        assert closed == [True]
    assert search.incumbent is plan


def test_why_pins_collide_is_asked_within_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def note(*_: object, seconds: float) -> None:
        asked.append(seconds)

    monkeypatch.setattr(planning, "colliding", note)
    monkeypatch.setattr(Search, "offer", lambda *_: False)
    with pytest.raises(planning.PinsCollide):
        plan_round(week(0)[0], Settings(seconds=1e-6))
    assert len(asked) == 1
    assert asked[0] <= 1e-6


def test_a_longer_limit_is_for_a_longer_search() -> None:
    usual = Settings()
    assert Settings(seconds=5).effort <= usual.effort
    longer = Settings(seconds=10 * usual.seconds)
    assert longer.effort == pytest.approx(10 * usual.effort)
    assert Settings(seconds=1000, effort=2).effort == 2
