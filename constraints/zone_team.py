"""A team that is settled in a zone stays in it.

:formula: minutes * sum(here(v, o) for v, o if zone(o) and zone(site(v)) differ)
:unit: ticks
:kind: soft 4
:class: local
:grain: session
:source: 武林街道“1610+”片区常驻队伍（公开报道）；默认5分钟为估计，可改

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> whole = tiny_round()
>>> sites = tuple(s.model_copy(update={"zone": "North"}) for s in whole.sites)
>>> zones = {"o1": "South", "o2": "North"}
>>> officers = (o.model_copy(update={"zone": zones.get(o.id, "")}) for o in whole.officers)
>>> round = tiny_round(sites=sites, officers=tuple(officers))
>>> [(c.where, c.amount) for c in check(tiny_plan(tiny_booking("A#1")), round, Params())]
[('A#1/o1', 5)]
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, Field

from constraints._contract import Board, Charge, Term
from sites.base import Text
from sites.book import Officer, Site
from sites.plan import Plan
from sites.round import Round

NAME = Text(zh="片区队伍", en="Zone team")
SAYS = Text(
    zh="分片区的人员尽量只查本片区的工地。",
    en="People settled in a zone visit sites of that zone.",
)


class Params(BaseModel):
    """What leaving the zone costs."""

    minutes: int = Field(
        5,
        ge=0,
        le=240,
        title="minutes a person and a visit outside the zone",
        description="跨片区每人每次折合分钟数",
    )


def silent(round: Round, params: Params) -> Text | None:
    if any(_outside(o, s) for o in round.inspectors for s in round.sites):
        return None
    return Text(zh="人员或工地未分片区", en="people or sites have no different zones")


def post(board: Board, params: Params) -> Iterator[Term]:
    cost = board.round.ticks(params.minutes)
    for visit in board.visits:
        site = board.round.site[visit.site]
        for person in board.round.inspectors:
            here = board.here(visit.id, person.id)
            if _outside(person, site) and not board.is_false(here):
                yield Term(f"{visit.id}/{person.id}", cost * here, cost)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Charge]:
    cost = round.ticks(params.minutes)
    for booking in plan.bookings:
        site = round.site[booking.site]
        for person in (round.officer[o] for o in booking.officers):
            if person.zone not in ("", site.zone) and site.zone and cost:
                yield Charge(
                    where=f"{booking.visit}/{person.id}",
                    amount=cost,
                    says=Text(
                        zh=f"{person.name}（{person.zone}）到{site.zone}的{site.name}",
                        en=f"{person.name} ({person.zone}) at {site.name} in {site.zone}",
                    ),
                )


def _outside(person: Officer, site: Site) -> bool:
    return bool(person.zone and site.zone) and person.zone != site.zone
