"""How sites and companies stand: colours, scores, the company's file, the alliance, the rules."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from sites.base import Frozen
from sites.book import Colour
from sites.figures.closed import ClosedMonth
from sites.kept import Rating
from sites.rating import Assessment
from sites.standing import Exchange, Member
from web.api.asking import Asking, Day, Lang, Line, Name, allowed, today_or
from web.desk import OFFICE, WRITERS

router = APIRouter(tags=["三色与企业 standing"])
INSIDE, WRITING, CLOSING = allowed(*OFFICE), allowed(*WRITERS), allowed("leader", "admin")


class ColourSaid(Frozen):
    """A colour by hand, with its reason."""

    colour: Colour
    why: Annotated[Line, Field(min_length=1)]
    on: Day | None = None


class Lines(Frozen):
    """What the command says, line by line. Internal: never for a site."""

    says: tuple[str, ...]


class Joining(Frozen):
    """A site that joins, from the day on; today unless said."""

    site: Name
    on: Day | None = None


class Met(Frozen):
    """An exchange: where, who came, what about."""

    host: Name
    guests: Annotated[tuple[Name, ...], Field(min_length=1, max_length=50)]
    subject: Name
    outcome: Line = ""
    on: Day | None = None


@router.post("/rate")
def rate(asking: Annotated[Asking, WRITING], today: Day | None = None) -> tuple[Assessment, ...]:
    """Rate every site from the ledger, and write it."""
    from sites.ledger.rating import rate as rate_all

    with asking.office.ledger.act(asking.person.name, source="rate", on=today) as act:
        return rate_all(act)


@router.post("/sites/{site}/rating")
def set_rating(asking: Annotated[Asking, WRITING], site: Name, said: ColourSaid) -> Rating:
    """Set a site's colour by hand."""
    from sites.ledger.rating import set_by_hand
    from sites.lookup import site_called

    who, ledger = asking.person.name, asking.office.ledger
    with ledger.act(who, said.why, "rating --set", on=said.on) as act:
        one = site_called(site, act.rows("sites"))
        return set_by_hand(act, one.id, said.colour, said.why)


@router.get("/sites/{site}/score")
def score(asking: Annotated[Asking, INSIDE], site: Name, lang: Lang = "zh") -> Lines:
    """Safety scores by JGJ 59-2011."""
    from exports.rating import score_lines
    from sites.jgj59 import summaries
    from sites.lookup import site_called

    with asking.office.ledger.reading() as rows:
        one = site_called(site, rows.rows("sites"))
        found = summaries(rows.rows("score_sheets", site=one.id))
    return Lines(says=tuple(score_lines(found, lang)))


@router.get("/companies/{name}")
def company(
    asking: Annotated[Asking, INSIDE],
    name: Name,
    since: Day | None = None,
    today: Day | None = None,
    lang: Lang = "zh",
) -> Lines:
    """A company's file over its sites; ``since`` is 1 January unless said."""
    from exports.company import company_lines
    from sites.companies import company_file
    from sites.lookup import company_called

    day = today_or(today)
    with asking.office.ledger.reading() as rows:
        one = company_called(name, rows.rows("companies"))
        places = [s.id for s in rows.rows("sites") if one.id in s.companies]
        hazards = [h for site in places for h in rows.rows("hazards", site=site)]
        first = since or date(day.year, 1, 1)
        file = company_file(rows.book(hazards), one, first, day, rows.rows("tasks"))
    return Lines(says=tuple(company_lines(file, lang)))


@router.get("/alliance")
def alliance(
    asking: Annotated[Asking, INSIDE],
    today: Day | None = None,
    days: Annotated[int, Field(ge=1, le=3660)] = 90,
    lang: Lang = "zh",
) -> Lines:
    """工地联盟: whom a member may learn from, and what members did together."""
    from exports.alliance import alliance_lines
    from sites.alliance import members_on, pairings

    day = today_or(today)
    with asking.office.ledger.reading() as rows:
        sites, members = rows.rows("sites"), rows.rows("members")
        joined = members_on(members, day)
        hazards = [h for site in joined for h in rows.rows("hazards", site=site)]
        found = pairings(sites, members, hazards, day, days)
        exchanges = sorted(rows.rows("exchanges"), key=lambda e: e.on, reverse=True)
    names = {s.id: s.name for s in sites}
    return Lines(says=tuple(alliance_lines(found, exchanges, names, lang)))


@router.post("/alliance/members")
def join(asking: Annotated[Asking, WRITING], said: Joining) -> Member:
    """A site joins the alliance."""
    from sites.lookup import site_called

    with asking.office.ledger.act(asking.person.name, source="alliance join", on=said.on) as act:
        row = Member(site=site_called(said.site, act.rows("sites")).id, joined_on=act.on)
        act.put("members", row, verb="joined")
    return row


@router.post("/alliance/exchanges")
def exchange(asking: Annotated[Asking, WRITING], said: Met) -> Exchange:
    """What companies did among themselves; it is no inspection."""
    from sites.lookup import site_called

    who, ledger = asking.person.name, asking.office.ledger
    with ledger.act(who, source="alliance exchange", on=said.on) as act:
        sites = act.rows("sites")
        there = tuple(site_called(g, sites).id for g in said.guests)
        at = site_called(said.host, sites).id
        told = said.model_dump(include={"subject", "outcome"})
        row = Exchange(on=act.on, host=at, guests=there, **told)
        act.put("exchanges", row, verb="met")
    return row


@router.get("/reminders")
def reminders(
    asking: Annotated[Asking, INSIDE],
    company: Line = "",
    today: Day | None = None,
    lang: Lang = "zh",
) -> Lines:
    """催办 as text, by company. That it was sent is a hazard's move, ``remind``."""
    from exports.reminders import reminder_lines
    from exports.reminders import reminders as all_of

    day = today_or(today)
    with asking.office.ledger.reading() as rows:
        hazards, book = rows.rows("hazards", state="open"), rows.book(hazards=())
    chosen = [r for r in all_of(hazards, book) if company in r.company]
    return Lines(says=tuple(line for r in chosen for line in reminder_lines(r, book, day, lang)))


@router.post("/report/{month}/close")
def close(
    asking: Annotated[Asking, CLOSING],
    month: Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")],
    today: Day | None = None,
) -> ClosedMonth:
    """Lock a month's report: its figures stay, what comes late is told with the next."""
    from sites.figures.month import parse_month
    from sites.ledger.months import close_month

    day = today_or(today)
    with asking.office.ledger.act(asking.person.name, source="close-month") as act:
        return close_month(act, parse_month(month, day), day)


@router.get("/rules")
def rules(asking: Annotated[Asking, INSIDE], lang: Lang = "zh") -> Lines:
    """The rules, law and local, with their sources and numbers."""
    from exports.judgement import rule_lines

    return Lines(says=tuple(rule_lines(None, lang)))
