"""Nobody stands at a gate while others check.

:formula: sum(length(v) - opening - own_ticks(v, o) for v, o in here)
:unit: ticks
:kind: soft 4
:class: local
:grain: minute
:source: 海宁市“三相一就”经验（用时相近的事项合并）；无法规要求，工作建议

Officer Two stands for nothing and waits for the thirty minutes that Officer One checks.

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> [(c.where, c.amount) for c in check(tiny_plan(tiny_booking("A#1")), tiny_round(), Params())]
[('A#1', 30)]
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from constraints._contract import Board, Charge, Term
from sites.base import Text
from sites.plan import Plan
from sites.round import Round

NAME = Text(zh="少等候", en="Little waiting")
SAYS = Text(
    zh="同去的人员用时尽量相近，少有人等别人查完。",
    en="People at a visit have about as much to check, so that few wait for others.",
)


class Params(BaseModel):
    """No numbers."""


def post(board: Board, params: Params) -> Iterator[Term]:
    round = board.round
    opening = round.ticks(round.opening_minutes)
    for visit in board.visits:
        ticks = {n: round.ticks(round.need[n].minutes) for n in visit.needs}
        most = round.visit_ticks(visit, sum(ticks.values())) - opening
        waits = []
        for person in round.inspectors:
            here = board.here(visit.id, person.id)
            if not board.is_false(here):
                own = sum(t * board.stands(visit.id, person.id, n) for n, t in ticks.items())
                waits.append(board.new_int(0, most, f"waits[{visit.id},{person.id}]"))
                board.add(waits[-1] >= board.length(visit.id) - opening - own, here)
        if waits:
            yield Term(visit.id, sum(waits), most * len(waits))


def check(plan: Plan, round: Round, params: Params) -> Iterator[Charge]:
    for booking in plan.bookings:
        busy = round.ticks(round.opening_minutes)
        waits = 0
        for officer in booking.officers:
            own = sum(round.need[n].minutes for n in booking.needs_of(officer))
            waits += booking.end - booking.start - busy - round.ticks(own)
        if waits:
            name, minutes = round.site[booking.site].name, waits / round.ticks_per_minute
            yield Charge(
                where=booking.visit,
                amount=waits,
                says=Text(
                    zh=f"{name}：等候合计{minutes:g}人·分钟",
                    en=f"{name}: {minutes:g} person-minutes of waiting",
                ),
            )
