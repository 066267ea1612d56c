"""Short words for small cases of the street's own rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from tiny import tiny_booking, tiny_officer, tiny_plan, tiny_round

from constraints import RULES, verify
from constraints._fits import Fits
from scheduler import transfer
from scheduler.build import build
from scheduler.settings import Settings
from scheduler.solve import solve
from sites.book import Vehicle, Weather
from sites.plan import Booking, Plan, Ride, Stand
from sites.round import Round
from sites.sketch import Move, Sketch

AM, PM = "2026-11-30/am", "2026-11-30/pm"
TUESDAY = date(2026, 12, 1)


def broken(rule: str, plan: Plan, round: Round) -> list[str]:
    """What one rule's checker says, after the board has said the same with yes or no."""
    breaches = verify(plan, round, [RULES[rule]]).breaches
    built = build(round, [RULES[rule]], auxiliaries=True)
    transfer.fix(built.board, plan)
    status = solve(built.board, None, Settings(), effort=20, seconds=60).status
    assert status == ("infeasible" if breaches else "optimal")
    assert all(b.rule == rule for b in breaches)
    return [b.says.en for b in breaches]


def refuses(rule: str, round: Round, booking: Booking, rides: tuple[Ride, ...] = ()) -> bool:
    """Whether ``forbids`` or ``fits`` of one rule speaks against a first booking."""
    return not Fits(round, [RULES[rule]])(Sketch(round), Move(booking, rides))


def visit(site: str, *needs: str, people: tuple[str, ...] = ("o1", "o2"), **more: Any) -> Booking:
    """A booking of site's first slot for these needs, its length reckoned from the first need."""
    values: dict[str, Any] = {
        "needs": needs,
        "officers": people,
        "stands_for": tuple(Stand(officer=people[0], need=n) for n in needs[:1]),
    }
    return tiny_booking(f"{site}#1", **(values | more))


def with_sites(round: Round, **changes: Any) -> Round:
    return round.but(sites=tuple(s.but(**changes) for s in round.sites))


def with_weather(round: Round, *marks: Weather, suspended: bool = False) -> Round:
    """The same marks on every session."""
    sessions = (s.but(weather=marks, suspended=suspended) for s in round.sessions)
    return round.but(sessions=tuple(sessions))


CREW = tuple(tiny_officer(f"o{k}", f"Officer {k}", "housing", own_way=False) for k in range(1, 6))
VAN, CAR = Vehicle(id="van", seats=4), Vehicle(id="car", seats=4)


def crew_round(**more: Any) -> Round:
    values: dict[str, Any] = {"officers": CREW, "vehicles": (VAN, CAR)}
    return tiny_round(slots=2, **(values | more))


def riding(vehicle: str, *people: str) -> tuple[Ride, ...]:
    return tuple(Ride(session=AM, officer=o, vehicle=vehicle) for o in people)


STREET = tuple(tiny_officer(f"o{k}", f"Officer {k}", "urban") for k in range(1, 6))


def street_round(**more: Any) -> Round:
    values: dict[str, Any] = {"officers": STREET}
    return tiny_round(**(values | more))


def gate(*people: str) -> Plan:
    return tiny_plan(visit("A", "A/housing/routine", people=people))
