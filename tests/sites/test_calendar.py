"""Working days: marks before the announced calendar, the calendar before Monday to Friday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.book import DayMark
from sites.calendar import WorkCalendar

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
UNKNOWN = 2099
"""No release of the library will know this year while this program lives."""


def off(*days: date) -> list[DayMark]:
    return [DayMark(on=day, working=False) for day in days]


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 1, 1), False),  # 元旦
        (date(2026, 1, 4), True),  # a Sunday worked for it
        (date(2026, 2, 14), True),  # a Saturday worked for 春节
        (date(2026, 2, 23), False),  # its last day, a Monday
        (date(2026, 9, 20), True),
        (date(2026, 10, 10), True),
        (date(2026, 11, 28), False),  # a plain Saturday
        (date(2026, 11, 30), True),
    ],
)
def test_announced_year(day: date, worked: bool) -> None:
    calendar = WorkCalendar()
    assert calendar.is_workday(day) is worked
    assert calendar.warnings == ()


def test_all_of_2026_has_33_days_off_and_6_working_weekends() -> None:
    calendar = WorkCalendar()
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    at_weekends = [d for d in year if d.weekday() >= 5 and calendar.is_workday(d)]
    named_off = [  # domain.md §8, first to last day
        *((2026, 1, d) for d in range(1, 4)),
        *((2026, 2, d) for d in range(15, 24)),
        *((2026, 4, d) for d in range(4, 7)),
        *((2026, 5, d) for d in range(1, 6)),
        *((2026, 6, d) for d in range(19, 22)),
        *((2026, 9, d) for d in range(25, 28)),
        *((2026, 10, d) for d in range(1, 8)),
    ]
    assert len(named_off) == 33
    assert not any(calendar.is_workday(date(*d)) for d in named_off)
    assert len(at_weekends) == 6


def test_a_mark_wins_over_the_announcement() -> None:
    marks = [
        DayMark(on=date(2026, 10, 1), working=True),
        DayMark(on=date(2026, 11, 30), working=False),
    ]
    calendar = WorkCalendar(marks)
    assert calendar.is_workday(date(2026, 10, 1))
    assert not calendar.is_workday(date(2026, 11, 30))


def test_a_mark_of_weather_alone_changes_nothing() -> None:
    calendar = WorkCalendar([DayMark(on=date(2026, 11, 28), weather=("rain",))])
    assert not calendar.is_workday(date(2026, 11, 28))


def test_unknown_year_counts_monday_to_friday_and_warns_once() -> None:
    calendar = WorkCalendar()
    days = calendar.workdays(date(UNKNOWN, 9, 28), date(UNKNOWN, 10, 11))
    assert [d.weekday() for d in days] == [0, 1, 2, 3, 4] * 2
    assert len(calendar.warnings) == 1
    assert str(UNKNOWN) in calendar.warnings[0].zh
    assert "节假日与天气" in calendar.warnings[0].zh


def test_warnings_stand_in_order_of_years() -> None:
    calendar = WorkCalendar()
    calendar.is_workday(date(UNKNOWN, 3, 3))
    calendar.is_workday(date(UNKNOWN - 1, 3, 3))
    assert [str(UNKNOWN - 1) in w.zh for w in calendar.warnings] == [True, False]


def test_a_year_filled_in_by_the_office_is_no_longer_guessed() -> None:
    fixed = off(date(UNKNOWN, 1, 1), date(UNKNOWN, 5, 1), date(UNKNOWN, 10, 1))
    filled, partly = WorkCalendar(fixed), WorkCalendar(fixed[:2])
    assert filled.is_workday(date(UNKNOWN, 3, 3)) == partly.is_workday(date(UNKNOWN, 3, 3))
    assert filled.warnings == ()
    assert len(partly.warnings) == 1


def test_the_day_itself_is_not_counted() -> None:
    calendar = WorkCalendar()
    friday = date(2026, 11, 27)
    assert calendar.add_workdays(friday, 3) == date(2026, 12, 2)
    assert calendar.add_workdays(friday, -1) == date(2026, 11, 26)
    assert calendar.add_workdays(date(2026, 11, 28), 0) == date(2026, 11, 28)


def test_next_workday_is_the_day_itself_or_the_first_after_it() -> None:
    calendar = WorkCalendar()
    assert calendar.next_workday(date(2026, 11, 27)) == date(2026, 11, 27)
    assert calendar.next_workday(date(2026, 10, 1)) == date(2026, 10, 8)


@given(day=DAYS, n=st.integers(0, 40))
def test_counting_on_and_counting_between_agree(day: date, n: int) -> None:
    calendar = WorkCalendar()
    later = calendar.add_workdays(day, n)
    assert calendar.workdays_between(day, later) == n
    assert calendar.workdays_between(later, day) == -n
    assert later == day if n == 0 else calendar.is_workday(later)


@given(a=DAYS, b=DAYS, n=st.integers(-20, 20))
def test_adding_workdays_never_turns_days_around(a: date, b: date, n: int) -> None:
    calendar = WorkCalendar()
    early, late = sorted((a, b))
    assert calendar.add_workdays(early, n) <= calendar.add_workdays(late, n)
    assert calendar.next_workday(early) <= calendar.next_workday(late)


@given(a=DAYS, b=DAYS, c=DAYS)
def test_workdays_between_adds_up(a: date, b: date, c: date) -> None:
    calendar = WorkCalendar()
    whole = calendar.workdays_between(a, c)
    assert whole == calendar.workdays_between(a, b) + calendar.workdays_between(b, c)
