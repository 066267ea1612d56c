"""The small street with checks that fall due over four weeks, and its first week planned."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from cli_street import BRIGADE, FIRE, HOUSING, MONDAY, URBAN, street

from constraints import RULES, verify
from scheduler.improve import Improver
from scheduler.outlook import _without_riders_alone
from scheduler.prepare import round_of
from scheduler.tables import Tables
from sites.book import Absence, Officer, PastVisit, SiteBook
from sites.plan import Plan
from sites.round import Round

SUNDAY = date(2026, 12, 6)
CHECKED = {
    ("GD-01", URBAN): date(2026, 11, 1),  # red, every 30 days: due in week 1
    ("GD-01", HOUSING): date(2026, 11, 13),  # due 13 December, offered the 14th: week 3
    ("GD-01", FIRE): date(2026, 11, 27),  # due 27 December: no sooner than week 5
    ("GD-02", URBAN): date(2026, 10, 9),  # yellow, every 60 days: due 8 December, week 2
    ("GD-02", HOUSING): date(2026, 10, 17),  # due 16 December: week 3
    ("GD-03", FIRE): date(2026, 9, 25),  # green, every 90 days: due 24 December, week 4
    ("GD-04", FIRE): date(2026, 9, 3),  # due 2 December: week 1, when nobody of 消防 is there
}


def book(**more: Any) -> SiteBook:
    """The street; the fire brigade is away in week 1."""
    bodies = (URBAN, HOUSING, FIRE)
    history = tuple(
        PastVisit(site=s, on=CHECKED.get((s, b), date(2026, 11, 9)), body=b)
        for s in ("GD-01", "GD-02", "GD-03", "GD-04")
        for b in bodies
    )
    away = tuple(
        Absence(officer=o.id, first=MONDAY, last=SUNDAY)
        for o in street().officers
        if o.body == BRIGADE
    )
    values: dict[str, Any] = {
        "history": history,
        "absences": away,
        "complaints": (),
        "hazards": (),
        "pins": (),
    }
    return street(**(values | more))


def first_round(given: SiteBook | None = None) -> Round:
    """The round of the first week."""
    return round_of(given or book(), MONDAY, SUNDAY)


def quickly(round: Round) -> Plan:
    """A lawful plan of what is owed, by insertion."""
    rules = tuple(RULES.values())
    plan = _without_riders_alone(Improver(Tables(round, rules), 0).build(), round)
    assert verify(plan, round).lawful
    return plan


@cache
def planned() -> tuple[SiteBook, Round, Plan]:
    """The book, its first week, and a plan of it."""
    given = book()
    round = first_round(given)
    return given, round, quickly(round)


def names() -> tuple[str, ...]:
    """Names, ids and certificates of everybody who inspects or helps."""
    people: tuple[Officer, ...] = book().officers
    return tuple(w for o in people for w in (o.name, f'"{o.id}"', o.certificate) if w)
