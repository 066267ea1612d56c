"""Needs of a site that are bound together are all met in the same visit, or none of them is.

:formula: meets(v, a) == meets(v, b)   where together(a) == together(b) and site(a) == site(b)
:unit: needs
:kind: hard
:class: law
:grain: session
:source: 浙江省综合行政执法条例第13条（2022-01-01施行，可以同时进行的合并进行）；
    哪些须一并检查由街道指定

>>> from tiny import tiny_round, tiny_plan, tiny_booking, tiny_need
>>> needs = (tiny_need(together="canteen"), tiny_need(body="urban", together="canteen"))
>>> [b.says.en for b in check(tiny_plan(tiny_booking("A#1")), tiny_round(needs=needs), Params())]
['A/urban/routine must be met in the same visit']
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from pydantic import BaseModel

from constraints._contract import Board, Breach, Crowd
from sites.base import Text
from sites.plan import Plan
from sites.round import Round, Visit
from sites.sketch import Move, Sketch

NAME = Text(zh="须一并检查", en="Met together")
SAYS = Text(
    zh="指定一并检查的事项在同一次检查中完成，或都不安排。",
    en="Needs bound together are all met in the same visit, or none of them is.",
)


class Params(BaseModel):
    """No numbers."""


def silent(round: Round, params: Params) -> Text | None:
    if any(n.together for n in round.needs):
        return None
    return Text(zh="没有须一并检查的事项", en="no needs are bound together")


def post(board: Board, params: Params) -> None:
    for visit in board.visits:
        for needs in _bound(board.round, visit):
            meets = [board.meets(visit.id, n) for n in needs]
            for one, other in pairwise([*meets, meets[0]]):
                board.any_of([other], one)


def crowd(crowd: Crowd, params: Params) -> None:
    for visit in crowd.visits:
        for needs in _bound(crowd.round, visit):
            for one, other in pairwise([*needs, needs[0]]):
                for these, those in crowd.together(visit, one, other):
                    crowd.at_most([*((1, m) for m in these), *((-1, m) for m in those)], 0)


def _bound(round: Round, visit: Visit) -> list[list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for need in round.needs_at[visit.site]:
        if need.together:
            groups[need.together].append(need.id)
    return list(groups.values())


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for booking in plan.bookings:
        words = {round.need[n].together for n in booking.needs} - {""}
        for need in round.needs_at[booking.site]:
            if need.together in words and need.id not in booking.needs:
                says = Text(
                    zh=f"{need.body}的事项须在同一次检查中完成",
                    en=f"{need.id} must be met in the same visit",
                )
                yield Breach(**booking.where, need=need.id, says=says)


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    met = set(move.booking.needs)
    bound = [n for n in sketch.round.needs_at[move.booking.site] if n.together]
    words = {n.together for n in bound if n.id in met}
    return all(n.id in met for n in bound if n.together in words)
