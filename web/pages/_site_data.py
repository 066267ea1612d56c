"""The file of a site, gathered from the ledger by the functions that the commands call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from exports.alliance import alliance_lines
from exports.company import company_lines
from exports.history import history_lines
from exports.ledger_words import labels
from exports.rating import explained_lines
from sites.alliance import exchanges_of, members_on, pairings
from sites.base import Language
from sites.book import Colour, Complaint, PastVisit, Site, SiteBook
from sites.companies import company_file
from sites.errors import Refused
from sites.frequency import Frequency
from sites.kept import Rating, Task
from sites.ledger import Rows
from sites.ledger.hazard_pages import Wanted, hazard_page
from sites.ledger.rating import assess_all, events_behind, history_of, set_by_hand
from sites.ledger.site_list import hazards_under_way, last_visits
from sites.round import Legs, Round
from web.desk import WRITERS, Desk
from web.hazards.desk import BOARD, NOT_YOURS, today

MOST = 50
"""Visits, hazards and events shown of a site, the newest; `history` on the command line has all."""

ALLIANCE_DAYS = 90


class SiteFile(NamedTuple):
    """What the panel of a site shows; texts are in the reader's language already."""

    site: Site
    rating: list[str]
    visits: tuple[PastVisit, ...]
    tasks: tuple[Task, ...]
    hazards: tuple[Any, ...]
    complaints: tuple[Complaint, ...]
    headroom: list[str]
    companies: list[list[str]]
    alliance: list[str]
    events: list[str]


def site_rows(desk: Desk) -> list[dict[str, Any]]:
    """Every site with what its row of the table says."""
    with desk.office.ledger.reading() as rows:
        sites, open_, last = rows.rows("sites"), hazards_under_way(rows), last_visits(rows)
    return [
        {"site": site, "open": open_.get(site.id, 0), "last": last.get(site.id)} for site in sites
    ]


def site_file(desk: Desk, id: str) -> SiteFile:
    """Gather the file of a site; raises `Refused` if there is none."""
    day, lang = today(), desk.lang
    with desk.office.ledger.reading() as rows:
        site: Site | None = rows.row("sites", id)
        if site is None or not desk.may("clerk", "leader", "admin"):
            raise Refused(NOT_YOURS)
        book = _book_around(rows, site)
        names = labels(book)
        visits = sorted((v for v in book.history if v.site == id), key=lambda v: v.on, reverse=True)
        tasks = (t for t in rows.rows("tasks", site=id) if t.state == "published" and t.on >= day)
        return SiteFile(
            site=site,
            rating=_rating(rows, site, day, lang),
            visits=tuple(visits[:MOST]),
            tasks=tuple(sorted(tasks, key=lambda t: (t.on, t.id))),
            hazards=hazard_page(rows, Wanted(site=id), day, 0, MOST).hazards,
            complaints=tuple(sorted(rows.rows("complaints", site=id), key=_when, reverse=True)),
            headroom=list(_headroom(book, site, day, desk)),
            companies=list(_companies(rows, book, site, day, lang)),
            alliance=_alliance(rows, site, day, names, lang),
            events=list(history_lines(rows.events(site=id)[-MOST:], names, lang)),
        )


def _book_around(rows: Rows, site: Site) -> SiteBook:
    """The office's lists, and hazards and visits of the sites that share a company with it."""
    sites = rows.rows("sites")
    near = [s.id for s in sites if s.id == site.id or set(s.companies) & set(site.companies)]
    several = {n: [r for s in near for r in rows.rows(n, site=s)] for n in ("hazards", "history")}
    lists = ("companies", "bodies", "officers", "items", "penalties")
    kept = {noun: rows.rows(noun) for noun in lists}
    return SiteBook.model_validate({"sites": sites, **kept, **several})


def _when(complaint: Complaint) -> tuple[date, str]:
    return complaint.on, complaint.id


def _rating(rows: Rows, site: Site, day: date, lang: Language) -> list[str]:
    found = assess_all(rows, day, site.id)
    if not found:
        return []
    behind, history = events_behind(rows, found[0]), history_of(rows, site.id)
    return list(explained_lines(found[0], site.name, behind, history, lang))


def _headroom(book: SiteBook, site: Site, day: date, desk: Desk) -> Iterator[str]:
    """How often each body was there this year against its ceiling, as 任务单 prints it."""
    round = Round(
        today=day, first_day=day, last_day=day, workdays=(), sessions=(), needs=(), visits=(),
        sites=book.sites, bodies=book.bodies, companies=book.companies, history=book.history,
        officers=(), legs=Legs(first={}, last={}, between=()),
    )  # fmt: skip
    frequency = Frequency(round)
    for body in dict.fromkeys(b.enforcing for b in book.bodies if b.type != "partner"):
        target = frequency.target(body, site.id)
        known = round.body.get(body)
        if frequency.before(body, target, day.year) or (known and known.ceiling is not None):
            yield desk.say(frequency.told(body, site.id, day.year))


def _companies(
    rows: Rows, book: SiteBook, site: Site, day: date, lang: Language
) -> Iterator[list[str]]:
    since, known = date(day.year, 1, 1), {c.id: c for c in book.companies}
    for company in (known[id] for id in site.companies if id in known):
        tasks = rows.rows("tasks", state="published")
        yield list(company_lines(company_file(book, company, since, day, tasks), lang))


def _alliance(
    rows: Rows, site: Site, day: date, names: dict[str, str], lang: Language
) -> list[str]:
    members = rows.rows("members")
    joined = members_on(members, day)
    if site.id not in joined:
        return []
    hazards = [h for member in joined for h in rows.rows("hazards", site=member)]
    found = pairings(rows.rows("sites"), members, hazards, day, ALLIANCE_DAYS)
    own = [one for one in found if one.site == site.id]
    exchanges = exchanges_of(rows.rows("exchanges"), site.id)
    return list(alliance_lines(own, exchanges, names, lang))


def set_colour(desk: Desk, site: str, colour: Colour, why: str) -> Rating:
    """Set a colour by hand as this person; raises `Refused` as `sites.ledger.rating`."""
    if not desk.may(*WRITERS):
        raise Refused(NOT_YOURS)
    with desk.office.ledger.act(desk.person.name, why=why, source=BOARD) as act:
        return set_by_hand(act, site, colour, why)
