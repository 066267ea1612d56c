"""Checks of very unequal length do not share a visit, unless they belong together.

:formula: not (meets(v, a) and meets(v, b))
    where minutes(a) > ratio * minutes(b) > 0 and minutes(a) - minutes(b) >= wait
:unit: ratio of minutes on site; minutes
:kind: hard
:class: local
:grain: session
:source: 海宁“三相一就”（同一对象、相关事项、相近时长合并检查；公开报道）；
    默认4倍且相差60分钟为估计，可改

Needs of one body, needs with the same word in ``together``, and needs that take no time at all
always share.

>>> from tiny import tiny_need, tiny_round, tiny_plan, tiny_booking
>>> long, short = tiny_need("A", minutes=90), tiny_need("A", "urban", minutes=15)
>>> visit = tiny_booking("A#1", needs=(long.id, short.id))
>>> [b.says.en for b in check(tiny_plan(visit), tiny_round(needs=(long, short)), Params())]
['site A: 90 minutes for housing and 15 for urban do not share a visit']
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pydantic import BaseModel, Field

from constraints._contract import Board, Breach
from sites.base import Text
from sites.need import Need
from sites.plan import Plan
from sites.round import Round
from sites.sketch import Move, Sketch

NAME = Text(zh="时长相近", en="Similar duration")
SAYS = Text(
    zh="用时相差过大的检查事项不并入同一次检查（同部门的、指定一并办理的除外）。",
    en="Checks of very unequal length do not share a visit unless they belong together.",
)


class Params(BaseModel):
    """How unequal they may be."""

    ratio: float = Field(
        4,
        ge=1,
        le=100,
        title="times: longest minutes over shortest",
        description="最长用时不超过最短用时的倍数",
    )
    wait: int = Field(
        60,
        ge=0,
        le=480,
        title="minutes: a shorter wait bothers nobody",
        description="相差不到多少分钟可不计",
    )


def may_join(a: Need, b: Need, params: Params) -> bool:
    if a.body == b.body or (a.together and a.together == b.together):
        return True
    shortest, longest = sorted((a.minutes, b.minutes))
    return shortest == 0 or longest <= params.ratio * shortest or longest - shortest < params.wait


def post(board: Board, params: Params) -> None:
    for visit in board.visits:
        needs = [board.round.need[n] for n in visit.needs]
        for a, b in combinations(needs, 2):
            if not may_join(a, b, params):
                board.any_of([~board.meets(visit.id, a.id), ~board.meets(visit.id, b.id)])


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for booking in plan.bookings:
        needs = sorted((round.need[n] for n in booking.needs), key=lambda n: -n.minutes)
        for long, short in combinations(needs, 2):
            apart = long.body != short.body and (
                not long.together or long.together != short.together
            )
            waits = long.minutes - short.minutes >= params.wait
            if apart and waits and long.minutes > params.ratio * short.minutes > 0:
                site = round.site[booking.site].name
                yield Breach(
                    **booking.where,
                    need=short.id,
                    says=Text(
                        zh=f"{site}：{long.body}{long.minutes}分钟与{short.body}{short.minutes}"
                        "分钟相差过大，不宜并为一次",
                        en=f"{site}: {long.minutes} minutes for {long.body} and {short.minutes} "
                        f"for {short.body} do not share a visit",
                    ),
                )


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    needs = [sketch.round.need[n] for n in move.booking.needs]
    return all(may_join(a, b, params) for a, b in combinations(needs, 2))
