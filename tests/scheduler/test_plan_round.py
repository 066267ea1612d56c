"""Planning small random rounds: lawful, provable, repeatable, explainable, stoppable."""

from __future__ import annotations

import signal
import threading
import time
from _thread import interrupt_main
from collections.abc import Iterator

import pytest
from strategies import random_round
from tiny import tiny_need, tiny_officer, tiny_round

from constraints import RULES, TIERS, verify
from scheduler import plan_round as planning
from scheduler import solve as solving
from scheduler.bundle import bundle
from scheduler.plan_round import PinsCollide, Planned, plan_round
from scheduler.settings import Settings
from sites.book import Absence, Pin, Recusal
from sites.round import Round

SETTINGS = Settings(seconds=60, effort=10)
SEEDS = range(0, 60, 3)


def week(seed: int) -> Round:
    """A random round with the slots that bundling gives it, and nothing published."""
    return bundle(random_round(seed).but(visits=(), published=None), RULES.values())


def planned(round: Round) -> Planned | None:
    """The plan, or None where the clerk's pins collide."""
    try:
        return plan_round(round, SETTINGS)
    except PinsCollide:
        return None


@pytest.mark.parametrize("seed", SEEDS)
def test_every_plan_passes_the_checkers_and_its_bounds_hold(seed: int) -> None:
    found = planned(week(seed))
    if found is None:
        return
    verdict = verify(found.plan, week(seed))
    assert verdict.breaches == ()
    for tier in found.plan.tiers:
        assert tier.bound <= tier.value == verdict.cost(tier.tier)


@pytest.mark.parametrize("seed", SEEDS[:5])
def test_same_round_same_plan(seed: int) -> None:
    assert planned(week(seed)).plan == planned(week(seed)).plan


@pytest.mark.parametrize("seed", SEEDS)
def test_every_owed_need_is_met_or_explained(seed: int) -> None:
    round, found = week(seed), planned(week(seed))
    if found is None:
        return
    told = {u.need for u in found.plan.unmet}
    owed = {n.id for n in round.needs if n.owed}
    assert owed == (owed & found.plan.met) | told
    assert not told & found.plan.met
    assert all(u.says.zh and u.helps.zh for u in found.plan.unmet)
    assert {r.visit for r in found.plan.reasons} == {b.visit for b in found.plan.bookings}


def test_two_bodies_are_merged_into_one_visit() -> None:
    officers = (
        tiny_officer("o1", "One", "housing"),
        tiny_officer("o3", "Three", "urban"),
    )
    needs = (tiny_need("A"), tiny_need("A", "urban"))
    found = plan_round(bundle(tiny_round(officers=officers, needs=needs), RULES.values()))
    (booking,) = found.plan.bookings
    assert set(booking.needs) == {"A/housing/routine", "A/urban/routine"}
    assert {s.officer for s in booking.stands_for} == {"o1", "o3"}


def test_nobody_certified_gives_an_empty_plan_with_reasons() -> None:
    expired = tuple(o.but(certificate="") for o in tiny_round().officers)
    found = plan_round(bundle(tiny_round(officers=expired), RULES.values()))
    assert found.plan.bookings == ()
    assert len(found.plan.unmet) == 3


def test_unmet_names_the_bar_and_what_would_help() -> None:
    absences = tuple(
        Absence(officer=o, first=tiny_round().first_day, last=tiny_round().last_day)
        for o in ("o3",)
    )
    found = plan_round(bundle(tiny_round(absences=absences), RULES.values()))
    (unmet,) = found.plan.unmet
    assert (unmet.need, unmet.code, unmet.example_officer) == (
        "A/urban/routine",
        "no_officer",
        "o3",
    )


def test_colliding_pins_are_named_with_the_rule_between_them() -> None:
    pins = (
        Pin(how="must", site="A", officers=("o1",), cell="人工指定!A3"),
        Pin(how="must", site="B", cell="人工指定!A4"),
    )
    recusals = (Recusal(officer="o1", site="A"),)
    round = bundle(tiny_round(pins=pins, recusals=recusals), RULES.values())
    with pytest.raises(PinsCollide) as clash:
        plan_round(round)
    assert [p.cell for p in clash.value.pins] == ["人工指定!A3"]
    assert {r.name for r in clash.value.rules} == {"pinned", "recusal"}


@pytest.fixture
def heard() -> Iterator[None]:
    """Ctrl-C is heard, also where the tests were started in the background of a shell."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard")
def test_ctrl_c_keeps_the_best_plan_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    round = bundle(tiny_round(), RULES.values())
    real = solving.cp_model.CpSolver.solve

    def slow(solver, model, callback=None):  # type: ignore[no-untyped-def]
        status = real(solver, model, callback)
        time.sleep(0.6)
        return status

    monkeypatch.setattr(solving.cp_model.CpSolver, "solve", slow)
    threading.Timer(0.3, interrupt_main).start()
    found = plan_round(round)
    assert found.plan.stopped_by == "interrupt"
    assert verify(found.plan, round).lawful
    assert found.plan.bookings


def test_a_second_ctrl_c_while_finishing_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    round = bundle(tiny_round(), RULES.values())
    real, calls = planning.assign, []

    def twice(*arguments):  # type: ignore[no-untyped-def]
        calls.append(arguments)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(planning, "assign", twice)
    found = plan_round(round)
    assert len(calls) == 2
    assert found.plan.bookings
    assert found.plan.stopped_by == "interrupt"


def test_tiers_come_in_order_and_say_what_they_are() -> None:
    found = plan_round(bundle(tiny_round(), RULES.values()))
    assert [t.tier for t in found.plan.tiers] == [t for t in TIERS if t != "1.5"]
    assert all(t.proven for t in found.plan.tiers[:3])
    assert found.plan.stopped_by == "proof"
