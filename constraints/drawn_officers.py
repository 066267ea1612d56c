"""The people drawn with a site (双随机) are those who inspect it.

:formula: meets(v, n) => stands(v, o, n)   for each o drawn for n
:unit: people
:kind: hard
:class: law
:grain: session
:source: 浙江省综合行政执法条例第21条（2022-01-01施行，随机抽取检查对象、随机选派检查人员）；
    国办发〔2015〕58号（双随机）；换人须留痕为工作建议

Others may come along. Who cannot go is replaced in 抽取名单 (替换人员, with why and by whom), or in
the record of the 预抽 with ``draw-skip``; the plan never replaces anybody by itself.

>>> from tiny import tiny_round, tiny_plan, tiny_booking, tiny_need
>>> needs = (tiny_need(drawn=("o1", "o2")),)
>>> [b.says.en for b in check(tiny_plan(tiny_booking("A#1")), tiny_round(needs=needs), Params())]
['Officer Two was drawn for housing at site A and does not stand for it']
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from constraints._contract import Board, Breach, Never, Role
from sites.base import Text
from sites.need import Need
from sites.plan import Plan
from sites.round import Round, Session
from sites.sketch import Move, Sketch

NAME = Text(zh="抽中人员", en="Drawn officers")
SAYS = Text(
    zh="双随机抽中的人员参加并代表该主体；换人须在抽取名单（或预抽记录）写明原因和决定人。",
    en="Who was drawn for a site goes there; a change is on record, with why and by whom.",
)


class Params(BaseModel):
    """No numbers."""


def silent(round: Round, params: Params) -> Text | None:
    if any(n.drawn for n in round.needs):
        return None
    return Text(zh="本期没有抽中人员", en="nobody was drawn for this round")


def forbids(round: Round, params: Params) -> Iterator[Never]:
    helps = Text(zh="在「抽取名单」填写替换人员、原因和决定人", en="name who goes instead, and why")
    able = {o.id for o in round.inspectors}
    for need in round.needs:
        for officer in (o for o in need.drawn if o not in able):
            yield Never("drawn_officers", _says(officer, need, round), helps, need=need.id)


def post(board: Board, params: Params) -> None:
    able = {o.id for o in board.round.inspectors}
    for visit in board.visits:
        for need in visit.needs:
            meets = board.meets(visit.id, need)
            for officer in board.round.need[need].drawn:
                if officer in able and not board.is_false(meets):
                    board.any_of([board.stands(visit.id, officer, need)], meets)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for booking in plan.bookings:
        for need in (round.need[n] for n in booking.needs):
            there = booking.stood_by(need.id)
            for officer in (o for o in need.drawn if o not in there):
                says = _says(officer, need, round)
                yield Breach(**booking.where, need=need.id, officer=officer, says=says)


def _says(officer: str, need: Need, round: Round) -> Text:
    who = round.officer[officer].name if officer in round.officer else officer
    site = round.site[need.site].name
    return Text(
        zh=f"{who}被抽中代表{need.body}检查{site}，没有代表",
        en=f"{who} was drawn for {need.body} at {site} and does not stand for it",
    )


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    booking, need = move.booking, sketch.round.need
    return all(set(need[n].drawn).issubset(booking.stood_by(n)) for n in booking.needs)


def calls_for(need: Need | None, session: Session, round: Round, params: Params) -> Iterator[Role]:
    if need is not None and need.drawn:
        yield Role(need.drawn, len(need.drawn), need.id)
