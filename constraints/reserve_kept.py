"""In every session some certified officers of the street stay free for whatever comes.

:formula: sum(free(o, s) for o in pool(s)) >= min(people, |pool(s)| - 2, |pool(s)| - |pinned(s)|)
:unit: persons
:kind: hard
:class: local
:grain: session
:source: 武林街道“1530”应急处置（公开报道）；默认2人、至少留2人出勤为估计，可改

The pool are the street's own certified officers on duty. Officers pinned to a visit that may be
in the session are never held back for the reserve. Where a plan names the reserve, those named
are of the pool, free, and enough.

>>> from tiny import tiny_officer, tiny_round, tiny_plan, tiny_booking
>>> team = tuple(tiny_officer(o, f"Officer {o}", "urban") for o in ("o1", "o2", "o3", "o4"))
>>> plan = tiny_plan(tiny_booking("A#1", officers=("o1", "o2", "o3")))
>>> [b.says.en for b in check(plan, tiny_round(officers=team), Params())]
['30 Nov morning: 1 officers of the street stay free, 2 should']
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, Field

from constraints._contract import Board, Breach, Crowd
from sites.base import Text
from sites.facts import reserve_least, reserve_pool
from sites.plan import Plan
from sites.round import Round
from sites.sketch import Move, Sketch

NAME = Text(zh="备勤", en="Reserve kept")
SAYS = Text(
    zh="每时段留足本街道持证人员备勤，写明姓名。",
    en="In every session some certified officers of the street stay free, by name.",
)


class Params(BaseModel):
    """How many stay free."""

    people: int = Field(
        2, ge=0, le=20, title="persons free in every session", description="每个时段备勤人数（人）"
    )


def silent(round: Round, params: Params) -> Text | None:
    if any(reserve_pool(round, session) for session in round.sessions):
        return None
    return Text(zh="无本街道自有持证人员", en="the street has no certified officers of its own")


def post(board: Board, params: Params) -> None:
    for session in board.round.sessions:
        pool, least = (
            reserve_pool(board.round, session),
            reserve_least(board.round, session, params.people),
        )
        if least:
            busy = sum(board.busy(officer, session.id) for officer in pool)
            board.add(busy <= len(pool) - least)


def crowd(crowd: Crowd, params: Params) -> None:
    round = crowd.round
    for block in crowd.blocks:
        pools = {s.id: set(reserve_pool(round, s)) for s in block}
        least = sum(reserve_least(round, s, params.people) for s in block)
        if least:
            busy = [
                (1, crowd.busy(group, block))
                for group in crowd.groups
                if all(o in pools[s] for s in pools for o in group.people if round.on_duty(o, s))
            ]
            crowd.at_most(busy, sum(map(len, pools.values())) - least)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    named = {r.session: r.officers for r in plan.reserve if r.officers}
    for session in round.sessions:
        busy = {o for b in plan.bookings if b.session == session.id for o in b.people}
        free = [o for o in reserve_pool(round, session) if o not in busy]
        least, at = reserve_least(round, session, params.people), round.say_session(session.id)
        for officer in named.get(session.id, ()):
            if officer not in free:
                name = round.officer[officer].name
                zh, en = f"{at.zh}：{name}不能备勤", f"{at.en}: {name} cannot be the reserve"
                says = Text(zh=f"{zh}（不在岗、已排检查或非本街道持证人员）", en=en)
                yield Breach(officer=officer, session=session.id, says=says)
        count = min(len(free), len(named.get(session.id, free)))
        if count < least:
            zh = f"{at.zh}：本街道备勤{count}人，应有{least}人"
            en = f"{at.en}: {count} officers of the street stay free, {least} should"
            yield Breach(session=session.id, says=Text(zh=zh, en=en))


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    round, session = sketch.round, sketch.round.session[move.booking.session]
    pool, least = reserve_pool(round, session), reserve_least(round, session, params.people)
    taken = {o for b in (*sketch.in_session(session.id), move.booking) for o in b.people}
    return len(set(pool) - taken) >= least
