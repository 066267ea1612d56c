"""What the tracker asks of the ledger and tells it: each verb judges who asks."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sites.base import Text
from sites.book import Hazard
from sites.clock import china_today
from sites.closure import Move, MoveKind, World, lawful_moves
from sites.errors import Refused
from sites.kept import Photo
from sites.ledger import Event, Rows
from sites.ledger.closing import closing_world, enter_found, hazard_called, move_hazard
from sites.ledger.hazard_pages import HazardPage, Wanted, hazard_page
from web.desk import WRITERS, Desk
from web.photos import photo_of

BOARD = "看板"
"""Where events of the board come from, as people read it in a history."""

NOT_YOURS = Text(zh="您不能办理这条隐患", en="you may not work on this hazard")


class Case(NamedTuple):
    """A hazard opened: itself, what it is judged by, its events and photos, the head just then."""

    hazard: Hazard
    world: World
    events: tuple[Event, ...]
    photos: tuple[Photo, ...]
    head: int
    moves: tuple[MoveKind, ...]


def today() -> date:
    """The day in China."""
    return china_today()


def names_of(rows: Rows, body: str) -> tuple[str, ...]:
    """All names that a body's hazards may carry: 部门 and the enforcing body behind it."""
    known = {b.id: b for b in rows.rows("bodies")}
    enforcing = known[body].enforcing if body in known else body
    also = [b.id for b in known.values() if b.enforcing == enforcing]
    return tuple(dict.fromkeys((body, enforcing, *also)))


def page_of(desk: Desk, wanted: Wanted, body: str, skip: int, most: int) -> HazardPage:
    """A page of the tracker; a department sees its own hazards, whatever it asks for."""
    with desk.office.ledger.reading() as rows:
        body = desk.person.body if desk.person.role == "body" else body
        bodies = names_of(rows, body) if body or desk.person.role == "body" else ()
        return hazard_page(rows, wanted.but(bodies=bodies), today(), skip, most)


def case_of(desk: Desk, id: str) -> Case:
    """Open a hazard; raises `Refused` if there is none, or it is another's."""
    with desk.office.ledger.reading() as rows:
        hazard = hazard_called(rows, id)
        see(desk, rows, hazard)
        world = closing_world(rows, today(), (hazard.site,))
        return Case(
            hazard,
            world,
            rows.events(noun="hazards", key=hazard.id),
            rows.rows("photos", hazard=hazard.id),
            rows.head[0],
            lawful_moves(hazard, world, desk.person.name) if may_move(desk) else (),
        )


def may_move(desk: Desk) -> bool:
    """Whether the person's role moves hazards at all."""
    return desk.may(*WRITERS, "body")


def see(desk: Desk, rows: Rows, hazard: Hazard) -> None:
    """Refuse whoever may not see a hazard: officers, and departments that did not order it."""
    role = desk.person.role
    of_body = hazard.body or hazard.found_by_body
    if role == "officer" or (role == "body" and of_body not in names_of(rows, desk.person.body)):
        raise Refused(NOT_YOURS)


def make_move(desk: Desk, id: str, move: Move, seen: int) -> Hazard:
    """Make a move as this person; raises `Refused` as `sites.ledger.closing.move_hazard`."""
    if not may_move(desk):
        raise Refused(NOT_YOURS)
    ledger = desk.office.ledger
    with ledger.act(desk.person.name, why=move.reason, source=BOARD) as act:
        see(desk, act, hazard_called(act, id))
        return move_hazard(act, id, move, seen=seen)


def enter(desk: Desk, fields: dict[str, Any], due: date | None) -> Hazard:
    """Enter a hazard, ordered mended by a day if one is given; raises `Refused`."""
    if not desk.may(*WRITERS):
        raise Refused(NOT_YOURS)
    with desk.office.ledger.act(desk.person.name, source=BOARD) as act:
        return enter_found(act, fields, due)


def add_photo(desk: Desk, id: str, content: bytes, name: str, stage: Any) -> None:
    """Keep a photo of a hazard; raises `Refused`."""
    if not may_move(desk):
        raise Refused(NOT_YOURS)
    photo = photo_of(content, name, hazard=id, stage=stage)
    with desk.office.ledger.act(desk.person.name, source=BOARD) as act:
        see(desk, act, hazard_called(act, id))
        act.put("photos", photo)


def photo_content(desk: Desk, hazard: str, id: str) -> Photo | None:
    """A photo with its content; None if there is none or it is not this person's to see."""
    with desk.office.ledger.reading() as rows:
        found: Hazard | None = rows.row("hazards", hazard)
        if found is None:
            return None
        see(desk, rows, found)
        return next(iter(rows.rows("photos", id=id, hazard=hazard)), None)
