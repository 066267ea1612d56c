"""What every rule must satisfy, as functions that raise; a rule is tested by existing.

``agrees``: a board with only this rule and the plan fixed is feasible exactly when ``check`` is
silent, and costs what ``check`` charges. ``optimum_is_true``: what the board finds, the checkers
accept at the same price. ``relax_holds``, ``sub_board_holds`` and ``nothing_lawful_is_ruled_out``
speak of plans that the rule accepts (`repaired` makes them).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from coarse_points import point
from ortools.sat.python import cp_model
from random_plans import random_plan
from strategies import random_round

from constraints import RULES, Verdict, verify
from constraints._fits import Fits
from constraints._never import Nevers
from constraints._registry import Rule, seen_visits
from scheduler import transfer
from scheduler.board import Board
from scheduler.build import Built, build
from scheduler.coarse import Coarse, count
from scheduler.coarse_crowd import Crowd
from scheduler.coarse_groups import Bars, Calls
from sites.plan import Plan
from sites.round import Round
from sites.sketch import Sketch

CARES = (1.0, 0.97, 0.9, 0.5)
KNOWN = {cp_model.OPTIMAL: True, cp_model.FEASIBLE: True, cp_model.INFEASIBLE: False}


@cache
def round_of(seed: int) -> Round:
    """The seed's round."""
    return random_round(seed)


@cache
def plan_of(seed: int, care: float) -> Plan:
    """The seed's plan, made with so much care."""
    return random_plan(round_of(seed), seed, care)


def cases(seeds: Iterable[int], cares: Iterable[float] = CARES) -> Iterator[tuple[Round, Plan]]:
    """Rounds with a plan each, of every care."""
    for seed in seeds:
        for care in cares:
            yield round_of(seed), plan_of(seed, care)


def solve(board: Board, objective: Any = None, effort: float = 20) -> cp_model.CpSolver | None:
    """A solver that holds a plan, the best where there is an objective; None if there is none.

    Not to know whether there is one, or whether it is the best, is a failure.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = effort
    if objective is not None:
        board.model.minimize(objective)
    status = solver.solve(board.model)
    assert status in KNOWN, f"{solver.status_name()}: {board.model.validate()}"
    assert objective is None or status != cp_model.FEASIBLE, "no proof within the limit"
    return solver if KNOWN[status] else None


def cost_if_fixed(built: Built, plan: Plan, tier: str) -> int | None:
    """What a plan costs on a board; None if the board forbids it."""
    transfer.fix(built.board, plan)
    objective = built.cost(tier) if tier else None
    solver = solve(built.board, objective)
    if solver is None:
        return None
    return nearest(solver.objective_value) if tier else 0


def judged(rule: Rule, round: Round, plan: Plan) -> int | None:
    """The same by the rule's own checker."""
    verdict = verify(plan, round, [rule])
    assert not any(b.rule == "structure" for b in verdict.breaches), verdict.breaches
    return sum(c.amount for c in verdict.charges) if verdict.lawful else None


def agrees(rule: Rule, round: Round, plan: Plan) -> None:
    """The board and the checker say the same of a plan."""
    modelled = cost_if_fixed(build(round, [rule], auxiliaries=True), plan, rule.tier)
    verdict = verify(plan, round, [rule])
    assert modelled == judged(rule, round, plan), said(
        round, verdict, modelled, plan.bookings, plan.rides
    )


def optimum_is_true(rule: Rule, round: Round, plan: Plan) -> None:
    """The best plan with these people at these visits is lawful and costs what was said."""
    built = build(round, [rule], auxiliaries=True)
    for booking in plan.bookings:
        for person in booking.officers:
            built.board.any_of([built.board.here(booking.visit, person)])
    solver = solve(built.board, built.cost(rule.tier))
    assert solver is not None
    found = transfer.read(built.board, solver.value)
    assert nearest(solver.objective_value) == judged(rule, round, found), said(
        round, found.bookings
    )


def some_plan_is_lawful(rule: Rule, round: Round, seed: int) -> None:
    """A plan that the board makes when it is pulled somewhere keeps the rule."""
    board = build(round, [rule], auxiliaries=True).board
    board.add(_pull(board, random.Random(seed)) <= 0)
    solver = solve(board)
    if solver is None:
        assert judged(rule, round, Plan(round_digest="", bookings=())) is None
    else:
        found = transfer.read(board, solver.value)
        verdict = verify(found, round, [rule])
        assert verdict.lawful, said(round, verdict, found.bookings, found.rides)


def said(round: Round, *facts: Any) -> str:
    """What to look at when something fails, a line a fact."""
    return "\n".join([f"random_round({round.book_digest})", *map(str, facts)])


def nearest(value: float) -> int:
    """An objective as the integer it is."""
    return round(value)


def _pull(board: Board, dice: random.Random) -> Any:
    """Random weights on presence, needs, sessions and rides; the empty plan weighs nothing."""
    terms = []
    for visit in board.round.visits:
        literals = [board.booked(visit.id)]
        literals += [board.meets(visit.id, n) for n in visit.needs]
        literals += [board.here(visit.id, p.id) for p in board.people]
        literals += [board.in_session(visit.id, s.id) for s in board.round.sessions]
        literals += [board.stands(visit.id, p.id, n) for p in board.people for n in visit.needs]
        terms += [dice.randint(-3, 3) * literal for literal in literals]
    for session in board.round.sessions:
        for person in board.people:
            for vehicle in board.round.vehicles:
                terms.append(dice.randint(-3, 3) * board.rides(session.id, person.id, vehicle.id))
    return sum(terms)


