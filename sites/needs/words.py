"""Days and lateness as they stand in the sentence that says why a need is here."""

from __future__ import annotations

from datetime import date

from sites.base import Text
from sites.book import Colour

COLOURS: dict[Colour, Text] = {
    "red": Text(zh="红色工地", en="Red site"),
    "yellow": Text(zh="黄色工地", en="Yellow site"),
    "green": Text(zh="绿色工地", en="Green site"),
}


def say_day(day: date, after: date | None = None) -> Text:
    """Return a day in words, without its year where the day said before has the same.

    >>> say_day(date(2026, 10, 31), after=date(2026, 9, 1))
    Text(zh='10月31日', en='31 Oct')
    """
    zh, en = f"{day.month}月{day.day}日", f"{day.day} {day:%b}"
    if after is not None and after.year == day.year:
        return Text(zh=zh, en=en)
    return Text(zh=f"{day.year}年{zh}", en=f"{en} {day.year}")


def say_late(due: date, today: date) -> Text:
    """Return a clause saying how late it is, in whole weeks from two on; empty if it is not.

    >>> say_late(date(2026, 10, 31), date(2026, 11, 28))
    Text(zh='，已逾期4周', en=', 4 weeks late')
    >>> say_late(date(2026, 10, 31), date(2026, 10, 31))
    Text(zh='', en='')
    """
    days = (today - due).days
    if days <= 0:
        return Text(zh="", en="")
    if days < 14:
        return Text(zh=f"，已逾期{days}天", en=f", {days} {'day' if days == 1 else 'days'} late")
    return Text(zh=f"，已逾期{days // 7}周", en=f", {days // 7} weeks late")


def join(*parts: Text) -> Text:
    """Put clauses one behind the other."""
    return Text(zh="".join(p.zh for p in parts), en="".join(p.en for p in parts))
