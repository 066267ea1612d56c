"""The report of a month from the ledger; locking a month; what came after that."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from sites.book import Settings
from sites.figures.catalogue import LATE, results
from sites.figures.closed import ClosedMonth, LateFigure, next_open, see_closable
from sites.figures.figure import Result, Traced
from sites.figures.late import late_figures, months_touched
from sites.figures.month import Month, month_of, month_with
from sites.figures.report import Report
from sites.ledger.act import Act
from sites.ledger.event import Event
from sites.ledger.figures import colour_steps, material, trend
from sites.ledger.past import rows_at
from sites.ledger.rows import CHUNK, Rows
from sites.ledger.tables import events

_LATE_NOUNS = ("hazards", "tasks", "history", "complaints", "calls")


def month_report(rows: Rows, month: Month, today: date) -> Report:
    """The report of a month: of a locked one what was kept, and beside it what came since."""
    closed: tuple[ClosedMonth, ...] = rows.rows("closed_months")
    kept = next((c for c in closed if c.id == month.id), None)
    if kept is not None:
        return _locked(rows, month, kept)
    return Report(
        month=month.id,
        street=_street(rows),
        over=today > month.last,
        figures=results(material(rows, month)),
        late=_late(rows, month, closed),
        trend=trend(rows, month),
    )


def close_month(act: Act, month: Month, today: date) -> ClosedMonth:
    """Lock a month: keep its figures as they are now.

    Raises
    ------
    Refused
        If it is locked already, is not over, or an earlier one must be locked first.
    """
    see_closable(month, act.rows("closed_months"), today)
    report = month_report(act, month, today)
    kept = ClosedMonth(
        id=month.id,
        by=act.who,
        at=act.at,
        seq=act.head[0],
        figures=tuple(r.but(traced=()) for r in report.figures),
        late=report.late,
        trend=report.trend,
    )
    act.put("closed_months", kept, verb="locked", on=today)
    return kept


def figures_at(rows: Rows, month: Month, seq: int | None = None) -> tuple[Result, ...]:
    """All figures of a month counted again, as of an earlier event."""
    return results(material(rows, month, seq))


def _locked(rows: Rows, month: Month, kept: ClosedMonth) -> Report:
    then = {r.key: r for r in figures_at(rows, month, kept.seq)}
    behind = (r.but(traced=then[r.key].traced if r.key in then else ()) for r in kept.figures)
    return Report(
        month=month.id,
        street=_street(rows),
        locked_by=kept.by,
        locked_at=kept.at,
        figures=tuple(behind),
        late=kept.late,
        came_since=_moved(rows, month, kept.seq),
        trend=kept.trend,
    )


def _late(rows: Rows, month: Month, closed: Sequence[ClosedMonth]) -> tuple[LateFigure, ...]:
    """What came since the last month was locked and belongs to a locked one.

    It is told in the report of the next month to be locked, and in no other.
    """
    due = next_open(closed)
    if due is None or due.id != month.id:
        return ()
    since = max(c.seq for c in closed)
    locked = {c.id for c in closed}
    touched, coloured = set(_touched(rows, since)), _coloured(rows, since)
    told = [id for id in sorted(locked) if id in touched or (coloured and id >= coloured)]
    return tuple(figure for id in told for figure in _moved(rows, month_with(id), since))


def _moved(rows: Rows, month: Month, since: int) -> tuple[LateFigure, ...]:
    """What rows of a month say otherwise since an event; who is an officer is taken as of now."""
    then, now = material(rows, month, since), material(rows, month)
    alike = replace(
        then, bodies=now.bodies, officers=now.officers, companies=now.companies, found={}
    )
    return late_figures(month, results(alike, LATE), results(now, LATE))


def _coloured(rows: Rows, since: int) -> str:
    """The earliest month in which a colour was told since an event; later months follow it."""
    days = [step.on for step in colour_steps(rows, events.c.seq > since)]
    told = rows.events(events.c.seq > since, ~events.c.noted, noun="ratings")
    days += [date.fromisoformat(event.key.split("|")[-1]) for event in told]
    return month_of(min(days)).id if days else ""


def _touched(rows: Rows, since: int) -> tuple[str, ...]:
    changed = []
    for noun in _LATE_NOUNS:
        asked = sa.select(events.c.key).distinct()
        asked = asked.where(events.c.seq > since, events.c.noun == noun, ~events.c.noted)
        keys = sorted(rows.connection.execute(asked).scalars())
        then, now = rows_at(rows, noun, since, keys), rows.keyed(noun, keys)
        changed += [(noun, then.get(k), now.get(k, (0, None))[1]) for k in keys]
    return months_touched(changed)


def _street(rows: Rows) -> str:
    settings = next(iter(rows.rows("settings")), Settings())
    return str(settings.street)


def events_behind(
    rows: Rows, result: Result, fields: Collection[str] = ()
) -> tuple[tuple[Traced, tuple[Event, ...]], ...]:
    """Each thing that a figure selects, with the events of its rows that set one of ``fields``.

    Without ``fields`` all events of the rows; of a new row, the event that added it.
    """
    keys: dict[str, dict[str, None]] = {}
    for noun, key in (row for t in result.traced for row in t.rows):
        keys.setdefault(noun, {})[key] = None
    told: dict[tuple[str, str], list[Event]] = {}
    for noun, own in keys.items():
        for event in _events(rows, noun, list(own)):
            if not fields or any(c.field in fields for c in event.changes):
                told.setdefault((noun, event.key), []).append(event)
    return tuple((t, tuple(e for row in t.rows for e in told.get(row, ()))) for t in result.traced)


def _events(rows: Rows, noun: str, keys: Sequence[str]) -> Iterator[Event]:
    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        yield from rows.events(events.c.key.in_(part), ~events.c.noted, noun=noun)
