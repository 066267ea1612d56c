"""Shared by the worked cases of the rules of law."""

from __future__ import annotations

from datetime import date
from typing import Any

from rule_suite import agrees
from tiny import MONDAY, tiny_booking

from constraints import RULES, verify
from constraints._fits import Fits
from sites.plan import Booking, Plan, Stand
from sites.round import Round, Session
from sites.sketch import Move, Sketch

TUESDAY, WEDNESDAY = date(2026, 12, 1), date(2026, 12, 2)
WEEK = tuple(
    Session(id=f"{day}/am", day=day, part="am", start=540, end=690)
    for day in (MONDAY, TUESDAY, WEDNESDAY)
)
BOTH = ("A/housing/routine", "A/urban/routine")


def broken(rule: str, plan: Plan, round: Round) -> list[str]:
    """What the rule says of a plan, after asking the board and the quick test to agree."""
    said = [b.says.en for b in verify(plan, round, [RULES[rule]]).breaches]
    agrees(RULES[rule], round, plan)
    sketch, fits = Sketch(round), Fits(round, [RULES[rule]])
    for booking in plan.bookings:
        assert said or fits(sketch, Move(booking))
        sketch.add(Move(booking))
    return said


def stand(officer: str, *needs: str) -> tuple[Stand, ...]:
    return tuple(Stand(officer=officer, need=n) for n in needs)


def joint(**more: Any) -> Booking:
    """Housing (Officer One) and urban management (Officer Three) together at A."""
    values: dict[str, Any] = {
        "needs": BOTH,
        "officers": ("o1", "o3"),
        "stands_for": stand("o1", BOTH[0]) + stand("o3", BOTH[1]),
    }
    return tiny_booking("A#1", **(values | more))


def at(day: date, visit: str = "A#1", **more: Any) -> Booking:
    """A booking in a morning of the week."""
    return tiny_booking(visit, session=f"{day}/am", start=550, end=590, **more)
