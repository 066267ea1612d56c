"""The blocks of time a plan may use: the horizon's working days and their sessions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sites.book import DayPart, Minute, Settings, SiteBook
from sites.calendar import WorkCalendar
from sites.round import MINUTES_A_DAY, Session


def horizon(first: date, last: date, calendar: WorkCalendar, today: date) -> tuple[date, ...]:
    """Return the working days from ``first`` to ``last`` that are not past."""
    return calendar.workdays(max(first, today), last)


def sessions(book: SiteBook, days: Iterable[date]) -> tuple[Session, ...]:
    """Return the sessions of these days in order of time, with the marks of 节假日与天气."""
    return tuple(
        Session(
            id=f"{day}/{part}",
            day=day,
            part=part,
            start=start,
            end=end,
            weather=tuple(sorted({w for m in marks for w in m.weather})),
            suspended=any(m.suspended for m in marks),
        )
        for day in days
        for marks in [[m for m in book.day_marks if m.on == day]]
        for part, start, end in _blocks(book.settings)
    )


def _blocks(settings: Settings) -> tuple[tuple[DayPart, Minute, Minute], ...]:
    """Parts of a day with their minutes; a night may run past midnight."""
    day: tuple[tuple[DayPart, Minute, Minute], ...] = (
        ("am", settings.am_start, settings.am_end),
        ("pm", settings.pm_start, settings.pm_end),
    )
    start, end = settings.night_start, settings.night_end
    if start is None or end is None:
        return day
    return (*day, ("night", start, end if end > start else end + MINUTES_A_DAY))
