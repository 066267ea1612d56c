"""Very small rounds and plans for worked examples: two sites, four people, two sessions."""

from __future__ import annotations

from datetime import date
from typing import Any

from sites.base import Text
from sites.book import Body, Company, Grant, Item, Officer, Site
from sites.need import Need
from sites.plan import Booking, Plan, Ride, Stand
from sites.round import Legs, Round, Session, Visit

MONDAY = date(2026, 11, 30)
WORKDAYS = tuple(date(2026, 11, d) for d in (*range(9, 14), *range(16, 21), *range(23, 28), 30))


def tiny_need(site: str = "A", body: str = "housing", kind: str = "routine", **more: Any) -> Need:
    """A need with ordinary values; any field can be set."""
    values: dict[str, Any] = {
        "id": f"{site}/{body}/{kind}",
        "site": site,
        "body": body,
        "kind": kind,
        "items": ("pit",),
        "minutes": 30,
        "due": date(2026, 12, 4),
        "why": Text(zh="到期", en="due"),
    }
    return Need.model_validate(values | more)


def tiny_officer(id: str, name: str, body: str, **more: Any) -> Officer:
    """A certified officer who acts for his own body."""
    values: dict[str, Any] = {
        "id": id,
        "name": name,
        "body": body,
        "acts_for": (body,),
        "certificate": f"C-{id}",
        "own_way": True,
    }
    return Officer.model_validate(values | more)


def tiny_round(slots: int = 1, **more: Any) -> Round:
    """Sites A and B (company B builds both), bodies housing and urban, Monday am and pm."""
    needs = more.pop("needs", (tiny_need("A"), tiny_need("A", "urban"), tiny_need("B")))
    sites = ("A", "B")
    values: dict[str, Any] = {
        "street": "Dong",
        "today": date(2026, 11, 27),
        "first_day": MONDAY,
        "last_day": date(2026, 12, 4),
        "opening_minutes": 10,
        "workdays": WORKDAYS,
        "sessions": (
            Session(id="2026-11-30/am", day=MONDAY, part="am", start=540, end=690),
            Session(id="2026-11-30/pm", day=MONDAY, part="pm", start=810, end=1020),
        ),
        "sites": tuple(Site(id=s, name=f"site {s}", builder="B", street="Dong") for s in sites),
        "companies": (Company(id="B", name="Builder"),),
        "bodies": (Body(id="housing"), Body(id="urban", own=True)),
        "officers": (
            tiny_officer("o1", "Officer One", "housing"),
            tiny_officer("o2", "Officer Two", "housing"),
            tiny_officer("o3", "Officer Three", "urban"),
            tiny_officer("a1", "Helper", "urban", kind="auxiliary", certificate=""),
        ),
        "grants": (
            Grant(body="housing", acts_for="housing", source="statutory"),
            Grant(body="urban", acts_for="urban", source="statutory"),
        ),
        "items": (Item(code="pit", name="Pit", body="housing"),),
        "needs": needs,
        "visits": tuple(
            Visit(
                id=f"{s}#{k + 1}",
                site=s,
                order=k,
                needs=tuple(n.id for n in needs if n.site == s),
            )
            for s in sites
            for k in range(slots)
            if any(n.site == s for n in needs)
        ),
        "legs": Legs(
            first={"office": (10, 15)}, last={"office": (10, 15)}, between=((0, 12), (12, 0))
        ),
    }
    return Round.model_validate(values | more)


def tiny_booking(visit: str, session: str = "2026-11-30/am", **more: Any) -> Booking:
    """Officers One and Two at a visit for the housing need, from ten past the session's start."""
    site = visit.split("#")[0]
    need = f"{site}/housing/routine"
    start = 550 if session.endswith("am") else 820
    values: dict[str, Any] = {
        "visit": visit,
        "site": site,
        "session": session,
        "start": start,
        "end": start + 40,
        "needs": (need,),
        "officers": ("o1", "o2"),
        "stands_for": (Stand(officer="o1", need=need),),
        "lead": "housing",
    }
    return Booking.model_validate(values | more)


def tiny_plan(*bookings: Booking, rides: tuple[Ride, ...] = (), **more: Any) -> Plan:
    """A plan of these bookings."""
    return Plan(round_digest="tiny", bookings=bookings, rides=rides, **more)
