"""What is left of a published plan once its round has changed, and what breaks it."""

from __future__ import annotations

from collections.abc import Iterator

from constraints import Breach, Rule, verify
from constraints._whole import STRUCTURE, booking_ticks
from sites.facts import promised
from sites.plan import Booking, Plan
from sites.round import Round


class PastBroken(ValueError):
    """What has been done already breaks a rule of the round as it is now."""

    def __init__(self, breaches: tuple[Breach, ...]):
        self.breaches = breaches
        super().__init__("; ".join(b.says.en for b in breaches))


def still_promised(round: Round) -> Iterator[Booking]:
    """Yield the promised visits, with those of their needs that are still there."""
    for booking in promised(round):
        needs = tuple(
            n for n in booking.needs if n in round.need and n in round.visit[booking.visit].needs
        )
        if needs == booking.needs:
            yield booking
        elif needs:
            stands = tuple(s for s in booking.stands_for if s.need in needs)
            fewer = booking.but(needs=needs, stands_for=stands)
            yield fewer.but(end=fewer.start + booking_ticks(fewer, round))


def breaches_of(plan: Plan, round: Round, rules: tuple[Rule, ...]) -> tuple[Breach, ...]:
    """Return all that is broken; a visit in pieces hides nothing of the others."""
    found = verify(plan, round, rules).breaches
    lost = {b.visit for b in found if b.rule == STRUCTURE}
    if not lost:
        return found
    rest = tuple(b for b in plan.bookings if b.visit not in lost)
    reserve = tuple(r for r in plan.reserve if {r.session} <= round.session.keys())
    known = tuple(
        r.but(officers=tuple(o for o in r.officers if o in round.officer)) for r in reserve
    )
    return found + verify(plan.but(bookings=rest, reserve=known), round, rules).breaches
