"""The Round: the frozen input of planning, everything a rule may look at and nothing else."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from datetime import date
from functools import cached_property
from typing import Any

from pydantic import Field

from sites.authority import Authority
from sites.base import Frozen, Text
from sites.book import (
    Absence,
    Body,
    Company,
    Grant,
    Item,
    Minute,
    Officer,
    PastVisit,
    Pin,
    Recusal,
    Site,
    Vehicle,
)
from sites.drawn import DrawnTask
from sites.frequency import Frequency
from sites.need import Need
from sites.plan import Plan
from sites.planned import PlannedVisit
from sites.slots import MINUTES_A_DAY, PART_WORDS, Legs, Session, Visit
from sites.when import absent

__all__ = ["MINUTES_A_DAY", "Legs", "Round", "Session", "Visit"]


class Round(Frozen):
    """The frozen solver input; ``round.json`` is exactly this.

    All bookings' clocks are integer ticks since the midnight of their day,
    ``ticks_per_minute`` of them in a minute.
    """

    street: str = ""
    today: date
    first_day: date
    last_day: date
    ticks_per_minute: int = Field(1, ge=1)
    opening_minutes: Minute = 0
    merge_days: int = 15
    workdays: tuple[date, ...] = Field(description="sorted; the past that rules count, and beyond")
    sessions: tuple[Session, ...]
    sites: tuple[Site, ...]
    companies: tuple[Company, ...] = ()
    bodies: tuple[Body, ...]
    officers: tuple[Officer, ...]
    grants: tuple[Grant, ...] = ()
    absences: tuple[Absence, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    items: tuple[Item, ...] = ()
    history: tuple[PastVisit, ...] = ()
    draws: tuple[DrawnTask, ...] = Field((), description="抽取名单 and 预抽 behind the needs")
    recusals: tuple[Recusal, ...] = ()
    pins: tuple[Pin, ...] = ()
    needs: tuple[Need, ...]
    visits: tuple[Visit, ...]
    legs: Legs
    params: dict[str, dict[str, str]] = Field({}, description="rule → number → value, as typed")
    published: Plan | None = Field(None, description="what is already promised (replan only)")
    earlier: tuple[PlannedVisit, ...] = Field((), description="promised by plans of weeks before")
    warnings: tuple[Text, ...] = ()
    book_digest: str = ""
    prepared_by: str = Field("", description="填表人, as the office's settings name him")
    reviewed_by: str = Field("", description="审核人")

    # -- look-ups; every one is derived, none is stored in the JSON form --------------------

    @cached_property
    def site(self) -> dict[str, Site]:
        """Sites by id."""
        return {s.id: s for s in self.sites}

    @cached_property
    def site_index(self) -> dict[str, int]:
        """Row of a site in ``legs``."""
        return {s.id: i for i, s in enumerate(self.sites)}

    @cached_property
    def need(self) -> dict[str, Need]:
        """Needs by id."""
        return {n.id: n for n in self.needs}

    @cached_property
    def visit(self) -> dict[str, Visit]:
        """Visit slots by id."""
        return {v.id: v for v in self.visits}

    @cached_property
    def session(self) -> dict[str, Session]:
        """Sessions by id."""
        return {s.id: s for s in self.sessions}

    @cached_property
    def session_index(self) -> dict[str, int]:
        """Position of a session in time."""
        return {s.id: i for i, s in enumerate(self.sessions)}

    @cached_property
    def officer(self) -> dict[str, Officer]:
        """Everybody by id, auxiliaries and drivers too."""
        return {o.id: o for o in self.officers}

    @cached_property
    def vehicle(self) -> dict[str, Vehicle]:
        """Vehicles by id."""
        return {k.id: k for k in self.vehicles}

    @cached_property
    def body(self) -> dict[str, Body]:
        """Enforcing bodies by name: the first department row that acts in that name."""
        return {b.enforcing: b for b in reversed(self.bodies)} | {b.id: b for b in self.bodies}

    @cached_property
    def item(self) -> dict[str, Item]:
        """Items by code."""
        return {i.code: i for i in self.items}

    @cached_property
    def street_team(self) -> tuple[Officer, ...]:
        """Officers whose employer is the street itself (街道自有队伍)."""
        own = {
            b.id
            for b in self.bodies
            if b.own or (b.own is None and self.street and self.street in b.id)
        }
        return tuple(o for o in self.officers if o.kind == "officer" and o.body in own)

    @cached_property
    def inspectors(self) -> tuple[Officer, ...]:
        """Who may be counted at a gate: officers and experts, in the book's order."""
        return tuple(o for o in self.officers if o.kind in ("officer", "expert"))

    @cached_property
    def auxiliaries(self) -> tuple[Officer, ...]:
        """协助人员, who only ride along."""
        return tuple(o for o in self.officers if o.kind == "auxiliary")

    @cached_property
    def visits_at(self) -> dict[str, tuple[Visit, ...]]:
        """Visit slots of each site, in slot order."""
        return {
            s.id: tuple(sorted((v for v in self.visits if v.site == s.id), key=lambda v: v.order))
            for s in self.sites
        }

    @cached_property
    def needs_at(self) -> dict[str, tuple[Need, ...]]:
        """Needs of each site, in the round's order."""
        return {s.id: tuple(n for n in self.needs if n.site == s.id) for s in self.sites}

    def say_session(self, session: str) -> Text:
        """A session as people say it: 11月30日上午."""
        found = self.session[session]
        zh, en = PART_WORDS[found.part]
        return Text(
            zh=f"{found.day.month}月{found.day.day}日{zh}", en=f"{found.day:%d %b} {en}".lstrip("0")
        )

    @cached_property
    def _absent(self) -> frozenset[tuple[str, str]]:
        return absent(self.absences, self.sessions)

    def on_duty(self, officer: str, session: str) -> bool:
        """Whether the person may be planned for visits in that session."""
        return (officer, session) not in self._absent

    def workday_number(self, day: date) -> int:
        """How many known working days there are up to and with ``day``."""
        return bisect_right(self.workdays, day)

    def ticks(self, minutes: float) -> int:
        """Minutes as ticks; no fact of a round is finer than a tick."""
        return round(minutes * self.ticks_per_minute)

    def base(self, who: Officer | Vehicle) -> str:
        """Where an officer or a vehicle starts and ends a session (a key of ``legs.first``)."""
        return who.base if who.base in self.legs.first else next(iter(self.legs.first))

    def first_leg(self, officer: Officer, site: str) -> int:
        """Ticks from the officer's base to a site."""
        return self.legs.first[self.base(officer)][self.site_index[site]]

    def last_leg(self, officer: Officer, site: str) -> int:
        """Ticks from a site back to the officer's base."""
        return self.legs.last[self.base(officer)][self.site_index[site]]

    def leg(self, origin: str, target: str) -> int:
        """Ticks from one site to another."""
        return self.legs.between[self.site_index[origin]][self.site_index[target]]

    def visit_ticks(self, visit: Visit, own_ticks: int) -> int:
        """Length of a visit whose longest person has ``own_ticks`` of checks to do."""
        return max(self.ticks(self.opening_minutes) + own_ticks, self.ticks(visit.min_minutes))

    @cached_property
    def authority(self) -> Authority:
        """Who may use whose power."""
        return Authority(self)

    def may_stand(self, officer: str, need: str, day: date) -> bool:
        """Whether the person may use the power of the need's body that day (`Authority`)."""
        return self.authority.holds(officer, need, day)

    def bodies_at_once(self, officer: str, day: date | None = None) -> int:
        """How many bodies one person may stand for in a visit; without a day, on every day."""
        return self.authority.bodies_at_once(officer, day)

    @cached_property
    def known(self) -> dict[tuple[str, ...], Any]:
        """Answers of `sites.facts` that are asked for again and again."""
        return {}

    @cached_property
    def frequency(self) -> Frequency:
        """Visits on record by body, company or project, and year."""
        return Frequency(self)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the JSON form; a plan carries it to say which round it answers."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()
