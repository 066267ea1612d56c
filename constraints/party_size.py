"""So many people at a gate, and no more.

:formula: sum(here(v, p) for p in people) <= most
:unit: persons
:kind: hard
:class: local
:grain: session
:source: 司法部关于行政检查的解答（减少入企人数，仅见摘要）；默认12人为估计，可改

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> crowd = tiny_booking("A#1", auxiliaries=("a1",))
>>> [b.says.en for b in check(tiny_plan(crowd), tiny_round(), Params(most=2))]
['3 people at site A, at most 2 may come']
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, Field

from constraints._contract import Board, Breach
from sites.base import Text
from sites.plan import Plan
from sites.round import Round
from sites.sketch import Move, Sketch

NAME = Text(zh="到场人数", en="Party size")
SAYS = Text(
    zh="一次检查到场人数（含协助人员）不超过上限。",
    en="No more than so many people, auxiliaries among them, come to one visit.",
)


class Params(BaseModel):
    """How many people may come."""

    most: int = Field(
        12,
        ge=2,
        le=60,
        title="persons at one visit, auxiliaries included",
        description="每次检查最多到场人数，含协助人员（人）",
    )


def post(board: Board, params: Params) -> None:
    for visit in board.visits:
        here = [board.here(visit.id, p.id) for p in board.people]
        possible = [literal for literal in here if not board.is_false(literal)]
        if len(possible) > params.most:
            board.add(sum(possible) <= params.most)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for booking in plan.bookings:
        count, site = len(booking.people), round.site[booking.site].name
        if count > params.most:
            yield Breach(
                **booking.where,
                says=Text(
                    zh=f"{site}到场{count}人，最多{params.most}人",
                    en=f"{count} people at {site}, at most {params.most} may come",
                ),
            )


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    return len(move.booking.people) <= params.most
