"""What is due at each site, for which enforcing body, and why: one file for each kind of need.

巡查 (patrol) is not a need: it has no named site (``clerk-and-law.md`` 1).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sites.book import SiteBook
from sites.calendar import WorkCalendar
from sites.need import Need
from sites.needs.aside import left_aside
from sites.needs.campaign import campaign_needs
from sites.needs.case import case_needs
from sites.needs.drawn import with_drawn
from sites.needs.recheck import recheck_needs
from sites.needs.routine import pinned_need, routine_needs
from sites.needs.view import BookView, today_of

__all__ = ["left_aside", "needs_due", "today_of"]


def needs_due(book: SiteBook, calendar: WorkCalendar, first: date, last: date) -> tuple[Need, ...]:
    """Return the needs of a horizon, both days included, by site (the book's order), body, kind.

    Needs due by ``last`` are owed; those due in the merge window behind it are riders. Only bodies
    of 部门 that enforce have needs; finished sites have none, and sites that begin after ``last``
    only cases and re-checks. The book is taken
    as it stood on its 截至日期 (on ``first`` where it does not say it): lateness is counted up to
    that day, and what the book records of later days has not happened yet.
    """
    view = BookView(book, calendar, first, last)
    found: list[Need] = []
    for site in view.sites.values():
        here = [*case_needs(view, site), *recheck_needs(view, site)]
        if site.starts_on is None or site.starts_on <= last:
            here += [*routine_needs(view, site), *campaign_needs(view, site)]
            here = with_drawn(view, site, here)
        found += here or pinned_need(view, site)
    row = {site: i for i, site in enumerate(view.sites)}
    found.sort(key=lambda n: (row[n.site], n.body, n.kind, n.id, n.due, n.items, n.minutes))
    return tuple(_numbered(found))


def _numbered(needs: Iterable[Need]) -> Iterable[Need]:
    """Needs of one site, body and kind are told apart by a number, from the second on."""
    seen: set[str] = set()
    for need in needs:
        id, number = need.id, 1
        while id in seen:
            number += 1
            id = f"{need.id}/{number}"
        seen.add(id)
        yield need if id == need.id else need.but(id=id)
