"""Little time is lost on the road.

:formula: first_leg + legs between sites in order of (start, visit) + last_leg
:unit: ticks
:kind: soft 4
:class: local
:grain: minute
:source: 无法规要求，工作建议；路程按直线距离×绕行系数÷车速估计，可改（设置、路程）

From the office to A is 10 minutes and back again 10, for each of the two officers.

>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> [(c.where, c.amount) for c in check(tiny_plan(tiny_booking("A#1")), tiny_round(), Params())]
[('o1/2026-11-30/am', 20), ('o2/2026-11-30/am', 20)]
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from constraints._contract import Board, Charge, Lit, Term
from sites.base import Text
from sites.book import Officer
from sites.plan import Plan
from sites.round import Round, Visit

NAME = Text(zh="少跑路", en="Short travel")
SAYS = Text(
    zh="人员路上用时尽量少（协助人员随行，不另计）。",
    en="Inspectors spend little time on the road; auxiliaries ride along and are not counted.",
)


class Params(BaseModel):
    """No numbers: the legs are the round's."""


def post(board: Board, params: Params) -> Iterator[Term]:
    @cache
    def before(v: str, w: str) -> Lit:
        """Whether v comes first in the order of (start, visit), for v < w."""
        literal = board.new_bool(f"before[{v},{w}]")
        board.add(board.start(v) <= board.start(w), literal)
        board.add(board.start(w) + 1 <= board.start(v), ~literal)
        return literal

    for session in board.round.sessions:
        for person in board.round.inspectors:
            stops = [(v, board.at(v.id, person.id, session.id)) for v in board.visits]
            stops = [(v, at) for v, at in stops if not board.is_false(at)]
            if stops:
                yield _tour(board, person, session.id, stops, before)


def _tour(
    board: Board, person: Officer, session: str, stops: list[tuple[Visit, Lit]], before: Any
) -> Term:
    """One person's session as a circuit from the base (node 0) and back to it."""
    round, name = board.round, f"{person.id}/{session}"
    arcs: list[tuple[int, int, Lit, int]] = [(0, 0, ~board.either(at for _, at in stops), 0)]
    for i, (v, at) in enumerate(stops, 1):
        arcs.append((i, i, ~at, 0))
        arcs.append((0, i, board.new_bool(f"{name} to {v.id}"), round.first_leg(person, v.site)))
        arcs.append((i, 0, board.new_bool(f"{name} from {v.id}"), round.last_leg(person, v.site)))
        for j, (w, _) in enumerate(stops, 1):
            if i != j:
                goes = board.new_bool(f"{name} {v.id} to {w.id}")
                first = before(v.id, w.id) if v.id < w.id else ~before(w.id, v.id)
                board.any_of([first], goes)
                arcs.append((i, j, goes, round.leg(v.site, w.site)))
    board.circuit((i, j, goes) for i, j, goes, _ in arcs)
    longest = [max(ticks for i, _, _, ticks in arcs if i == k) for k in range(len(stops) + 1)]
    return Term(name, sum(ticks * goes for _, _, goes, ticks in arcs if ticks), sum(longest))


def check(plan: Plan, round: Round, params: Params) -> Iterator[Charge]:
    for person in round.inspectors:
        for session in round.sessions:
            own = [b for b in plan.bookings if b.session == session.id and person.id in b.officers]
            path = [b.site for b in sorted(own, key=lambda b: (b.start, b.visit))]
            if path:
                ends = round.first_leg(person, path[0]) + round.last_leg(person, path[-1])
                ticks = ends + sum(round.leg(here, there) for here, there in pairwise(path))
                minutes = ticks / round.ticks_per_minute
                yield Charge(
                    where=f"{person.id}/{session.id}",
                    amount=ticks,
                    says=Text(
                        zh=f"{person.name}路上{minutes:g}分钟",
                        en=f"{person.name} is {minutes:g} minutes on the road",
                    ),
                )
