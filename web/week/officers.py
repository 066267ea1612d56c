"""The officers' week as the week page draws it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exports.text import hours_of
from sites.plan import Plan
from sites.roster_reading.names import labels
from sites.round import Round, Session
from web.week.view import ALL, Filter


class Block(NamedTuple):
    """A visit in an officer's session: the share of the session where it starts and ends."""

    visit: str
    name: str
    clock: str
    left: float
    width: float


class Cell(NamedTuple):
    """One officer in one session."""

    session: str
    away: bool
    reserve: bool
    blocks: tuple[Block, ...]


class Row(NamedTuple):
    """One officer's week."""

    officer: str
    name: str
    body: str
    cells: tuple[Cell, ...]


def officer_rows(plan: Plan, round: Round, only: Filter = ALL) -> list[Row]:
    """Everybody who may go out, body by body, with visits, leave and reserve of each session."""
    reserve = {(r.session, o) for r in plan.reserve for o in r.officers}
    names = labels(round)
    order = {b.id: i for i, b in enumerate(round.bodies)}
    people = sorted(
        (o for o in round.officers if o.kind != "driver"),
        key=lambda o: (order.get(o.body, len(order)), o.kind == "auxiliary"),
    )
    rows = []
    for person in people:
        own = round.body[person.body].enforcing if person.body in round.body else person.body
        if only.body not in ("", own, *person.acts_for):
            continue
        cells = tuple(
            Cell(
                s.id,
                not round.on_duty(person.id, s.id),
                (s.id, person.id) in reserve,
                tuple(_blocks(plan, round, person.id, s)),
            )
            for s in round.sessions
        )
        rows.append(Row(person.id, names[person.id], person.body, cells))
    return rows


def _blocks(plan: Plan, round: Round, officer: str, session: Session) -> Iterator[Block]:
    first, length = round.ticks(session.start), round.ticks(session.end - session.start)
    for booking in plan.bookings:
        if booking.session == session.id and officer in booking.people:
            yield Block(
                booking.visit,
                round.site[booking.site].name,
                hours_of(booking, round),
                (booking.start - first) / length,
                (booking.end - booking.start) / length,
            )
