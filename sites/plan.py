"""The Plan: the frozen output, what will happen, what will not, and how good it is."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from sites.base import Frozen, Text
from sites.need import PlanState


class Stand(Frozen):
    """Who stands for which need at a visit: 张三（综合执法、生态环境）."""

    officer: str
    need: str


class Booking(Frozen):
    """A visit with its session, its clock and its people. Clocks are ticks since midnight."""

    visit: str
    site: str
    session: str
    start: int
    end: int
    needs: tuple[str, ...]
    officers: tuple[str, ...] = Field(description="officers and experts present, start to end")
    stands_for: tuple[Stand, ...]
    auxiliaries: tuple[str, ...] = ()
    lead: str = Field("", description="牵头 enforcing body")
    state: PlanState = "draft"

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody at the gate."""
        return self.officers + self.auxiliaries

    @property
    def where(self) -> dict[str, str]:
        """Its visit, site and session, as a breach names them."""
        return {"visit": self.visit, "site": self.site, "session": self.session}

    def needs_of(self, officer: str) -> tuple[str, ...]:
        """Needs that one person stands for."""
        return tuple(s.need for s in self.stands_for if s.officer == officer)

    def stood_by(self, need: str) -> tuple[str, ...]:
        """People who stand for one need, each once."""
        return tuple(dict.fromkeys(s.officer for s in self.stands_for if s.need == need))


class Ride(Frozen):
    """One person rides one office vehicle for a whole session."""

    session: str
    officer: str
    vehicle: str


class Reserve(Frozen):
    """备勤: who stays free in a session, by name."""

    session: str
    officers: tuple[str, ...]


class Unmet(Frozen):
    """A need left out: a code of a closed list, why, and the nearest change that would help."""

    need: str
    code: str
    says: Text
    helps: Text
    example_officer: str = ""
    tried: bool = Field(False, description="with the change it has a lawful place in the plan")


class Reason(Frozen):
    """Why a booking is where it is: why this site, why this day, why these people."""

    visit: str
    says: tuple[Text, ...]


class TierResult(Frozen):
    """One tier of the objective. ``value`` and ``bound`` are of the charge, least is best.

    ``gap`` is (bound − value)/bound on met weight for coverage, the absolute difference for
    deadlines and trips. ``conditional``: a tier above is not proven, so the bound speaks only of
    plans at least as good as this one there.
    """

    tier: Literal["1", "1.5", "2", "3", "4"]
    value: int
    bound: int
    total: int = Field(0, description="coverage: weight of all owed needs; else 0")
    proven: bool
    conditional: bool = False

    @property
    def gap(self) -> float:
        """Gap as the design defines it; 0.0 when proven."""
        if self.total:
            most = self.total - self.bound
            return (self.value - self.bound) / most if most else 0.0
        return float(self.value - self.bound)


class Signature(Frozen):
    """One step of a plan's approval. ``content`` is the digest of what was signed."""

    state: PlanState
    by: str
    on: date
    version: int
    content: str
    visits: tuple[str, ...] = Field((), description="published: its visits in order of time")


class Approval(Frozen):
    """The state of the whole plan, and who moved it there; ``history`` only ever grows."""

    state: PlanState = "draft"
    by: str = ""
    on: date | None = None
    version: int = 1
    history: tuple[Signature, ...] = ()

    @property
    def approver(self) -> tuple[str, date | None]:
        """Who approved this version and when; who published it afterwards is somebody else."""
        for step in reversed(self.history):
            if (step.state, step.version) == ("approved", self.version):
                return step.by, step.on
        return self.by, self.on

    @property
    def is_signed(self) -> bool:
        """Whether it is approved (or further) and says by whom."""
        return self.state in ("approved", "published", "done") and self.by != ""


class Plan(Frozen):
    """Bookings in order of time, and everything that must be told with them."""

    round_digest: str
    bookings: tuple[Booking, ...]
    rides: tuple[Ride, ...] = ()
    reserve: tuple[Reserve, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    reasons: tuple[Reason, ...] = ()
    tiers: tuple[TierResult, ...] = ()
    approval: Approval = Approval()
    stopped_by: Literal["proof", "limit", "interrupt", "hand", "settled"] = "hand"

    @property
    def met(self) -> frozenset[str]:
        """Ids of the needs that some booking meets."""
        return frozenset(n for b in self.bookings for n in b.needs)

    def ride_of(self, session: str, officer: str) -> str:
        """The vehicle a person rides in a session; empty: own way."""
        return next(
            (r.vehicle for r in self.rides if r.session == session and r.officer == officer), ""
        )
