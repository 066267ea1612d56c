"""The signatures of a week: submit, approve, publish."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Response

from sites.approval import Verb
from sites.base import Text
from sites.errors import Refused
from sites.plan import Plan
from web.api.asking import Asking, Day, IfMatch, WeekName, allowed, folder_of, today_or
from web.api.planned import ONE_AT_A_TIME, etag, see_match, week_now
from web.desk import WRITERS
from web.week.writing import Done, signed

router = APIRouter(prefix="/weeks", tags=["周计划 weeks"])
WRITING, APPROVING = allowed(*WRITERS), allowed("leader", "admin")

UNSAVED = Text(
    zh="这一周还有改动正在保存，请稍候再试",
    en="changes of this week are still being saved; try again in a moment",
)


@router.post("/{week}/submit")
def submit(
    response: Response,
    asking: Annotated[Asking, WRITING],
    week: WeekName,
    if_match: IfMatch = "",
    today: Day | None = None,
) -> Plan:
    """送审."""
    return _sign(response, asking, week, "submit", if_match, today)


@router.post("/{week}/approve")
def approve(
    response: Response,
    asking: Annotated[Asking, APPROVING],
    week: WeekName,
    if_match: IfMatch = "",
    today: Day | None = None,
) -> Plan:
    """批准."""
    return _sign(response, asking, week, "approve", if_match, today)


@router.post("/{week}/publish")
def publish(
    response: Response,
    asking: Annotated[Asking, WRITING],
    week: WeekName,
    if_match: IfMatch = "",
    today: Day | None = None,
) -> Plan:
    """发布: its tasks come into the ledger."""
    return _sign(response, asking, week, "publish", if_match, today)


def _sign(
    response: Response, asking: Asking, week: str, verb: Verb, if_match: str, today: date | None
) -> Plan:
    with ONE_AT_A_TIME:
        done = _signed(asking, week, verb, if_match, today_or(today))
    if not done.wrote:
        zh, en = (p.zh for p in done.problems), (p.en for p in done.problems)
        raise Refused(Text(zh="\n".join(zh), en="\n".join(en)))
    after = Plan.model_validate_json(done.plan)
    response.headers["ETag"] = etag(after)
    return after


def _signed(asking: Asking, week: str, verb: Verb, if_match: str, day: date) -> Done:
    folder, place = folder_of(asking, week), asking.office.ledger.place
    store, step = week_now(folder)
    see_match(step.plan, if_match)
    if store.dirty or store.busy:
        raise Refused(UNSAVED)
    store.busy = True
    try:
        done = signed(str(folder), verb, asking.person.name, day, place, "zh")
    finally:
        store.busy = False
    store.refresh()
    return done
