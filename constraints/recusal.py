"""An officer stays away from a site, or from a company's sites, while a recusal runs.

:formula: not (here(v, o) and in_session(v, s))   where recused(o, site(v), day(s))
:unit: person, day
:kind: hard
:class: law
:grain: session
:source: 行政处罚法第43条（2021修订，2021-07-15施行）；食品生产经营监督检查管理办法第23条

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> from sites.book import Recusal
>>> round = tiny_round(recusals=(Recusal(officer="o1", company="B"),))
>>> [b.says.en for b in check(tiny_plan(tiny_booking("A#1")), round, Params())]
['Officer One is recused from site A']
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from constraints._contract import Breach, Never
from sites.base import Text
from sites.book import Recusal, Site
from sites.plan import Plan
from sites.round import Round

NAME = Text(zh="回避", en="Recusal")
SAYS = Text(
    zh="应回避人员不参加对该工地、该企业的检查。",
    en="A recused officer does not inspect that site or that company.",
)


class Params(BaseModel):
    """No numbers."""


def silent(round: Round, params: Params) -> Text | None:
    if round.recusals:
        return None
    return Text(zh="未填「回避」表", en="no recusals are recorded")


def forbids(round: Round, params: Params) -> Iterator[Never]:
    for recusal in round.recusals:
        for site in round.sites:
            for session in round.sessions:
                if recusal.bars(site, session.day):
                    yield Never(
                        code="recusal",
                        says=_says(recusal, site, round),
                        helps=Text(zh="换一名同部门人员", en="send a colleague"),
                        site=site.id,
                        officer=recusal.officer,
                        session=session.id,
                    )


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for booking in plan.bookings:
        site, day = round.site[booking.site], round.session[booking.session].day
        for recusal in round.recusals:
            if recusal.officer in booking.people and recusal.bars(site, day):
                yield Breach(
                    visit=booking.visit,
                    officer=recusal.officer,
                    says=_says(recusal, site, round),
                )


def _says(recusal: Recusal, site: Site, round: Round) -> Text:
    name = round.officer[recusal.officer].name
    return Text(zh=f"{name}对{site.name}应回避", en=f"{name} is recused from {site.name}")
