"""Needs: what is due at a site, for which enforcing body, and why it is here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from sites.base import Frozen, Text
from sites.book import Kind, Minute, Rain

PlanState = Literal["draft", "submitted", "approved", "published", "done", "cancelled", "urgent"]
"""草稿 → 送审 → 已批准 → 已发布 → 已执行 / 已取消; ``urgent`` is 待补批, approved afterwards."""


class Need(Frozen):
    """One enforcing body owes one site one check.

    ``not_before`` and ``expires`` are hard; ``due`` is not: a statutory need met late is better
    than one never met. ``owed`` needs are due by the end of the horizon; the others are riders.
    """

    id: str
    site: str
    body: str = Field(description="实施主体, whose power is used")
    kind: Kind
    items: tuple[str, ...] = ()
    minutes: Minute = Field(ge=0, description="on site, for one person standing for it")
    people: int = Field(1, ge=1, description="people of the body who stand for it")
    two_certified: bool = Field(False, description="two certified of the body (likely filed)")
    skills: tuple[str, ...] = Field((), description="each held by someone who stands for it")
    not_before: datetime | None = None
    due: date
    expires: date | None = Field(None, description="last lawful day")
    statutory: bool = Field(False, description="its due day is a clock set by law or by an order")
    owed: bool = True
    weight: int = Field(1, ge=0)
    together: str = Field("", description="needs with the same word are met in one visit")
    rain: Rain = "as_planned"
    from_above: bool = False
    approved: bool = Field(True, description="its plan or order is approved; see approved_plan")
    campaign: str = ""
    hazards: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()
    task_no: str = Field("", description="任务编号 of the platform's draw")
    drawn: tuple[str, ...] = Field((), description="officers drawn: each stands for it")
    draw: Literal["", "platform", "predraw"] = ""
    grave: bool = Field(False, description="re-checks a 重大隐患; its body leads the visit")
    onsite_reason: str = ""
    why: Text
