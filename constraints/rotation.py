"""Who was at a site lately lets somebody else go.

:formula: minutes * sum(here(v, o) for v, o if o was at site(v) lately, v for routine or campaign)
:unit: ticks
:kind: soft 4
:class: local
:grain: session
:source: 浙江省综合行政执法条例第21条（随机选派检查人员；2022-01-01施行）；
    次数、分钟的默认值为估计，可改

>>> from datetime import date
>>> from sites.book import PastVisit
>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> past = PastVisit(site="A", on=date(2026, 10, 12), body="housing", officers=("o2",))
>>> plan, round = tiny_plan(tiny_booking("A#1")), tiny_round(history=(past,))
>>> [(c.where, c.amount) for c in check(plan, round, Params())]
[('A#1/o2', 15)]
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, Field

from constraints._contract import Board, Charge, Term
from sites.base import Text
from sites.facts import lately_at
from sites.plan import Plan
from sites.round import Round

NAME = Text(zh="人员轮换", en="Rotation")
SAYS = Text(
    zh="日常和专项检查尽量不派最近去过该工地的人员；复查、投诉不受此限。",
    en="Routine and campaign visits go to people who were not at the site lately.",
)
KINDS = ("routine", "campaign")


class Params(BaseModel):
    """How far back, and what it costs."""

    visits: int = Field(
        2,
        ge=1,
        le=20,
        title="a site's last visit days that count",
        description="工地最近几个检查日计入轮换（次）",
    )
    minutes: int = Field(
        15,
        ge=0,
        le=240,
        title="minutes a person and a visit",
        description="每人每次重复到场折合分钟数",
    )


def silent(round: Round, params: Params) -> Text | None:
    if any(lately_at(round, site.id, params.visits) for site in round.sites):
        return None
    return Text(zh="检查记录中没有人员", en="the past visits name nobody")


def post(board: Board, params: Params) -> Iterator[Term]:
    round, cost = board.round, board.round.ticks(params.minutes)
    for visit in board.visits:
        lately = lately_at(round, visit.site, params.visits)
        again = [o for o in round.inspectors if o.id in lately]
        drawn = [board.meets(visit.id, n) for n in visit.needs if round.need[n].kind in KINDS]
        for person in again if drawn else ():
            here = board.here(visit.id, person.id)
            if not board.is_false(here):
                both = board.product(here, board.either(drawn))
                yield Term(f"{visit.id}/{person.id}", cost * both, cost)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Charge]:
    cost = round.ticks(params.minutes)
    for booking in plan.bookings:
        if not cost or all(round.need[n].kind not in KINDS for n in booking.needs):
            continue
        lately = lately_at(round, booking.site, params.visits)
        for officer in booking.officers:
            if officer in lately:
                name, site = round.officer[officer].name, round.site[booking.site].name
                yield Charge(
                    where=f"{booking.visit}/{officer}",
                    amount=cost,
                    says=Text(
                        zh=f"{name}最近去过{site}", en=f"{name} was at {site} on a late visit"
                    ),
                )
