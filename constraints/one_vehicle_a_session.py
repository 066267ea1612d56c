"""Whoever needs a vehicle rides one for the whole session, with the same people to the same sites.

:formula: sum(rides(s, p, k) for k) == 1 if busy(p, s); here(v, p) == here(v, q) if both ride k
:unit: vehicles
:kind: hard
:class: local
:grain: session
:source: 党政机关公务用车管理办法（2017-12-05施行，按车派用：回忆）；「车辆」表

A rider starts where the vehicle starts; whoever goes his own way may still ride along.

>>> from sites.book import Vehicle
>>> from tiny import tiny_officer, tiny_round, tiny_plan, tiny_booking
>>> walkers = (tiny_officer("o1", "Officer One", "housing", own_way=False),)
>>> round = tiny_round(vehicles=(Vehicle(id="van", seats=4),), officers=walkers)
>>> plan = tiny_plan(tiny_booking("A#1", officers=("o1",)))
>>> [b.says.en for b in check(plan, round, Params())]
['30 Nov morning: Officer One has no vehicle']
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from constraints._contract import Board, Breach
from sites.base import Text
from sites.book import Officer, Vehicle
from sites.facts import may_ride
from sites.plan import Booking, Plan, Ride
from sites.round import Round, Session
from sites.sketch import Move, Sketch

NAME = Text(zh="一时段一车", en="One vehicle a session")
SAYS = Text(
    zh="不自行前往的人员每时段乘一辆车；同车人员同去同回、同一出发地。",
    en="Who needs a vehicle rides one for the session; its riders share base and bookings.",
)


class Params(BaseModel):
    """No numbers."""


def silent(round: Round, params: Params) -> Text | None:
    if round.vehicles:
        return None
    return Text(zh="未填「车辆」表，均自行前往", en="no vehicles are listed; all go their own way")


def post(board: Board, params: Params) -> None:
    vehicles = board.round.vehicles
    for session in board.round.sessions if vehicles else ():
        for person in board.people:
            rides = [board.rides(session.id, person.id, k.id) for k in vehicles]
            board.at_most_one(rides)
            if not person.own_way:
                board.any_of(rides, board.busy(person.id, session.id))
        for vehicle in vehicles:
            _share(board, session, vehicle)


def _share(board: Board, session: Session, vehicle: Vehicle) -> None:
    """The vehicle goes to a booking with all its riders or with none."""
    riders = {p.id: board.rides(session.id, p.id, vehicle.id) for p in board.people}
    for person in board.people:
        if not may_ride(board.round, person, vehicle, session):
            board.any_of([~riders.pop(person.id)])
    visits = [v.id for v in board.visits if not board.is_false(board.in_session(v.id, session.id))]
    for visit in visits:
        goes = board.new_bool(f"goes[{visit},{vehicle.id},{session.id}]")
        for person_id, rides in riders.items():
            there = board.at(visit, person_id, session.id)
            board.any_of([goes], there, rides)
            board.any_of([there], goes, rides)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for session in round.sessions if round.vehicles else ():
        bookings = [b for b in plan.bookings if b.session == session.id]
        rides = [r for r in plan.rides if r.session == session.id]
        at = round.say_session(session.id)
        here = {p for b in bookings for p in b.people} | {r.officer for r in rides}
        for o in (o for o in round.officers if o.id in here and o.kind != "driver"):
            for visit, zh, en in _faults(o, session, bookings, rides, round):
                says = Text(zh=f"{at.zh}：{o.name}{zh}", en=f"{at.en}: {o.name} {en}")
                yield Breach(visit=visit, officer=o.id, session=session.id, says=says)


def _faults(
    person: Officer, session: Session, bookings: list[Booking], rides: list[Ride], round: Round
) -> Iterator[tuple[str, str, str]]:
    own = [b.visit for b in bookings if person.id in b.people]
    ridden = {r.vehicle for r in rides if r.officer == person.id}
    first = own[0] if own else ""
    if own and not ridden and not person.own_way:
        yield first, "没有车", "has no vehicle"
    if len(ridden) > 1:
        yield first, f"安排了{len(ridden)}辆车", f"rides {len(ridden)} vehicles"
    if ridden and not own:
        yield first, "没有检查却安排了车", "rides without a visit"
    for k in (k for k in round.vehicles if k.id in ridden):
        if not may_ride(round, person, k, session):
            yield first, f"不能乘{k.id}（不可用或出发地不同）", f"cannot ride {k.id} from his base"
        crew = {r.officer for r in rides if r.vehicle == k.id}
        for b in (b for b in bookings if b.visit not in own and crew & set(b.people)):
            site = round.site[b.site].name
            yield b.visit, f"乘{k.id}，却不去同车人员去的{site}", f"leaves {k.id} at {site}"


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    round, session = sketch.round, sketch.round.session[move.booking.session]
    rides = {o: k for (s, o), k in sketch.rides.items() if s == session.id}
    rides |= {r.officer: r.vehicle for r in move.rides}
    for here in (b.people for b in (*sketch.in_session(session.id), move.booking)):
        coming = {rides[o] for o in here if o in rides}
        if any(k in coming and o not in here for o, k in rides.items()):
            return False
    people = [round.officer[o] for o in move.booking.people]
    riders = [(p, round.vehicle[rides[p.id]]) for p in people if p.id in rides]
    served = not round.vehicles or all(p.own_way or p.id in rides for p in people)
    return served and all(may_ride(round, p, k, session) for p, k in riders)
