"""企业档案: a company over all its sites: pledge, inspections, rectification, penalties.

The credit class is the official one as imported; none is ever made here (``clerk-and-law.md`` 14,
国办发〔2020〕49号). Internal: nothing of it is on anything that a site sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from pydantic import Field

from sites.base import Frozen
from sites.book import Company, Hazard, PastVisit, Site, SiteBook
from sites.kept import Task
from sites.rating.facts import CLOSED
from sites.rating.lines import overdue_from
from sites.standing import Penalty

ROLES = ("builder", "owner", "supervisor", "canteen")


class SiteRow(Frozen):
    """One of its sites: in which roles, and what was found there that it answers for."""

    site: str
    name: str
    roles: tuple[str, ...]
    status: str
    found: int = 0
    closed: int = 0
    overdue: int = 0


class BodyRow(Frozen):
    """How often a body came to its sites: on site, and of these together with others."""

    body: str
    onsite: int
    joint: int
    offsite: int
    last: date


class CompanyFile(Frozen):
    """One company's file as of a day; counts begin with ``since``, open hazards are all there."""

    company: Company
    since: date
    today: date
    sites: tuple[SiteRow, ...]
    bodies: tuple[BodyRow, ...]
    visits: tuple[PastVisit, ...] = Field(description="newest first, promised ones left out")
    planned: tuple[Task, ...] = ()
    hazards: tuple[Hazard, ...] = Field(description="newest first")
    penalties: tuple[Penalty, ...] = ()

    @property
    def found(self) -> int:
        """Hazards found that the company answers for."""
        return sum(row.found for row in self.sites)

    @property
    def closed(self) -> int:
        """Of those, closed."""
        return sum(row.closed for row in self.sites)

    @property
    def overdue(self) -> int:
        """Of those, not mended in time, then or now."""
        return sum(row.overdue for row in self.sites)

    @property
    def rate(self) -> float | None:
        """整改率 = 已销号 ÷ 发现; None where nothing was found."""
        return self.closed / self.found if self.found else None


def answers_for(company: Company, hazard: Hazard, site: Site, all_: Iterable[Company]) -> bool:
    """Whether a company answers for a hazard at one of its sites.

    整改责任单位 decides where it names one of the site's companies; where it names none (空白,
    项目部) the builder answers.
    """
    known = {c.id: c for c in all_ if c.id in site.companies}
    named = [c for c in known.values() if _is_named(c, hazard.liable)]
    return company in named if named else company.id == site.builder


def _is_named(company: Company, text: str) -> bool:
    return any(name and name in text for name in (company.id, company.name, company.short_name))


def company_file(
    book: SiteBook, company: Company, since: date, today: date, tasks: Iterable[Task] = ()
) -> CompanyFile:
    """Return the file of one company."""
    places = {s.id: s for s in book.sites if company.id in s.companies}
    hazards = sorted(
        (
            h
            for h in book.hazards
            if h.site in places
            and h.state != "cancelled"
            and (h.found_on is None or h.found_on <= today)
            and (h.found_on is None or h.found_on >= since or h.state not in CLOSED)
            and answers_for(company, h, places[h.site], book.companies)
        ),
        key=lambda h: (h.found_on or since, h.id),
        reverse=True,
    )
    visits = sorted(
        (v for v in book.history if v.site in places and since <= v.on <= today),
        key=lambda v: (v.on, v.site, v.body),
        reverse=True,
    )
    planned = (t for t in tasks if t.site in places and t.state == "published" and t.on >= today)
    own = (p for p in book.penalties if p.company == company.id and p.on <= today)
    return CompanyFile(
        company=company,
        since=since,
        today=today,
        sites=tuple(_site_row(company, site, hazards, today) for site in places.values()),
        bodies=_bodies(visits),
        visits=tuple(visits),
        planned=tuple(sorted(planned, key=lambda t: (t.on, t.starts, t.id))),
        hazards=tuple(hazards),
        penalties=tuple(sorted(own, key=lambda p: (p.on, p.id), reverse=True)),
    )


def _site_row(company: Company, site: Site, hazards: Iterable[Hazard], today: date) -> SiteRow:
    here = [h for h in hazards if h.site == site.id]
    return SiteRow(
        site=site.id,
        name=site.name,
        roles=tuple(role for role in ROLES if getattr(site, role) == company.id),
        status=site.status,
        found=len(here),
        closed=sum(h.state == "closed" for h in here),
        overdue=sum(overdue_from(h, today) is not None for h in here),
    )


def _bodies(visits: Iterable[PastVisit]) -> tuple[BodyRow, ...]:
    """One row a body; ``visits`` are newest first."""
    onsite: Counter[str] = Counter()
    joint: Counter[str] = Counter()
    offsite: Counter[str] = Counter()
    last: dict[str, date] = {}
    for visit in visits:
        last.setdefault(visit.body, visit.on)
        onsite[visit.body] += visit.onsite
        joint[visit.body] += visit.onsite and visit.joint
        offsite[visit.body] += not visit.onsite
    return tuple(
        BodyRow(body=b, onsite=onsite[b], joint=joint[b], offsite=offsite[b], last=last[b])
        for b in sorted(last)
    )
