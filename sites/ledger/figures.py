"""What a month's figures are drawn from, selected by SQL; now, or as of an earlier event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa

from sites.figures.material import ColourStep, Keyed, Material
from sites.figures.month import Month
from sites.figures.trend import Trend, months_to, trend_of
from sites.ledger.event import Event
from sites.ledger.past import rows_at
from sites.ledger.rows import Rows
from sites.ledger.tables import TABLES, events

_STEPS = ("found_on", "closed_on", "rechecked_on", "fixed_on", "filed_on", "moved_on", "stopped_on")


def material(rows: Rows, month: Month, upto: int | None = None) -> Material:
    """Select the material of a month; with ``upto`` as it was after that event."""
    year, last_year = Month(year=month.year, number=1), month.year_before
    days = (month.first, month.last)
    hazards, complaints = TABLES["hazards"].c, TABLES["complaints"].c
    history, calls = TABLES["history"].c, TABLES["calls"].c
    steps = sa.or_(*(hazards[name].between(*days) for name in _STEPS))
    complained = sa.or_(
        complaints.on.between(*days), complaints.on.between(last_year.first, last_year.last)
    )
    begin, end = datetime.combine(month.first, time.min), datetime.combine(month.last, time.max)
    tasks = TABLES["tasks"].c
    planned, began = tasks.on.between(*days), tasks.began.between(begin, end)
    source = _Source(rows, upto)
    return Material(
        month=month,
        sites=source.all("sites"),
        bodies=source.all("bodies"),
        officers=source.all("officers"),
        companies=source.all("companies"),
        ratings=source.some("ratings", sa.true(), ("",)),
        colours=colour_steps(rows, sa.true() if upto is None else events.c.seq <= upto),
        tasks=source.some("tasks", sa.or_(planned, began), (month.id,)),
        history=source.some(
            "history", history.on.between(year.first, month.last), (f"{month.year}",)
        ),
        hazards=source.some("hazards", steps, (month.id,)),
        complaints=source.some("complaints", complained, (month.id, last_year.id)),
        calls=source.some("calls", calls.accepted_at.between(begin, end), (month.id,)),
        complaints_reach_back=source.has_complaint_before(last_year.first),
    )


class _Source:
    """Rows as they are, or as they were after an event."""

    def __init__(self, rows: Rows, upto: int | None):
        self.rows, self.upto = rows, upto

    def all(self, noun: str) -> tuple[Any, ...]:
        """All rows of a noun, by key."""
        return tuple(k.row for k in self.some(noun, sa.true(), ("",)))

    def some(
        self, noun: str, where: sa.ColumnElement[bool], dates: Iterable[str]
    ) -> tuple[Keyed[Any], ...]:
        """Rows that meet a condition, by key.

        As of an earlier event, also those that met it then: ``dates`` are beginnings of the dates
        it asks for (2026-11), one of which an event must have taken away; some may be too many.
        """
        found = {key: (seq, row) for key, seq, row in self.rows.numbered(noun, where)}
        if self.upto is None:
            return tuple(Keyed(key, found[key][1]) for key in sorted(found))
        changed = {key for key, (seq, _) in found.items() if seq > self.upto}
        changed |= set(self._changed(noun, dates))
        standing = {key: row for key, (_, row) in found.items() if key not in changed}
        standing |= rows_at(self.rows, noun, self.upto, sorted(changed)) if changed else {}
        return tuple(Keyed(key, standing[key]) for key in sorted(standing))

    def _changed(self, noun: str, dates: Iterable[str]) -> tuple[str, ...]:
        """Keys of rows that were changed since, where a date that is asked for plays a part."""
        told = sa.cast(events.c.changes, sa.Text)
        asked = sa.or_(*(told.contains(f'"{d}' if d else "", autoescape=True) for d in dates))
        since = (events.c.seq > self.upto, events.c.noun == noun, ~events.c.noted)
        found = self.rows.connection.execute(
            sa.select(events.c.key).distinct().where(*since, asked)
        )
        return tuple(found.scalars())

    def has_complaint_before(self, day: date) -> bool:
        """Whether a complaint is on record from before a day."""
        column = TABLES["complaints"].c
        if self.upto is None:
            return self.rows.count("complaints", column.on < day) > 0
        if self.rows.count("complaints", column.on < day, column.row_seq <= self.upto):
            return True
        changed = rows_at(self.rows, "complaints", self.upto, self._changed("complaints", ("",)))
        return any(row.on < day for row in changed.values())


def colour_steps(rows: Rows, when: sa.ColumnElement[bool]) -> tuple[ColourStep, ...]:
    """What some events of sites tell of their colours.

    A colour holds from the day it was rated where the event says that, else from the event's.
    """
    told = sa.cast(events.c.changes, sa.Text).contains('"colour"')
    found = rows.events(told, when, ~events.c.noted, noun="sites")
    return tuple(step for event in found if (step := _step(event)))


def _step(event: Event) -> ColourStep | None:
    change = next((c for c in event.changes if c.field == "colour"), None)
    if change is None or change.new is None:
        return None
    rated = event.value("rated_on")
    return ColourStep(
        site=event.key,
        on=date.fromisoformat(rated) if rated else event.on,
        colour=change.new,
        before=change.old,
        noun="sites",
        key=event.key,
    )


def trend(rows: Rows, month: Month) -> Trend:
    """Count hazards by type and day, and closings by day, over the twelve months up to one."""
    table, first = TABLES["hazards"].c, months_to(month)[0].first
    number = sa.func.count()
    found = sa.select(table.type, table.found_on, number)
    found = found.where(table.found_on.between(first, month.last))
    closed = sa.select(table.closed_on, number)
    closed = closed.where(table.closed_on.between(first, month.last), table.state == "closed")
    by_type = rows.connection.execute(found.group_by(table.type, table.found_on))
    by_day = rows.connection.execute(closed.group_by(table.closed_on))
    return trend_of(
        month, [(row[0], row[1], row[2]) for row in by_type], [(row[0], row[1]) for row in by_day]
    )
