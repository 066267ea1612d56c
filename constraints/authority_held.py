"""Each need is stood for by enough people with its body's authority, and by the skills it wants.

:formula: sum(stands(v, o, n) for officers o) >= people(n) * meets(v, n), each with authority that
    day; each skill of n held by some o who stands; bodies of one person in v <= bodies_at_once
:unit: people
:kind: hard
:class: law
:grain: session
:source: 行政处罚法第17、18、20条（2021-07-15施行）；浙江省综合行政执法条例第9条
    （2022-01-01施行）；一人一主体为工作建议（「授权依据」可另定）

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> from sites.plan import Stand
>>> both = ("A/housing/routine", "A/urban/routine")
>>> one = tuple(Stand(officer="o1", need=n) for n in both)
>>> plan = tiny_plan(tiny_booking("A#1", needs=both, stands_for=one))
>>> [b.says.en for b in check(plan, tiny_round(), Params())]
['Officer One has no authority of urban', 'Officer One stands for 2 bodies, allowed is 1']
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pydantic import BaseModel

from constraints._contract import Board, Breach, Crowd, Never, Role
from sites.base import Text
from sites.book import Officer
from sites.facts import able_on, by_body
from sites.need import Need
from sites.plan import Plan
from sites.round import Round, Session, Visit
from sites.sketch import Move, Sketch

NAME = Text(zh="执法权限", en="Authority held")
SAYS = Text(
    zh="每个事项由足够的有权人员代表，并有所需专业证；一人一次代表一个实施主体，授权依据另定的除外。",
    en="Enough people with the body's authority and skills stand for each need, one body a person.",
)


class Params(BaseModel):
    """No numbers: the people of a need and the bodies of a person are the book's."""


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
        for officer in board.people:
            _few_bodies(board, visit, officer.id)


def _few_bodies(board: Board, visit: Visit, officer: str) -> None:
    sets = [
        [s for n in needs if not board.is_false(s := board.stands(visit.id, officer, n))]
        for needs in by_body(board.round, visit.needs)
    ]
    if len(bodies := [literals for literals in sets if literals]) < 2:
        return
    stood = sum(board.either(literals) for literals in bodies)
    limits = {s.id: board.round.bodies_at_once(officer, s.day) for s in board.round.sessions}
    board.add(stood <= max(limits.values()))
    for session, limit in limits.items():
        if limit < max(limits.values()):
            board.add(stood <= limit, board.in_session(visit.id, session))


def crowd(crowd: Crowd, params: Params) -> None:
    at_once = crowd.round.bodies_at_once
    for visit in crowd.visits:
        sets = by_body(crowd.round, visit.needs)
        crowd.stand_for_few(visit, sets, lambda officer, session: at_once(officer, session.day))


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for booking in plan.bookings:
        day, breach = round.session[booking.session].day, partial(Breach, **booking.where)
        for need in (round.need[n] for n in booking.needs):
            for says in _missing(need, [round.officer[o] for o in booking.stood_by(need.id)]):
                yield breach(need=need.id, says=says)
        for person in (round.officer[o] for o in booking.officers):
            own = [round.need[n] for n in booking.needs_of(person.id)]
            for need in own:
                if not round.may_stand(person.id, need.id, day):
                    yield breach(
                        need=need.id, officer=person.id, says=_says(person.name, need.body)
                    )
            bodies, limit = len({n.body for n in own}), round.bodies_at_once(person.id, day)
            if bodies > limit:
                zh = f"{person.name}一次代表{bodies}个实施主体，最多{limit}个"
                en = f"{person.name} stands for {bodies} bodies, allowed is {limit}"
                yield breach(officer=person.id, says=Text(zh=zh, en=en))


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
    day = round.session[booking.session].day
    for need in (round.need[n] for n in booking.needs):
        standing = [round.officer[o] for o in booking.stood_by(need.id)]
        skills = {skill for p in standing for skill in p.skills}
        officers = sum(p.kind == "officer" for p in standing)
        if officers < need.people or not skills.issuperset(need.skills):
            return False
    return all(
        len({round.need[n].body for n in booking.needs_of(o)}) <= round.bodies_at_once(o, day)
        for o in booking.officers
    )


def calls_for(need: Need | None, session: Session, round: Round, params: Params) -> Iterator[Role]:
    if need is None:
        return
    able = able_on(round, need, session.day)
    yield Role(tuple(o.id for o in able if o.kind == "officer"), need.people, need.id)
    for skill in need.skills:
        yield Role(tuple(o.id for o in able if skill in o.skills), 1, need.id)
