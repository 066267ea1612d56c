"""Nobody is at two visits at the same time.

:formula: end(v) <= start(w) or end(w) <= start(v)   where here(v, o) and here(w, o)
:unit: ticks
:kind: hard
:class: law
:grain: minute
:source: 行政处罚法第42条（2021-07-15施行，两人以上在场执法）：在场是从开始到结束

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> plan = tiny_plan(tiny_booking("A#1"), tiny_booking("B#1"))
>>> [b.says.en for b in check(plan, tiny_round(), Params())][0]
'Officer One is at site A and site B at the same time'
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product

from pydantic import BaseModel

from constraints._contract import Board, Breach, Crowd, Expr
from sites.base import Text
from sites.plan import Booking, Plan
from sites.round import MINUTES_A_DAY, Round, Visit
from sites.sketch import Move, Sketch

NAME = Text(zh="一人不同时两处", en="One place at a time")
SAYS = Text(zh="同一人不能同时在两处检查。", en="Nobody is at two visits at the same time.")


class Params(BaseModel):
    """No numbers."""


def post(board: Board, params: Params) -> None:
    for person in board.people:
        here = [v.id for v in board.visits if not board.is_false(board.here(v.id, person.id))]
        if len(here) > 1:
            board.no_overlap([board.interval(v, person.id) for v in here])


def relax(board: Board, params: Params) -> None:
    """The opening and the person's own checks of all visits in a session fit into it."""
    opening = board.round.ticks(board.round.opening_minutes)
    for person in board.people:
        here = [v for v in board.visits if not board.is_false(board.here(v.id, person.id))]
        for session in board.round.sessions if len(here) > 1 else ():
            at = sum(board.at(v.id, person.id, session.id) for v in here)
            own = sum(_own_ticks(board, v, person.id, session.id) for v in here)
            most = board.round.ticks(session.end - session.start)
            board.add(opening * at + own <= most)


def _own_ticks(board: Board, visit: Visit, person: str, session: str) -> Expr:
    """Ticks of the needs the person stands for there, if the visit is in that session."""
    own = ((n, board.stands_in(visit.id, person, n, session)) for n in visit.needs)
    minutes = ((board.round.need[n].minutes, s) for n, s in own if not board.is_false(s))
    return sum(board.round.ticks(m) * s for m, s in minutes)


def crowd(crowd: Crowd, params: Params) -> None:
    for group, block in product(crowd.groups, crowd.blocks):
        crowd.packed(group, block, {}, 0)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    own: defaultdict[str, list[Booking]] = defaultdict(list)
    for booking in plan.bookings:
        for person in booking.people:
            own[person].append(booking)
    for person, bookings in own.items():
        dated = [(b, _midnight(b, round)) for b in bookings]
        for (one, day), (other, its_day) in combinations(dated, 2):
            if one.end + day > other.start + its_day and other.end + its_day > one.start + day:
                name = round.officer[person].name
                here, there = round.site[one.site].name, round.site[other.site].name
                yield Breach(
                    visit=other.visit,
                    officer=person,
                    session=other.session,
                    says=Text(
                        zh=f"{name}同时在{here}和{there}",
                        en=f"{name} is at {here} and {there} at the same time",
                    ),
                )


def _midnight(booking: Booking, round: Round) -> int:
    return round.session[booking.session].day.toordinal() * round.ticks(MINUTES_A_DAY)


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    new = move.booking
    return all(
        old.end <= new.start or new.end <= old.start
        for person in new.people
        for old in sketch.of_officer(person, new.session)
    )
