"""补录: what reached the ledger after a month was locked. It never changes the month reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sites.book import Hazard
from sites.figures.closed import LateFigure
from sites.figures.figure import Result, Traced
from sites.figures.hazards import closed_day, is_closed_by
from sites.figures.month import Month, month_of
from sites.offsite import is_lead
from sites.tasks.found import day_of

_Said = dict[str, list[object]]


def late_figures(
    month: Month, then: Iterable[Result], now: Iterable[Result]
) -> tuple[LateFigure, ...]:
    """What differs between a month's sums as they were and as they are, figure by figure."""
    before = {r.key: r for r in then}
    found = []
    for result in now:
        old = before[result.key]
        came, went = _more(result, old), _more(old, result)
        if came or went:
            found.append(
                LateFigure(
                    month=month.id,
                    key=result.key,
                    name=result.name,
                    unit=result.unit,
                    then=old.counted,
                    now=result.counted,
                    came=came,
                    went=went,
                )
            )
    return tuple(found)


def _more(one: Result, other: Result) -> tuple[Traced, ...]:
    """What one counts and the other does not; what is said of it may differ."""
    left = Counter(_same(t) for t in other.traced if t.counts)
    found = []
    for traced in (t for t in one.traced if t.counts):
        if left[_same(traced)]:
            left[_same(traced)] -= 1
        else:
            found.append(traced)
    return tuple(found)


def _same(traced: Traced) -> tuple[object, ...]:
    return traced.label, traced.on, traced.amount


def months_touched(changed: Iterable[tuple[str, Any, Any]]) -> tuple[str, ...]:
    """Ids of the months of which rows say something else than before.

    ``changed`` are noun, row before and row after; None where there was or is none.
    """
    touched: set[str] = set()
    for noun, before, after in changed:
        then, now = _said(noun, before), _said(noun, after)
        touched |= {m for m in then.keys() | now.keys() if then.get(m) != now.get(m)}
    return tuple(sorted(touched))


def _said(noun: str, row: Any) -> _Said:
    """What a row says of each month, as far as the figures listen."""
    if row is None:
        return {}
    if noun == "hazards":
        return _hazard(row)
    if noun == "complaints":
        return {month_of(row.on).id: [row.id, is_lead(row)]}
    if noun == "calls":
        return {month_of(row.accepted_at.date()).id: [row]}
    month = month_of(day_of(row) if noun == "tasks" else row.on)
    return {month.id: [row]}


def _hazard(hazard: Hazard) -> _Said:
    said: _Said = {}
    if hazard.found_on is not None:
        month = month_of(hazard.found_on)
        closed = is_closed_by(hazard, month.last)
        said[month.id] = [hazard.id, hazard.body, hazard.notice_no, closed]
    days = ("closed", closed_day(hazard)), ("filed", hazard.filed_on)
    for step, day in (*days, ("stopped", hazard.stopped_on), ("moved", hazard.moved_on)):
        if day is not None:
            own = [step, day, hazard.body, hazard.case_no, hazard.site]
            said.setdefault(month_of(day).id, []).append(own)
    return said
