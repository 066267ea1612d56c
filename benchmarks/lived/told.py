"""What a ledger tells of a year: all figures are read from it, none is counted on the way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from statistics import mean
from typing import NamedTuple

from sites.ledger import Ledger
from sites.ledger.event import Event


class Told(NamedTuple):
    """A year's figures; ``..._by_week``: visits of each week, the others at its end."""

    visits: int
    visits_a_site: float
    body_checks: int
    hazards: int
    closed: int
    open_mean: float
    days_open: float
    days_in_red: float
    visits_by_week: tuple[int, ...]
    open_by_week: tuple[int, ...]
    red_by_week: tuple[int, ...]


def told(ledger: Ledger, weeks: Iterable[date], before: date) -> Told:
    """Read the year; ``before`` is the day before it begins."""
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
    steps = _steps(moves)
    red = sum(_red_days(told_of, before, last) for told_of in steps.values())
    return Told(
        visits=len(tasks),
        visits_a_site=len(tasks) / len(sites),
        body_checks=checks,
        hazards=len(hazards),
        closed=sum(h.closed_on is not None for h in hazards),
        open_mean=mean(open_at),
        days_open=mean(lasted) if lasted else 0.0,
        days_in_red=red / len(sites),
        visits_by_week=tuple(
            sum(end - timedelta(days=6) <= t.on <= end for t in tasks) for end in ends
        ),
        open_by_week=open_at,
        red_by_week=tuple(sum(_is_red(told_of, end) for told_of in steps.values()) for end in ends),
    )


def _steps(moves: Iterable[Event]) -> dict[str, list[tuple[date, str]]]:
    """Each site's colours from the day of each rating; before its first a site has none."""
    steps: dict[str, list[tuple[date, str]]] = {}
    for event in moves:
        if colour := event.value("colour"):
            steps.setdefault(event.site, []).append((event.on, str(colour)))
    return {site: sorted(told_of) for site, told_of in steps.items()}


def _red_days(steps: list[tuple[date, str]], first: date, last: date) -> int:
    after = [day for day, _ in steps[1:]] + [last]
    days = zip(steps, after, strict=True)
    return sum((end - max(day, first)).days for (day, colour), end in days if colour == "red")


def _is_red(steps: list[tuple[date, str]], day: date) -> bool:
    colours = [colour for since, colour in steps if since <= day]
    return colours[-1:] == ["red"]
