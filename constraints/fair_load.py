"""People of one body share the work at the gates by the sessions they are on duty.

:formula: max - min over people of a body of (on_site_ticks(o) // duty_sessions(o))
:unit: ticks on site per session on duty
:kind: soft 4
:class: local
:grain: minute
:source: 无法规要求，工作建议；不作考核：国办发〔2024〕54号“五个严禁”（不得下达检查指标）

Officers One and Two are on site for 40 minutes in two sessions on duty, their colleague never.

>>> from tiny import tiny_officer, tiny_round, tiny_plan, tiny_booking
>>> crew = (("o1", "One"), ("o2", "Two"), ("o4", "Four"))
>>> round = tiny_round(officers=tuple(tiny_officer(id, name, "housing") for id, name in crew))
>>> [(c.where, c.amount) for c in check(tiny_plan(tiny_booking("A#1")), round, Params())]
[('housing', 20)]
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from constraints._contract import Board, Charge, Expr, Term
from sites.base import Text
from sites.facts import crews
from sites.plan import Plan
from sites.round import Round

NAME = Text(zh="忙闲均衡", en="Fair load")
SAYS = Text(
    zh="同一部门的人员按在岗时段分担现场检查，忙闲相近（只用于排班，不用于考核）。",
    en="People of one body share time on site by their sessions on duty; never an appraisal.",
)


class Params(BaseModel):
    """No numbers."""


def silent(round: Round, params: Params) -> Text | None:
    if crews(round):
        return None
    return Text(zh="没有部门有两名在岗人员", en="no body has two people on duty")


def post(board: Board, params: Params) -> Iterator[Term]:
    for body, crew in crews(board.round).items():
        shares, tops = [], []
        for officer, duty in crew:
            share, top = _share(board, officer, duty)
            shares.append(share)
            tops.append(top)
        most = board.new_int(0, max(tops), f"most[{body}]")
        least = board.new_int(0, max(tops), f"least[{body}]")
        board.max_of(most, shares)
        board.min_of(least, shares)
        yield Term(body, most - least, max(tops))


def _share(board: Board, officer: str, duty: int) -> tuple[Expr, int]:
    """One person's ticks on site per session on duty, and the most they can be."""
    round, visits = board.round, []
    for visit in board.visits:
        if not board.is_false(board.here(visit.id, officer)):
            visits.append(visit)
    top = 0
    for visit in visits:
        top += round.visit_ticks(
            visit, round.ticks(sum(round.need[n].minutes for n in visit.needs))
        )
    share = board.new_int(0, top // duty, f"share[{officer}]")
    board.divided(share, sum(board.spent(v.id, officer) for v in visits), duty)
    return share, top // duty


def check(plan: Plan, round: Round, params: Params) -> Iterator[Charge]:
    for body, crew in crews(round).items():
        shares = []
        for officer, duty in crew:
            own = (b for b in plan.bookings if officer in b.officers)
            shares.append(sum(b.end - b.start for b in own) // duty)
        if max(shares) > min(shares):
            high, low = (x / round.ticks_per_minute for x in (max(shares), min(shares)))
            yield Charge(
                where=body,
                amount=max(shares) - min(shares),
                says=Text(
                    zh=f"{body}：每个在岗时段现场用时最多{high:g}分钟、最少{low:g}分钟",
                    en=f"{body}: {low:g} to {high:g} minutes on site a session on duty",
                ),
            )
