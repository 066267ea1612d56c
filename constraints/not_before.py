"""A need is met neither before its first moment nor after its last lawful day.

:formula: opens(s) >= not_before(n) and day(s) <= expires(n)   where v in s meets n
:unit: moment, day
:kind: hard
:class: law
:grain: session
:source: 消防监督检查规定（3个工作日）；特种设备安全监督检查办法（总局令57号）第29条；
    起点取整改回复日与期限届满次日之早者（工作建议）

The site has until Monday noon to mend the hazard: Monday morning is too early.

>>> from datetime import datetime
>>> from tiny import tiny_round, tiny_plan, tiny_booking, tiny_need
>>> needs = (tiny_need(not_before=datetime(2026, 11, 30, 12)), tiny_need("B"))
>>> plan, round = tiny_plan(tiny_booking("A#1")), tiny_round(needs=needs)
>>> [b.says.en for b in check(plan, round, Params())]
['not before 30 Nov 12:00']
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from pydantic import BaseModel

from constraints._contract import Breach, Never
from sites.base import Text
from sites.need import Need
from sites.plan import Plan
from sites.round import Round, Session

NAME = Text(zh="最早与最晚日期", en="Not before, not after")
SAYS = Text(
    zh="检查不早于规定时间，不晚于失效日期。",
    en="A need is met neither before its first moment nor after its last lawful day.",
)


class Params(BaseModel):
    """No numbers: the moments are the needs' own."""


def forbids(round: Round, params: Params) -> Iterator[Never]:
    helps = Text(zh="安排在期限内的其他时段", en="another session inside its window")
    for need in round.needs:
        barred = {s.id: says for s in round.sessions for says in _outside(need, s)}
        whole = len(barred) == len(round.sessions)
        for session, says in [*barred.items()][:1] if whole else barred.items():
            bar = Never("not_before", says, helps, need=need.id)
            yield bar if whole else bar._replace(session=session)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for booking in plan.bookings:
        opens, day = round.session[booking.session].opens, round.session[booking.session].day
        for need in (round.need[n] for n in booking.needs):
            breach = partial(Breach, **booking.where, need=need.id)
            if need.not_before is not None and opens < need.not_before:
                yield breach(says=_early(need.not_before))
            if need.expires is not None and need.expires < day:
                yield breach(says=_late(need.expires))


def _outside(need: Need, session: Session) -> Iterator[Text]:
    if need.expires is not None and session.day > need.expires:
        yield _late(need.expires)
    elif need.not_before is not None and session.opens < need.not_before:
        yield _early(need.not_before)


def _early(first: datetime) -> Text:
    return Text(
        zh=f"不早于{first.month}月{first.day}日{first:%H:%M}",
        en=f"not before {first.day} {first:%b %H:%M}",
    )


def _late(last: date) -> Text:
    return Text(zh=f"{last.month}月{last.day}日后失效", en=f"expired after {last.day} {last:%b}")
