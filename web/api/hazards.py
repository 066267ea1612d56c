"""Hazards: the tracker by pages, one of them with what may be done, and a move."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from sites.base import Frozen, Text
from sites.book import Hazard
from sites.closure import Move, MoveKind, State, lawful_moves, next_step
from sites.ledger import Rows
from sites.ledger.closing import closing_world, move_hazard
from sites.ledger.tables import TABLES
from web.api.asking import (
    Asking,
    Day,
    IfMatch,
    Limit,
    Line,
    Name,
    Offset,
    allowed,
    seen_in,
    tag,
    today_or,
)
from web.api.scope import hazard_for, own_hazards

router = APIRouter(tags=["隐患 hazards"])
EVERYBODY = allowed("clerk", "officer", "body", "leader", "admin")
MOVERS = allowed("clerk", "officer", "body", "admin")


class HazardPage(Frozen):
    """Some of the hazards, and how many there are."""

    total: int
    offset: int
    hazards: tuple[Hazard, ...]


class HazardNow(Frozen):
    """One hazard, what is to be done next, and the moves that may be made today."""

    hazard: Hazard
    next: Text
    moves: tuple[MoveKind, ...]


class MoveSaid(Frozen):
    """A move as `sites.closure.Move` has it; the day is today unless said."""

    kind: MoveKind
    on: Day | None = None
    by: Line = Field("", description="who made it, where the office enters it for somebody")
    due: Day | None = None
    people: Annotated[tuple[Name, ...], Field(max_length=10)] = ()
    on_paper: bool = False
    evidence: Line = ""
    reviewer: Line = ""
    approver: Line = ""
    to: Line = ""
    number: Line = ""
    reason: Line = ""

    def move(self, asking: Asking, today: date) -> Move:
        """It as the machine takes it; a narrow role makes its own moves only."""
        own = by_name(asking)
        by = own if asking.is_narrow() else self.by or own
        return Move(**self.model_dump(exclude={"on", "by"}), on=self.on or today, by=by)


@router.get("/hazards")
def hazards(
    response: Response,
    asking: Annotated[Asking, EVERYBODY],
    state: State | None = None,
    site: Name | None = None,
    body: Name | None = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> HazardPage:
    """隐患台账 by pages, in the order they came in."""
    said = {"state": state, "site": site, "body": body}
    equal = {name: value for name, value in said.items() if value is not None}
    with asking.office.ledger.reading() as rows:
        column = TABLES["hazards"].c
        where = (*own_hazards(rows, asking), *(column[n] == v for n, v in equal.items()))
        found = rows.page("hazards", offset, limit, *where)
        tag(response, rows)
        return HazardPage(total=rows.count("hazards", *where), offset=offset, hazards=found)


@router.get("/hazards/{id}")
def hazard(
    response: Response, asking: Annotated[Asking, EVERYBODY], id: Name, today: Day | None = None
) -> HazardNow:
    """One hazard, its next step and its lawful moves. ETag: the ledger's head."""
    with asking.office.ledger.reading() as rows:
        tag(response, rows)
        return _now(rows, asking, hazard_for(rows, asking, id), today_or(today))


@router.post("/hazards/{id}/moves")
def move(
    response: Response,
    asking: Annotated[Asking, MOVERS],
    id: Name,
    said: MoveSaid,
    if_match: IfMatch = "",
) -> HazardNow:
    """Make a move; with If-Match it is refused (409) if somebody changed the same since."""
    with asking.office.ledger.act(asking.person.name, said.reason, f"api {said.kind}") as act:
        hazard_for(act, asking, id)
        after = move_hazard(act, id, said.move(asking, act.on), seen=seen_in(if_match))
        tag(response, Rows(act.connection))
        return _now(act, asking, after, act.on)


def by_name(asking: Asking) -> str:
    """Who makes a move: the officer that the account stands for, else the account."""
    return asking.person.officer or asking.person.name


def _now(rows: Rows, asking: Asking, found: Hazard, today: date) -> HazardNow:
    world = closing_world(rows, today, (found.site,))
    may = asking.person.role != "leader"
    moves = lawful_moves(found, world, by_name(asking)) if may else ()
    return HazardNow(hazard=found, next=next_step(found, today, world), moves=moves)
