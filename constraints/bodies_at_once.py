"""One person stands for few enforcing bodies in one visit: for one, unless a grant says more.

:formula: bodies(o, v) <= bodies_at_once(o, day) for every o who stands for needs of v
:unit: bodies
:kind: hard
:class: law
:grain: session
:source: 浙江省综合行政执法条例第9条（2022-01-01施行）；一人一主体为工作建议（「授权依据」可另定）

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> from sites.plan import Stand
>>> both = ("A/housing/routine", "A/urban/routine")
>>> one = tuple(Stand(officer="o1", need=n) for n in both)
>>> plan = tiny_plan(tiny_booking("A#1", needs=both, stands_for=one))
>>> [b.says.en for b in check(plan, tiny_round(), Params())]
['Officer One stands for 2 bodies, allowed is 1']
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from constraints._contract import Board, Breach, Crowd
from sites.base import Text
from sites.facts import by_body
from sites.plan import Plan
from sites.round import Round, Visit
from sites.sketch import Move, Sketch

NAME = Text(zh="一人一主体", en="Bodies at once")
SAYS = Text(
    zh="一人在一次检查中只代表一个实施主体，「授权依据」另定的除外。",
    en="In one visit a person stands for one enforcing body, unless a grant says more.",
)


class Params(BaseModel):
    """No numbers: the bodies of a person are the sheet 授权依据's."""


def post(board: Board, params: Params) -> None:
    for visit in board.visits:
        for officer in board.people:
            _few(board, visit, officer.id)


def _few(board: Board, visit: Visit, officer: str) -> None:
    sets = [
        [s for n in needs if not board.is_false(s := board.stands(visit.id, officer, n))]
        for needs in by_body(board.round, visit.needs)
    ]
    if len(bodies := [literals for literals in sets if literals]) < 2:
        return
    stood = sum(board.either(literals) for literals in bodies)
    limits = {s.id: board.round.bodies_at_once(officer, s.day) for s in board.round.sessions}
    board.add(stood <= max(limits.values()))
    for session, limit in limits.items():
        if limit < max(limits.values()):
            board.add(stood <= limit, board.in_session(visit.id, session))


def crowd(crowd: Crowd, params: Params) -> None:
    at_once = crowd.round.bodies_at_once
    for visit in crowd.visits:
        sets = by_body(crowd.round, visit.needs)
        crowd.stand_for_few(visit, sets, lambda officer, session: at_once(officer, session.day))


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for booking in plan.bookings:
        day = round.session[booking.session].day
        for officer in booking.officers:
            bodies = len({round.need[n].body for n in booking.needs_of(officer)})
            limit = round.bodies_at_once(officer, day) if bodies > 1 else 1
            if bodies > limit:
                name = round.officer[officer].name
                zh = f"{name}一次代表{bodies}个实施主体，最多{limit}个"
                en = f"{name} stands for {bodies} bodies, allowed is {limit}"
                yield Breach(**booking.where, officer=officer, says=Text(zh=zh, en=en))


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    round, booking = sketch.round, move.booking
    day = round.session[booking.session].day
    for officer in booking.officers:
        bodies = len({round.need[n].body for n in booking.needs_of(officer)})
        if bodies > 1 and bodies > round.bodies_at_once(officer, day):
            return False
    return True
