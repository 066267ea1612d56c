"""Dates and times of day in every form that offices type them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from sites.base import Text
from sites.reading.cells import Unreadable, as_text
from sites.reading.grids import Value

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
_EPOCH = datetime(1899, 12, 30)
_SERIALS = range((EARLIEST - _EPOCH.date()).days, (LATEST - _EPOCH.date()).days + 1)
_DATE = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"
_SHORT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WEEKDAY = re.compile(r"\(?(星期|周)[一二三四五六日天]\)?")
_DAY_TIME = re.compile(rf"(?:{_DATE})(?:[T\s,]*(.*))?")
_CLOCK = re.compile(
    r"(凌晨|早上|上午|中午|下午|晚上|夜间|am|pm)?(\d{1,2})(?:[:.点时h](\d{1,2}|半)?分?)?(?::\d{2}(?:\.0+)?)?(am|pm)?"
)
_FOUR_DIGITS = re.compile(r"([01]\d|2[0-4])([0-5]\d)")
_LATE = {"下午", "晚上", "夜间", "pm"}
_BETWEEN = re.compile(r"\s*(?:至|到|~|－－|—+)\s*")
_APART = re.compile(r"[、,;\n\r]+|\s+(?=\d{4})")
A_DATE = Text(zh="一个日期，如 2026/12/1 或 2026年12月1日", en="a date such as 2026-12-01")
A_TIME = Text(zh="一个时刻，如 9:00 或 下午2点半", en="a time of day such as 9:00")
A_MOMENT = Text(zh="日期和时刻，如 2026/12/1 9:00", en="a date and time such as 2026-12-01 9:00")


def as_date(value: Value) -> date:
    """Return a date from a real date, an Excel serial or text; a time beside it is dropped.

    Raises
    ------
    Unreadable
        For anything else, a day no calendar has, and years outside 1990 to 2100.
    """
    return _moment(value, A_DATE)[0]


def as_datetime(value: Value) -> datetime:
    """Return a date with its time of day; midnight when none is given."""
    day, clock = _moment(value, A_MOMENT)
    return datetime.combine(day, time()) + timedelta(minutes=clock or 0)


def as_dates(value: Value) -> tuple[date, ...]:
    """Return the several dates of one cell; ``2026/12/1至2026/12/3`` is three of them."""
    if not isinstance(value, str):
        return (as_date(value),)
    days: list[date] = []
    for piece in filter(None, _APART.split(_half_width(value))):
        first, *rest = (as_date(end) for end in _BETWEEN.split(piece.strip()))
        last = rest[-1] if rest else first
        if not 0 <= (last - first).days <= 366:
            raise Unreadable(A_DATE)
        days += [first + timedelta(days=k) for k in range((last - first).days + 1)]
    return tuple(dict.fromkeys(days))


def as_minutes(value: Value) -> int:
    """Return a time of day as minutes since midnight.

    >>> as_minutes("9:00"), as_minutes("下午2点半"), as_minutes(0.375), as_minutes("１３：３０")
    (540, 870, 540, 810)
    """
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    if isinstance(value, timedelta):
        return _in_a_day(value.total_seconds() / 60)
    if isinstance(value, float):
        return _in_a_day(value * 1440)
    minutes = _clock(_half_width(as_text(value)).lower().replace(" ", ""))
    if minutes is None:
        raise Unreadable(A_TIME)
    return minutes


def _in_a_day(minutes: float) -> int:
    if not 0 <= minutes <= 1440:
        raise Unreadable(A_TIME)
    return round(minutes)


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _moment(value: Value, expected: Text) -> tuple[date, int | None]:
    """Day and minutes since midnight (None: not said)."""
    day: date | None
    minutes: int | None = None
    if isinstance(value, datetime):
        day, minutes = value.date(), value.hour * 60 + value.minute
    elif isinstance(value, date):
        day = value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        day, minutes = _from_number(value)
    else:
        day, minutes = _from_text(_half_width(as_text(value)))
    if day is None or not EARLIEST <= day <= LATEST:
        raise Unreadable(expected)
    return day, minutes


def _from_number(number: float) -> tuple[date | None, int | None]:
    """An Excel serial, or eight digits 20261201."""
    if int(number) in _SERIALS:
        moment = _EPOCH + timedelta(days=number)
        return moment.date(), round((number % 1) * 1440)
    return _from_text(str(number)) if isinstance(number, int) else (None, None)


def _from_text(text: str) -> tuple[date | None, int | None]:
    text = _WEEKDAY.sub(" ", text).strip()
    if text.isdecimal() and int(text) in _SERIALS:
        return _from_number(int(text))
    match = _SHORT.fullmatch(text) or _DAY_TIME.fullmatch(text)
    if not match:
        return None, None
    rest = (match[4] or "") if match.re is _DAY_TIME else ""
    minutes = _clock(rest.lower().replace(" ", "")) if rest else None
    if rest and minutes is None and rest not in ("上午", "下午", "全天", "晚上", "夜间"):
        return None, None
    try:
        return date(int(match[1]), int(match[2]), int(match[3])), minutes
    except ValueError:
        return None, None


def _clock(text: str) -> int | None:
    """Minutes since midnight of 9:00, 上午9点, 下午2点半, 0900, 2pm."""
    if match := _FOUR_DIGITS.fullmatch(text):
        return _checked(int(match[1]), int(match[2]))
    match = _CLOCK.fullmatch(text)
    if not match:
        return None
    part = match[1] or match[4] or ""
    hour, minute = int(match[2]), 30 if match[3] == "半" else int(match[3] or 0)
    if part in _LATE and hour < 12:
        hour += 12
    return _checked(hour, minute)


def _checked(hour: int, minute: int) -> int | None:
    total = hour * 60 + minute
    return total if minute < 60 and total <= 1440 else None
