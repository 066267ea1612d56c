"""Ruin and recreate: lawful, at the price it says, undone without a trace, repeatable."""

from __future__ import annotations

import multiprocessing
import random
import threading
from itertools import product

import pytest
from processes import PATIENCE
from strategies import random_round

from constraints import RULES, verify
from scheduler import engine
from scheduler.beside import Ask, Beside
from scheduler.bundle import bundle
from scheduler.draft import Draft
from scheduler.improve import Improver
from scheduler.plan_round import plan_round
from scheduler.search import Search
from scheduler.settings import Settings
from scheduler.side_by_side import SideBySide
from scheduler.stop import Stop
from scheduler.tables import SEARCHED, Tables
from scheduler.timetable import Timetable
from sites.round import Round

ALL = tuple(RULES.values())
SEEDS = range(0, 80, 4)


def week(seed: int) -> Round:
    """A random round with the slots that bundling gives it, and nothing published."""
    return bundle(random_round(seed).but(visits=(), published=None), ALL)


def searched(seed: int, budget: int = 300) -> Improver:
    """A search from insertion, of so many options."""
    improver = Improver(Tables(week(seed), ALL), seed)
    improver.build()
    improver.run(budget, lambda: False)
    return improver


@pytest.mark.parametrize("seed", SEEDS)
def test_every_plan_it_finds_breaks_no_rule_but_perhaps_a_pin(seed: int) -> None:
    found = searched(seed).best
    assert found is not None
    assert {b.rule for b in verify(found, week(seed)).breaches} <= {"pinned"}


@pytest.mark.parametrize("seed", SEEDS)
def test_it_knows_the_price_that_the_checkers_ask(seed: int) -> None:
    improver, round = searched(seed), week(seed)
    found = improver.best
    assert found is not None
    free = round.but(pins=tuple(p for p in round.pins if p.how == "override"))
    verdict = verify(found, free, [r for r in ALL if r.is_soft])
    assert improver.best_cost == tuple(verdict.cost(tier) for tier in SEARCHED)


