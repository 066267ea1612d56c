"""Slots of a site that are alike: the first is booked first, on the board and in a plan."""

from __future__ import annotations

from itertools import pairwise

from scheduler.board import Board
from sites.plan import Booking, Plan
from sites.round import Round, Visit


def alike(slots: tuple[Visit, ...]) -> bool:
    """Whether a site's slots differ in nothing but their number."""
    return len({(v.needs, v.min_minutes, v.state) for v in slots}) <= 1


def break_symmetry(board: Board) -> None:
    """Among like slots a later one is booked only if the one before is, and not earlier."""
    if board.round.published is not None:
        return
    for slots in board.round.visits_at.values():
        for first, second in pairwise(slots) if alike(slots) else ():
            board.any_of([board.booked(first.id)], board.booked(second.id))
            board.add(
                sum(
                    k * (board.in_session(second.id, s.id) - board.in_session(first.id, s.id))
                    for k, s in enumerate(board.round.sessions)
                )
                >= 0,
                board.booked(second.id),
            )


def canonical(plan: Plan, round: Round) -> Plan:
    """Name the bookings of each site by its slots in order of time."""
    if round.published is not None:
        return plan
    index = round.session_index
    named: list[Booking] = []
    for site, slots in round.visits_at.items():
        own = sorted(
            (b for b in plan.bookings if b.site == site), key=lambda b: (index[b.session], b.start)
        )
        ids = [slot.id for slot in slots] if alike(slots) else [b.visit for b in own]
        named += [b.but(visit=v) for b, v in zip(own, ids, strict=False)]
    named.sort(key=lambda b: (index[b.session], b.start, b.visit))
    return plan.but(bookings=tuple(named))
