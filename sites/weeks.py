"""Weeks as people say them: read from 下周 or 11月30日, shown as 2026年11月30日—12月4日."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sites.base import Language, Text
from sites.errors import Refused

PAST_DAYS = 183
"""A day said without its year is the first such day from half a year ago on."""

_AHEAD = re.compile(r"(本|这|下{1,4})个?(?:周|星期|礼拜)")
_ENGLISH = {"thisweek": 0, "nextweek": 1}
_YEAR = r"((?:19|20)\d\d)"
_YEAR_WEEK = re.compile(_YEAR + r"(?:-?w|年第?(?=\d+周))(\d{1,2})周?")
_WEEK = re.compile(r"(?:w|第?(?=\d+周))(\d{1,2})周?")
_YEAR_DAY = re.compile(_YEAR + r"[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_DAY = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号]?")


class WeekError(Refused):
    """A week or a day that cannot be understood; ``says`` tells the user what can."""


def parse_week(text: str | None, today: date) -> tuple[date, date]:
    """Return Monday and Sunday of the week that is meant; blank means next week.

    A day stands for the week that holds it, a day or a week without its year for the nearest
    one not more than half a year before ``today``.

    Raises
    ------
    WeekError
        If the text is no week and no day, or one that does not exist (2月30日, 第60周).

    Examples
    --------
    >>> [str(day) for day in parse_week("１１月３０日", date(2026, 11, 23))]
    ['2026-11-30', '2026-12-06']
    """
    said = _plain(text or "") or "下周"
    ahead = _weeks_ahead(said)
    day = today + timedelta(weeks=ahead) if ahead is not None else _some_day(said, text, today)
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def parse_day(text: str, today: date) -> date:
    """Return the day that is meant; without its year, the nearest as in `parse_week`.

    Raises
    ------
    WeekError
        If the text is no day, or one that does not exist.
    """
    said = _plain(text)
    if said in ("今天", "today"):
        return today
    day = _day(said, today)
    if day is None:
        raise WeekError(
            Text(
                zh=f"看不懂日期「{text}」，可以写：今天、11月30日、2026-11-30",
                en=f"cannot read the day '{text}'; say for example today, 11/30 or 2026-11-30",
            )
        )
    return day


def say_week(days: Sequence[date], lang: Language) -> str:
    """Show a week by its first and last (working) day; ``days`` is sorted and not empty.

    Examples
    --------
    >>> say_week((date(2026, 11, 30), date(2026, 12, 4)), "zh")
    '2026年11月30日—12月4日'
    """
    first, last = days[0], days[-1]
    if lang == "zh":
        return _say_zh(first, last)
    end = f"{last.day} {last:%b} {last.year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {first:%b} {first.year} – {end}"
    return (
        f"{first.day} – {end}" if first.month == last.month else f"{first.day} {first:%b} – {end}"
    )


def _say_zh(first: date, last: date) -> str:
    start = f"{first.year}年{first.month}月{first.day}日"
    if first == last:
        return start
    end = f"{last.month}月{last.day}日"
    return f"{start}—{end}" if first.year == last.year else f"{start}—{last.year}年{end}"


def _plain(text: str) -> str:
    """Half-width, lower case, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def _weeks_ahead(said: str) -> int | None:
    found = _AHEAD.fullmatch(said)
    return found[1].count("下") if found else _ENGLISH.get(said)


def _some_day(said: str, text: str | None, today: date) -> date:
    """A day of the week that is meant, said by its number or by one of its days."""
    if found := _YEAR_WEEK.fullmatch(said):
        day = _exists(date.fromisocalendar, int(found[1]), int(found[2]), 1)
    elif found := _WEEK.fullmatch(said):
        week = int(found[1])
        day = _nearest(lambda year: date.fromisocalendar(year, week, 1), today)
    else:
        day = _day(said, today)
    if day is None:
        raise WeekError(
            Text(
                zh=f"看不懂「{text}」是哪一周，可以写：下周、本周、11月30日、2026-11-30、2026-W49",
                en=f"cannot read the week '{text}'; say for example next week, this week, "
                "11/30, 2026-11-30 or 2026-W49",
            )
        )
    return day


def _day(said: str, today: date) -> date | None:
    if found := _YEAR_DAY.fullmatch(said):
        return _exists(date, int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY.fullmatch(said):
        month, day = int(found[1]), int(found[2])
        return _nearest(lambda year: date(year, month, day), today)
    return None


def _exists(make: Callable[..., date], *numbers: int) -> date | None:
    try:
        return make(*numbers)
    except ValueError:
        return None


def _nearest(of_year: Callable[[int], date], today: date) -> date | None:
    """The first one from half a year ago on, of those years around in which it exists."""
    oldest = today - timedelta(days=PAST_DAYS)
    found = (_exists(of_year, year) for year in range(today.year - 1, today.year + 2))
    return next((day for day in found if day and day >= oldest), None)
