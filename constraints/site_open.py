"""Nobody comes to a site that is stopped, finished or closed that day, or outside its hours.

:formula: opens(site) <= start(v) and end(v) <= closes(site)   on days when site(v) is open
:unit: ticks
:kind: hard
:class: local
:grain: minute
:source: 「工地」表在建/停工/竣工、开工、计划竣工、禁查日期、可查时间，由街道填写；
    停工工地只排复查、个案为本项目设定，可改

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> round = tiny_round()
>>> late = tuple(s.model_copy(update={"opens": 600}) for s in round.sites)
>>> [b.says.en for b in check(tiny_plan(tiny_booking("A#1")), round.but(sites=late), Params())]
['site A admits visits from 10:00 to 24:00']
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, Field

from constraints._contract import Board, Breach, Never, Switch
from sites.base import Text
from sites.book import Site
from sites.plan import Plan
from sites.round import Round
from sites.sketch import Move, Sketch
from sites.when import hours, works_on

NAME = Text(zh="工地可查时间", en="Site open")
SAYS = Text(
    zh="停工、竣工、禁查日和可查时间以外不排检查；停工工地只排复查和个案。",
    en="No visits to stopped or finished sites, on closed days or outside a site's hours.",
)
URGENT = ("recheck", "case")
HELPS = Text(zh="核对「工地」表，或改到其他时段", en="check the site's row, or move the visit")


class Params(BaseModel):
    """What is still done at a stopped site."""

    recheck_stopped: Switch = Field(
        True,
        title="yes or no: re-checks and cases at stopped sites too",
        description="停工工地仍可复查、办个案（是/否）",
    )


def forbids(round: Round, params: Params) -> Iterator[Never]:
    for site in round.sites:
        spared = URGENT if site.status == "stopped" and params.recheck_stopped else ()
        for need in round.needs_at[site.id] if site.status != "active" else ():
            if need.kind not in spared:
                yield Never("site_open", _says(site, site.status), HELPS, need=need.id)
        opens, closes = hours(site)
        for session in round.sessions:
            shut = opens > session.end or closes < session.start
            if shut or not works_on(site, session.day):
                says = _says(site, "hours" if shut else "day")
                yield Never("site_open", says, HELPS, site=site.id, session=session.id)


def post(board: Board, params: Params) -> None:
    for visit in board.visits:
        site = board.round.site[visit.site]
        first, last = (board.round.ticks(m) for m in hours(site))
        for session in board.round.sessions if site.opens or site.closes else ():
            there = board.in_session(visit.id, session.id)
            board.add(board.start(visit.id) >= board.clock(session, first), there)
            board.add(board.end(visit.id) <= board.clock(session, last), there)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    urgent = set(URGENT) if params.recheck_stopped else set()
    for booking in plan.bookings:
        site, kinds = round.site[booking.site], {round.need[n].kind for n in booking.needs}
        first, last = (round.ticks(m) for m in hours(site))
        found = {
            "finished": site.status == "finished",
            "stopped": site.status == "stopped" and not kinds <= urgent,
            "day": not works_on(site, round.session[booking.session].day),
            "hours": booking.start < first or last < booking.end,
        }
        for reason in (name for name, is_so in found.items() if is_so):
            yield Breach(**booking.where, says=_says(site, reason))


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    round, (opens, closes) = sketch.round, hours(sketch.round.site[move.booking.site])
    return round.ticks(opens) <= move.booking.start and move.booking.end <= round.ticks(closes)


def _says(site: Site, reason: str) -> Text:
    opens, closes = (f"{m // 60:02}:{m % 60:02}" for m in (site.opens or 0, site.closes or 1440))
    zh, en = {
        "finished": ("已竣工", "is finished"),
        "stopped": ("停工中", "is stopped"),
        "day": ("当日禁查、未开工或已过计划竣工日期", "is closed, not begun or past its end then"),
        "hours": (f"可查时间为{opens}—{closes}", f"admits visits from {opens} to {closes}"),
    }[reason]
    return Text(zh=f"{site.name}{zh}", en=f"{site.name} {en}")
