"""Weeks and days as people say them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sites.weeks import WeekError, parse_day, parse_week, say_week

TODAY = date(2026, 11, 23)
W49 = (date(2026, 11, 30), date(2026, 12, 6))


@pytest.mark.parametrize(
    "said",
    [
        None, "", "　", "下周", "下个星期", "下礼拜", "next week", "Next Week", "2026-W49",
        "2026W49", "2026-w49", "２０２６－Ｗ４９", "第49周", "49周", "w49", "2026年第49周",
        "11月30日", "11月30号", "11 月 30 日", "１１月３０日", "2026年11月30日",
        "2026-11-30", "2026/11/30", "2026.11.30", "11/30", "11.30", "11-30", "12月6日",
        "2026年12月4日",
    ],
)  # fmt: skip
def test_all_of_these_are_the_same_week(said: str | None) -> None:
    assert parse_week(said, TODAY) == W49


@pytest.mark.parametrize(
    ("said", "monday"),
    [
        ("本周", date(2026, 11, 23)),
        ("这周", date(2026, 11, 23)),
        ("this week", date(2026, 11, 23)),
        ("下下周", date(2026, 12, 7)),
        ("第1周", date(2027, 1, 4)),
        ("1月5日", date(2027, 1, 4)),
        ("6月1日", date(2026, 6, 1)),  # 175 days ago: still this year's
        ("5月20日", date(2027, 5, 17)),  # more than half a year ago: next year's
        ("2026-W53", date(2026, 12, 28)),
        ("1月1日", date(2026, 12, 28)),
        ("2024-02-29", date(2024, 2, 26)),
    ],
)
def test_other_weeks(said: str, monday: date) -> None:
    assert parse_week(said, TODAY) == (monday, monday + timedelta(days=6))


@pytest.mark.parametrize(
    "said",
    [
        "随便", "2月30日", "13/1", "2027-W53", "第60周", "第0周", "2026", "49", "上上周",
        "9999-12-31", "-", "2月29日", "2026-11", "11.30.", "=1+1",
    ],
)  # fmt: skip
def test_nonsense_is_refused_in_both_languages(said: str) -> None:
    with pytest.raises(WeekError) as caught:
        parse_week(said, TODAY)
    assert said in caught.value.says.zh
    assert said in caught.value.says.en


def test_a_sunday_belongs_to_the_week_before_it() -> None:
    assert parse_week("下周", date(2026, 11, 29)) == W49


def test_days() -> None:
    assert parse_day("今天", TODAY) == TODAY
    assert parse_day("11月30日", TODAY) == date(2026, 11, 30)
    assert parse_day("2026.12.1", TODAY) == date(2026, 12, 1)
    with pytest.raises(WeekError, match="cannot read the day"):
        parse_day("下周", TODAY)


@pytest.mark.parametrize(
    ("first", "last", "zh", "en"),
    [
        ((2026, 11, 30), (2026, 12, 4), "2026年11月30日—12月4日", "30 Nov – 4 Dec 2026"),
        ((2026, 12, 7), (2026, 12, 11), "2026年12月7日—12月11日", "7 – 11 Dec 2026"),
        ((2026, 12, 28), (2027, 1, 1), "2026年12月28日—2027年1月1日", "28 Dec 2026 – 1 Jan 2027"),
        ((2026, 12, 7), (2026, 12, 7), "2026年12月7日", "7 Dec 2026"),
    ],
)
def test_say_week(
    first: tuple[int, int, int], last: tuple[int, int, int], zh: str, en: str
) -> None:
    days = (date(*first), date(*last))
    assert say_week(days, "zh") == zh
    assert say_week(days, "en") == en


@given(text=st.text(max_size=12) | st.from_regex(r"[0-9年月日周第wW./-]{1,12}", fullmatch=True))
@example("0000-00-00")
def test_any_text_gives_a_whole_week_or_a_week_error(text: str) -> None:
    try:
        monday, sunday = parse_week(text, TODAY)
    except WeekError:
        return
    assert monday.weekday() == 0
    assert sunday - monday == timedelta(days=6)


@given(
    day=st.dates(date(2000, 1, 1), date(2099, 12, 20)), form=st.sampled_from(["%Y-%m-%d", "%G-W%V"])
)
def test_a_written_day_is_in_its_week(day: date, form: str) -> None:
    monday, sunday = parse_week(day.strftime(form), TODAY)
    assert monday <= day <= sunday


@given(day=st.dates(date(2026, 5, 24), date(2027, 5, 23)))
def test_without_a_year_it_is_the_nearest(day: date) -> None:
    assert parse_day(f"{day.month}月{day.day}日", TODAY) == day
