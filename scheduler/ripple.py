"""A board of a few open visits in a plan that else stays, and what ripples from them.

A ripple is what nobody is charged for, yet better stays: who does what, helpers, seats.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from constraints._contract import Term
from constraints._registry import Rule
from scheduler import transfer
from scheduler.board import Board
from scheduler.build import Built, build
from sites.plan import Booking, Plan
from sites.round import Round


def near_board(
    round: Round,
    rules: Iterable[Rule],
    tiers: Iterable[str],
    now: Plan,
    free: frozenset[str],
    over: Iterable[str],
) -> Built:
    """Return a board of the plan ``now`` with the visits of ``free`` open.

    None of these goes into a session that is ``over``; who has a seat because of a visit that is
    held keeps it.
    """
    kept = {b.visit for b in now.bookings} | free
    visits = tuple(v for v in round.visits if v.id in kept)
    sites = {v.site for v in visits}
    pins = tuple(p for p in round.pins if p.how not in ("must", "fixed") or p.site in sites)
    small = round.but(visits=visits, pins=pins)
    built = build(small, rules, tiers=tiers, incumbent=now, free=free, auxiliaries=True)
    board = built.board
    for visit in sorted(free):
        for session in sorted(over):
            board.any_of([~board.in_session(visit, session)])
    seated = {(b.session, p) for b in now.bookings if b.visit not in free for p in b.people}
    for session, person in sorted(seated):
        for vehicle in round.vehicles:
            rides = board.rides(session, person, vehicle.id)
            taken = now.ride_of(session, person) == vehicle.id
            board.any_of([rides if taken else ~rides])
    transfer.hint(board, now)
    return built


def wider(
    core: frozenset[str],
    broken: Collection[str],
    held: Collection[str],
    old: Plan,
    base: Plan,
    round: Round,
) -> Iterator[frozenset[str]]:
    """What one board after the other opens: the ``core``, the sessions and the people of what is
    ``broken``, at last all that is not ``held``.
    """
    lost = [b for b in old.bookings if b.visit in broken]
    sessions = {b.session for b in lost}
    people = {o for b in lost for o in b.officers}
    live = [b for b in base.bookings if b.visit not in held]
    yield core
    near = core | {b.visit for b in live if b.session in sessions}
    yield near
    yield near | {b.visit for b in live if people & set(b.officers)}
    yield frozenset(v.id for v in round.visits).difference(held)


def ripple_of(plan: Plan, old: Plan, free: frozenset[str] | None = None) -> int:
    """How much of it differs between two plans, in stands, helpers and rides.

    With ``free``: of these visits, and of all rides.
    """
    was, now = ({b.visit: b for b in p.bookings} for p in (old, plan))
    count = len({*plan.rides} ^ {*old.rides})
    for visit in {**was, **now} if free is None else free:
        one, other = was.get(visit), now.get(visit)
        if one is not None:
            count += len({*one.stands_for} ^ {*(other.stands_for if other else ())})
        before, after = ({*(b.auxiliaries if b else ())} for b in (one, other))
        count += len(before ^ after)
    return count


def ripple(board: Board, old: Plan, free: frozenset[str]) -> Term:
    """The same on a board, of its free visits and of all rides."""
    was = {b.visit: b for b in old.bookings}
    taken = {(r.session, r.officer, r.vehicle) for r in old.rides}
    terms = [t for v in sorted(free) for t in _of_visit(board, v, was.get(v))]
    for session in board.round.sessions:
        for person in board.people:
            for vehicle in board.round.vehicles:
                key = (session.id, person.id, vehicle.id)
                terms.append(_differs(board.rides(*key), key in taken))
    return Term("ripple", sum(terms), len(terms))


def _of_visit(board: Board, visit: str, was: Booking | None) -> Iterator[Any]:
    stood = {(s.officer, s.need) for s in was.stands_for} if was else set()
    for person in board.people:
        if person.kind == "auxiliary":
            with_us = was is not None and person.id in was.auxiliaries
            yield _differs(board.here(visit, person.id), with_us)
        elif was is not None:
            for need in board.round.visit[visit].needs:
                stands = board.stands(visit, person.id, need)
                yield _differs(stands, (person.id, need) in stood)


def _differs(literal: Any, was: bool) -> Any:
    return 1 - literal if was else literal
