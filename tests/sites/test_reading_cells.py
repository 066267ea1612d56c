"""Single cells: every form an office types, and what is refused."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.reading import moments
from sites.reading.cells import (
    Unreadable,
    as_code,
    as_flag,
    as_list,
    as_number,
    as_text,
    as_whole,
)

DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "2026/12/1",
        "2026-12-01",
        "2026.12.1",
        "2026年12月1日",
        "2026 年 12 月 1 日",
        "２０２６／１２／１",
        "2026-12-01 00:00:00",
        "2026年12月1日（星期二）",
        "2026/12/1 上午",
        "20261201",
        20261201,
        46357,
        "46357",
        46357.5,
        datetime(2026, 12, 1),
        DAY,
    ],
)
def test_a_date_in_every_form(typed: object) -> None:
    assert moments.as_date(typed) == DAY  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed", ["2026/2/30", "2026/13/1", "12月1日", "立即整改", "1026/1/1", True, 7, "2026", 3.7]
)
def test_what_is_no_date(typed: object) -> None:
    with pytest.raises(Unreadable):
        moments.as_date(typed)  # type: ignore[arg-type]


@given(st.dates(moments.EARLIEST, moments.LATEST), st.sampled_from("/-."))
def test_dates_survive_being_typed(day: date, mark: str) -> None:
    assert moments.as_date(f"{day.year}{mark}{day.month}{mark}{day.day}") == day
    assert moments.as_date(f"{day.year}年{day.month}月{day.day}日") == day


def test_several_dates_and_a_span_in_one_cell() -> None:
    typed = "2026/12/1、2026年12月5日至2026年12月7日"
    assert [d.day for d in moments.as_dates(typed)] == [1, 5, 6, 7]
    with pytest.raises(Unreadable):
        moments.as_dates("2026/12/7至2026/12/5")


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("9:00", 540),
        ("9：00", 540),
        ("09:00:00", 540),
        ("上午9点", 540),
        ("上午9:30", 570),
        ("下午2点半", 870),
        ("下午2时15分", 855),
        ("1330", 810),
        (0.375, 540),
        (time(9, 0), 540),
        (timedelta(hours=9), 540),
        (datetime(2026, 1, 1, 9, 0), 540),
        ("24:00", 1440),
    ],
)
def test_times_of_day(typed: object, minutes: int) -> None:
    assert moments.as_minutes(typed) == minutes  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["25:00", "9:75", "上午", "-1:00", 1.5, "午饭后"])
def test_what_is_no_time(typed: object) -> None:
    with pytest.raises(Unreadable):
        moments.as_minutes(typed)  # type: ignore[arg-type]


def test_date_and_time_together() -> None:
    assert moments.as_datetime("2026年12月1日 下午2点半") == datetime(2026, 12, 1, 14, 30)
    assert moments.as_datetime("2026-12-01") == datetime(2026, 12, 1)


@pytest.mark.parametrize("typed", ["是", "√", "Y", "yes", "TRUE", "1", 1, True, " 是 "])
def test_yes(typed: object) -> None:
    assert as_flag(typed, "flag") is True  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["否", "×", "N", "no", "FALSE", "0", 0, False])
def test_no(typed: object) -> None:
    assert as_flag(typed, "flag") is False  # type: ignore[arg-type]


def test_an_unknown_word_is_answered_with_the_known_ones() -> None:
    with pytest.raises(Unreadable) as refused:
        as_flag("也许", "flag")
    assert "是、否" in refused.value.expected.zh


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("３０分钟", 30),
        ("1,200", 1200),
        ("120.16°", None),
        (" -5 ", -5),
        ("12.5", 12.5),
        ("x", None),
    ],
)
def test_numbers(typed: str, number: float | None) -> None:
    if number is None:
        with pytest.raises(Unreadable):
            as_number(typed)
    else:
        assert as_number(typed) == number


def test_a_whole_number_has_no_fraction() -> None:
    assert as_whole(3.0) == 3
    with pytest.raises(Unreadable):
        as_whole("3.5")


@pytest.mark.parametrize("broken", [330105199001011234, 3.30105199001011e17, "3.30105E+17"])
def test_codes_whose_digits_are_lost_ask_for_text(broken: object) -> None:
    with pytest.raises(Unreadable) as refused:
        as_code(broken)  # type: ignore[arg-type]
    assert "文本格式" in refused.value.expected.zh


def test_a_code_keeps_its_digits() -> None:
    assert as_code(" ３３０１０ 51 ") == "3301051"
    assert as_code("330105199001011234") == "330105199001011234"
    assert as_code(13800000000) == "13800000000"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("张三、李四,王五；赵六", ("张三", "李四", "王五", "赵六")),
        ("张三\n李四", ("张三", "李四")),
        ("吕测二 魏测二 华测二", ("吕测二", "魏测二", "华测二")),
        ("张　三", ("张三",)),
        ("Ann Lee, Bo Chen", ("Ann Lee", "Bo Chen")),
        ("张三、张三", ("张三",)),
        ("无", ()),
    ],
)
def test_several_names_in_one_cell(typed: str, names: tuple[str, ...]) -> None:
    assert as_list(typed) == names


@given(st.text())
def test_text_of_text_never_fails_but_for_lost_digits(typed: str) -> None:
    try:
        assert as_text(typed) == typed.strip()
    except Unreadable:
        assert "e" in typed.lower()
