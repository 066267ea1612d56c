"""A need with a clock is met in time; late is better than never.

:formula: sum(weight(n) * late_days(n)), where an unmet need is later than the round's last day
:unit: working days late × weight
:kind: soft 1
:class: law
:grain: session
:source: 消防监督检查规定（公安部令第120号，2012-11-01施行：举报投诉24小时、3个工作日）；
    特种设备安全监督检查办法（市场监管总局令第57号，2022-07-01施行）第29条（复查10个工作日）；
    投诉按工单时限。未完成的加计天数为估计，可改。

The complaint at B, due on Friday the 27th, is met on Monday, one working day late. The re-check
at A is not met: five more working days than on the last day of the round.

>>> from datetime import date
>>> from tiny import tiny_need, tiny_round, tiny_plan, tiny_booking
>>> case = tiny_need("B", due=date(2026, 11, 27), statutory=True, weight=2)
>>> again = tiny_need("A", due=date(2026, 11, 30), statutory=True)
>>> plan = tiny_plan(tiny_booking("B#1"))
>>> [(c.where, c.amount) for c in check(plan, tiny_round(needs=(case, again)), Params())]
[('B/housing/routine', 2), ('A/housing/routine', 5)]
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, Field

from constraints._contract import Board, Charge, Price, Term
from sites.base import Text
from sites.facts import clocks, workdays_late
from sites.plan import Plan
from sites.round import Round

NAME = Text(zh="法定时限", en="Deadlines")
SAYS = Text(
    zh="复查、投诉等有时限的事项按期完成；逾期完成好于不完成。",
    en="Re-checks and complaints are met by their due day; late is better than never.",
)


class Params(BaseModel):
    """What never costs more than late."""

    unmet_days: int = Field(
        5,
        ge=1,
        le=250,
        title="working days a need left out counts beyond one met on the last day",
        description="未安排的，比最后一天完成再多算几个工作日",
    )


def silent(round: Round, params: Params) -> Text | None:
    if clocks(round):
        return None
    return Text(zh="本期没有带时限的事项", en="no need of this round has a clock")


def post(board: Board, params: Params) -> Iterator[Term]:
    round = board.round
    for need in clocks(round):
        never = workdays_late(round, need.due, round.last_day) + params.unmet_days
        amount = never * (1 - board.met(need.id))
        for visit in board.visits:
            for session in round.sessions if need.id in visit.needs else ():
                days = workdays_late(round, need.due, session.day)
                if days:
                    amount += days * board.meets_in(visit.id, need.id, session.id)
        yield Term(need.id, need.weight * amount, need.weight * never)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Charge]:
    for need in clocks(round):
        site = round.site[need.site].name
        met_on = [round.session[b.session].day for b in plan.bookings if need.id in b.needs]
        days = sum(workdays_late(round, need.due, day) for day in met_on)
        says = Text(zh=f"{site}：逾期{days}个工作日完成", en=f"{site}: {days} working days late")
        if not met_on:
            days = workdays_late(round, need.due, round.last_day) + params.unmet_days
            says = Text(zh=f"{site}：有时限的事项未安排", en=f"{site}: a clock runs out unmet")
        if days * need.weight:
            yield Charge(where=need.id, amount=days * need.weight, says=says)


def price(round: Round, params: Params) -> Iterator[Price]:
    for need in clocks(round):
        never = workdays_late(round, need.due, round.last_day) + params.unmet_days
        yield Price(need.weight * never, (need.id,))
        for session in round.sessions:
            days = workdays_late(round, need.due, session.day)
            if days:
                yield Price(need.weight * days, (need.id,), session.id)
