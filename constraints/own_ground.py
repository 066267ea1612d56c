"""People posted to certain streets are sent only to sites there.

:formula: not here(v, o)   where posted_to(o) is not empty and street(site(v)) is not in it
:unit: person, site
:kind: hard
:class: law
:grain: session
:source: 国办发〔2024〕54号（2024-12，属地管辖）；行政处罚法第22条（2021-07-15施行）；
    浙江省综合行政执法条例第9条（2022-01-01施行）

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> people = tuple(o.but(posted_to=("Xi",) if o.id == "o2" else ()) for o in tiny_round().officers)
>>> round = tiny_round(officers=people)
>>> [b.says.en for b in check(tiny_plan(tiny_booking("A#1")), round, Params())]
['Officer Two is posted to Xi, site A lies in Dong']
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from constraints._contract import Breach, Never
from sites.base import Text
from sites.book import Officer
from sites.plan import Plan
from sites.round import Round

NAME = Text(zh="属地派驻", en="Own ground")
SAYS = Text(
    zh="派驻人员只到所派驻街道的工地检查。",
    en="People posted to certain streets are sent only to sites there.",
)


class Params(BaseModel):
    """No numbers."""


def silent(round: Round, params: Params) -> Text | None:
    if any(o.posted_to for o in round.officers):
        return None
    return Text(zh="没有人员填写“派驻街道”", en="nobody is posted to a street")


def forbids(round: Round, params: Params) -> Iterator[Never]:
    helps = Text(zh="换派驻本街道的人员", en="send someone posted there")
    for site in round.sites:
        street = site.street or round.street
        for officer in round.officers if street else ():
            if officer.posted_to and street not in officer.posted_to:
                says = _says(officer, site.name, street)
                yield Never("own_ground", says, helps, site=site.id, officer=officer.id)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for booking in plan.bookings:
        site = round.site[booking.site]
        street = site.street or round.street
        for officer in (round.officer[o] for o in booking.people):
            if officer.posted_to and street and street not in officer.posted_to:
                says = _says(officer, site.name, street)
                yield Breach(**booking.where, officer=officer.id, says=says)


def _says(officer: Officer, site: str, street: str) -> Text:
    zh, en = "、".join(officer.posted_to), ", ".join(officer.posted_to)
    return Text(
        zh=f"{officer.name}派驻{zh}，{site}属{street}",
        en=f"{officer.name} is posted to {en}, {site} lies in {street}",
    )
