"""People by department with certificates, absences and this week's tasks; absences written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from sites.base import Text
from sites.book import Absence, Officer
from sites.errors import Refused
from sites.kept import Task
from sites.ledger import NOUNS
from sites.ledger.tables import TABLES
from web.desk import WRITERS, Desk
from web.hazards.desk import BOARD, today

SOON_DAYS = 60
"""A certificate that ends within so many days is flagged."""

NOT_YOURS = Text(zh="您不能登记请假和抽调", en="you may not enter absences")
DUTIES = ("duty", "standby")


class Away(NamedTuple):
    """An absence and the key of its row."""

    key: str
    row: Absence


class Person(NamedTuple):
    """Somebody of the office: absences from this week on, tasks of this week, the certificate."""

    officer: Officer
    away: tuple[Away, ...]
    tasks: tuple[Task, ...]
    flag: Text | None


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def people(desk: Desk) -> list[Person]:
    """Everybody, in the order of the list."""
    day = today()
    first, last = week_of(day)
    t = TABLES["tasks"].c
    with desk.office.ledger.reading() as rows:
        absences = rows.rows("absences", TABLES["absences"].c.last >= first)
        tasks = rows.rows("tasks", t.on >= first, t.on <= last, t.state != "cancelled")
        officers = rows.rows("officers")
    return [
        Person(
            officer,
            tuple(_away(a for a in absences if a.officer == officer.id)),
            tuple(task for task in tasks if officer.id in (*task.officers, *task.auxiliaries)),
            certificate_flag(officer, day),
        )
        for officer in officers
    ]


def _away(absences: Iterable[Absence]) -> list[Away]:
    found = sorted(absences, key=lambda a: (a.first, a.last, a.part))
    return [Away(NOUNS["absences"].key_of(row), row) for row in found]


def certificate_flag(officer: Officer, day: date) -> Text | None:
    """What is to be said of a certificate; None where nothing is, or none is needed."""
    if officer.kind != "officer":
        return None
    if not officer.certificate:
        return Text(zh="无执法证", en="no certificate")
    until = officer.certificate_until
    if until is None or until > day + timedelta(days=SOON_DAYS):
        return None
    if until < day:
        return Text(zh=f"执法证已于{until}到期", en=f"certificate ended {until}")
    left = (until - day).days
    return Text(zh=f"执法证还有{left}天到期", en=f"certificate ends in {left} d")


def add_absence(desk: Desk, fields: dict[str, Any]) -> tuple[Away, tuple[Task, ...]]:
    """Enter an absence; return it and the published tasks that it takes the person from.

    Raises `Refused` if the person may not, nobody has that id, or it ends before it begins.
    """
    if not desk.may(*WRITERS):
        raise Refused(NOT_YOURS)
    absence = Absence.model_validate({"noted_at": today(), **fields})
    if absence.last < absence.first:
        raise Refused(Text(zh="截止日期早于起始日期", en="it ends before it begins"))
    t = TABLES["tasks"].c
    with desk.office.ledger.act(desk.person.name, source=BOARD) as act:
        if act.row("officers", absence.officer) is None:
            raise Refused(Text(zh="执法人员表里没有此人", en="nobody has that id"))
        act.put("absences", absence)
        tasks = act.rows(
            "tasks", t.on >= absence.first, t.on <= absence.last, t.state == "published"
        )
    torn = [k for k in tasks if absence.officer in (*k.officers, *k.auxiliaries)]
    return Away(NOUNS["absences"].key_of(absence), absence), tuple(torn)


def remove_absence(desk: Desk, key: str) -> None:
    """Take an absence away; raises `Refused` if the person may not, or it is gone already."""
    if not desk.may(*WRITERS):
        raise Refused(NOT_YOURS)
    with desk.office.ledger.act(desk.person.name, source=BOARD) as act:
        if act.row("absences", key) is None:
            raise Refused(Text(zh="这条请假已经撤销", en="it was removed already"))
        act.drop("absences", key)
