"""What the ledger says: sites, officers, tasks, needs, history, the month's figures, ratings."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from sites.base import Frozen, Text
from sites.book import Officer, Site
from sites.kept import Task
from sites.ledger import NOUNS, Event
from sites.need import Need
from sites.rating import Assessment
from web.api.answers import NotThere
from web.api.asking import Asking, Day, Lang, Name, allowed, tag, today_or
from web.api.scope import bodies_of_people, is_own_task, task_for
from web.desk import OFFICE, Person

router = APIRouter(tags=["台账 ledger"])
EVERYBODY = allowed("clerk", "officer", "body", "leader", "admin")
INSIDE = allowed(*OFFICE)
HIDDEN = ("accounts", "tokens")
Week = Annotated[str, Query(pattern=r"^20\d\d-W[0-5]\d$", description="as 2026-W49")]


class Needs(Frozen):
    """What is due in a week, and what was assumed."""

    needs: tuple[Need, ...]
    notes: tuple[Text, ...]


class Rated(Frozen):
    """A site's colour explained. Internal: never for a site."""

    assessment: Assessment
    lines: tuple[str, ...] = Field(description="the arithmetic in words, with its events")


@router.get("/me")
def me(asking: Annotated[Asking, EVERYBODY]) -> Person:
    """Who asks."""
    return asking.person


@router.get("/sites")
def sites(response: Response, asking: Annotated[Asking, INSIDE]) -> tuple[Site, ...]:
    """工地."""
    with asking.office.ledger.reading() as rows:
        tag(response, rows)
        return tuple(rows.rows("sites"))


@router.get("/officers")
def officers(response: Response, asking: Annotated[Asking, INSIDE]) -> tuple[Officer, ...]:
    """执法人员."""
    with asking.office.ledger.reading() as rows:
        tag(response, rows)
        return tuple(rows.rows("officers"))


@router.get("/tasks")
def tasks(
    response: Response,
    asking: Annotated[Asking, EVERYBODY],
    week: Week | None = None,
    today: Day | None = None,
) -> tuple[Task, ...]:
    """Tasks of a week; without one those that wait to be told of. Narrow roles see their own."""
    from sites.ledger.task_list import listed
    from sites.weeks import parse_week

    day = today_or(today)
    with asking.office.ledger.reading() as rows:
        found, _ = listed(rows, parse_week(week, day) if week else None, day)
        own = [t for t in found if is_own_task(asking.person, t)]
        bodies = bodies_of_people(rows)
        tag(response, rows)
        return tuple(task_for(asking.person, t, bodies) for t in own)


@router.get("/needs")
def needs(asking: Annotated[Asking, INSIDE], week: Week, today: Day | None = None) -> Needs:
    """What is due in a week, for whom and why; before anything is planned."""
    from scheduler.prepare import dated_book, prepare
    from sites.ledger.promised import promised
    from sites.needs import today_of

    said = today.isoformat() if today else None
    with asking.office.ledger.reading() as rows:
        book = rows.book()
        dated, first, _ = dated_book(book, week, said)
        earlier = promised(rows, first, today_of(dated, first))
    _, round = prepare(book, week=week, today=said, earlier=earlier)
    return Needs(needs=round.needs, notes=round.warnings)


@router.get("/history/{called}")
def history(asking: Annotated[Asking, INSIDE], called: Name) -> tuple[Event, ...]:
    """The events of a site, a hazard, or anything else by its key or name. No personal data."""
    from sites.ledger.past import events_of

    with asking.office.ledger.reading() as rows:
        found = events_of(rows, called)
    seen = [e for e in found if asking.person.role == "admin" or e.noun not in HIDDEN]
    if not seen:
        raise NotThere
    return tuple(_without_personal(e) for e in seen)


def _without_personal(event: Event) -> Event:
    private = NOUNS[event.noun].private if event.noun in NOUNS else ()
    changes = (c.but(old=None, new=None) if c.field in private else c for c in event.changes)
    return event.but(changes=tuple(changes))


@router.get("/report/{month}", response_class=Response)
def report(
    asking: Annotated[Asking, INSIDE],
    month: Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")],
    today: Day | None = None,
) -> Response:
    """月报: the figures of a month (2026-11) and what is behind each. No telephone numbers."""
    from exports.report.facts import report_json
    from sites.figures.month import parse_month
    from sites.ledger.months import month_report

    day = today_or(today)
    with asking.office.ledger.reading() as rows:
        made = month_report(rows, parse_month(month, day), day)
    return Response(report_json(made), media_type="application/json")


@router.get("/sites/{site}/rating")
def rating(
    asking: Annotated[Asking, INSIDE], site: Name, today: Day | None = None, lang: Lang = "zh"
) -> Rated:
    """三色: the site's colour as of today, line by line with what is behind it. Internal."""
    from exports.rating import explained_lines
    from sites.ledger.rating import assess_all, events_behind, history_of
    from sites.lookup import site_called

    with asking.office.ledger.reading() as rows:
        one = site_called(site, rows.rows("sites"))
        found = next(iter(assess_all(rows, today_or(today), one.id)), None)
        if found is None:
            raise NotThere
        behind, past = events_behind(rows, found), history_of(rows, one.id)
    lines = tuple(explained_lines(found, one.name, behind, past, lang))
    return Rated(assessment=found, lines=lines)
