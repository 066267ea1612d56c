"""Each need is stood for by enough people with its body's authority, and by the skills it wants.

:formula: sum(stands(v, o, n) for officers o) >= people(n) * meets(v, n), each with authority that
    day; each skill of n held by some o who stands
:unit: people
:kind: hard
:class: law
:grain: session
:source: 行政处罚法第17、18、20条（2021-07-15施行）；浙江省综合行政执法条例第9条
    （2022-01-01施行）

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> from sites.plan import Stand
>>> both = ("A/housing/routine", "A/urban/routine")
>>> one = tuple(Stand(officer="o1", need=n) for n in both)
>>> plan = tiny_plan(tiny_booking("A#1", needs=both, stands_for=one))
>>> [b.says.en for b in check(plan, tiny_round(), Params())]
['Officer One has no authority of urban']
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pydantic import BaseModel

from constraints._contract import Board, Breach, Never, Role
from sites.base import Text
from sites.book import Officer
from sites.facts import able_on
from sites.need import Need
from sites.plan import Plan
from sites.round import Round, Session
from sites.sketch import Move, Sketch

NAME = Text(zh="执法权限", en="Authority held")
SAYS = Text(
    zh="每个事项由足够的有权人员代表，并有所需专业证。",
    en="Enough people with the body's authority and skills stand for each need.",
)


class Params(BaseModel):
    """No numbers: the people of a need are the book's."""


def forbids(round: Round, params: Params) -> Iterator[Never]:
    alike: dict[tuple[str, str, tuple[str, ...]], list[Never]] = {}
    for need in round.needs:
        for officer in round.inspectors:
            key = (officer.id, need.body, need.items)
            if key not in alike:
                alike[key] = list(_bars(officer, need, round))
            for bar in alike[key]:
                yield bar._replace(need=need.id)


def _bars(officer: Officer, need: Need, round: Round) -> Iterator[Never]:
    """What keeps an officer from needs of this body and these items, whatever the site."""
    held = [round.may_stand(officer.id, need.id, s.day) for s in round.sessions]
    barred = [s.id for s, may in zip(round.sessions, held, strict=True) if not may]
    zh, en = f"换{need.body}的人员，或补充「授权依据」", f"send someone of {need.body}"
    for session in barred if any(held) else [""]:
        bar = Never("authority_held", _says(officer.name, need.body), Text(zh=zh, en=en))
        yield bar._replace(officer=officer.id, session=session)


def _says(name: str, body: str) -> Text:
    return Text(zh=f"{name}无权代表{body}", en=f"{name} has no authority of {body}")


def post(board: Board, params: Params) -> None:
    for visit in board.visits:
        for need in (board.round.need[n] for n in visit.needs):
            meets = board.meets(visit.id, need.id)
            standing = [(o, board.stands(visit.id, o.id, need.id)) for o in board.people]
            officers = [literal for o, literal in standing if o.kind == "officer"]
            board.add(sum(officers) >= need.people * meets)
            for skill in need.skills:
                board.any_of((literal for o, literal in standing if skill in o.skills), meets)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for booking in plan.bookings:
        day, breach = round.session[booking.session].day, partial(Breach, **booking.where)
        for need in (round.need[n] for n in booking.needs):
            for says in _missing(need, [round.officer[o] for o in booking.stood_by(need.id)]):
                yield breach(need=need.id, says=says)
        for person in (round.officer[o] for o in booking.officers):
            for need in (round.need[n] for n in booking.needs_of(person.id)):
                if not round.may_stand(person.id, need.id, day):
                    yield breach(
                        need=need.id, officer=person.id, says=_says(person.name, need.body)
                    )


def _missing(need: Need, standing: list[Officer]) -> Iterator[Text]:
    has, due, body = sum(p.kind == "officer" for p in standing), need.people, need.body
    if has < due:
        en = f"{has} of the {due} officers needed stand for {body}"
        yield Text(zh=f"{body}应由{due}名执法人员代表，实有{has}名", en=en)
    for skill in need.skills:
        if not any(skill in p.skills for p in standing):
            zh = f"代表{body}的人员无人持有“{skill}”专业证"
            yield Text(zh=zh, en=f"nobody for {body} holds “{skill}”")


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    round, booking = sketch.round, move.booking
    for need in (round.need[n] for n in booking.needs):
        standing = [round.officer[o] for o in booking.stood_by(need.id)]
        skills = {skill for p in standing for skill in p.skills}
        officers = sum(p.kind == "officer" for p in standing)
        if officers < need.people or not skills.issuperset(need.skills):
            return False
    return True


def calls_for(need: Need | None, session: Session, round: Round, params: Params) -> Iterator[Role]:
    if need is None:
        return
    able = able_on(round, need, session.day)
    yield Role(tuple(o.id for o in able if o.kind == "officer"), need.people, need.id)
    for skill in need.skills:
        yield Role(tuple(o.id for o in able if skill in o.skills), 1, need.id)
