"""The book as needs look at it: the horizon, the enforcing bodies, what is open at each site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from sites.book import Body, Complaint, Hazard, Item, Kind, PastVisit, Site, SiteBook
from sites.calendar import WorkCalendar
from sites.catalogue import default_items
from sites.drawn import DrawnTask
from sites.need import Need
from sites.needs.as_of import hazard_on, is_open
from sites.planned import counts
from sites.weights import need_weight

OPEN_STATES = ("open", "recheck")


def today_of(book: SiteBook, first: date) -> date:
    """Return the book's 截至日期; without one, the horizon's first day."""
    return book.settings.today or first


def midnight(day: date) -> datetime:
    """Return the moment a day starts."""
    return datetime.combine(day, time.min)


class BookView:
    """One book and one horizon, with the look-ups that every kind of need asks."""

    def __init__(self, book: SiteBook, calendar: WorkCalendar, first: date, last: date):
        self.book, self.calendar, self.first, self.last = book, calendar, first, last
        self.settings = book.settings
        self.today = today_of(book, first)
        self.reach = last + timedelta(days=book.settings.merge_days)
        self.sites = {s.id: s for s in book.sites if s.status != "finished"}

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """Rows of 部门 by any name they go by; never a partner (协同单位), who inspects nothing."""
        rows = [b for b in self.book.bodies if b.type != "partner"]
        return {b.enforcing: b for b in reversed(rows)} | {b.id: b for b in rows}

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Items in use, of bodies that the book has, by code."""
        listed = self.book.items or default_items(self.book.bodies)
        return tuple(sorted((i for i in listed if i.on and i.body in self.bodies), key=_code))

    @cached_property
    def checks(self) -> dict[tuple[str, str], list[PastVisit]]:
        """Routine and campaign visits on site, made by today or promised, newest first.

        By (site, enforcing body).
        """
        return self._checks(onsite=True)

    @cached_property
    def offsite_checks(self) -> dict[tuple[str, str], list[PastVisit]]:
        """Recorded off-site checks, as `checks`; they stand for the items that allow it."""
        return self._checks(onsite=False)

    def _checks(self, onsite: bool) -> dict[tuple[str, str], list[PastVisit]]:
        found = defaultdict(list)
        for row in sorted(self.book.history, key=lambda r: r.on, reverse=True):
            quiet = row.kind in ("routine", "campaign")
            if row.onsite == onsite and quiet and counts(row, self.today):
                found[row.site, self.enforcing(row.body)].append(row)
        return found

    @cached_property
    def complaints(self) -> dict[str, list[Complaint]]:
        """Complaints that are open as of today, by site."""
        found = defaultdict(list)
        for row in sorted(self.book.complaints, key=lambda c: c.id):
            if is_open(row, self.today):
                found[row.site].append(row)
        return found

    @cached_property
    def hazards(self) -> dict[str, list[Hazard]]:
        """Hazards that wait for the site or for a re-check, as they stood today, by site."""
        found = defaultdict(list)
        for kept in sorted(self.book.hazards, key=lambda h: h.id):
            row = hazard_on(kept, self.today)
            if row is not None and row.state in OPEN_STATES:
                found[row.site].append(row)
        return found

    @cached_property
    def drawn(self) -> dict[str, list[DrawnTask]]:
        """Rows of 抽取名单, by site, in an order that does not hang on the sheet's."""
        found = defaultdict(list)
        for row in sorted(self.book.draws, key=lambda t: (t.task_no, t.body, t.officers, t.items)):
            found[row.site].append(row)
        return found

    @cached_property
    def rough_day(self) -> date | None:
        """First working day of the horizon, today or later, that is marked with weather."""
        marked = {m.on for m in self.book.day_marks if m.weather and not m.suspended}
        days = self.calendar.workdays(max(self.first, self.today), self.last)
        return next((d for d in days if d in marked), None)

    def enforcing(self, name: str) -> str:
        """Enforcing body behind a name of 部门; a name that is not there stays as it is."""
        return self.bodies[name].enforcing if name in self.bodies else name

    def items_of(self, body: str, items: Iterable[Item]) -> tuple[Item, ...]:
        """Those items whose enforcing body it is."""
        return tuple(i for i in items if self.enforcing(i.body) == body)

    def need(self, site: Site, body: str, kind: Kind, due: date, **more: Any) -> Need:
        """Make a need; id, headcount, owed and weight follow from the rest."""
        weight = need_weight(
            self.settings,
            site.colour,
            weeks_late=(self.today - due).days // 7,
            complaints=len(self.complaints.get(site.id, ())),
            hazards=len(self.hazards.get(site.id, ())),
            statutory=more.get("statutory", False),
        )
        words = (site.id, body, kind, more.get("campaign", ""))
        return Need(
            id="/".join(w for w in words if w),
            site=site.id,
            body=body,
            kind=kind,
            due=due,
            people=self.bodies[body].min_people,
            owed=due <= self.last,
            weight=weight,
            **more,
        )


def _code(item: Item) -> str:
    return item.code
