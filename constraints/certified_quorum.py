"""Every visit has two people whose certificate is valid that day, one of each body stood for.

:formula: sum(here(v, o) and certified(o, day)) >= least * booked(v); for each need met
    sum(stands(v, o, n) and certified(o, day)) >= 1, and 2 of the body there if likely filed
:unit: people
:kind: hard
:class: law
:grain: session
:source: 行政处罚法第42条（2021-07-15施行）；浙江省综合行政执法条例第29条（2022-01-01施行）；
    每个实施主体一人、拟立案两人为工作建议（可改）

Officer Two's certificate ended on Sunday, so Officer One is alone on Monday.

>>> from datetime import date
>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> until = {"o2": date(2026, 11, 29)}
>>> people = tuple(o.but(certificate_until=until.get(o.id)) for o in tiny_round().officers)
>>> plan, round = tiny_plan(tiny_booking("A#1")), tiny_round(officers=people)
>>> [b.says.en for b in check(plan, round, Params())]
['1 of the 2 certified people needed at site A']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from pydantic import BaseModel, Field

from constraints._contract import Board, Breach, Lit, Role, Switch
from sites.base import Text
from sites.facts import certified_on
from sites.need import Need
from sites.plan import Plan
from sites.round import Round, Session, Visit
from sites.sketch import Move, Sketch

NAME = Text(zh="持证人数", en="Certified quorum")
SAYS = Text(
    zh="每次检查至少两名当天持有效执法证的人员；每个实施主体至少一名本主体持证人员，拟立案事项至少两名。",
    en="At least two people certified that day at a visit, one of each body, two if likely filed.",
)


class Params(BaseModel):
    """How many certified people."""

    least: int = Field(
        2,
        ge=2,
        le=10,
        title="certified people at a visit, at least",
        description="每次检查至少持证人数（人）",
    )
    two_when_filed: Switch = Field(
        True,
        title="two certified of the body where filing is likely",
        description="拟立案事项须两名本主体持证人员（是/否）",
    )
    two_per_body: Switch = Field(
        False,
        title="two certified of every body",
        description="每个实施主体都须两名持证人员（是/否）",
    )

    def wants_two(self, need: Need) -> bool:
        """Whether two certified people of the need's own body must be there."""
        return self.two_per_body or (self.two_when_filed and need.two_certified)


def post(board: Board, params: Params) -> None:
    for visit in board.visits:
        here = partial(board.here, visit.id)
        present = _certified(board, visit, here)
        board.add(sum(present) >= params.least * board.booked(visit.id))
        for need in visit.needs:
            meets, stands = board.meets(visit.id, need), partial(board.stands, visit.id, need=need)
            if not board.is_false(meets):
                board.any_of(_certified(board, visit, stands), meets)
                if params.wants_two(board.round.need[need]):
                    board.add(sum(_certified(board, visit, here, need)) >= 2 * meets)


def _certified(
    board: Board, visit: Visit, literal_of: Callable[[str], Lit], need: str = ""
) -> Iterator[Lit]:
    """Each person's literal where he is certified that day and may stand for the need, if any."""
    sessions = board.round.sessions
    for officer in board.people:
        literal = literal_of(officer.id)
        valid = [s for s in sessions if officer.certified(s.day)]
        if need:
            valid = [s for s in valid if board.round.may_stand(officer.id, need, s.day)]
        if len(valid) < len(sessions):
            then = board.either(board.in_session(visit.id, s.id) for s in valid)
            literal = board.product(literal, then)
        if not board.is_false(literal):
            yield literal


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for booking in plan.bookings:
        breach = partial(Breach, **booking.where)
        day, site = round.session[booking.session].day, round.site[booking.site].name
        certified = [o for o in booking.people if round.officer[o].certified(day)]
        least, has = params.least, len(certified)
        if has < least:
            zh = f"{site}应有{least}名当天持证人员，实有{has}名"
            en = f"{has} of the {least} certified people needed at {site}"
            yield breach(says=Text(zh=zh, en=en))
        for need in (round.need[n] for n in booking.needs):
            if not any(o in certified for o in booking.stood_by(need.id)):
                zh = f"没有当天持证的人员代表{need.body}"
                en = f"nobody certified that day stands for {need.body}"
                yield breach(need=need.id, says=Text(zh=zh, en=en))
            own = sum(round.may_stand(o, need.id, day) for o in certified)
            if params.wants_two(need) and own < 2:
                zh = f"{need.body}应有两名本主体持证人员在场，实有{own}名"
                en = f"{own} of the 2 certified people of {need.body} needed at {site}"
                yield breach(need=need.id, says=Text(zh=zh, en=en))


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    round, booking = sketch.round, move.booking
    day = round.session[booking.session].day
    valid = {o for o in booking.people if round.officer[o].certified(day)}
    stood = {s.need for s in booking.stands_for if s.officer in valid}
    filed = [n for n in booking.needs if params.wants_two(round.need[n])]
    return (
        len(valid) >= params.least
        and stood.issuperset(booking.needs)
        and all(sum(round.may_stand(o, n, day) for o in valid) >= 2 for n in filed)
    )


def calls_for(need: Need | None, session: Session, round: Round, params: Params) -> Iterator[Role]:
    certified = certified_on(round, session.day)
    if need is None:
        yield Role(certified, params.least)
        return
    yield Role(certified, 1, need.id)
    if params.wants_two(need):
        own = (o for o in certified if round.may_stand(o, need.id, session.day))
        yield Role(tuple(own), 2)
