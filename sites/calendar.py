"""Working days: the workbook's own marks, then the State Council's calendar, then Mon–Fri.

The State Council announces next year's holidays and working weekends (调休) in about November,
and `chinesecalendar` learns them with its next release: a year may be unknown for some weeks.
Such a year is counted Monday to Friday and said in ``warnings``; it never stops a plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from sites.base import Text
from sites.book import DayMark

FIXED_HOLIDAYS = ((1, 1), (5, 1), (10, 1))
"""元旦, 劳动节, 国庆: a year in which the workbook marks all three as off counts as filled in."""


@cache
def _announced(day: date) -> bool | None:
    """Whether the library calls it a working day; None where it does not know the year."""
    from chinese_calendar import is_workday

    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return None


def _unknown_year(year: int) -> Text:
    return Text(
        zh=f"国务院尚未公布（或本软件未更新）{year}年放假安排，按周一至周五计；"
        "请在「节假日与天气」表补填",
        en=f"the holidays of {year} are not announced yet (or this software is not up to date); "
        "Monday to Friday counted; please fill in the sheet 节假日与天气",
    )


class WorkCalendar:
    """Which days are worked. ``warnings`` names every unknown year it was asked about so far.

    Examples
    --------
    The National Day of 2026, 1–7 October, is worked off on Saturday the 10th.

    >>> calendar = WorkCalendar()
    >>> [day.day for day in calendar.workdays(date(2026, 10, 1), date(2026, 10, 12))]
    [8, 9, 10, 12]
    """

    def __init__(self, day_marks: Iterable[DayMark] = ()):
        self._marks = {m.on: m.working for m in day_marks if m.working is not None}
        self._guessed: set[int] = set()

    @property
    def warnings(self) -> tuple[Text, ...]:
        """One sentence for each unknown year, earliest first."""
        return tuple(_unknown_year(year) for year in sorted(self._guessed))

    def is_workday(self, day: date) -> bool:
        """Whether ``day`` is worked."""
        if day in self._marks:
            return self._marks[day]
        announced = _announced(day)
        if announced is not None:
            return announced
        if not self._filled_in(day.year):
            self._guessed.add(day.year)
        return day.weekday() < 5

    def _filled_in(self, year: int) -> bool:
        return all(self._marks.get(date(year, *fixed)) is False for fixed in FIXED_HOLIDAYS)

    def workdays(self, first: date, last: date) -> tuple[date, ...]:
        """Working days from ``first`` to ``last``, both included; none if ``last`` is earlier."""
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return tuple(day for day in span if self.is_workday(day))

    def next_workday(self, day: date) -> date:
        """The day itself if it is worked, else the first worked day after it."""
        return day if self.is_workday(day) else self.add_workdays(day, 1)

    def add_workdays(self, day: date, n: int) -> date:
        """The n-th working day after ``day`` (before it, if ``n`` is negative); 0 is ``day``.

        The day itself never counts, so a clock of 3 workdays from a reply on Friday ends on
        Wednesday.
        """
        step = timedelta(days=1 if n > 0 else -1)
        left = abs(n)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def workdays_between(self, a: date, b: date) -> int:
        """How many working days lie after ``a`` up to and with ``b``; negative if b is earlier."""
        if b < a:
            return -self.workdays_between(b, a)
        return len(self.workdays(a + timedelta(days=1), b))
