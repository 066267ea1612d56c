"""Moves of hazards made in the ledger: judged by what it holds, told in events named after them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from sites.base import Text
from sites.book import Hazard, Settings
from sites.calendar import WorkCalendar
from sites.closure import Move, World, found, moved
from sites.errors import Refused
from sites.ledger.act import Act
from sites.ledger.rows import Rows, changed_fields
from sites.ledger.tables import TABLES
from sites.reading.hazards import made_id


def closing_world(rows: Rows, today: date, sites: Iterable[str] | None = None) -> World:
    """What moves are judged by, as the ledger holds it; tasks of ``sites`` alone, if given."""
    tasks, photos = TABLES["tasks"].c, TABLES["photos"]
    named = None if sites is None else tuple(sites)
    of_sites = () if named is None else (tasks.site.in_(named),)
    places = () if named is None else (TABLES["sites"].c.id.in_(named),)
    shown = sa.select(photos.c.hazard).where(photos.c.stage == "after")
    return World(
        today=today,
        officers=rows.rows("officers"),
        bodies=rows.rows("bodies"),
        grants=rows.rows("grants"),
        items=rows.rows("items"),
        tasks=rows.rows("tasks", *of_sites),
        photos=frozenset(rows.connection.execute(shown).scalars()),
        sites=rows.rows("sites", *places),
        recusals=rows.rows("recusals"),
        settings=next(iter(rows.rows("settings")), Settings()),
        calendar=WorkCalendar(rows.rows("day_marks")),
    )


def hazard_called(rows: Rows, id: str) -> Hazard:
    """The hazard of that id; raises `Refused` if the ledger has none."""
    hazard: Hazard | None = rows.row("hazards", id.strip())
    if hazard is None:
        raise Refused(Text(zh=f"台账里没有隐患“{id}”", en=f"the ledger has no hazard “{id}”"))
    return hazard


def move_hazard(
    act: Act, id: str, move: Move, world: World | None = None, seen: int | None = None
) -> Hazard:
    """Make one move and return the hazard after it; the event's verb is the move.

    ``by`` of the move is who made it; the act's ``who`` entered it. ``seen`` as in `Act.change`.

    Raises
    ------
    Refused
        If there is no such hazard, its rule refuses the move, or somebody changed it meanwhile.
    """
    before = hazard_called(act, id)
    world = world or closing_world(act, act.on, (before.site,))
    after = moved(before, move, world)
    fields = {name: getattr(after, name) for name in changed_fields(before, after)}
    if fields:
        act.change("hazards", before.id, fields, verb=move.kind, on=move.on, seen=seen)
    return after


def enter_found(
    act: Act, fields: dict[str, Any], due: date | None = None, world: World | None = None
) -> Hazard:
    """Enter what was found, by the fields of a hazard but its id; ordered mended by ``due``.

    Raises
    ------
    Refused
        As `enter_hazard` and `move_hazard`.
    """
    hazard = enter_hazard(act, Hazard.model_validate(fields | {"id": made_id(fields)}), world)
    if due is None:
        return hazard
    day = hazard.found_on or act.on
    return move_hazard(act, hazard.id, Move(kind="order", on=day, due=due), world)


def enter_hazard(act: Act, hazard: Hazard, world: World | None = None) -> Hazard:
    """Enter a hazard that was found; raises `Refused` as `move_hazard`, or if its id is taken."""
    if act.row("hazards", hazard.id) is not None:
        raise Refused(
            Text(zh=f"隐患编号“{hazard.id}”已有", en=f"the hazard id “{hazard.id}” is taken")
        )
    day = hazard.found_on or act.on
    world = world or closing_world(act, act.on, (hazard.site,))
    entered = found(hazard, Move(kind="found", on=day, by=act.who), world)
    act.put("hazards", entered, verb="found", on=day)
    return entered
