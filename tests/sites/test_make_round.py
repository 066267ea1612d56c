"""The round of a book: who and what is in it, its sessions, and its way through JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sites.base import Text
from sites.book import (
    Body,
    Company,
    DayMark,
    Hazard,
    Officer,
    PastVisit,
    Pin,
    Place,
    Settings,
    Site,
    SiteBook,
    Vehicle,
)
from sites.calendar import WorkCalendar
from sites.make_round import make_round
from sites.needs import needs_due
from sites.plan import Plan
from sites.round import Round, Visit
from sites.sessions import horizon, sessions

FIRST, LAST, TODAY = date(2026, 11, 30), date(2026, 12, 6), date(2026, 11, 28)


def book(**more: Any) -> SiteBook:
    """Three sites of two builders; only B has something due (a re-check)."""
    values: dict[str, Any] = {
        "settings": Settings(today=TODAY, street="东街道", datum="GCJ-02", opening_minutes=12),
        "companies": (Company(id="K1", name="一建"), Company(id="K2", name="二建")),
        "sites": tuple(
            Site(id=s, name=s, builder=k, lon=120.15 + n / 100, lat=30.3, status="stopped")
            for n, (s, k) in enumerate((("C", "K2"), ("B", "K1"), ("A", "K1")))
        ),
        "bodies": (Body(id="住建"), Body(id="社区", type="partner")),
        "officers": (Officer(id="o1", name="张三", body="住建", base="分队"),),
        "vehicles": (Vehicle(id="浙A1", seats=4, base="车库"),),
        "places": (Place(id="街道办", lon=120.16, lat=30.31),),
        "hazards": (Hazard(id="H", site="B", body="住建", what="x", due=date(2026, 11, 25)),),
        "warnings": (Text(zh="读表提示", en="reading"), Text(zh="读表提示", en="reading")),
        "digest": "abc",
    }
    return SiteBook.model_validate(values | more)


def round_of(given: SiteBook, **more: Any) -> Round:
    calendar = WorkCalendar(given.day_marks)
    needs = needs_due(given, calendar, FIRST, LAST)
    return make_round(given, calendar, FIRST, LAST, needs, **more)


def test_a_round_survives_json() -> None:
    found = round_of(
        book(day_marks=(DayMark(on=FIRST, weather=("wind", "rain")),)),
        visits=(Visit(id="B#1", site="B", needs=("B/住建/recheck",)),),
        params={"party_size": {"people": "9"}},
        published=Plan(round_digest="old", bookings=()),
    )
    again = Round.model_validate_json(found.model_dump_json())
    assert again == found
    assert again.digest == found.digest
    assert found.params == {"party_size": {"people": "9"}}
    assert found.published is not None


def test_what_a_round_takes_over() -> None:
    found = round_of(book())
    assert (found.street, found.today, found.opening_minutes) == ("东街道", TODAY, 12)
    assert [n.id for n in found.needs] == ["B/住建/recheck"]
    assert [b.id for b in found.bodies] == ["住建", "社区"]
    assert found.book_digest == "abc"
    assert [w.zh for w in found.warnings].count("读表提示") == 1
    assert any("分队" in w.zh for w in found.warnings)
    assert found.items


def test_only_sites_with_needs_or_pins_in_the_book_s_order() -> None:
    assert [s.id for s in round_of(book()).sites] == ["B"]
    pinned = book(pins=(Pin(how="never", site="C"),))
    assert [s.id for s in round_of(pinned).sites] == ["C", "B"]


def test_a_sister_site_with_history_comes_along_for_the_ceiling() -> None:
    past = tuple(PastVisit(site=s, on=date(2026, 10, 9), body="住建") for s in "AC")
    assert [s.id for s in round_of(book(history=past)).sites] == ["B", "A"]


def test_legs_run_over_the_round_s_sites_from_every_base_office_first() -> None:
    legs = round_of(book(pins=(Pin(how="never", site="C"),))).legs
    assert list(legs.first) == list(legs.last) == ["街道办", "分队", "车库"]
    assert [len(row) for row in (*legs.first.values(), *legs.between)] == [2] * 5
    assert legs.between[0][0] == 0 < legs.between[0][1]


def test_history_is_kept_for_four_hundred_days() -> None:
    rows = tuple(
        PastVisit(site="B", on=day, body="住建") for day in (date(2025, 10, 25), date(2025, 10, 26))
    )
    assert [row.on for row in round_of(book(history=rows)).history] == [date(2025, 10, 26)]


def test_workdays_reach_back_over_the_history_and_on_over_the_merge_window() -> None:
    found = round_of(book())
    assert (found.workdays[0], found.workdays[-1]) == (date(2025, 10, 27), date(2026, 12, 21))
    assert date(2026, 10, 10) in found.workdays  # a working Saturday
    assert date(2026, 10, 1) not in found.workdays
    assert found.workday_number(date(2026, 12, 6)) - found.workday_number(date(2026, 11, 29)) == 5


def test_a_year_nobody_knows_is_a_warning() -> None:
    calendar = WorkCalendar()
    found = make_round(book(), calendar, date(2099, 3, 2), date(2099, 3, 6), ())
    assert any("2099" in w.zh for w in found.warnings)


# -- sessions ----------------------------------------------------------------------------------


def test_sessions_of_a_week_leave_out_weekends_and_what_is_past() -> None:
    days = horizon(FIRST, LAST, WorkCalendar(), today=date(2026, 12, 3))
    assert days == (date(2026, 12, 3), date(2026, 12, 4))
    found = sessions(book(), days)
    assert [s.id for s in found] == [f"2026-12-0{d}/{p}" for d in (3, 4) for p in ("am", "pm")]
    assert [(s.start, s.end) for s in found[:2]] == [(540, 690), (810, 1020)]


def test_a_working_saturday_is_planned_when_the_book_says_so() -> None:
    marks = (DayMark(on=date(2026, 12, 5), working=True), DayMark(on=FIRST, working=False))
    days = horizon(FIRST, LAST, WorkCalendar(marks), today=TODAY)
    assert [d.day for d in days] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(("end", "ends_at"), [(1380, 1380), (120, 1560)])
def test_night_sessions_stand_only_where_both_ends_are_set(end: int, ends_at: int) -> None:
    night = book(settings=Settings(night_start=1320, night_end=end))
    assert [(s.part, s.end) for s in sessions(night, (FIRST,))][2:] == [("night", ends_at)]
    half = book(settings=Settings(night_start=1320))
    assert [s.part for s in sessions(half, (FIRST,))] == ["am", "pm"]


def test_marks_of_a_day_reach_its_sessions() -> None:
    marks = (
        DayMark(on=FIRST, weather=("wind",)),
        DayMark(on=FIRST, weather=("rain", "wind")),
        DayMark(on=date(2026, 12, 1), weather=("typhoon",), suspended=True),
    )
    found = sessions(book(day_marks=marks), (FIRST, date(2026, 12, 1), date(2026, 12, 2)))
    assert [s.weather for s in found[::2]] == [("rain", "wind"), ("typhoon",), ()]
    assert [s.suspended for s in found] == [False, False, True, True, False, False]


def test_a_pin_on_a_day_off_is_told_not_lost() -> None:
    pin = Pin(how="must", site="B", day=date(2026, 12, 5), cell="人工指定!A3")
    pinned = book(pins=(pin,))
    calendar = WorkCalendar(())
    needs = needs_due(pinned, calendar, FIRST, LAST)
    told = make_round(pinned, calendar, FIRST, LAST, needs).warnings
    assert any("人工指定!A3" in warning.zh for warning in told)
