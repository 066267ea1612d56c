"""Peers: one CP-SAT model of a whole instance, circuits and clocks in one piece.

No decomposition, no start from elsewhere: what a team would write first. It shows what the engine's
own start, neighbourhoods and coarse bound are for.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ortools.sat.python import cp_model

from benchmarks import weekly
from benchmarks.tours import Instance, matrix
from sites.plan import Booking, Plan, Stand
from sites.round import Round, Session, Visit

WORKERS = 2
MOST_ARCS = 600_000


class TooLarge(ValueError):
    """The model would have more arcs than it is sensible to build."""


def _solved(model: cp_model.CpModel, seconds: float, seed: int) -> cp_model.CpSolver | None:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = seed
    status = solver.solve(model)
    return solver if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None


def tours(instance: Instance, seconds: float, seed: int) -> tuple[list[list[int]], int]:
    """Orders of points of each tour, and the bound of the score."""
    model, ticks = cp_model.CpModel(), instance.ticks_per_unit
    points, legs = instance.points, matrix(instance)
    depot, every = points[0], range(1, len(points))
    start = [model.new_int_var(p.opens * ticks, p.closes * ticks, "") for p in points]
    left_out = {i: model.new_bool_var("") for i in every}
    arcs: list[tuple[int, int, Any]] = [(i, i, left_out[i]) for i in every]
    for i in every:
        out, back = model.new_bool_var(""), model.new_bool_var("")
        arcs += [(0, i, out), (i, 0, back)]
        model.add(start[i] >= depot.opens * ticks + legs[0][i]).only_enforce_if(out)
        done = start[i] + points[i].service * ticks + legs[i][0]
        model.add(done <= depot.closes * ticks).only_enforce_if(back)
        for j in every:
            earliest = (points[i].opens + points[i].service) * ticks + legs[i][j]
            if i != j and earliest <= points[j].closes * ticks:
                arc = model.new_bool_var("")
                arcs.append((i, j, arc))
                after = start[i] + points[i].service * ticks + legs[i][j]
                model.add(start[j] >= after).only_enforce_if(arc)
    model.add_multiple_circuit(arcs)
    model.add(sum(lit for a, b, lit in arcs if a == 0 and b != 0) <= instance.tours)
    model.maximize(sum(points[i].score * (1 - left_out[i]) for i in every))
    solver = _solved(model, seconds, seed)
    if solver is None:
        return [], sum(p.score for p in points)
    follows = {(a, b) for a, b, lit in arcs if a != b and solver.boolean_value(lit)}
    return _orders(follows), int(solver.best_objective_bound + 1e-6)


def _orders(follows: set[tuple[int, int]]) -> list[list[int]]:
    """Tours of chosen arcs, each from the depot on."""
    after = {a: b for a, b in follows if a != 0}
    found = []
    for first in sorted(b for a, b in follows if a == 0):
        order = [first]
        while after[order[-1]] != 0:
            order.append(after[order[-1]])
        found.append(order)
    return found


class _Week(NamedTuple):
    """Variables of a weekly instance: sessions, clocks and people of each visit."""

    model: cp_model.CpModel
    inside: dict[tuple[str, str], Any]
    start: dict[str, Any]
    stands: dict[tuple[str, str], Any]


def week(instance: weekly.Instance, seconds: float, seed: int) -> tuple[Plan | None, int]:
    """A plan of a weekly instance, and the bound of ten times the weight less the visits.

    Raises
    ------
    TooLarge
        If there are more arcs than `MOST_ARCS`.
    """
    round = weekly.round_of(instance)
    able = {o.id: [n for n in round.needs if n.body == o.body] for o in round.officers}
    if sum(len(needs) ** 2 for needs in able.values()) > MOST_ARCS:
        raise TooLarge(f"{sum(len(n) ** 2 for n in able.values())} arcs")
    made = _variables(round)
    for officer, needs in able.items():
        _circuit(made, round, officer, [n.id for n in needs])
    met = {n.id: made.model.new_bool_var("") for n in round.needs}
    for need, is_met in met.items():
        stands = [made.stands[o, need] for o in able if (o, need) in made.stands]
        made.model.add(sum(stands) == is_met)
    weight = sum(10 * n.weight * met[n.id] for n in round.needs)
    made.model.maximize(weight - sum(made.inside.values()))
    solver, most = _solved(made.model, seconds, seed), 10 * sum(n.weight for n in round.needs)
    if solver is None:
        return None, most
    return _plan(solver, made, round), min(most, int(solver.best_objective_bound + 1e-6))


def _length(round: Round, visit: Visit) -> int:
    return round.ticks(visit.min_minutes)


def _clock(round: Round, session: Session, minute: int) -> int:
    return (session.day - round.first_day).days * 1440 + minute


def _variables(round: Round) -> _Week:
    model = cp_model.CpModel()
    shut = {(pin.site, f"{pin.day}/{pin.part}") for pin in round.pins}
    inside, start = {}, {}
    for visit in round.visits:
        spans = []
        row = round.site_index[visit.site]
        first, last = round.legs.first[weekly.OFFICE][row], round.legs.last[weekly.OFFICE][row]
        for session in round.sessions:
            opens = _clock(round, session, session.start) + first
            latest = _clock(round, session, session.end) - last - _length(round, visit)
            if opens <= latest and (visit.site, session.id) not in shut:
                inside[visit.id, session.id] = model.new_bool_var("")
                spans.append((inside[visit.id, session.id], opens, latest))
        model.add_at_most_one(lit for lit, _, _ in spans)
        start[visit.id] = model.new_int_var(0, 8 * 1440, "")
        for lit, opens, latest in spans:
            model.add_linear_constraint(start[visit.id], opens, latest).only_enforce_if(lit)
    return _Week(model, inside, start, {})


def _circuit(made: _Week, round: Round, officer: str, needs: list[str]) -> None:
    """One circuit a person through the week; between sessions lies the way to the office anyhow."""
    model, node = made.model, {need: k + 1 for k, need in enumerate(needs)}
    arcs: list[tuple[int, int, Any]] = [(0, 0, model.new_bool_var(""))]
    for need, k in node.items():
        visit = round.need[need].site
        made.stands[officer, need] = there = model.new_bool_var("")
        arcs += [(k, k, ~there), (0, k, model.new_bool_var("")), (k, 0, model.new_bool_var(""))]
        on_duty = [s.id for s in round.sessions if round.on_duty(officer, s.id)]
        lawful = [made.inside[visit, s] for s in on_duty if (visit, s) in made.inside]
        model.add_bool_or(lawful).only_enforce_if(there)
        for other, k2 in node.items():
            site = round.need[other].site
            if other != need:
                arc = model.new_bool_var("")
                arcs.append((k, k2, arc))
                done = made.start[visit] + _length(round, round.visit[visit])
                leg = round.leg(visit, site)
                model.add(made.start[site] >= done + leg).only_enforce_if(arc)
    model.add_circuit(arcs)


def _plan(solver: cp_model.CpSolver, made: _Week, round: Round) -> Plan:
    bookings = []
    for (visit, session), lit in made.inside.items():
        stands = tuple(
            Stand(officer=o, need=n)
            for (o, n), chosen in made.stands.items()
            if round.need[n].site == visit and solver.boolean_value(chosen)
        )
        if solver.boolean_value(lit) and stands:
            clock = solver.value(made.start[visit]) % 1440
            bookings.append(
                Booking(
                    visit=visit,
                    site=visit,
                    session=session,
                    start=clock,
                    end=clock + _length(round, round.visit[visit]),
                    needs=tuple(s.need for s in stands),
                    officers=tuple(s.officer for s in stands),
                    stands_for=stands,
                )
            )
    return Plan(round_digest=round.digest, bookings=tuple(bookings))
