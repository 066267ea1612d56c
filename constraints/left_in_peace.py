"""Between two routine or campaign visits a site is left in peace for some working days.

:formula: abs(workday(v) - workday(w)) >= days   where v and w each meet a 日常 or 专项 need
:unit: working days
:kind: hard
:class: local
:grain: session
:source: 国办发〔2024〕54号（不得频繁检查、扰企检查）；默认5个工作日为估计，可改

Re-checks and cases are left out: their clocks are the law's. History counts.

>>> from datetime import date
>>> from sites.book import PastVisit
>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> lately = PastVisit(site="A", on=date(2026, 11, 25), body="urban")
>>> round = tiny_round(history=(lately,))
>>> [b.says.en for b in check(tiny_plan(tiny_booking("A#1")), round, Params())]
['site A: 3 working days since the visit of 2026-11-25, it is left in peace for 5']
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from pydantic import BaseModel, Field

from constraints._contract import Board, Breach, Crowd, Never
from sites.base import Text
from sites.facts import QUIET, is_quiet, last_quiet_days, workdays_apart
from sites.plan import Plan
from sites.round import Round
from sites.sketch import Move, Sketch

NAME = Text(zh="检查间隔", en="Left in peace")
SAYS = Text(
    zh="同一工地两次日常或专项入场检查之间至少间隔若干工作日；复查、个案不受限。",
    en="A site is left in peace between routine and campaign visits; the others may come.",
)


class Params(BaseModel):
    """How long it is left in peace."""

    days: int = Field(
        5,
        ge=0,
        le=60,
        title="working days from one visit to the next",
        description="两次检查至少间隔工作日（天）",
    )


def forbids(round: Round, params: Params) -> Iterator[Never]:
    helps = Text(zh="推迟几天，或在「人工指定」中豁免", en="wait, or override")
    for site, last in last_quiet_days(round).items():
        needs = [n.id for n in round.needs_at[site] if n.kind in QUIET]
        for session in round.sessions:
            gap = workdays_apart(round, last, session.day)
            for need in needs if gap < params.days else ():
                says = _says(site, last, gap, params, round)
                yield Never("left_in_peace", says, helps, need=need, session=session.id)


def post(board: Board, params: Params) -> None:
    round = board.round
    numbers = {s.id: round.workday_number(s.day) for s in round.sessions}
    quiet, day = {}, {}
    for v in board.visits:
        needs = [n for n in v.needs if round.need[n].kind in QUIET]
        quiet[v.id] = board.either(board.meets(v.id, n) for n in needs)
        day[v.id] = sum(k * board.in_session(v.id, s) for s, k in numbers.items())
    for slots in round.visits_at.values():
        for one, other in combinations((v.id for v in slots if v.id in quiet), 2):
            both, first = (quiet[one], quiet[other]), board.new_bool(f"first[{one},{other}]")
            board.add(day[other] - day[one] >= params.days, *both, first)
            board.add(day[one] - day[other] >= params.days, *both, ~first)


def crowd(crowd: Crowd, params: Params) -> None:
    round = crowd.round
    numbers = {s.id: round.workday_number(s.day) for s in round.sessions}
    for first in sorted(set(numbers.values())):
        close = [s for s, number in numbers.items() if 0 <= number - first < params.days]
        quiet: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for visit in crowd.visits:
            needs = [n for n in visit.needs if round.need[n].kind in QUIET]
            quiet[visit.site] += [(1, v) for v in crowd.meeting(visit, needs, close)]
        for visits in quiet.values():
            crowd.at_most(visits, 1)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    lately = last_quiet_days(round)
    quiet = [b for b in plan.bookings if is_quiet(round, b)]
    for booking in sorted(quiet, key=lambda b: round.session_index[b.session]):
        day, last = round.session[booking.session].day, lately.get(booking.site)
        lately[booking.site] = day
        if last and (gap := workdays_apart(round, last, day)) < params.days:
            yield Breach(**booking.where, says=_says(booking.site, last, gap, params, round))


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    round, day = sketch.round, sketch.round.session[move.booking.session].day
    return not is_quiet(round, move.booking) or all(
        workdays_apart(round, round.session[b.session].day, day) >= params.days
        for b in sketch.at_site(move.booking.site)
        if is_quiet(round, b)
    )


def _says(site: str, last: date, gap: int, params: Params, round: Round) -> Text:
    name, days = round.site[site].name, params.days
    zh = f"{name}：距{last}的日常或专项检查{gap}个工作日，应间隔{days}个"
    en = f"{name}: {gap} working days since the visit of {last}, it is left in peace for {days}"
    return Text(zh=zh, en=en)
