"""A body inspects a company or a project no more often in a calendar year than its ceiling says.

:formula: counted(body, target, year) + sum(v meets some counted need of the body) <= ceiling
:unit: visits a body, a target (企业 or 项目) and a calendar year
:kind: hard
:class: law
:grain: session
:source: 国办发〔2024〕54号（2024-12，公布并执行年度检查频次上限）；日常和本级专项计入，
    个案、复查、上级专项不计（工作建议，按司法部解答摘要）；不设默认上限（嘉善2025年为两次）

Housing may visit a company once a year; sites A and B have the same builder.

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> from sites.book import Body
>>> round = tiny_round(bodies=(Body(id="housing", ceiling=1), Body(id="urban")))
>>> plan = tiny_plan(tiny_booking("A#1"), tiny_booking("B#1", session="2026-11-30/pm"))
>>> [b.says.en for b in check(plan, round, Params())]
['visit 2 of housing to Builder in 2026, the ceiling is 1']
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pydantic import BaseModel

from constraints._contract import Board, Breach, Crowd, Lit, Never
from sites.base import Text
from sites.frequency import Target
from sites.plan import Plan
from sites.round import Round
from sites.sketch import Move, Sketch

NAME = Text(zh="年度频次上限", en="Annual ceiling")
SAYS = Text(
    zh="同一实施主体对同一企业（或项目）一年内的日常和本级专项检查不超过上限；未填上限只计数并提示。",
    en="A body's routine and own campaign visits to a company or project stay within its ceiling.",
)


class Params(BaseModel):
    """No numbers: the ceilings are the bodies' own (部门.上限)."""


def silent(round: Round, params: Params) -> Text | None:
    if round.frequency.limited(n.id for n in round.needs):
        return None
    return Text(zh="未填上限：只计数并提示", en="no ceiling is set: visits are only counted")


def forbids(round: Round, params: Params) -> Iterator[Never]:
    years = sorted({s.day.year for s in round.sessions})
    helps = Text(zh="改为非现场检查，或并入个案、复查", en="check off site, or at a re-check")
    for need in round.needs:
        ceiling, whom = round.frequency.ceiling(need), round.frequency.name(need)
        room = {y: round.frequency.headroom(need.body, need.site, y) for y in years}
        if ceiling is None or 0 not in room.values():
            continue
        zh = f"{need.body}对{whom}的检查已达年度上限{ceiling}次（本台账口径）"
        en = f"{need.body} has reached its ceiling of {ceiling} a year for {whom} (by this ledger)"
        full = [s.id for s in round.sessions if room[s.day.year] == 0]
        for session in [""] if len(full) == len(round.sessions) else full:
            bar = Never("annual_ceiling", Text(zh=zh, en=en), helps, need=need.id)
            yield bar._replace(session=session)


def post(board: Board, params: Params) -> None:
    frequency, years = board.round.frequency, sorted({s.day.year for s in board.round.sessions})
    counted: defaultdict[tuple[str, Target, int, int], list[Lit]] = defaultdict(list)
    for visit in board.visits:
        bodies: defaultdict[str, list[Lit]] = defaultdict(list)
        for need in (board.round.need[n] for n in visit.needs):
            if frequency.ceiling(need) is not None:
                bodies[need.body].append(board.meets(visit.id, need.id))
        for body, meets in bodies.items():
            for year in years:
                room = frequency.headroom(body, visit.site, year) or 0
                literal = board.product(board.either(meets), _in_year(board, visit.id, year))
                counted[body, frequency.target(body, visit.site), year, room].append(literal)
    for (_, _, _, room), literals in counted.items():
        board.add(sum(literals) <= room)


def _in_year(board: Board, visit: str, year: int) -> Lit:
    sessions = board.round.sessions
    within = [board.in_session(visit, s.id) for s in sessions if s.day.year == year]
    return board.booked(visit) if len(within) == len(sessions) else board.either(within)


def crowd(crowd: Crowd, params: Params) -> None:
    round, frequency = crowd.round, crowd.round.frequency
    counted: defaultdict[tuple[str, Target, int, int], list[tuple[int, int]]] = defaultdict(list)
    for visit in crowd.visits:
        for body in sorted(frequency.limited(visit.needs)):
            needs = [n for n in visit.needs if body in frequency.limited([n])]
            for year in sorted({s.day.year for s in round.sessions}):
                within = [s.id for s in round.sessions if s.day.year == year]
                room = frequency.headroom(body, visit.site, year) or 0
                key = (body, frequency.target(body, visit.site), year, room)
                counted[key] += [(1, v) for v in crowd.meeting(visit, needs, within)]
    for (_, _, _, room), visits in counted.items():
        crowd.at_most(visits, room)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    frequency, index = round.frequency, round.session_index
    planned: Counter[tuple[str, Target, int]] = Counter()
    for booking in sorted(plan.bookings, key=lambda b: (index[b.session], b.start)):
        year = round.session[booking.session].day.year
        for body, need in frequency.limited(booking.needs).items():
            key = (body, frequency.target(body, booking.site), year)
            planned[key] += 1
            count, ceiling = planned[key] + frequency.before(*key), frequency.ceiling(need) or 0
            if count > ceiling:
                whom = frequency.name(need)
                zh = f"{year}年{body}对{whom}第{count}次检查，超过上限{ceiling}次"
                en = f"visit {count} of {body} to {whom} in {year}, the ceiling is {ceiling}"
                yield Breach(**booking.where, need=need.id, says=Text(zh=zh, en=en))


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    round, frequency, site = sketch.round, sketch.round.frequency, move.booking.site
    year = round.session[move.booking.session].day.year
    for body in frequency.limited(move.booking.needs):
        planned = sum(
            round.session[b.session].day.year == year and body in frequency.limited(b.needs)
            for other in frequency.sites_of(body, site)
            for b in sketch.at_site(other)
        )
        if planned >= (frequency.headroom(body, site, year) or 0):
            return False
    return True
