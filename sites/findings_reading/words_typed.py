"""What people type into the free cells of 任务单: deadlines, clocks, transfers, file names."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from sites.base import Text
from sites.calendar import WorkCalendar
from sites.reading.cells import Unreadable, seen
from sites.reading.grids import Value
from sites.reading.moments import as_date
from sites.weeks import WeekError, parse_day

_AT_ONCE = re.compile(r"当场|立即|立刻|即时|即刻|马上|at once|immediately", re.IGNORECASE)
_FIXED = re.compile(r"当场(已)?(整改|改正|纠正|消除)(完成|到位|完毕)?|fixed (at once|on the spot)")
_NUMBER = r"(\d{1,3}|[一二两三四五六七八九十]{1,3})"
_DATE = re.compile(r"(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*[日号]")
_BY = re.compile(r"\s*(之前|以前|前|止|以内|内|before)$")
_OF_MONTH = re.compile(r"[日号]\s*(之前|以前|前)")
"""Before which month's 15th, or within 15 days? Nobody can tell."""

_DAYS = re.compile(_NUMBER + r"\s*个?\s*(工作日|日|天|working days?|days?)", re.IGNORECASE)
_TO = re.compile(
    r"移送(?:至|给|到|：|:)?\s*([^\s，,；;。、（(]+)|transfer(?:red)? to ([^,;.]+)", re.I
)
_PERSON = re.compile(r"责任人[:为是]?\s*([^\s,;。、()]{2,12})|person liable:\s*([^,;.]+)", re.I)
_LIABLE = re.compile(r"责任单位[:为是]?\s*([^\s,;。、]{2,60})|company liable:\s*([^,;.]+)", re.I)
_PHOTO = re.compile(r"[^\s、,，;；:：|/\\]+\.(?:jpe?g|png|gif|bmp|heic|webp)", re.IGNORECASE)
_CLOCK = re.compile(r"(上午|下午|晚上|夜间)?\s*(\d{1,2})\s*[:时点h]\s*(\d{1,2}|半)?\s*分?")
_DIGITS = {c: k for k, c in enumerate("零一二三四五六七八九")} | {"两": 2}

A_DEADLINE = Text(
    zh="日期（2026/12/7），或“3日内”“7个工作日内”“立即”",
    en="a date (2026-12-07), or so many days, or at once",
)
A_CLOCK = Text(zh="到场和离场的时刻，如 9:10—10:30", en="when they came and left, as 9:10-10:30")


def deadline_of(value: Value, day: date, calendar: WorkCalendar) -> date:
    """Return the day that a cell of 整改期限 means, for a check made on ``day``.

    Without its year it is the nearest day of that name: 12月7日前.

    Raises
    ------
    Unreadable
        If it is neither a date nor a count of days.

    Examples
    --------
    >>> friday, calendar = date(2026, 11, 27), WorkCalendar()
    >>> [str(deadline_of(text, friday, calendar)) for text in ("3日内", "3个工作日", "立即")]
    ['2026-11-30', '2026-12-02', '2026-11-27']
    >>> str(deadline_of("12月7日前整改到位", friday, calendar))
    '2026-12-07'
    """
    with suppress(Unreadable):
        return as_date(value)
    text = unicodedata.normalize("NFKC", seen(value)).strip()
    named = _DATE.search(text)
    with suppress(WeekError):
        return parse_day(named[0].replace("号", "日") if named else _BY.sub("", text), day)
    if named or _OF_MONTH.search(text):
        raise Unreadable(A_DEADLINE)
    if found := _DAYS.search(text):
        count, unit = _whole(found[1]), found[2].lower()
        working = unit.startswith(("工作", "working"))
        return calendar.add_workdays(day, count) if working else day + timedelta(days=count)
    if _AT_ONCE.search(text):
        return day
    raise Unreadable(A_DEADLINE)


def _whole(text: str) -> int:
    """A small number in digits or in Chinese: 15, 十五, 二十."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    units = _DIGITS.get(ones, 0) if ones else 0
    return (_DIGITS.get(tens, 1) if ten else 0) * 10 + units


def fixed_at_once(*texts: str) -> bool:
    """Whether a cell says that it was put right on the spot (当场整改), not that it should be."""
    return any(_FIXED.search(text) for text in texts)


def moved_to(text: str) -> str:
    """To whom a finding is handed over (移送…), or nothing."""
    found = _TO.search(unicodedata.normalize("NFKC", text))
    return (found[1] or found[2]).strip() if found else ""


def person_in(text: str) -> str:
    """Who of the site mends it (整改责任人：丁工), or nothing."""
    return _named(_PERSON, text)


def liable_in(text: str) -> str:
    """Which company mends it (责任单位：…), or nothing."""
    return _named(_LIABLE, text)


def _named(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(unicodedata.normalize("NFKC", text))
    return (found[1] or found[2]).strip() if found else ""


def photo_names(*texts: str) -> tuple[str, ...]:
    """File names of pictures in some cells."""
    return tuple(dict.fromkeys(name for text in texts for name in _PHOTO.findall(text)))


def clocks_of(value: Value, day: date) -> tuple[datetime, datetime | None]:
    """Return when they came and left on a day; the second None if only one is told.

    Raises
    ------
    Unreadable
        If no clock, or more than two, stand there, or they leave before they come.
    """
    text = seen(value) if not isinstance(value, time) else f"{value:%H:%M}"
    found = _CLOCK.findall(unicodedata.normalize("NFKC", text))
    minutes = [_minutes(*one) for one in found]
    if not 1 <= len(minutes) <= 2 or any(m >= 24 * 60 for m in minutes):
        raise Unreadable(A_CLOCK)
    moments = [datetime.combine(day, time()) + timedelta(minutes=m) for m in minutes]
    if len(moments) == 2 and moments[1] <= moments[0]:
        raise Unreadable(A_CLOCK)
    return moments[0], moments[1] if len(moments) == 2 else None


def _minutes(part: str, hour: str, minute: str) -> int:
    late = 12 if part in ("下午", "晚上", "夜间") and int(hour) < 12 else 0
    return (int(hour) + late) * 60 + (30 if minute == "半" else int(minute or 0))
