"""任务编号: what a visit of a week is called on paper and in the ledger, 2026W49-03.

A visit gets its number when it is first published and keeps it in every later version; one that
is dropped takes its number along. Until then the numbers are those that publishing would give, so
a draft prints what the published plan will.
"""

from __future__ import annotations

import re
from datetime import date

from sites.plan import Plan

TASK_NUMBER = re.compile(r"(?<!\d)\d{4}W\d{2}-\d{2,4}(?!\d)", re.IGNORECASE)
"""How it is recognised in a cell, whatever stands around it."""


def task_numbers(plan: Plan, first_day: date) -> dict[str, str]:
    """Return visit → 任务编号 for the plan's visits and those of its published versions.

    >>> from sites.plan import Booking
    >>> made = Booking(
    ...     visit="A#1", site="A", session="s", start=0, end=1, needs=(), officers=(), stands_for=()
    ... )
    >>> task_numbers(Plan(round_digest="", bookings=(made,)), date(2026, 11, 30))
    {'A#1': '2026W49-01'}
    """
    published = [v for s in plan.approval.history if s.state == "published" for v in s.visits]
    order = dict.fromkeys([*published, *(b.visit for b in plan.bookings)])
    year, week, _ = first_day.isocalendar()
    return {visit: f"{year}W{week:02d}-{k:02d}" for k, visit in enumerate(order, start=1)}
