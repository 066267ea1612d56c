"""Open complaints and hazards that make no need because nobody who inspects answers for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sites.base import Text
from sites.book import SiteBook
from sites.calendar import WorkCalendar
from sites.needs.as_of import later_rows
from sites.needs.drawn import drawn_aside
from sites.needs.view import BookView

MOST_NAMED = 8


def left_aside(book: SiteBook, calendar: WorkCalendar, first: date, last: date) -> tuple[Text, ...]:
    """Return what of the book could not become a need, for people to put right."""
    view = BookView(book, calendar, first, last)
    return (*later_rows(book, view.today), *_of_nobody(view), *drawn_aside(view))


def _of_nobody(view: BookView) -> Iterator[Text]:
    complaints = [
        c.id for site in view.sites for c in view.complaints[site] if c.body not in view.bodies
    ]
    hazards = [
        h.id
        for site in view.sites
        for h in view.hazards[site]
        if (h.body or h.found_by_body) not in view.bodies
    ]
    if complaints:
        named = _named(complaints, "件")
        yield Text(
            zh=f"工单{named.zh}没有承办主体，或承办主体不是“部门”中的执法单位，没有列入应查",
            en=f"orders {named.en}: no body that inspects answers for them; they make no need",
        )
    if hazards:
        named = _named(hazards, "条")
        yield Text(
            zh=f"隐患{named.zh}没有责令主体，或责令主体不是“部门”中的执法单位，没有列入复查",
            en=f"hazards {named.en}: no body that inspects ordered them; they make no need",
        )


def _named(ids: Sequence[str], unit: str) -> Text:
    shown, more = ids[:MOST_NAMED], len(ids) - MOST_NAMED
    if more <= 0:
        return Text(zh="、".join(shown), en=", ".join(shown))
    return Text(
        zh=f"{'、'.join(shown)}等{len(ids)}{unit}", en=f"{', '.join(shown)} and {more} more"
    )
