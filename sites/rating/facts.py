"""What the ledger says of one site, as far as its colour hangs on it."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from sites.base import Frozen
from sites.book import Complaint, Hazard, PastVisit, Site
from sites.kept import Rating, Task
from sites.planned import PLANNED
from sites.standing import Incident, ScoreSheet

CLOSED = ("closed", "moved_done", "cancelled")


class SiteFacts(Frozen):
    """Rows of one site; their order says nothing. Rows of other sites must not be among them."""

    site: Site
    hazards: tuple[Hazard, ...] = Field((), description="as they stood on the day")
    complaints: tuple[Complaint, ...] = ()
    incidents: tuple[Incident, ...] = ()
    score_sheets: tuple[ScoreSheet, ...] = ()
    checks: tuple[PastVisit, ...] = ()
    tasks: tuple[Task, ...] = ()
    failed: tuple[date, ...] = Field((), description="days of re-checks that were not passed")
    last: Rating | None = Field(None, description="the last rating on record")

    @property
    def open_hazards(self) -> tuple[Hazard, ...]:
        """Hazards that are not closed yet, by id."""
        return tuple(sorted((h for h in self.hazards if h.state not in CLOSED), key=lambda h: h.id))

    def clean_checks(self, today: date) -> tuple[date, ...]:
        """Days after the last step of the colour on which a check found the site in order.

        A re-check, or, so that a site without hazards may rise too, a routine or campaign check on
        site; in either case one on a day without a new hazard and without a failed re-check.
        """
        since = self.site.rated_on
        good = {c.on for c in self.checks if _proves(c)}
        good |= {h.rechecked_on for h in self.hazards if h.rechecked_on and h.state == "closed"}
        bad = {h.found_on for h in self.hazards if h.state != "cancelled"} | set(self.failed)
        bad |= {h.rechecked_on for h in self.hazards if h.recheck_result == "failed"}
        days = sorted(day for day in good - bad if day is not None)
        return tuple(day for day in days if day <= today and (since is None or day > since))


def _proves(check: PastVisit) -> bool:
    if check.origin == PLANNED:
        return False
    return check.kind == "recheck" or (check.onsite and check.kind in ("routine", "campaign"))
