"""Everybody has the time to get from the base to a visit, on to the next one, and back again.

:formula: start(v) >= opens(s) + first(o, v); end(v) + last(o, v) <= closes(s);
    end(v) + leg(v, w) <= start(w) or end(w) + leg(w, v) <= start(v)   for any two v, w of o in s
:unit: ticks
:kind: hard
:class: law
:grain: minute
:source: 物理限制；路程按直线距离×绕行系数÷车速＋停车估计，可改（设置、路程）

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> plan = tiny_plan(tiny_booking("A#1"), tiny_booking("B#1", start=595, end=635))
>>> [b.says.en for b in check(plan, tiny_round(), Params())][0]
'Officer One needs 12 minutes from site A to site B and has 5'
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product

from pydantic import BaseModel

from constraints._contract import Board, Breach, Crowd, Expr, Lit
from sites import ways
from sites.base import Text
from sites.plan import Booking, Plan
from sites.round import Round, Visit
from sites.sketch import Move, Sketch

NAME = Text(zh="路程时间", en="Travel between visits")
SAYS = Text(
    zh="从出发地到工地、工地之间、返回出发地，都留足路程时间。",
    en="Everybody has the time to get to a visit, on to the next one, and back to the base.",
)


class Params(BaseModel):
    """No numbers: the legs are the round's."""


def post(board: Board, params: Params) -> None:
    here = {v.id: _first_and_last(board, v) for v in board.visits}
    for v, w in combinations(board.visits, 2):
        both = [(lit, here[w.id][p]) for p, lit in here[v.id].items() if p in here[w.id]]
        if both:
            orders = _orders(board, v, w)
            for pair in both:
                board.any_of(orders, *pair)


def _first_and_last(board: Board, visit: Visit) -> dict[str, Lit]:
    """Post the legs from and to the bases; return who may be there."""
    round, v = board.round, visit.id
    here = {p: lit for p in board.people if not board.is_false(lit := board.here(v, p.id))}
    people: defaultdict[tuple[int, int], list[Lit]] = defaultdict(list)
    for p, lit in here.items():
        people[round.first_leg(p, visit.site), round.last_leg(p, visit.site)].append(lit)
    sessions = [(s, board.in_session(v, s.id)) for s in round.sessions]
    opens = sum(board.clock(s, round.ticks(s.start)) * chosen for s, chosen in sessions)
    closes = sum(board.clock(s, round.ticks(s.end)) * chosen for s, chosen in sessions)
    for (first, last), some in ((legs, board.either(lits)) for legs, lits in people.items()):
        board.add(board.start(v) >= opens + first, some)
        board.add(board.end(v) + last <= closes, some)
    return {p.id: lit for p, lit in here.items()}


def _orders(board: Board, v: Visit, w: Visit) -> list[Lit]:
    """Whoever is at both has the leg between them in either order, or their sessions differ."""
    orders = []
    for one, other, leg in ways.orders(board.round, v, w):
        orders.append(board.new_bool(f"{one.id}<{other.id}"))
        board.add(board.end(one.id) + leg <= board.start(other.id), orders[-1])
    if ways.is_far(board.round, v, w):
        orders.append(board.new_bool(f"{v.id}|{w.id}"))
        for s in (s.id for s in board.round.sessions):
            board.any_of([~board.in_session(v.id, s), ~board.in_session(w.id, s)], orders[-1])
    return orders


def relax(board: Board, params: Params) -> None:
    """In twice the ticks: openings, own checks, and half of the least legs at either end."""
    for person in board.people:
        stops = [v for v in board.visits if not board.is_false(board.here(v.id, person.id))]
        legs = ways.least_legs(board.round, person, stops)
        ends = ways.least_ends(board.round, person, stops)
        for session in board.round.sessions:
            most = 2 * board.round.ticks(session.end - session.start) - ends
            spent = [_spent(board, v, person.id, session.id, legs[v.id]) for v in stops]
            board.add(sum(spent) <= max(0, most))


def _spent(board: Board, visit: Visit, person: str, session: str, legs: int) -> Expr:
    """Twice a lower bound of what the visit takes of the person's session."""
    round, at = board.round, board.at(visit.id, person, session)
    own = [(n, board.stands_in(visit.id, person, n, session)) for n in visit.needs]
    ticks = [round.ticks(round.need[n].minutes) * s for n, s in own if not board.is_false(s)]
    return (2 * round.ticks(round.opening_minutes) + legs) * at + 2 * sum(ticks)


def crowd(crowd: Crowd, params: Params) -> None:
    """Half of the least legs at either end of every visit, and the base's once a session."""
    for group, block in product(crowd.groups, crowd.blocks):
        least = ways.least_stops(crowd.round, group.people, crowd.sites(group, block))
        crowd.packed(group, block, *least)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    trips: defaultdict[tuple[str, str], list[Booking]] = defaultdict(list)
    for booking in sorted(plan.bookings, key=lambda b: (b.start, b.end)):
        for person in booking.people:
            trips[person, booking.session].append(booking)
    for (person, session), bookings in trips.items():
        officer = round.officer[person]
        for booking, here, there, ticks, has in ways.ways(round, officer, bookings):
            if has < ticks:
                needs, left = (max(0, t) / round.ticks_per_minute for t in (ticks, has))
                zh = f"{officer.name}从{here}到{there}需{needs:g}分钟，只有{left:g}分钟"
                en = f"{officer.name} needs {needs:g} minutes from {here} to {there}"
                says = Text(zh=zh, en=f"{en} and has {left:g}")
                yield Breach(visit=booking.visit, officer=person, session=session, says=says)


def fits(sketch: Sketch, move: Move, params: Params) -> bool:
    round, new = sketch.round, move.booking
    session = round.session[new.session]
    for person in (round.officer[o] for o in new.people):
        first, last = round.first_leg(person, new.site), round.last_leg(person, new.site)
        early = new.start < round.ticks(session.start) + first
        if early or new.end + last > round.ticks(session.end):
            return False
        for old in sketch.of_officer(person.id, new.session):
            forth = old.end + round.leg(old.site, new.site) <= new.start
            if not forth and new.end + round.leg(new.site, old.site) > old.start:
                return False
    return True
