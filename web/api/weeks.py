"""A planned week: the plan, why it is so, an urgent complaint put into it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from sites.base import Frozen
from sites.need import PlanState
from sites.plan import Plan
from web.api.answers import NotThere
from web.api.asking import (
    Asking,
    IfMatch,
    Lang,
    Line,
    Name,
    WeekName,
    allowed,
    folder_of,
)
from web.api.planned import ONE_AT_A_TIME, etag, see_match, week_now
from web.desk import OFFICE, WRITERS
from web.week.store import store_of

router = APIRouter(prefix="/weeks", tags=["周计划 weeks"])
INSIDE, WRITING = allowed(*OFFICE), allowed(*WRITERS)


class WeekState(Frozen):
    """A week's folder and how far its plan is approved."""

    week: str
    state: PlanState
    version: int


class Complaint(Frozen):
    """An urgent complaint as ``inspect-once insert`` takes it."""

    site: Name
    body: Name
    by: Annotated[Line, Field(description="its clock: 周三下午, 2026-12-02")]
    minutes: Annotated[int, Field(ge=1, le=480)] | None = None
    items: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    what: Line = Field("", description="internal")


class Choice(Frozen):
    """One way to insert it, as ``insert`` prints it; the first is the best."""

    number: int
    inserts: bool
    says: tuple[str, ...]


class Choices(Frozen):
    """All ways, and where there is none, why not in any session."""

    choices: tuple[Choice, ...]
    bars: tuple[str, ...]


class Told(Frozen):
    """What was done, in words."""

    says: tuple[str, ...]


class Judged(Told):
    """Whether a plan keeps the rules, and which it breaks."""

    lawful: bool


@router.get("")
def weeks(asking: Annotated[Asking, INSIDE]) -> tuple[WeekState, ...]:
    """The weeks that have a plan, the latest first."""
    names = sorted((p.parent.name for p in asking.office.weeks.glob("20*/plan.json")), reverse=True)
    steps = [(name, store_of(asking.office.weeks / name).now) for name in names]
    return tuple(
        WeekState(week=name, state=step.plan.approval.state, version=step.plan.approval.version)
        for name, step in steps
        if step is not None
    )


@router.get("/{week}/plan")
def plan(response: Response, asking: Annotated[Asking, INSIDE], week: WeekName) -> Plan:
    """The plan as it stands, its roster's edits included. ETag: the plan's own."""
    _, step = week_now(folder_of(asking, week))
    response.headers["ETag"] = etag(step.plan)
    return step.plan


@router.get("/{week}/check")
def check(asking: Annotated[Asking, INSIDE], week: WeekName, lang: Lang = "zh") -> Judged:
    """The plan judged by every rule, as ``inspect-once check`` says it."""
    from exports.judgement import verdict_lines

    _, step = week_now(folder_of(asking, week))
    lines = verdict_lines(step.verdict, step.plan, step.round, {}, lang)
    return Judged(lawful=step.verdict.lawful, says=tuple(lines))


@router.get("/{week}/why/{site}")
def why(asking: Annotated[Asking, INSIDE], week: WeekName, site: Name, lang: Lang = "zh") -> Told:
    """Why a site is planned as it is, and not at other times. Internal."""
    from constraints import RULES
    from exports.why import why_lines
    from scheduler.why import why_not
    from sites.lookup import site_called

    _, step = week_now(folder_of(asking, week))
    found = site_called(site, step.round.sites)
    asked = why_not(step.plan, step.round, found.id, RULES.values())
    return Told(says=tuple(why_lines(found, step.plan, step.round, asked, lang)))


@router.post("/{week}/insert")
def insert(
    response: Response,
    asking: Annotated[Asking, INSIDE],
    week: WeekName,
    said: Complaint,
    lang: Lang = "zh",
) -> Choices:
    """Ranked choices for one urgent complaint; nothing is written. ETag: the plan's own."""
    offer = _offer(asking, week, said, lang)
    response.headers["ETag"] = etag(offer.plan)
    found = enumerate(offer.choices, start=1)
    return Choices(choices=tuple(_choice(n, c, offer, lang) for n, c in found), bars=offer.bars)


@router.post("/{week}/insert/take")
def take(
    asking: Annotated[Asking, WRITING],
    week: WeekName,
    said: Complaint,
    number: Annotated[int, Query(ge=1, le=20)],
    if_match: IfMatch,
    lang: Lang = "zh",
) -> Told:
    """Take one of the choices. If-Match is the ETag they were listed with."""
    from web.desk import Desk
    from web.dialogs.insert import take as taken

    with ONE_AT_A_TIME:
        offer = _offer(asking, week, said, lang)
        see_match(offer.plan, if_match)
        if number > len(offer.choices):
            raise NotThere
        desk, choice = Desk(asking.office, asking.person, lang), offer.choices[number - 1]
        return Told(says=tuple(taken(desk, folder_of(asking, week), offer, choice)))


def _offer(asking: Asking, week: str, said: Complaint, lang: Lang) -> Any:
    from web.dialogs.insert import offered

    folder = folder_of(asking, week)
    week_now(folder)
    return offered(asking.office, folder, said.model_dump(), lang)


def _choice(number: int, choice: Any, offer: Any, lang: Lang) -> Choice:
    from exports.insertion import choice_text

    says = tuple(choice_text(choice, offer.grown, lang))
    return Choice(number=number, inserts=choice.booking is not None, says=says)
