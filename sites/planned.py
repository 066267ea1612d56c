"""A visit that an earlier week's plan has promised and the workbook does not record yet."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from sites.base import Frozen
from sites.book import PastVisit

PLANNED = "前周计划"
"""``PastVisit.origin`` of such a visit: it counts although its day may still lie ahead."""


class PlannedVisit(Frozen):
    """One enforcing body's part of a booking, as 检查记录 would tell it, and what it answers."""

    row: PastVisit
    complaints: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    as_of: date = Field(description="截至日期 of the plan: what is recorded later may be this")


def counts(row: PastVisit, today: date) -> bool:
    """Whether a row of the record has happened by ``today``, or is promised."""
    return row.on <= today or row.origin == PLANNED
