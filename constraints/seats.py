"""No more riders than a vehicle has seats; its driver takes none of them.

:formula: sum(rides(s, p, k) for p in people if not driver(k, p)) <= seats(k)
:unit: persons
:kind: hard
:class: local
:grain: session
:source: 道路交通安全法第49条（机动车载人不得超过核定人数；2021修正）；座位数见「车辆」表

>>> from sites.book import Vehicle
>>> from sites.plan import Ride
>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> round = tiny_round(vehicles=(Vehicle(id="van", seats=1),))
>>> rides = [Ride(session="2026-11-30/am", officer=o, vehicle="van") for o in ("o1", "o2")]
>>> [b.says.en for b in check(tiny_plan(tiny_booking("A#1"), rides=tuple(rides)), round, Params())]
['30 Nov morning: 2 people ride van, which has 1 seats: Officer One, Officer Two']
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from constraints._contract import Board, Breach
from sites.base import Text
from sites.plan import Plan
from sites.round import Round
from sites.sketch import Move, Sketch
from sites.when import drives

NAME = Text(zh="座位数", en="Seats")
SAYS = Text(
    zh="每时段乘车人数不超过车辆座位数（不含驾驶员）。",
    en="No more people ride a vehicle than it has seats besides the driver's.",
)


class Params(BaseModel):
    """No numbers: the seats stand in 车辆."""


def silent(round: Round, params: Params) -> Text | None:
    if round.vehicles:
        return None
    return Text(zh="未填「车辆」表", en="no vehicles are listed")


def post(board: Board, params: Params) -> None:
    for vehicle in board.round.vehicles:
        people = [p for p in board.people if not drives(p, vehicle)]
        for session in board.round.sessions if len(people) > vehicle.seats else ():
            rides = [board.rides(session.id, p.id, vehicle.id) for p in people]
            board.add(sum(rides) <= vehicle.seats)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for vehicle in round.vehicles:
        for session in round.sessions:
            riding = {
                r.officer for r in plan.rides if (r.session, r.vehicle) == (session.id, vehicle.id)
            }
            riders = [o for o in round.officers if o.id in riding and not drives(o, vehicle)]
            if len(riders) > vehicle.seats:
                at, count = round.say_session(session.id), len(riders)
                names = [o.name for o in riders]
                yield Breach(
                    session=session.id,
                    vehicle=vehicle.id,
                    says=Text(
                        zh=f"{at.zh}：{vehicle.id}座位{vehicle.seats}个，安排了{count}人："
                        + "、".join(names),
                        en=f"{at.en}: {count} people ride {vehicle.id}, which has "
                        f"{vehicle.seats} seats: {', '.join(names)}",
                    ),
                )


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    session, round = move.booking.session, sketch.round
    for vehicle_id in sorted({r.vehicle for r in move.rides}):
        moved = {r.officer: r.vehicle for r in move.rides}
        staying = [o for o in sketch.riders(session, vehicle_id) if o not in moved]
        riders = staying + [o for o, k in moved.items() if k == vehicle_id]
        vehicle = round.vehicle[vehicle_id]
        if sum(not drives(round.officer[o], vehicle) for o in riders) > vehicle.seats:
            return False
    return True
