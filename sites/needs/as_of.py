"""The book as it stood on a day: what it records of later days had not happened yet.

A book may be kept further than the day it is looked at (``plan --today``, exports of other
systems). Rows of later days are told (`later_rows`), because a stale 截至日期 looks the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sites.base import Text
from sites.book import Complaint, Hazard, SiteBook
from sites.needs.words import say_day
from sites.planned import PLANNED
from sites.vocabulary import SHEETS

HAPPENS = {"complaints": "on", "history": "on", "hazards": "found_on"}
"""Sheet → the field that says on what day a row comes to be."""

LATER = ("fixed_on", "replied_on", "rechecked_on", "closed_on")


def is_open(complaint: Complaint, today: date) -> bool:
    """Whether a complaint has been made and not been closed by the end of ``today``."""
    closed = complaint.closed_on is not None and complaint.closed_on <= today
    return complaint.on <= today and not closed


def hazard_on(hazard: Hazard, today: date) -> Hazard | None:
    """Return a hazard as its ledger stood on ``today``; None if it was not found yet."""
    if hazard.found_on is not None and hazard.found_on > today:
        return None
    days = {name: getattr(hazard, name) for name in LATER}
    undone: dict[str, Any] = {name: None for name, day in days.items() if day and day > today}
    if not undone:
        return hazard
    if "rechecked_on" in undone:
        undone["recheck_result"] = None
    then = hazard.but(**undone)
    if "closed_on" in undone and hazard.state == "closed":
        then = then.but(state="recheck")
    replied = then.replied_on or then.fixed_on
    return then.but(state="open") if then.state == "recheck" and not replied else then


def later_rows(book: SiteBook, today: date) -> Iterator[Text]:
    """Say for each sheet how many of its rows are of days after ``today``."""
    for key, field in HAPPENS.items():
        rows = (r for r in getattr(book, key) if getattr(r, "origin", "") != PLANNED)
        days = [getattr(row, field) for row in rows]
        count, day, sheet = sum(d is not None and d > today for d in days), say_day(today), SHEETS
        if count:
            yield Text(
                zh=f"“{sheet[key].zh}”有{count}行晚于截至日期{day.zh}，未计入",
                en=f"“{sheet[key].en}”: {count} rows are later than {day.en}, not counted",
            )
