"""What is owed is met, the weightiest first.

:formula: sum(weight(n) for n owed and unmet)
:unit: weight
:kind: soft 2
:class: local
:grain: session
:source: 浙江省综合行政执法条例第13条（可以同时实施的检查合并进行；2022-01-01施行）；
    权重按三色、逾期、投诉、隐患估计，可改

>>> from tiny import tiny_need, tiny_round, tiny_plan, tiny_booking
>>> rider = tiny_need("B", "urban", owed=False)
>>> needs = (tiny_need("A", weight=3), tiny_need("B", weight=7), rider)
>>> plan = tiny_plan(tiny_booking("A#1"))
>>> [(c.where, c.amount) for c in check(plan, tiny_round(needs=needs), Params())]
[('B/housing/routine', 7)]
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from constraints._contract import Board, Charge, Price, Term
from sites.base import Text
from sites.plan import Plan
from sites.round import Round

NAME = Text(zh="应查尽查", en="Coverage")
SAYS = Text(
    zh="到期的检查需求尽量完成，权重大的优先。",
    en="Owed needs are met, the weightiest first; riders cost nothing here.",
)


class Params(BaseModel):
    """No numbers: a need brings its weight."""


def post(board: Board, params: Params) -> Iterator[Term]:
    for need in board.round.needs:
        if need.owed:
            yield Term(need.id, need.weight * (1 - board.met(need.id)), need.weight)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Charge]:
    met = plan.met
    for need in round.needs:
        if need.owed and need.id not in met and need.weight:
            name = round.site[need.site].name
            yield Charge(
                where=need.id,
                amount=need.weight,
                says=Text(
                    zh=f"{name}：{need.body}的到期检查未安排",
                    en=f"{name}: a check owed by {need.body} is left out",
                ),
            )


def price(round: Round, params: Params) -> Iterator[Price]:
    for need in round.needs:
        if need.owed:
            yield Price(need.weight, (need.id,))
