"""A month of a year, as people say it: 2026-11, 2026年11月, 11月, 上月."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date

from pydantic import Field

from sites.base import Frozen, Text
from sites.errors import Refused

_FULL = re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})月?")
_SHORT = re.compile(r"(\d{1,2})月")


class Month(Frozen):
    """A calendar month.

    >>> Month(year=2026, number=1).before.id, Month(year=2026, number=11).last
    ('2025-12', datetime.date(2026, 11, 30))
    """

    year: int
    number: int = Field(ge=1, le=12)

    @property
    def id(self) -> str:
        """2026-11."""
        return f"{self.year}-{self.number:02d}"

    @property
    def name(self) -> Text:
        """2026年11月."""
        return Text(zh=f"{self.year}年{self.number}月", en=f"{self.first:%B} {self.year}")

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def before(self) -> Month:
        """The month before."""
        return self.moved(-1)

    @property
    def after(self) -> Month:
        """The month after."""
        return self.moved(1)

    @property
    def year_before(self) -> Month:
        """The same month of the year before."""
        return self.moved(-12)

    def moved(self, months: int) -> Month:
        """The month so many months later."""
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year=year, number=number + 1)

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.first <= day <= self.last


def month_of(day: date) -> Month:
    """The month that holds a day."""
    return Month(year=day.year, number=day.month)


def month_with(id: str) -> Month:
    """The month with an id as 2026-11."""
    return month_of(date.fromisoformat(f"{id}-01"))


def parse_month(text: str | None, today: date) -> Month:
    """Return the month that is meant; blank means last month, 11月 the last November begun.

    Raises
    ------
    Refused
        If the text is no month.

    Examples
    --------
    >>> [parse_month(t, date(2026, 12, 3)).id for t in ("", "2026年11月", "１２月", "本月")]
    ['2026-11', '2026-11', '2026-12', '2026-12']
    """
    said = "".join(unicodedata.normalize("NFKC", text or "").lower().split())
    this = month_of(today)
    if said in ("", "上月", "上个月", "lastmonth"):
        return this.before
    if said in ("本月", "这个月", "thismonth"):
        return this
    full, short = _FULL.fullmatch(said), _SHORT.fullmatch(said)
    year, number = (int(full[1]), int(full[2])) if full else (this.year, int((short or "00")[1]))
    if not 1 <= number <= 12:
        raise Refused(
            Text(
                zh=f"看不懂月份「{text}」，可以写：2026-11、2026年11月、11月、上月",
                en=f"cannot read the month '{text}'; say for example 2026-11 or last month",
            )
        )
    month = Month(year=year, number=number)
    return month if full or month.first <= today else month.moved(-12)
