"""What a ledger tells of a year: all figures are read from it, none is counted on the way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from statistics import mean
from typing import NamedTuple

from sites.ledger import Ledger


class Told(NamedTuple):
    """A year's figures, and how many hazards were open at the end of each week."""

    visits: int
    visits_a_site: float
    body_checks: int
    hazards: int
    closed: int
    open_mean: float
    days_open: float
    days_in_red: float
    open_by_week: tuple[int, ...]


def told(ledger: Ledger, weeks: Iterable[date], before: date) -> Told:
    """Read the year; ``before`` is its first day."""
    with ledger.reading() as rows:
        tasks = rows.rows("tasks", state="done")
        hazards = rows.rows("hazards")
        sites = rows.rows("sites")
        moves = rows.events(noun="ratings")
        checks = sum(1 for v in rows.rows("history") if v.on >= before)
    last = max(weeks) + timedelta(days=6)
    ends = [monday + timedelta(days=6) for monday in weeks]
    open_at = tuple(
        sum(h.found_on <= day and (h.closed_on is None or h.closed_on > day) for h in hazards)
        for day in ends
    )
    lasted = [((h.closed_on or last) - h.found_on).days for h in hazards]
    first_colour = {s.id: s.colour for s in sites}
    red = _red_days(moves, first_colour, before, last)
    visits = len({(t.site, t.on, t.starts) for t in tasks})
    return Told(
        visits=visits,
        visits_a_site=visits / len(sites),
        body_checks=checks,
        hazards=len(hazards),
        closed=sum(h.closed_on is not None for h in hazards),
        open_mean=mean(open_at),
        days_open=mean(lasted) if lasted else 0.0,
        days_in_red=red / len(sites),
        open_by_week=open_at,
    )


def _red_days(moves: Iterable[object], now: dict[str, str], first: date, last: date) -> int:
    """Days that sites were red, all together; before its first rating a site has no colour."""
    steps: dict[str, list[tuple[date, str]]] = {}
    for event in moves:
        colour = event.value("colour")  # type: ignore[attr-defined]
        if colour:
            steps.setdefault(event.site, []).append((event.on, colour))  # type: ignore[attr-defined]
    days = 0
    for site in now:
        told_of = sorted(steps.get(site, ()))
        for (day, colour), after in zip(told_of, [*told_of[1:], (last, "")], strict=True):
            days += (after[0] - max(day, first)).days if colour == "red" else 0
    return days
