"""Nobody is planned who is away, nor for more sessions a week or minutes a day than is bearable.

:formula: sum(busy(o, s) for s in week) <= sessions; sum(length(v) for v of o on a day) <= minutes
:unit: sessions, ticks
:kind: hard
:class: local
:grain: minute
:source: 国务院关于职工工作时间的规定（国务院令第174号，1995-05-01施行：每日8小时、每周40小时）；
    「请假值班」表；每周8个时段、每日到场360分钟为估计，可改

A day whose sessions together are not longer than the limit cannot exceed it.

>>> from datetime import date
>>> from sites.book import Absence
>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> away = Absence(officer="o2", first=date(2026, 11, 30), last=date(2026, 11, 30), part="am")
>>> round = tiny_round(absences=(away,))
>>> [b.says.en for b in check(tiny_plan(tiny_booking("A#1")), round, Params())]
['Officer Two is not on duty on 30 Nov morning']
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from pydantic import BaseModel, Field

from constraints._contract import Board, Breach, Crowd, Never
from sites.base import Text
from sites.book import Officer
from sites.facts import days_longer_than, grouped, week_of
from sites.plan import Booking, Plan
from sites.round import Round
from sites.sketch import Move, Sketch

NAME = Text(zh="在岗与工时", en="On duty")
SAYS = Text(
    zh="请假、值班、抽调、备勤人员不排；每人每周时段数、每日到场时间不超过上限。",
    en="Nobody who is away is planned, and nobody for too many sessions or minutes.",
)


class Params(BaseModel):
    """How much is bearable."""

    sessions_a_week: int = Field(
        8,
        ge=1,
        le=21,
        title="sessions of a person in a week",
        description="每人每周最多时段数（个）",
    )
    minutes_a_day: int = Field(
        360,
        ge=30,
        le=1440,
        title="minutes on site on one day",
        description="每人每天最多在场分钟数",
    )


def forbids(round: Round, params: Params) -> Iterator[Never]:
    helps = Text(zh="调整请假、值班，或换人", en="move the leave or send another")
    for o in round.officers:
        for session in (s.id for s in round.sessions if not round.on_duty(o.id, s.id)):
            at = round.say_session(session)
            says = Text(zh=f"{o.name}{at.zh}不在岗", en=f"{o.name} is not on duty on {at.en}")
            yield Never("on_duty", says, helps, officer=o.id, session=session)


def post(board: Board, params: Params) -> None:
    round, limit = board.round, board.round.ticks(params.minutes_a_day)
    for person in (p.id for p in board.people):
        visits = [v.id for v in board.visits if not board.is_false(board.here(v.id, person))]
        duty = [s for s in round.sessions if round.on_duty(person, s.id)]
        for week in sorted({week_of(s.day) for s in duty}):
            inside = [s.id for s in duty if week_of(s.day) == week]
            if min(len(inside), len(visits)) > params.sessions_a_week:
                board.add(sum(board.busy(person, s) for s in inside) <= params.sessions_a_week)
        for day in days_longer_than(round, params.minutes_a_day):
            spent = {v: board.new_int(0, limit, f"spent[{person},{v},{day}]") for v in visits}
            for visit, session in product(visits, (s.id for s in duty if s.day == day)):
                there = (board.here(visit, person), board.in_session(visit, session))
                board.add(spent[visit] >= board.length(visit), *there)
            board.add(sum(spent.values()) <= limit)


def crowd(crowd: Crowd, params: Params) -> None:
    for group in crowd.groups:
        for week in sorted({week_of(s.day) for s in crowd.round.sessions}):
            blocks = [b for b in crowd.blocks if {week_of(s.day) for s in b} == {week}]
            duty = [s for b in blocks for s in b]
            most = sum(
                min(params.sessions_a_week, sum(crowd.round.on_duty(o, s.id) for s in duty))
                for o in group.people
            )
            crowd.at_most([(1, crowd.busy(group, b)) for b in blocks], most)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    most, limit = params.sessions_a_week, params.minutes_a_day
    for person in round.officers:
        own = [b for b in plan.bookings if person.id in b.people]
        for booking in (b for b in own if not round.on_duty(person.id, b.session)):
            at = round.say_session(booking.session)
            yield _breach(person, booking, f"{at.zh}不在岗", f"is not on duty on {at.en}")
        for inside in grouped(round, own, week_of).values():
            if (count := len({b.session for b in inside})) > most:
                en = f"has {count} sessions a week, over {most}"
                yield _breach(person, inside[-1], f"一周{count}个时段，上限{most}", en)
        for day, inside in grouped(round, own, lambda day: day).items():
            minutes = sum(b.end - b.start for b in inside) / round.ticks_per_minute
            if minutes > limit and day in days_longer_than(round, limit):
                zh, en = f"到场{minutes:g}分钟，上限{limit}", f"is on site {minutes:g} minutes"
                yield _breach(person, inside[-1], f"{day}{zh}", f"{en} on {day}, over {limit}")


def _breach(person: Officer, booking: Booking, zh: str, en: str) -> Breach:
    says = Text(zh=f"{person.name}{zh}", en=f"{person.name} {en}")
    return Breach(**booking.where, officer=person.id, says=says)


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    round, day = sketch.round, sketch.round.session[move.booking.session].day
    is_long = day in days_longer_than(round, params.minutes_a_day)
    for own in ([*sketch.of_officer(o), move.booking] for o in move.booking.people):
        sessions = {b.session for b in grouped(round, own, week_of)[week_of(day)]}
        ticks = sum(b.end - b.start for b in own if round.session[b.session].day == day)
        over = is_long and ticks > round.ticks(params.minutes_a_day)
        if over or len(sessions) > params.sessions_a_week:
            return False
    return True
