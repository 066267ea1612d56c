"""What the figures of a month are drawn from: rows with their natural keys, and colours' steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from sites.base import Frozen
from sites.book import Body, Colour, Company, Complaint, Hazard, Officer, PastVisit, Site
from sites.figures.month import Month
from sites.kept import Call, Rating, Task

R = TypeVar("R")


class Keyed(NamedTuple, Generic[R]):
    """A row of the ledger and its natural key."""

    key: str
    row: R


class ColourStep(Frozen):
    """A site's colour from a day on, as an event or a rating tells it; ``before`` where known."""

    site: str
    on: date
    colour: Colour
    before: Colour | None = None
    noun: str
    key: str


@dataclass(frozen=True)
class Material:
    """What a ledger holds of one month.

    ``tasks``, ``complaints`` and ``calls`` of its days (complaints also of the same month a year
    before), ``history`` from the beginning of its year, ``hazards`` found in it or with some step
    in it, all ``ratings`` and ``colours``. More rows do no harm: the figures look at the days.
    """

    month: Month
    sites: tuple[Site, ...] = ()
    bodies: tuple[Body, ...] = ()
    officers: tuple[Officer, ...] = ()
    companies: tuple[Company, ...] = ()
    tasks: tuple[Keyed[Task], ...] = ()
    history: tuple[Keyed[PastVisit], ...] = ()
    hazards: tuple[Keyed[Hazard], ...] = ()
    complaints: tuple[Keyed[Complaint], ...] = ()
    calls: tuple[Keyed[Call], ...] = ()
    ratings: tuple[Keyed[Rating], ...] = ()
    colours: tuple[ColourStep, ...] = ()
    complaints_reach_back: bool = False
    """Whether some complaint is on record from before the same month of the year before."""
    found: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What several figures ask for, found once."""

    @cached_property
    def site(self) -> dict[str, Site]:
        """Sites by id."""
        return {s.id: s for s in self.sites}

    @cached_property
    def body(self) -> dict[str, Body]:
        """Departments by id."""
        return {b.id: b for b in self.bodies}

    @cached_property
    def kind(self) -> dict[str, str]:
        """What an officer is (执法, 辅助, 专家, 驾驶员) by id."""
        return {o.id: o.kind for o in self.officers}

    def site_name(self, site: str) -> str:
        """A site's name; the text found where it is no known site."""
        known = self.site.get(site)
        return known.name if known else site

    def company_name(self, company: str) -> str:
        """A company's name, or its id."""
        return next((c.name for c in self.companies if c.id == company), company)

    def enforcing(self, body: str) -> str:
        """The enforcing body (实施主体) of a department."""
        known = self.body.get(body)
        return known.enforcing if known else body
