"""The duty desk: urgent calls and their clock, leads of drones and cameras, off-site checks."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from sites.base import Frozen
from sites.book import Complaint, PastVisit
from sites.clock import china_now
from sites.kept import Call
from web.api.asking import Asking, Day, Line, Name, allowed
from web.desk import OFFICE, WRITERS

router = APIRouter(tags=["值班 duty"])
INSIDE, WRITING = allowed(*OFFICE), allowed(*WRITERS)
At = Annotated[Line, Field(description="14:05, or 2026-11-23 14:05; blank: now")]
Names = Annotated[tuple[Name, ...], Field(min_length=1, max_length=20)]


class CallSaid(Frozen):
    """A call as it comes in."""

    site: Name
    at: At = ""
    complaint: Line = ""
    note: Line = Field("", description="internal")


class StepSaid(Frozen):
    """When a step was made."""

    at: At = ""


class LeadSaid(Frozen):
    """What a drone or a camera saw: a case to look at, never the ground of a penalty."""

    site: Name
    body: Name
    what: Annotated[Line, Field(min_length=1)]
    means: Literal["drone", "camera"] = "drone"
    at: At = ""


class OffsiteSaid(Frozen):
    """A check by papers or announced cameras, signed by two certified officers."""

    site: Name
    items: Names
    signed: Names
    result: Annotated[Line, Field(min_length=1)]
    means: Literal["documents", "camera"] = "documents"
    on: Day | None = None


@router.get("/calls")
def calls(asking: Annotated[Asking, INSIDE]) -> tuple[Call, ...]:
    """Urgent calls, the open ones with their deadlines."""
    with asking.office.ledger.reading() as rows:
        return tuple(rows.rows("calls"))


@router.post("/calls")
def call(asking: Annotated[Asking, WRITING], said: CallSaid) -> Call:
    """Accept a call: its clock starts."""
    from sites.ledger.calls import accept

    by, ledger = asking.person.name, asking.office.ledger
    return accept(ledger, said.site, said.at, _now(), by, said.complaint, said.note)


@router.post("/calls/{id}/{step}")
def step(
    asking: Annotated[Asking, WRITING],
    id: Name,
    step: Literal["arrived", "reported"],
    said: StepSaid,
) -> Call:
    """Stop a clock of a call: people have arrived, or it has been reported back."""
    from sites.ledger.calls import move

    return move(asking.office.ledger, id, step, said.at, _now(), asking.person.name)


@router.post("/leads")
def lead(asking: Annotated[Asking, WRITING], said: LeadSaid) -> Complaint:
    """Record a lead: it opens a case."""
    from sites.calls import moment_said, numbered
    from sites.lookup import body_called, site_called
    from sites.offsite import lead as lead_of

    seen = moment_said(said.at, _now())
    with asking.office.ledger.act(asking.person.name, source="lead", on=seen.date()) as act:
        book = act.book(hazards=())
        number = numbered("XS", seen.date(), (c.id for c in book.complaints))
        place, of = site_called(said.site, book.sites), body_called(said.body, book).enforcing
        made = lead_of(number, place, seen, said.means, of, said.what)
        act.put("complaints", made, verb="seen")
    return made


@router.post("/offsite")
def offsite(asking: Annotated[Asking, WRITING], said: OffsiteSaid) -> PastVisit:
    """Record an off-site check: it meets the items' next need and counts against no ceiling."""
    from sites.catalogue import default_items
    from sites.lookup import item_called, officer_called, site_called
    from sites.offsite import offsite_check

    with asking.office.ledger.act(asking.person.name, source="offsite", on=said.on) as act:
        book = act.book(hazards=())
        book = book if book.items else book.but(items=default_items(book.bodies))
        place = site_called(said.site, book.sites)
        items = [item_called(i, book) for i in said.items]
        people = [officer_called(o, book) for o in said.signed]
        made = offsite_check(book, place, items, people, act.on, said.means, said.result)
        act.put("history", made, verb="checked_offsite")
    return made


def _now() -> datetime:
    return china_now().replace(tzinfo=None, second=0, microsecond=0)
