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
from itertools import combinations

from pydantic import BaseModel

from constraints._contract import Board, Breach, Expr, Lit
from sites.base import Text
from sites.plan import Booking, Plan
from sites.round import Round, Visit
from sites.sketch import Move, Sketch
from sites.ways import least_break, least_ends, least_legs, ways

NAME = Text(zh="路程时间", en="Travel between visits")
SAYS = Text(
    zh="从出发地到工地、工地之间、返回出发地，都留足路程时间。",
    en="Everybody has the time to get to a visit, on to the next one, and back to the base.",
)


class Params(BaseModel):
    """No numbers: the legs are the round's."""


def post(board: Board, params: Params) -> None:
    here: dict[str, dict[str, Lit]] = {}
    for visit in board.visits:
        _first_and_last(board, visit)
        people = {p.id: board.here(visit.id, p.id) for p in board.people}
        here[visit.id] = {p: lit for p, lit in people.items() if not board.is_false(lit)}
    for v, w in combinations(board.visits, 2):
        both = [(lit, here[w.id][p]) for p, lit in here[v.id].items() if p in here[w.id]]
        if both:
            _apart(board, v, w, both)


def _first_and_last(board: Board, visit: Visit) -> None:
    round, v = board.round, visit.id
    people: defaultdict[tuple[int, int], list[Lit]] = defaultdict(list)
    for person in board.people:
        legs = round.first_leg(person, visit.site), round.last_leg(person, visit.site)
        people[legs].append(board.here(v, person.id))
    sessions = [(s, board.in_session(v, s.id)) for s in round.sessions]
    opens = sum(board.clock(s, round.ticks(s.start)) * chosen for s, chosen in sessions)
    closes = sum(board.clock(s, round.ticks(s.end)) * chosen for s, chosen in sessions)
    for (first, last), here in people.items():
        some = board.either(here)
        board.add(board.start(v) >= opens + first, some)
        board.add(board.end(v) + last <= closes, some)


def _apart(board: Board, v: Visit, w: Visit, people: list[tuple[Lit, Lit]]) -> None:
    """Whoever is at both in one session has the leg between them, in either order."""
    there, back = board.round.leg(v.site, w.site), board.round.leg(w.site, v.site)
    orders = [board.new_bool(f"{v.id}<{w.id}"), board.new_bool(f"{w.id}<{v.id}")]
    board.add(board.end(v.id) + there <= board.start(w.id), orders[0])
    board.add(board.end(w.id) + back <= board.start(v.id), orders[1])
    if max(there, back) > least_break(board.round):
        orders.append(board.new_bool(f"{v.id}|{w.id}"))
        for session in (s.id for s in board.round.sessions):
            apart = [~board.in_session(v.id, session), ~board.in_session(w.id, session)]
            board.any_of(apart, orders[2])
    for pair in people:
        board.any_of(orders, *pair)


def relax(board: Board, params: Params) -> None:
    """In twice the ticks: openings, own checks, and half of the least legs at either end."""
    for person in board.people:
        stops = [v for v in board.visits if not board.is_false(board.here(v.id, person.id))]
        legs, ends = least_legs(board.round, person, stops), least_ends(board.round, person, stops)
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


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    trips: defaultdict[tuple[str, str], list[Booking]] = defaultdict(list)
    for booking in sorted(plan.bookings, key=lambda b: (b.start, b.end)):
        for person in booking.people:
            trips[person, booking.session].append(booking)
    for (person, session), bookings in trips.items():
        officer = round.officer[person]
        for booking, here, there, ticks, has in ways(round, officer, bookings):
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
