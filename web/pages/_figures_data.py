"""A month's report for the page, and how some of its figures went over twelve months."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sites.base import Language
from sites.figures.catalogue import FIGURES, results
from sites.figures.figure import Result
from sites.figures.month import Month, month_of, month_with
from sites.figures.report import Report
from sites.figures.trend import months_to
from sites.ledger import Ledger, Rows
from sites.ledger.figures import material
from sites.ledger.months import close_month, events_behind, month_report
from web.desk import Desk, Role
from web.dialogs.window import see_allowed

OVER_TIME = ("red", "yellow", "green", "joint_rate", "saved")
MONTHS_BACK = 18
CLOSERS: tuple[Role, ...] = ("leader", "admin")


class Course(NamedTuple):
    """A figure's value in each month; None where it cannot be told."""

    key: str
    name: str
    values: tuple[float | None, ...]


class Courses(NamedTuple):
    """The months up to a report's, and the course of some figures over them."""

    months: tuple[str, ...]
    courses: tuple[Course, ...]


def months_open(ledger: Ledger, today: date) -> list[str]:
    """Ids of the months that can be looked at: the last ones, and every locked one."""
    with ledger.reading() as rows:
        locked = {c.id for c in rows.rows("closed_months")}
    back = {month_of(today).moved(-k).id for k in range(MONTHS_BACK)}
    return sorted(locked | back, reverse=True)


def report_of(ledger: Ledger, month: str, today: date) -> Report:
    """A month's report."""
    with ledger.reading() as rows:
        return month_report(rows, month_with(month), today)


def courses_to(ledger: Ledger, report: Report, lang: Language) -> Courses:
    """How some figures went over the twelve months up to a report's."""
    asked = month_with(report.month)
    with ledger.reading() as rows:
        there = {m.id: _figures(rows, m) for m in months_to(asked) if m != asked}
    there[asked.id] = {r.key: r for r in report.figures}
    courses = [
        Course(r.key, r.name.in_(lang), tuple(f[r.key].value for f in there.values()))
        for r in report.figures
        if r.key in OVER_TIME and all(r.key in f for f in there.values())
    ]
    return Courses(tuple(there), tuple(courses))


def _figures(rows: Rows, month: Month) -> dict[str, Result]:
    """The figures of `OVER_TIME`: of a locked month those that were kept."""
    kept = rows.row("closed_months", month.id)
    if kept is not None:
        return {r.key: r for r in kept.figures if r.key in OVER_TIME}
    wanted = [f for f in FIGURES if f.key in OVER_TIME]
    return {r.key: r for r in results(material(rows, month), wanted)}


def trace(ledger: Ledger, result: Result, lang: Language) -> list[str]:
    """What is behind a figure, line by line, as ``report --trace`` tells it."""
    from exports.report.facts import trace_lines
    from sites.figures.catalogue import figure_named

    with ledger.reading() as rows:
        behind = events_behind(rows, result, figure_named(result.key).fields)
        return list(trace_lines(result, behind, lang))


def lock(desk: Desk, month: str, today: date) -> str:
    """Lock a month in the person's name; return its name.

    Raises
    ------
    Refused
        If the person may not, or the month may not be locked now.
    """
    see_allowed(desk, *CLOSERS)
    asked = month_with(month)
    with desk.office.ledger.act(desk.person.name, source="close-month") as act:
        close_month(act, asked, today)
    return desk.say(asked.name)


def report_file(report: Report, suffix: str, lang: Language) -> tuple[str, bytes]:
    """Name and content of the report's file of one kind: .xlsx, .txt or .json."""
    from exports.report import write_report

    with tempfile.TemporaryDirectory() as folder:
        written = write_report(Path(folder), report, lang)
        path = next(p for p in written if p.suffix == suffix)
        return path.name, path.read_bytes()
