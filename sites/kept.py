"""What only the ledger keeps: plans as published, tasks and what was found, photos, calls, ratings.

The rows of a workbook are in `sites.book`; these come from what the program and the office do.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from sites.base import Frozen
from sites.book import Colour, Kind, Minute
from sites.need import PlanState
from sites.plan import Stand


class KeptPlan(Frozen):
    """计划存档: one version of a week's plan, as it was published, with the round it answers."""

    id: str = Field(description="first day and version, 2026-11-30 v1")
    first_day: date
    last_day: date
    version: int
    state: PlanState
    by: str = ""
    on: date | None = None
    round: str = Field("", description="round.json")
    plan: str = Field("", description="plan.json")


INSPECTED = "已查"
"""What is said of a need that was met."""


class TaskNeed(Frozen):
    """A need that a task was to meet, and whether it did; ``done`` None: not told yet."""

    need: str
    body: str = Field(description="实施主体")
    kind: Kind
    items: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()
    campaign: str = ""
    from_above: bool = False
    task_no: str = Field("", description="任务编号 of the platform's draw")
    done: bool | None = None
    reason: str = Field("", description="未检查原因; a need not carried out is due again")

    @property
    def said(self) -> str:
        """What became of it in one cell: 已查, why it was not inspected, or nothing yet."""
        return INSPECTED if self.done else self.reason

    def saying(self, text: str) -> TaskNeed:
        """The need with that said of it."""
        if text == INSPECTED:
            return self.but(done=True, reason="")
        return self.but(done=False if text else None, reason=text)


class Task(Frozen):
    """任务: one visit of a published plan, and how it went. Clocks: minutes since midnight."""

    id: str = Field(description="our 任务编号, 2026W49-03; the same in every version of the plan")
    plan: str = Field(description="KeptPlan id of the version that holds it now")
    visit: str
    site: str
    on: date
    starts: Minute
    ends: Minute
    lead: str = ""
    officers: tuple[str, ...] = ()
    auxiliaries: tuple[str, ...] = ()
    stands_for: tuple[Stand, ...] = ()
    needs: tuple[TaskNeed, ...] = ()
    state: Literal["published", "done", "not_done", "cancelled"] = "published"
    reason: str = ""
    platform_no: str = Field("", description="平台任务编号")
    code: str = Field("", description="行政行为码")
    began: datetime | None = None
    ended: datetime | None = None
    present: tuple[str, ...] = Field((), description="officers who came, if not as planned")
    refused: bool = False
    refusal: str = Field("", description="拒签情况 and who witnessed it")
    onsite: bool = True
    rest_fits: bool = Field(False, description="其余所查事项均符合 is ticked")
    note: str = ""


class CheckResult(Frozen):
    """检查结果: one line of one body's checklist at a task; a blank line (未查) has no row."""

    task: str
    body: str
    item: str
    line: str
    result: Literal["fit", "unfit", "not_applicable"]
    finding: str = ""
    measure: str = ""
    due: date | None = None


class Photo(Frozen):
    """照片: a picture by its content's SHA-256, or, without content, by the name that was typed."""

    id: str
    name: str = ""
    hazard: str = ""
    task: str = ""
    stage: Literal["before", "after", "other"] = "other"
    media_type: str = ""
    content: bytes | None = None


class Call(Frozen):
    """紧急呼叫: one urgent call with the street's clock (武林 1530: 15 minutes, 30 minutes)."""

    id: str
    site: str
    complaint: str = ""
    accepted_at: datetime
    arrived_at: datetime | None = None
    reported_at: datetime | None = None
    arrive_minutes: Minute = Field(15, description="[recalled] a setting")
    report_minutes: Minute = Field(30, description="[recalled] a setting")
    by: str = ""
    note: str = ""


class Rating(Frozen):
    """评定: the colour of a site from a day on, by whom and why. Internal, never for the site."""

    site: str
    on: date
    colour: Colour
    points: float | None = Field(None, description="100 less what was taken off by that day")
    manual: bool = False
    by: str = ""
    why: str = ""