def repaired(rules: Iterable[Rule], round: Round, plan: Plan) -> Plan | None:
    """The plan without the bookings that break the rules; None if even the empty one does."""
    rules, dice = tuple(rules), random.Random(7)
    while True:
        verdict = verify(plan, round, rules)
        if verdict.lawful:
            return plan
        if not plan.bookings:
            return None
        plan = without(plan, _blamed(verdict, plan) or dice.choice(plan.bookings).visit)


def _blamed(verdict: Verdict, plan: Plan) -> str:
    booked = {b.visit for b in plan.bookings}
    return next((b.visit for b in verdict.breaches if b.visit in booked), "")


def without(plan: Plan, visit: str) -> Plan:
    """The plan without a booking, and without the rides that nobody uses any more."""
    kept = tuple(b for b in plan.bookings if b.visit != visit)
    busy = {(b.session, person) for b in kept for person in b.people}
    rides = tuple(r for r in plan.rides if (r.session, r.officer) in busy)
    return plan.but(bookings=kept, rides=rides)


def relax_holds(rule: Rule, round: Round, plan: Plan) -> None:
    """What the checker accepts satisfies the relaxation."""
    board = relaxed_board(rule, round)
    if judged(rule, round, plan) is not None:
        transfer.fix(board, plan)
        assert solve(board) is not None, said(round, plan.bookings, plan.rides)


def relaxed_board(rule: Rule, round: Round) -> Board:
    """A board with a rule's relaxation only."""
    board = Board(round, [rule], auxiliaries=True)
    board.visits = seen_visits(rule, round)
    rule.call("relax", board, rule.params(round))
    return board


def with_callers(rule: Rule) -> list[Rule]:
    """A rule, and those that say whom a visit calls for: only who is called for is counted."""
    return [rule, *(r for r in RULES.values() if r.has("calls_for") and r != rule)]


def counted(
    round: Round, rules: Sequence[Rule], *, detail: int, merge: bool, classes: int = 99
) -> Crowd:
    """The coarse model of a round under some rules."""
    hard = [r for r in rules if not r.is_soft]
    asked = Calls(round, hard), Bars(round, Nevers(round, hard))
    dear = Coarse(round, rules).dear
    return count(round, hard, *asked, dear, detail=detail, merge=merge, classes=classes)


def crowd_breaks(
    rules: Sequence[Rule], round: Round, plan: Plan, *, detail: int, merge: bool
) -> list[Any]:
    """What rules say of people counted by group that a plan does not keep."""
    counts = counted(round, rules, detail=detail, merge=merge)
    return counts.linear.broken(point(counts, plan))


def everybody_called_for_came(rule: Rule, round: Round, plan: Plan) -> int:
    """Of a plan that the rule accepts, each visit has the people it calls for; returns how many."""
    count, params = 0, rule.params(round)
    for booking in plan.bookings:
        session = round.session[booking.session]
        for need in (None, *(round.need[n] for n in booking.needs)):
            for role in rule.call("calls_for", need, session, round, params):
                there = booking.stood_by(role.need) if role.need else booking.people
                assert len(set(there) & set(role.people)) >= role.least, said(round, role, booking)
                count += role.least
    return count


def priced(rule: Rule, round: Round, plan: Plan) -> int:
    """What a plan pays, piece by piece."""
    session_of = {n: b.session for b in plan.bookings for n in b.needs}
    total = 0
    for piece in rule.call("price", round, rule.params(round)):
        if piece.site:
            times = sum(b.site == piece.site for b in plan.bookings)
        elif piece.session:
            times = sum(session_of.get(n) == piece.session for n in piece.needs)
        else:
            times = int(any(n not in session_of for n in piece.needs))
        total += times * piece.amount
    return total


def sub_board_holds(rule: Rule, round: Round, plan: Plan, seed: int) -> None:
    """From a lawful incumbent, whatever is freed: the incumbent stays possible at its price."""
    dice = random.Random(seed)
    free = [v.id for v in round.visits if dice.random() < 0.5]
    for hold in (False, True):
        built = build(round, [rule], incumbent=plan, free=free, hold=hold, auxiliaries=True)
        assert all(t.amount is not None for terms in built.terms.values() for t in terms)
        modelled = cost_if_fixed(built, plan, rule.tier)
        assert modelled == judged(rule, round, plan), said(
            round, modelled, hold, free, plan.bookings
        )


def nothing_lawful_is_ruled_out(rule: Rule, round: Round, plan: Plan) -> int:
    """No booking of a lawful plan is refused beforehand; returns how many were asked about."""
    fits, asked = Fits(round, [rule]), 0
    if len({(r.session, r.officer) for r in plan.rides}) < len(plan.rides):
        return 0
    for booking in plan.bookings:
        if judged(rule, round, without(plan, booking.visit)) is not None:
            sketch = Sketch(round, plan)
            move = sketch.remove(booking.visit)
            assert fits(sketch, move), said(
                round, fits.refusal(sketch, move), booking, plan.bookings
            )
            asked += 1
    return asked
