"""A very small book for worked examples of needs: one red site, two bodies, one item."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sites.book import Body, Item, PastVisit, Settings, Site, SiteBook
from sites.calendar import WorkCalendar
from sites.need import Need
from sites.needs import needs_due

FIRST, LAST, TODAY = date(2026, 11, 30), date(2026, 12, 6), date(2026, 11, 28)
HOUSING, URBAN = "住建", "综合执法"


def item(code: str = "pit", body: str = HOUSING, **more: Any) -> Item:
    days = {"days_red": 60, "days_yellow": 90, "days_green": 180}
    return Item.model_validate({"code": code, "name": code, "body": body, **days, **more})


def book(**more: Any) -> SiteBook:
    """One red site, two bodies, one item of 住建, last checked on 1 September."""
    values: dict[str, Any] = {
        "settings": Settings(today=TODAY),
        "sites": (Site(id="A", name="甲工地", colour="red"),),
        "bodies": (Body(id=HOUSING), Body(id=URBAN)),
        "items": (item(),),
        "history": (PastVisit(site="A", on=date(2026, 9, 1), body=HOUSING),),
    }
    return SiteBook.model_validate(values | more)


def due(given_book: SiteBook) -> tuple[Need, ...]:
    return needs_due(given_book, WorkCalendar(given_book.day_marks), FIRST, LAST)


def only(given_book: SiteBook) -> Need:
    (need,) = due(given_book)
    return need


def checked(days_ago: int, **more: Any) -> tuple[PastVisit, ...]:
    """A check so many days before the horizon's first day."""
    values = {"site": "A", "on": FIRST - timedelta(days=days_ago), "body": HOUSING}
    return (PastVisit.model_validate(values | more),)
