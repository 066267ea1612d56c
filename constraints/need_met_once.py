"""A need is met by one visit at most.

:formula: sum(meets(v, n) for v) <= 1
:unit: visits
:kind: hard
:class: law
:grain: session
:source: 浙江省综合行政执法条例第13条（同一部门的事项一次完成；2022-01-01施行）

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> plan = tiny_plan(tiny_booking("A#1"), tiny_booking("A#2", session="2026-11-30/pm"))
>>> [b.says.en for b in check(plan, tiny_round(slots=2), Params())]
['A/housing/routine is met by 2 visits: A#1, A#2']
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pydantic import BaseModel

from constraints._contract import Board, Breach, Crowd
from sites.base import Text
from sites.plan import Plan
from sites.round import Round
from sites.sketch import Move, Sketch

NAME = Text(zh="一事一次", en="Need met once")
SAYS = Text(zh="同一检查需求只安排一次检查完成。", en="A need is met by one visit at most.")


class Params(BaseModel):
    """No numbers."""


def post(board: Board, params: Params) -> None:
    for need in board.round.needs:
        board.at_most_one(board.meets(v.id, need.id) for v in board.visits if need.id in v.needs)


def crowd(crowd: Crowd, params: Params) -> None:
    for need in crowd.round.needs:
        crowd.once(need.id)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    visits = defaultdict(list)
    for booking in plan.bookings:
        for need in booking.needs:
            visits[need].append(booking.visit)
    for need, met_by in visits.items():
        if len(met_by) > 1:
            listed = ", ".join(met_by)
            yield Breach(
                need=need,
                site=round.need[need].site,
                says=Text(
                    zh=f"{need}被{len(met_by)}次检查重复完成：{listed}",
                    en=f"{need} is met by {len(met_by)} visits: {listed}",
                ),
            )


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    return not any(need in sketch.met for need in move.booking.needs)
