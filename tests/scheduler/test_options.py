"""Options: what is remembered is what would be found now; people come to visits, and leave them."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from strategies import random_round
from tiny import tiny_need, tiny_officer, tiny_round

from constraints import RULES, verify
from scheduler.bundle import bundle
from scheduler.free import Ways, stairs
from scheduler.improve import Improver
from scheduler.lessons import NOBODY
from scheduler.options import Ask, Options
from scheduler.tables import Tables
from sites.round import Round

ALL = tuple(RULES.values())
SEEDS = range(0, 60, 4)


def week(seed: int) -> Round:
    """A random round with the slots that bundling gives it, and nothing published."""
    return bundle(random_round(seed).but(visits=(), published=None), ALL)


def searched(seed: int, budget: int = 200) -> Improver:
    """A search from insertion, of so many options."""
    improver = Improver(Tables(week(seed), ALL), seed)
    improver.build()
    improver.run(budget, lambda: False)
    return improver


def asked(improver: Improver, dice: random.Random):
    """Questions of every kind about the plan as it stands."""
    builder, draft = improver.builder, improver.draft
    for site, at in draft.at.items():
        slots = [(visit, None) for visit in draft.free_slots(site)]
        slots += [(draft.round.visit[stop.visit], stop) for stop in at.stops]
        for visit, host in slots:
            wanted = builder.lessons.wanted(site, host)
            for session in draft.tables.sessions_of(visit):
                tired = frozenset(dice.sample(range(len(draft.tables.people)), 1))
                ask = Ask(wanted.get(session, wanted[-1]), dice.choice((NOBODY, tired)), 0.5, host)
                yield improver.venues.of(visit, session), ask, visit.id


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_remembered_is_what_would_be_found_now(seed: int) -> None:
    improver, dice = searched(seed), random.Random(seed)
    options = improver.builder.options
    for step in range(12):
        for venue, ask, visit in asked(improver, dice):
            known = options.best(venue, ask, visit)
            fresh = Options(improver.draft, improver.worth, improver.venues).best(venue, ask, visit)
            assert (known is None) == (fresh is None)
            if known is not None and fresh is not None:
                assert known == fresh
        improver.ruin()
        improver.recreate()
        if step % 2:
            improver.go_back()
        else:
            improver.draft.keep()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_visit_goes_on_without_some_of_its_people_or_not_at_all(seed: int) -> None:
    improver, dice = searched(seed), random.Random(seed)
    draft = improver.draft
    for stop in list(draft.stops.values()):
        people = frozenset(dice.sample(stop.crew, dice.randint(1, len(stop.crew))))
        cost, trips = draft.cost, len(draft.stops)
        went_on = draft.without(stop, people)
        now = draft.stops.get(stop.visit)
        assert (now is not None) == went_on
        assert len(draft.stops) == trips - (not went_on)
        if now is not None:
            assert not people & set(now.crew)
            assert set(now.needs) < set(stop.needs)
            assert now.length <= stop.length
        draft.undo(0)
        assert draft.cost == cost
        assert draft.stops[stop.visit] is stop
    broken = verify(draft.plan(), draft.round, ALL).breaches
    assert {b.rule for b in broken} <= {"pinned"}


def test_a_visit_goes_on_without_some_people_and_takes_on_what_it_left_open() -> None:
    needs = (tiny_need("A", weight=9, people=2), tiny_need("A", "urban", weight=5, people=2))
    round = tiny_round(needs=needs)
    more = (tiny_officer("o4", "Officer Four", "urban"), tiny_officer("o5", "Five", "urban"))
    improver = Improver(Tables(round.but(officers=round.officers + more), ALL), 0)
    improver.build()
    draft = improver.draft
    (stop,) = draft.stops.values()
    urban = frozenset(draft.tables.number[o] for o in stop.stood_by(needs[1].id))
    assert draft.without(stop, urban)
    (narrower,) = draft.stops.values()
    assert narrower.needs == (needs[0].id,)
    assert draft.cost[1] == 5
    improver.recreate()
    (wider,) = draft.stops.values()
    assert set(wider.needs) == {n.id for n in needs}
    assert draft.cost[1] == 0


@pytest.mark.parametrize("seed", SEEDS[:6])
def test_enough_people_are_free_together_just_when_stairs_say_so(seed: int) -> None:
    draft, dice = searched(seed).draft, random.Random(seed)
    tables = draft.tables
    for timetable in draft.timetables:
        place = dice.randrange(len(draft.round.sites))
        people = dice.sample(range(len(tables.people)), min(4, len(tables.people)))
        shortest = tables.shortest[place]
        ways = Ways(timetable, place, NOBODY)
        for least in range(1, len(people) + 1):
            steps = stairs(ways, people, least, shortest)
            for start in range(timetable.begin, timetable.end, 7):
                for length in (shortest, shortest + 25):
                    told = any(early <= start and start + length <= end for early, end in steps)
                    free = {p: _is_free(ways, p, start, length) for p in people}
                    some = any(all(free[p] for p in c) for c in combinations(people, least))
                    assert told == some


def _is_free(ways: Ways, person: int, start: int, length: int) -> bool:
    return any(w.early <= start and start + length <= w.until for w in ways[person])


def test_nobody_is_asked_again_in_vain_and_everybody_once_things_change() -> None:
    """Who is refused by himself stays out until somebody is taken out of that session."""
    improver = next(i for i in map(searched, SEEDS) if i.draft.stops)
    lessons, draft = improver.builder.lessons, improver.draft
    stop = next(iter(draft.stops.values()))
    lessons._alone = {k: frozenset({0}) for k in range(len(draft.timetables))}
    lessons.keep()
    draft.keep()
    draft.drop(stop)
    lessons.forget(wholly=False)
    left_out = {k for k, people in lessons.tired.items() if people}
    assert stop.number not in lessons.tired
    assert left_out == (
        {*range(len(draft.timetables))} - {stop.number} if 0 not in stop.crew else set()
    )
    lessons.forget()
    assert not lessons.tired
