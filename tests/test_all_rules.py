"""All rules at once: one board, one judge, whatever their order."""

from __future__ import annotations

import random

import pytest
from rule_suite import cost_if_fixed, nearest, plan_of, round_of, said, solve

from constraints import RULES, TIERS, verify
from scheduler import transfer
from scheduler.build import build
from sites.plan import Plan, Reserve, Ride, Stand
from sites.round import Round

ALL = tuple(RULES.values())
SEEDS = range(100, 120)


def test_all_rules_together() -> None:
    booked = 0
    for seed in SEEDS:
        round = round_of(seed)
        built = build(round, ALL, auxiliaries=True)
        visits = sum(built.board.booked(v.id) for v in round.visits)
        solver = solve(built.board, 9 * built.cost("2") - visits)
        if solver is None:
            continue
        plan = transfer.read(built.board, solver.value)
        verdict = verify(plan, round)
        assert verdict.lawful, said(round, verdict.breaches, plan.bookings, plan.rides)
        assert nearest(solver.objective_value) == 9 * verdict.cost("2") - len(plan.bookings)
        assert_possible_at_its_price(plan, round, seed)
        booked += len(plan.bookings)
    assert booked >= 20, "widen strategies.py: hardly anything is lawful"


def assert_possible_at_its_price(plan: Plan, round: Round, seed: int) -> None:
    """The plan is on a board where half its visits are held, and no term leaves its range."""
    free = [v.id for v in round.visits if random.Random(f"{seed} {v.id}").random() < 0.5]
    part = build(round, ALL, incumbent=plan, free=free, auxiliaries=True)
    for tier in TIERS:
        part.board.add(part.cost(tier) <= verify(plan, round).cost(tier))
    transfer.fix(part.board, plan)
    solver = solve(part.board)
    assert solver is not None, said(round, free, plan.bookings, plan.rides)
    for term in (t for terms in part.terms.values() for t in terms):
        assert 0 <= solver.value(term.amount) <= term.at_most, term.where


def test_the_order_of_the_rules_does_not_matter() -> None:
    for seed in (1, 2, 3, 4):
        round, plan = round_of(seed), plan_of(seed, 0.97)
        shuffled = list(RULES.values())
        random.Random(seed).shuffle(shuffled)
        mine, theirs = verify(plan, round), verify(plan, round, shuffled)
        assert sorted(map(repr, mine.breaches)) == sorted(map(repr, theirs.breaches))
        assert sorted(map(repr, mine.charges)) == sorted(map(repr, theirs.charges))
        soft = [r for r in shuffled if r.is_soft]
        straight = build(round, [r for r in RULES.values() if r.is_soft], auxiliaries=True)
        for tier in TIERS:
            assert cost_if_fixed(build(round, soft, auxiliaries=True), plan, tier) == cost_if_fixed(
                straight, plan, tier
            )


SEED = next(s for s in range(100) if plan_of(s, 0.9).bookings and round_of(s).vehicles)


def broken_plans() -> dict[str, Plan]:
    """Plans that no program of ours makes, but that a person's roster might say."""
    round, plan = round_of(SEED), plan_of(SEED, 0.9)
    first, *rest = plan.bookings
    who, car = first.people[0], round.vehicles[0].id

    def but(**changes: object) -> Plan:
        return plan.but(bookings=(first.but(**changes), *rest))

    def riding(session: str, officer: str, vehicle: str) -> Plan:
        return plan.but(rides=(Ride(session=session, officer=officer, vehicle=vehicle),))

    return {
        "unknown visit": but(visit="?"),
        "another site": but(site="?"),
        "unknown session": but(session="?"),
        "unknown officer": but(officers=("?",), stands_for=()),
        "unknown need": but(needs=(*first.needs, "?")),
        "no need": but(needs=(), stands_for=()),
        "absent stand": but(stands_for=(Stand(officer="?", need=first.needs[0]),)),
        "named twice": but(officers=(who, who), auxiliaries=(), stands_for=()),
        "stands twice": but(stands_for=(*first.stands_for, first.stands_for[0])),
        "too long": but(end=first.end + 1),
        "before the session": but(start=0, end=first.end - first.start),
        "booked twice": plan.but(bookings=(first, first)),
        "unknown vehicle": riding(first.session, who, "?"),
        "unknown rider": riding(first.session, "?", car),
        "ride in no session": riding("?", who, car),
        "unknown reserve": plan.but(reserve=(Reserve(session=first.session, officers=("?",)),)),
        "reserve of no session": plan.but(reserve=(Reserve(session="?", officers=(who,)),)),
    }


BROKEN = broken_plans()


@pytest.mark.parametrize("fault", BROKEN)
def test_a_plan_that_does_not_hang_together_is_told_not_judged(fault: str) -> None:
    verdict = verify(BROKEN[fault], round_of(SEED))
    assert {b.rule for b in verdict.breaches} == {"structure"}
    assert all(b.says.zh and b.says.en for b in verdict.breaches)
