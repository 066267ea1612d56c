"""Carries a plan onto a board (as a hint, or fixed) and reads one back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from scheduler.board import Board
from sites.plan import Booking, Plan, Ride, Stand
from sites.round import Visit


def fix(board: Board, plan: Plan) -> None:
    """Allow this plan only. A plan that uses what can never be makes the board infeasible."""
    for literal, value in _truths(board, plan):
        board.any_of([literal if value else ~literal])
    for visit, clock in _clocks(board, plan):
        board.add(board.start(visit) == clock)


def hint(board: Board, plan: Plan) -> None:
    """Offer a plan to the search as a place to begin."""
    for literal, value in _truths(board, plan):
        if not (board.is_true(literal) or board.is_false(literal)):
            board.model.add_hint(literal, value)
    clocks = {v.id: board.clocks_of(v.id)[0] for v in board.round.visits}
    for visit, clock in {**clocks, **dict(_clocks(board, plan))}.items():
        board.model.add_hint(board.start(visit), clock)


def _truths(board: Board, plan: Plan) -> Iterator[tuple[Any, bool]]:
    booked = {b.visit: b for b in plan.bookings}
    for visit in board.round.visits:
        booking = booked.get(visit.id)
        yield board.booked(visit.id), booking is not None
        yield from _of_visit(board, visit, booking)
    taken = {(r.session, r.officer, r.vehicle) for r in plan.rides}
    for session in board.round.sessions:
        for person in board.people:
            for vehicle in board.round.vehicles:
                key = (session.id, person.id, vehicle.id)
                yield board.rides(*key), key in taken


def _of_visit(board: Board, visit: Visit, booking: Booking | None) -> Iterator[tuple[Any, bool]]:
    stands = {(s.officer, s.need) for s in booking.stands_for} if booking else set()
    for session in board.round.sessions:
        is_in = booking is not None and booking.session == session.id
        yield board.in_session(visit.id, session.id), is_in
    for need in visit.needs:
        yield board.meets(visit.id, need), booking is not None and need in booking.needs
    for person in board.people:
        yield board.here(visit.id, person.id), booking is not None and person.id in booking.people
        for need in visit.needs:
            yield board.stands(visit.id, person.id, need), (person.id, need) in stands


def _clocks(board: Board, plan: Plan) -> Iterator[tuple[str, int]]:
    for booking in plan.bookings:
        yield booking.visit, board.clock(board.round.session[booking.session], booking.start)


def read(board: Board, value: Callable[[Any], int]) -> Plan:
    """Read the plan of a solution; ``value`` tells the value of an expression in it."""
    bookings = [
        _booking(board, visit, value)
        for visit in board.round.visits
        if value(board.booked(visit.id))
    ]
    index = board.round.session_index
    rides = [
        Ride(session=s.id, officer=p.id, vehicle=k.id)
        for s in board.round.sessions
        for p in board.people
        for k in board.round.vehicles
        if value(board.rides(s.id, p.id, k.id))
    ]
    return Plan(
        round_digest=board.round.digest,
        bookings=tuple(sorted(bookings, key=lambda b: (index[b.session], b.start, b.visit))),
        rides=tuple(rides),
    )


def _booking(board: Board, visit: Visit, value: Callable[[Any], int]) -> Booking:
    round, v = board.round, visit.id
    session = next(s for s in round.sessions if value(board.in_session(v, s.id)))
    start = value(board.start(v)) - board.clock(session, 0)
    here = [p for p in board.people if value(board.here(v, p.id))]
    needs = tuple(n for n in visit.needs if value(board.meets(v, n)))
    return Booking(
        visit=v,
        site=visit.site,
        session=session.id,
        start=start,
        end=start + value(board.length(v)),
        needs=needs,
        officers=tuple(p.id for p in here if p.kind != "auxiliary"),
        stands_for=tuple(
            Stand(officer=p.id, need=n)
            for p in here
            for n in needs
            if value(board.stands(v, p.id, n))
        ),
        auxiliaries=tuple(p.id for p in here if p.kind == "auxiliary"),
        state=visit.state,
    )
