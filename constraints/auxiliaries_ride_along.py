"""Auxiliaries come only with an officer, and no more of them than the approval form names.

:formula: sum(here(v, a) for auxiliaries a) <= most; here(v, a) implies some here(v, o), o officer
:unit: people
:kind: hard
:class: law
:grain: session
:source: 浙江省综合行政执法条例第30条（2022-01-01施行）；国办发〔2024〕54号（2024-12）；
    人数写入审批表，4人为估计（默认值可改）

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> plan = tiny_plan(tiny_booking("A#1", officers=(), stands_for=(), auxiliaries=("a1",)))
>>> [b.says.en for b in check(plan, tiny_round(), Params())]
['auxiliaries are at site A without an officer']
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, Field

from constraints._contract import Board, Breach, Lit
from sites.base import Text
from sites.plan import Plan
from sites.round import Round
from sites.sketch import Move, Sketch

NAME = Text(zh="协助人员随行", en="Auxiliaries ride along")
SAYS = Text(
    zh="协助人员不计入执法人数，不得单独到场，人数不超过审批表所写。",
    en="Auxiliaries never count, never go alone, and are no more than the approved number.",
)


class Params(BaseModel):
    """How many auxiliaries."""

    most: int = Field(
        4,
        ge=0,
        le=50,
        title="auxiliaries written on the approval form, a visit",
        description="写入审批表的协助人员人数（人/次）",
    )


def silent(round: Round, params: Params) -> Text | None:
    if round.auxiliaries:
        return None
    return Text(zh="没有协助人员", en="there are no auxiliaries")


def post(board: Board, params: Params) -> None:
    for visit in board.visits:
        here: dict[str, list[Lit]] = {"auxiliary": [], "officer": []}
        for person in board.people:
            literal = board.here(visit.id, person.id)
            if person.kind in here and not board.is_false(literal):
                here[person.kind].append(literal)
        if len(here["auxiliary"]) > params.most:
            board.add(sum(here["auxiliary"]) <= params.most)
        for auxiliary in here["auxiliary"]:
            board.any_of(here["officer"], auxiliary)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for booking in plan.bookings:
        kinds = [round.officer[o].kind for o in booking.people]
        count, site = kinds.count("auxiliary"), round.site[booking.site].name
        if count > params.most:
            says = Text(
                zh=f"{site}协助人员{count}名，审批表最多{params.most}名",
                en=f"{count} auxiliaries at {site}, approved are {params.most}",
            )
            yield Breach(**booking.where, says=says)
        if count and "officer" not in kinds:
            says = Text(
                zh=f"{site}只有协助人员，没有执法人员",
                en=f"auxiliaries are at {site} without an officer",
            )
            yield Breach(**booking.where, says=says)


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    people = [sketch.round.officer[o] for o in move.booking.people]
    helpers = sum(p.kind == "auxiliary" for p in people)
    return helpers == 0 or (helpers <= params.most and any(p.kind == "officer" for p in people))
