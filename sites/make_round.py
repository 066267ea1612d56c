"""SiteBook, needs and visit slots → Round, the frozen input of planning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sites.base import Text
from sites.book import PastVisit, Site, SiteBook
from sites.calendar import WorkCalendar
from sites.catalogue import default_items
from sites.going import cannot_go
from sites.need import Need
from sites.needs import left_aside, today_of
from sites.plan import Plan
from sites.planned import counts
from sites.round import Round, Visit
from sites.sessions import horizon, sessions
from sites.travel import bases_of, legs, travel_minutes

PAST_DAYS = 400
"""History kept in a round: a year, for the yearly ceilings, and some weeks, for spacing."""

TICKS_PER_MINUTE = 1

AS_THEY_STAND = (
    "companies", "bodies", "officers", "grants", "absences", "vehicles", "draws",
    "recusals", "pins",
)  # fmt: skip


def make_round(
    book: SiteBook,
    calendar: WorkCalendar,
    first: date,
    last: date,
    needs: Sequence[Need],
    visits: Sequence[Visit] = (),
    *,
    params: Mapping[str, Mapping[str, str]] | None = None,
    published: Plan | None = None,
) -> Round:
    """Return the round of a horizon: what any rule may look at, and nothing else.

    ``params`` (rule file name → number → value as typed) are the numbers of the sheet 规则 once
    ``constraints`` has found out which rules are meant; ``published`` is the plan already
    promised. Visit slots may be added later (``scheduler.bundle``).
    """
    today = today_of(book, first)
    reach = last + timedelta(days=book.settings.merge_days)
    past = first - timedelta(days=PAST_DAYS)
    history = tuple(row for row in book.history if past <= row.on and counts(row, today))
    sites = _sites(book, needs, history)
    as_they_stand = {name: getattr(book, name) for name in AS_THEY_STAND}
    workdays = calendar.workdays(past, reach)
    days = horizon(first, last, calendar, today)
    round = Round(
        street=book.settings.street,
        today=today,
        first_day=first,
        last_day=last,
        ticks_per_minute=TICKS_PER_MINUTE,
        opening_minutes=book.settings.opening_minutes,
        merge_days=book.settings.merge_days,
        workdays=workdays,
        sessions=sessions(book, days),
        sites=sites,
        items=book.items or default_items(book.bodies),
        history=history,
        needs=tuple(needs),
        visits=tuple(visits),
        legs=legs(book, sites, bases_of(book), TICKS_PER_MINUTE),
        params={rule: dict(numbers) for rule, numbers in sorted((params or {}).items())},
        published=published,
        warnings=_warnings(book, calendar, days, first, last),
        book_digest=book.digest,
        prepared_by=book.settings.prepared_by,
        reviewed_by=book.settings.reviewed_by,
        **as_they_stand,
    )
    idle = tuple(cannot_go(round))
    return round.but(warnings=(*round.warnings, *idle)) if idle else round


def _warnings(
    book: SiteBook, calendar: WorkCalendar, days: Sequence[date], first: date, last: date
) -> tuple[Text, ...]:
    """Everything that had to be assumed or was left aside; the calendar's come last."""
    return _once(
        (
            *book.warnings,
            *left_aside(book, calendar, first, last),
            *_idle_pins(book, days, first, last),
            *travel_minutes(book).warnings,
            *calendar.warnings,
        )
    )


def _idle_pins(book: SiteBook, days: Sequence[date], first: date, last: date) -> Iterable[Text]:
    """Pins on a day of the week that cannot be planned: gone by, or no working day."""
    for pin in book.pins:
        if pin.day is not None and first <= pin.day <= last and pin.day not in days:
            day = f"{pin.day.month}月{pin.day.day}日"
            yield Text(
                zh=f"{pin.cell}指定的{day}已过或不是工作日，未采用",
                en=f"{pin.cell}: {pin.day} is past or no working day; the pin is not used",
            )


def _sites(book: SiteBook, needs: Iterable[Need], history: Iterable[PastVisit]) -> tuple[Site, ...]:
    """Sites with needs or pins, and those whose history counts for the same companies.

    A yearly ceiling counts a company's visits wherever they were, so it must see those sites.
    """
    named = {n.site for n in needs} | {p.site for p in book.pins}
    visited = {row.site for row in history}
    companies = {c for s in book.sites if s.id in named for c in s.companies}
    return tuple(
        s
        for s in book.sites
        if s.id in named or (s.id in visited and not companies.isdisjoint(s.companies))
    )


def _once(warnings: Iterable[Text]) -> tuple[Text, ...]:
    return tuple({w.zh: w for w in warnings}.values())