def state(draft: Draft) -> object:
    """Everything that a step may change, in a form that can be compared."""
    return (
        draft.cost,
        {v: (s.session, s.start, s.late, s.needs, s.crew) for v, s in draft.stops.items()},
        [[[s.visit for s in route] for route in t.routes] for t in draft.timetables],
        [t.travel for t in draft.timetables],
        sorted(draft.sketch.rides.items()),
        [sorted((k, sorted(r)) for k, r in c.riders.items()) for c in draft.crews],
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_step_back_leaves_no_trace(seed: int) -> None:
    improver = searched(seed)
    for _ in range(20):
        before = state(improver.draft)
        improver.ruin()
        improver.recreate()
        improver.go_back()
        assert state(improver.draft) == before


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_is_loaded_at_its_price(seed: int) -> None:
    improver = searched(seed)
    assert improver.best is not None
    cost = improver.best_cost
    improver.start_from(improver.best, 1)
    assert improver.draft.cost == cost
    assert improver.draft.plan().met == improver.best.met


def test_the_same_seed_finds_the_same_plan_and_another_seed_another() -> None:
    found = [searched(8).best for _ in range(2)]
    assert found[0] == found[1]
    assert len({str(Improver(Tables(week(8), ALL), s).dice.random()) for s in range(3)}) == 3


def best_starts(timetable: Timetable, order: list[Stop]) -> dict[str, tuple[int, int]] | None:
    """Earliest and latest starts by relaxation of all pairs, or None if it cannot be."""
    tables = timetable.tables
    early = {s.visit: s.first_start for s in order}
    late = {s.visit: s.last_start for s in order}
    for _ in range(len(order) + 1):
        for stop, person in product(order, range(len(tables.people))):
            if person not in stop.crew:
                continue
            out, home = tables.first[person][stop.place], tables.last[person][stop.place]
            before, after = stop.before[person], stop.after[person]
            ready = timetable.begin + out
            if before:
                ready = early[before.visit] + before.length + tables.legs[before.place][stop.place]
            must = timetable.end - home - stop.length
            if after:
                must = late[after.visit] - tables.legs[stop.place][after.place] - stop.length
            early[stop.visit] = max(early[stop.visit], ready)
            late[stop.visit] = min(late[stop.visit], must)
    return {v: (early[v], late[v]) for v in early}


@pytest.mark.parametrize("seed", SEEDS)
def test_clocks_are_the_earliest_and_the_latest_that_can_be(seed: int) -> None:
    draft = searched(seed).draft
    for timetable in draft.timetables:
        stops = timetable.order
        assert best_starts(timetable, stops) == {s.visit: (s.start, s.late) for s in stops}
        assert all(s.start <= s.late for s in stops)


@pytest.mark.parametrize("seed", SEEDS[:8])
def test_a_window_is_a_gap_that_holds_and_no_gap_is_missed(seed: int) -> None:
    draft, dice = searched(seed).draft, random.Random(seed)
    for timetable in draft.timetables:
        for person in range(len(draft.tables.people)):
            place = dice.randrange(len(draft.round.sites))
            found = {
                (w.before, w.after): (w.early, w.until) for w in timetable.windows(person, place)
            }
            route = timetable.routes[person]
            for before, after in zip([None, *route], [*route, None], strict=True):
                expected = _gap(timetable, person, place, before, after)
                assert found.get((before, after)) == expected


def _gap(timetable: Timetable, person: int, place: int, before, after):
    tables, legs = timetable.tables, timetable.tables.legs
    early = timetable.begin + tables.first[person][place]
    if before:
        early = before.end + legs[before.place][place]
    until = timetable.end - tables.last[person][place]
    if after:
        until = after.late - legs[place][after.place]
    early = max(early, tables.opens[place])
    until = min(until, tables.closes[place], timetable.end)
    return (early, until) if early + tables.shortest[place] <= until else None


def test_a_second_process_answers_as_the_first_would_and_ends_with_its_owner() -> None:
    round = week(12)
    improver = Improver(Tables(round, ALL), 0)
    plan = improver.build()
    other = Beside(round, ALL)
    try:
        assert other.ask(Ask(plan, 5, 200), PATIENCE)
        answer = other.answer()
    finally:
        other.close()
    improver.start_from(plan, 5)
    improver.run(200, lambda: False)
    assert answer == improver.best
    assert multiprocessing.active_children() == []


def test_a_second_process_can_be_hurried() -> None:
    round = week(12)
    plan = Improver(Tables(round, ALL), 0).build()
    other = Beside(round, ALL)
    try:
        assert other.ask(Ask(plan, 5, 10**9), PATIENCE)
        assert not other.ready(0.5)
        other.hurry()
        assert other.answer() is not None
    finally:
        other.close()


def test_with_the_second_core_a_round_gives_the_same_plan_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    ask = Beside.ask

    def noted(other: Beside, question: Ask, seconds: float) -> bool:
        asked.append(question.budget)
        return ask(other, question, seconds)

    monkeypatch.setattr(engine, "SMALL", -1)  # no proof of the whole board before all else
    monkeypatch.setattr(Beside, "ask", noted)
    settings = Settings(seconds=600, effort=2)
    rounds = [bundle(week(s).but(visits=(), pins=()), ALL) for s in (27, 41)]
    for round in rounds:
        found = [plan_round(round, settings).plan for _ in range(2)]
        assert found[0] == found[1]
        assert verify(found[0], round).lawful
    assert asked
    assert multiprocessing.active_children() == []
    assert threading.active_count() == 1


def test_ctrl_c_while_the_first_core_bounds_does_not_wait_for_the_second() -> None:
    search = Search(week(12), ALL, Settings(seconds=600, effort=10**6), lambda text: None)
    with SideBySide(search) as cores:
        cores.start()
        with pytest.raises(KeyboardInterrupt), cores.beside(effort=10**6):
            raise KeyboardInterrupt
    assert search.interrupted
    assert search.incumbent is not None
