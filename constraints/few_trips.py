"""A site is visited as few times as can be: what falls due soon comes along.

:formula: bookings(s) + (1 if a need of s due by last_day + merge_days stays unmet)
:unit: trips to a site, made now or left for soon
:kind: soft 3
:class: local
:grain: session
:source: 浙江省综合行政执法条例第13条（同一对象的检查合并，能一次完成不多次；2022-01-01施行）；
    合并期默认15天为估计，可改（设置）

At A the housing need is met and the urban one is left for another trip; at B nothing is met.

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> [(c.where, c.amount) for c in check(tiny_plan(tiny_booking("A#1")), tiny_round(), Params())]
[('A', 2), ('B', 1)]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pydantic import BaseModel

from constraints._contract import Board, Charge, Price, Term
from sites.base import Text
from sites.facts import due_soon
from sites.plan import Plan
from sites.round import Round

NAME = Text(zh="少进工地", en="Few trips")
SAYS = Text(
    zh="同一工地尽量一次查完：每次检查计一次，合并期内将到期而未一并检查的再计一次。",
    en="Each visit to a site is a trip; a need left for soon is one trip more.",
)


class Params(BaseModel):
    """No numbers: the merge window is the round's."""


def post(board: Board, params: Params) -> Iterator[Term]:
    for site in board.round.sites:
        trips = [board.booked(v.id) for v in board.visits if v.site == site.id]
        unmet = [~board.met(n.id) for n in due_soon(board.round, site.id)]
        again = [board.either(unmet)] if unmet else []
        if trips or again:
            yield Term(site.id, sum(trips + again), len(trips + again))


def check(plan: Plan, round: Round, params: Params) -> Iterator[Charge]:
    made, met = Counter(b.site for b in plan.bookings), plan.met
    for site in round.sites:
        again = any(need.id not in met for need in due_soon(round, site.id))
        if trips := made[site.id] + again:
            yield Charge(
                where=site.id,
                amount=trips,
                says=Text(
                    zh=f"{site.name}：检查{made[site.id]}次{'，不久还须再来' if again else ''}",
                    en=f"{site.name}: visits: {made[site.id]}{', and soon again' if again else ''}",
                ),
            )


def price(round: Round, params: Params) -> Iterator[Price]:
    for site in round.sites:
        yield Price(1, site=site.id)
        if soon := due_soon(round, site.id):
            yield Price(1, tuple(n.id for n in soon))
