"""What is published stays as it is: moving is better than cancelling.

:formula: sum over published bookings:
    cancelled, or session + need * lost + person * joined_or_left + start
:unit: points a published booking
:kind: soft 1.5
:class: local
:grain: minute
:source: 无法规要求，工作建议（取消重于改时段，重于少查一项，重于换人，
    重于改时刻）；分值为估计，可改

Officer Three comes instead of Officer Two, ten minutes later: two changes of people and a start.

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> round = tiny_round(published=tiny_plan(tiny_booking("A#1")))
>>> moved = tiny_booking("A#1", start=560, end=600, officers=("o1", "o3"))
>>> [(c.where, c.amount) for c in check(tiny_plan(moved), round, Params())]
[('A#1', 21)]
>>> [(c.where, c.amount) for c in check(tiny_plan(), round, Params())]
[('A#1', 1000)]
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, Field

from constraints._contract import Board, Charge, Expr, Term
from sites.base import Text
from sites.facts import promised
from sites.plan import Booking, Plan
from sites.round import Round

NAME = Text(zh="计划稳定", en="Steady plan")
SAYS = Text(
    zh="已发布的安排尽量不变：能改时刻不换人，能换人不减事项、不改时段，能改时段不取消。",
    en="Published bookings stay; rather a new start than new people, fewer checks, another "
    "session or no visit at all.",
)


class Params(BaseModel):
    """Points of a change; the bounds keep their order."""

    cancelled: int = Field(
        1000,
        ge=1000,
        le=9999,
        title="points: not visited at all",
        description="取消一次已发布检查（分）",
    )
    session: int = Field(
        100, ge=100, le=999, title="points: in another session", description="改到其他时段（分）"
    )
    need: int = Field(
        50,
        ge=50,
        le=99,
        title="points: each check that the visit no longer makes",
        description="已发布的检查每少查一项（分）",
    )
    person: int = Field(
        10,
        ge=10,
        le=24,
        title="points: each inspector who joins or leaves",
        description="每增减一名人员（分）",
    )
    start: int = Field(
        1, ge=0, le=9, title="points: starts at another minute", description="开始时间有变动（分）"
    )


def silent(round: Round, params: Params) -> Text | None:
    if promised(round):
        return None
    return Text(zh="没有已发布的计划", en="nothing is published yet")


def post(board: Board, params: Params) -> Iterator[Term]:
    by_visit = {b.visit: b for b in promised(board.round)}
    for visit in board.visits:
        if visit.id in by_visit:
            yield _term(board, by_visit[visit.id], params)


def _term(board: Board, was: Booking, params: Params) -> Term:
    round, booked = board.round, board.booked(was.visit)
    amount: Expr = params.cancelled * (1 - booked) + (params.session + params.start) * booked
    if was.session in round.session:
        same, as_was = board.in_session(was.visit, was.session), board.new_bool("as it was")
        clock = board.clock(round.session[was.session], was.start)
        board.any_of([same], as_was)
        board.add(board.start(was.visit) == clock, as_was)
        amount -= params.session * same + params.start * as_was
    for person in round.inspectors:
        here = board.here(was.visit, person.id)
        amount += params.person * (booked - here if person.id in was.officers else here)
    gone = set(was.officers) - set(round.officer)
    amount += params.person * len(gone) * booked
    most = params.session + params.start + params.person * (len(round.inspectors) + len(gone))
    for need in _due(was, round):
        amount += params.need * (booked - board.meets(was.visit, need))
        most += params.need
    return Term(was.visit, amount, max(params.cancelled, most))


def _due(was: Booking, round: Round) -> tuple[str, ...]:
    """The needs promised there that are still to be met."""
    return tuple(n for n in was.needs if n in round.need and n in round.visit[was.visit].needs)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Charge]:
    now = {b.visit: b for b in plan.bookings}
    for was in promised(round):
        amount, zh, en = _change(was, now.get(was.visit), _due(was, round), params)
        name = round.site[round.visit[was.visit].site].name
        if amount:
            yield Charge(where=was.visit, amount=amount, says=Text(zh=name + zh, en=name + en))


def _change(
    was: Booking, now: Booking | None, due: tuple[str, ...], params: Params
) -> tuple[int, str, str]:
    """Points, and in words the gravest of the changes."""
    if now is None:
        return params.cancelled, "的已发布检查取消", ": a published visit is cancelled"
    moved, swapped = now.session != was.session, len(set(was.officers) ^ set(now.officers))
    late = moved or now.start != was.start
    lost = sum(n not in now.needs for n in due)
    points = params.session * moved + params.need * lost
    points += params.person * swapped + params.start * late
    if moved:
        return points, "改了时段", ": in another session"
    if lost:
        return points, f"少查{lost}项", f": {lost} checks fewer"
    if swapped:
        return points, f"换了{swapped}人次", f": {swapped} people joined or left"
    return points, "改了时刻", ": starts at another time"
